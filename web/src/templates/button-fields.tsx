import { Checkbox, Stack } from '@mantine/core';
import { FaultLine } from '../ui/fault-line.tsx';
import { AddButton } from './add-button.tsx';
import type { PartProps } from './body-fields.tsx';
import { buttonKinds, inOrder } from './button-kinds.ts';
import { ButtonRow } from './button-row.tsx';
import { newButton } from './draft.ts';
import type { ContentButton } from './template-queries.ts';

const maxButtons = 10;

/** Up to ten buttons: quick replies first, as WhatsApp wants them together. */
export function ButtonFields({ content, check, onChange }: PartProps) {
  const { buttons, trackClicks } = content;
  const set = (next: readonly ContentButton[]): void => onChange({ buttons: [...next] }, 'buttons');
  const add = (kind: string): void => set(inOrder([...buttons, newButton(kind)]));
  const change = (place: number, part: Partial<ContentButton>): void =>
    set(buttons.map((button, index) => (index === place ? { ...button, ...part } : button)));
  const error = check.errorOf('buttons');
  return (
    <fieldset className="template-part">
      <legend>Buttons</legend>
      <Stack gap="xs">
        {buttons.map((button, place) => (
          <ButtonRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place alone
            key={place}
            button={button}
            error={check.errorOf(`buttons.${place}`)}
            onChange={(part) => change(place, part)}
            onRemove={() => set(buttons.filter((_, index) => index !== place))}
          />
        ))}
        <FaultLine error={error} size="xs" />
        {buttons.some(({ kind }) => kind === 'url') && (
          <Checkbox
            size="xs"
            label="Count who opens the addresses: they lead through Parley"
            checked={trackClicks}
            onChange={(event) => onChange({ trackClicks: event.currentTarget.checked }, 'buttons')}
          />
        )}
        <AddButton label="Add a button" kinds={buttonKinds} max={maxButtons} buttons={buttons} onAdd={add} />
      </Stack>
    </fieldset>
  );
}
