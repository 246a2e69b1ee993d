import { Text, Title } from '@mantine/core';
import { percentText, toPercent } from '../ui/percent.ts';
import type { Campaign } from './campaign-queries.ts';
import type { RecipientState } from './campaign-search.ts';
import { number, recipientNames } from './campaign-words.ts';

interface Props {
  readonly campaign: Campaign;
  readonly clicked: number | undefined;
  readonly chosen: RecipientState | undefined;
  readonly onChoose: (state: RecipientState | undefined) => void;
}

const waysOn: readonly RecipientState[] = ['sent', 'delivered', 'read', 'replied'];
const others: readonly (readonly [state: RecipientState, kind: 'bad' | 'quiet'])[] = [
  ['failed', 'bad'],
  ['sending', 'quiet'],
  ['queued', 'quiet'],
  ['pending', 'quiet'],
  ['skipped', 'quiet'],
  ['stopped', 'quiet'],
];

/** What became of everybody. A bar that is pressed filters the people below. */
export function Funnel({ campaign, clicked, chosen, onChoose }: Props) {
  const { counters, recipients } = campaign;
  const press = (state: RecipientState): void => onChoose(chosen === state ? undefined : state);
  return (
    <section aria-label="Results" className="campaign-card">
      <Title order={2} size="h5">
        {number(recipients)} recipients
      </Title>
      <div className="campaign-funnel">
        {waysOn.map((state) => (
          <Bar
            key={state}
            state={state}
            count={counters[state]}
            whole={recipients}
            isChosen={chosen === state}
            onPress={press}
          />
        ))}
        {others
          .filter(([state]) => counters[state] > 0)
          .map(([state, kind]) => (
            <Bar
              key={state}
              state={state}
              kind={kind}
              count={counters[state]}
              whole={recipients}
              isChosen={chosen === state}
              onPress={press}
            />
          ))}
      </div>
      {clicked !== undefined && clicked > 0 && <Text size="sm">{number(clicked)} followed a tracked link.</Text>}
    </section>
  );
}

interface BarProps {
  readonly state: RecipientState;
  readonly kind?: 'bad' | 'quiet';
  readonly count: number;
  readonly whole: number;
  readonly isChosen: boolean;
  readonly onPress: (state: RecipientState) => void;
}

function Bar({ state, kind, count, whole, isChosen, onPress }: BarProps) {
  return (
    <button type="button" aria-pressed={isChosen} onClick={() => onPress(state)}>
      <span>{recipientNames[state]}</span>
      <span className="campaign-bar" data-kind={kind} aria-hidden>
        {count > 0 && <span style={{ inlineSize: `${toPercent(count, whole)}%` }} />}
      </span>
      <span>
        {number(count)} ({percentText(count, whole)})
      </span>
    </button>
  );
}
