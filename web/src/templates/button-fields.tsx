import { ActionIcon, Button, Checkbox, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Counter, type PartProps } from './body-fields.tsx';
import { lengthOf, newButton } from './draft.ts';
import { buttonIcons } from './template-preview.tsx';
import type { ContentButton } from './template-queries.ts';

const maxText = 25;
const kinds: readonly { kind: string; label: string; max: number }[] = [
  { kind: 'quick_reply', label: 'Quick reply', max: 10 },
  { kind: 'url', label: 'Open an address', max: 2 },
  { kind: 'phone_number', label: 'Call a number', max: 1 },
  { kind: 'copy_code', label: 'Copy an offer code', max: 1 },
];
const maxButtons = 10;

/** Up to ten buttons: quick replies first, as WhatsApp wants them together. */
export function ButtonFields({ content, check, onChange }: PartProps) {
  const { buttons, trackClicks } = content;
  const set = (next: readonly ContentButton[]): void => onChange({ buttons: [...next] }, 'buttons');
  const add = (kind: string): void => {
    const isReply = ({ kind: other }: ContentButton): boolean => other === 'quick_reply';
    const added = [...buttons, newButton(kind)];
    set([...added.filter(isReply), ...added.filter((button) => !isReply(button))]);
  };
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
        {error && (
          <Text role="alert" size="xs" c="var(--bad)">
            {error}
          </Text>
        )}
        {buttons.some(({ kind }) => kind === 'url') && (
          <Checkbox
            size="xs"
            label="Count who opens the addresses: they lead through Parley"
            checked={trackClicks}
            onChange={(event) => onChange({ trackClicks: event.currentTarget.checked }, 'buttons')}
          />
        )}
        <AddMenu buttons={buttons} onAdd={add} />
      </Stack>
    </fieldset>
  );
}

function AddMenu({ buttons, onAdd }: { buttons: readonly ContentButton[]; onAdd: (kind: string) => void }) {
  const countOf = (kind: string): number => buttons.filter((button) => button.kind === kind).length;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={buttons.length >= maxButtons}
          style={{ alignSelf: 'start' }}
        >
          Add a button
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map(({ kind, label, max }) => {
          const Icon = buttonIcons[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={Icon && <Icon size={16} />}
              disabled={countOf(kind) >= max}
              onClick={() => onAdd(kind)}
            >
              {label}
              {countOf(kind) >= max ? ` (at most ${max})` : ''}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

interface RowProps {
  readonly button: ContentButton;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<ContentButton>) => void;
  readonly onRemove: () => void;
}

function ButtonRow({ button, error, onChange, onRemove }: RowProps) {
  const { kind, text } = button;
  const label = kinds.find((entry) => entry.kind === kind)?.label ?? kind;
  return (
    <div className="template-button">
      <Group gap="xs" mb={6}>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        {kind !== 'copy_code' && <Counter length={lengthOf(text)} max={maxText} />}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove the button ${text || label}`}
          style={kind === 'copy_code' ? { marginInlineStart: 'auto' } : {}}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <Stack gap={6}>
        {kind !== 'copy_code' && (
          <TextInput
            size="xs"
            label="What stands on it"
            value={text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        )}
        {kind === 'url' && (
          <TextInput
            size="xs"
            label="Address"
            description="A variable may stand at its end: https://example.com/orders/{{order}}"
            value={button.url ?? ''}
            onChange={(event) => onChange({ url: event.currentTarget.value })}
          />
        )}
        {kind === 'phone_number' && (
          <TextInput
            size="xs"
            label="Number, with country code"
            type="tel"
            value={button.phoneNumber ?? ''}
            onChange={(event) => onChange({ phoneNumber: event.currentTarget.value })}
          />
        )}
        {kind === 'copy_code' && (
          <TextInput
            size="xs"
            label="Sample of the code"
            description="At most 20 characters. The code itself is given with each message."
            value={button.offerCode ?? ''}
            onChange={(event) => onChange({ offerCode: event.currentTarget.value })}
          />
        )}
      </Stack>
      {error && (
        <Text role="alert" size="xs" c="var(--bad)" mt={4}>
          {error}
        </Text>
      )}
    </div>
  );
}
