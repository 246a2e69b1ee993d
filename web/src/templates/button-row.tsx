import { Group, Stack, Text, TextInput } from '@mantine/core';
import { FaultLine } from '../ui/fault-line.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { Counter } from './body-fields.tsx';
import { buttonLabel } from './button-kinds.ts';
import { lengthOf } from './draft.ts';
import type { ContentButton } from './template-queries.ts';

const maxText = 25;

interface RowProps {
  readonly button: ContentButton;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<ContentButton>) => void;
  /** Absent where others decide which buttons there are. */
  readonly onRemove?: () => void;
}

/** One button with what stands on it and what it does. */
export function ButtonRow({ button, error, onChange, onRemove }: RowProps) {
  const { kind, text } = button;
  const label = buttonLabel(kind);
  const isOf = fieldAtFault(button);
  const errorOf = (field: Field): string | undefined => (field === isOf ? error : undefined);
  return (
    <div className="template-button">
      <Group gap="xs" mb={6}>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        {kind !== 'copy_code' && <Counter length={lengthOf(text)} max={maxText} />}
        {onRemove && (
          <RemoveButton
            label={`Remove the button ${text || label}`}
            ms={kind === 'copy_code' ? 'auto' : undefined}
            onClick={onRemove}
          />
        )}
      </Group>
      <Stack gap={6}>
        {kind !== 'copy_code' && (
          <TextInput
            size="xs"
            label="What stands on it"
            value={text}
            error={errorOf('text')}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        )}
        {kind === 'url' && (
          <TextInput
            size="xs"
            label="Address"
            description="A variable may stand at its end: https://example.com/orders/{{order}}"
            value={button.url ?? ''}
            error={errorOf('url')}
            onChange={(event) => onChange({ url: event.currentTarget.value })}
          />
        )}
        {kind === 'phone_number' && (
          <TextInput
            size="xs"
            label="Number, with country code"
            type="tel"
            value={button.phoneNumber ?? ''}
            error={errorOf('phoneNumber')}
            onChange={(event) => onChange({ phoneNumber: event.currentTarget.value })}
          />
        )}
        {kind === 'copy_code' && (
          <TextInput
            size="xs"
            label="Sample of the code"
            description="At most 20 characters. The code itself is given with each message."
            value={button.offerCode ?? ''}
            error={errorOf('offerCode')}
            onChange={(event) => onChange({ offerCode: event.currentTarget.value })}
          />
        )}
      </Stack>
      <FaultLine error={errorOf('none')} size="xs" mt={4} />
    </div>
  );
}

type Field = 'text' | 'url' | 'phoneNumber' | 'offerCode' | 'none';

const fieldOfKind: Readonly<Record<string, Field>> = {
  url: 'url',
  phone_number: 'phoneNumber',
  copy_code: 'offerCode',
};

/** The field that a fault of the button is about: its text, unless that is in order. */
function fieldAtFault({ kind, text }: ContentButton): Field {
  const isTextWrong = kind !== 'copy_code' && (text.trim() === '' || lengthOf(text) > maxText);
  return isTextWrong ? 'text' : (fieldOfKind[kind] ?? 'none');
}
