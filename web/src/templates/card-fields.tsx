import { ActionIcon, Button, Group, SegmentedControl, Stack, Tabs, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { FaultLine } from '../ui/fault-line.tsx';
import { AddButton } from './add-button.tsx';
import type { PartProps } from './body-fields.tsx';
import { buttonLabel, cardButtonKinds, inOrder } from './button-kinds.ts';
import { CardEditor } from './card-editor.tsx';
import { maxCards, minCards, newButton, newCard } from './draft.ts';
import type { Card } from './template-queries.ts';

const maxButtons = 2;

interface Props extends PartProps {
  readonly wabaId: string | null | undefined;
  /** The card that is written, which the preview shows too. */
  readonly shown: number;
  readonly onShow: (place: number) => void;
}

/** The cards of a carousel: what all have alike, and each with its own. */
export function CardFields({ content, check, onChange, wabaId, shown: wanted, onShow }: Props) {
  const { cards } = content;
  const shown = Math.min(wanted, cards.length - 1);
  const card = cards[shown];
  const set = (next: readonly Card[], field = 'cards'): void => onChange({ cards: [...next] }, field);
  const change = (part: Partial<Card>): void =>
    set(
      cards.map((entry, place) => (place === shown ? { ...entry, ...part } : entry)),
      `cards.${shown}`,
    );
  const error = check.errorOf('cards');
  return (
    <fieldset className="template-part">
      <legend>Cards</legend>
      <Stack gap="sm">
        <AllCards cards={cards} onChange={set} />
        <Tabs value={String(shown)} onChange={(value) => onShow(Number(value))} keepMounted={false}>
          <TabList cards={cards} check={check} onChange={set} onShow={onShow} />
          {card && (
            <Tabs.Panel value={String(shown)} pt="sm">
              <CardEditor card={card} place={shown} check={check} wabaId={wabaId} onChange={change} />
            </Tabs.Panel>
          )}
        </Tabs>
        <CardTools cards={cards} shown={shown} onChange={set} onShow={onShow} />
        <FaultLine error={error} size="xs" />
      </Stack>
    </fieldset>
  );
}

interface ListProps {
  readonly cards: readonly Card[];
  readonly onChange: (next: readonly Card[]) => void;
  readonly onShow: (place: number) => void;
}

function TabList({ cards, check, onChange, onShow }: ListProps & Pick<PartProps, 'check'>) {
  const add = (): void => {
    onChange([...cards, newCard(cards[0])]);
    onShow(cards.length);
  };
  return (
    <Group gap="xs" wrap="nowrap" align="end">
      <Tabs.List style={{ flexWrap: 'wrap' }}>
        {cards.map((_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card is known by its place alone
          <Tabs.Tab key={place} value={String(place)}>
            Card {place + 1}
            {check.hasErrorIn(`cards.${place}`) && (
              <Text span c="var(--bad)" fw={700}>
                {' '}
                !<VisuallyHidden> has something to correct</VisuallyHidden>
              </Text>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={15} />}
        disabled={cards.length >= maxCards}
        style={{ flex: 'none' }}
        onClick={add}
      >
        Add a card
      </Button>
    </Group>
  );
}

/** What is done with the card that is shown. */
function CardTools({ cards, shown, onChange, onShow }: ListProps & { shown: number }) {
  const others = cards.filter((_, place) => place !== shown);
  const move = (to: number): void => {
    onChange([...others.slice(0, to), ...cards.slice(shown, shown + 1), ...others.slice(to)]);
    onShow(to);
  };
  const remove = (): void => {
    onChange(others);
    onShow(Math.max(0, shown - 1));
  };
  const isLast = shown === cards.length - 1;
  return (
    <Group gap="xs">
      <ActionIcon
        variant="default"
        aria-label="Move this card forward"
        disabled={shown === 0}
        onClick={() => move(shown - 1)}
      >
        <IconArrowLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label="Move this card back" disabled={isLast} onClick={() => move(shown + 1)}>
        <IconArrowRight size={16} />
      </ActionIcon>
      <Button
        size="compact-sm"
        variant="subtle"
        c="var(--bad)"
        leftSection={<IconTrash size={15} />}
        disabled={cards.length <= minCards}
        onClick={remove}
      >
        Remove card {shown + 1}
      </Button>
    </Group>
  );
}

/** WhatsApp takes cards of one shape only: their kind of header and their buttons are chosen once. */
function AllCards({ cards, onChange }: { cards: readonly Card[]; onChange: (next: Card[]) => void }) {
  const [first] = cards;
  if (!first) return null;
  const kinds = first.buttons.map(({ kind }) => kind);
  const setFormat = (format: string): void =>
    onChange(cards.map((card) => ({ ...card, header: { format, text: null, sample: null, parameter: null } })));
  const add = (kind: string): void =>
    onChange(cards.map((card) => ({ ...card, buttons: inOrder([...card.buttons, newButton(kind)]) })));
  const remove = (place: number): void =>
    onChange(cards.map((card) => ({ ...card, buttons: card.buttons.filter((_, index) => index !== place) })));
  return (
    <div className="template-button">
      <Text size="sm" fw={600} mb={6}>
        All cards have
      </Text>
      <Group gap="xs">
        <SegmentedControl
          aria-label="Header of all cards"
          size="xs"
          data={[
            { value: 'IMAGE', label: 'Picture' },
            { value: 'VIDEO', label: 'Video' },
          ]}
          value={first.header?.format ?? 'IMAGE'}
          onChange={setFormat}
        />
        {kinds.map((kind, place) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place alone
            key={place}
            size="compact-sm"
            variant="default"
            rightSection={<IconX size={14} />}
            aria-label={`Remove the button ${buttonLabel(kind)} from all cards`}
            onClick={() => remove(place)}
          >
            {buttonLabel(kind)}
          </Button>
        ))}
        <AddButton
          label="Add a button to all cards"
          kinds={cardButtonKinds}
          max={maxButtons}
          buttons={first.buttons}
          onAdd={add}
        />
      </Group>
    </div>
  );
}
