import { Group, Stack, Textarea } from '@mantine/core';
import { FaultLine } from '../ui/fault-line.tsx';
import { Counter } from './body-fields.tsx';
import { ButtonRow } from './button-row.tsx';
import { lengthOf } from './draft.ts';
import { SampleUpload } from './sample-upload.tsx';
import type { Card } from './template-queries.ts';
import type { DraftCheck } from './use-check.ts';
import { VariableButton } from './variable-button.tsx';

const maxBody = 160;

interface Props {
  readonly card: Card;
  readonly place: number;
  readonly check: DraftCheck;
  readonly wabaId: string | null | undefined;
  readonly onChange: (part: Partial<Card>) => void;
}

/** What one card shows: its picture or video, its text, and what stands on its buttons. */
export function CardEditor({ card, place, check, wabaId, onChange }: Props) {
  const { header, body, buttons } = card;
  const field = `cards.${place}`;
  const buttonsError = check.errorOf(`${field}.buttons`);
  return (
    <Stack gap="xs">
      {header && (
        <SampleUpload
          header={header}
          label={`Sample file of card ${place + 1}`}
          wabaId={wabaId}
          error={check.errorOf(`${field}.header`)}
          onChange={(sample) => onChange({ header: { ...header, sample } })}
        />
      )}
      <Group gap={6}>
        <VariableButton
          label={`Add a variable to card ${place + 1}`}
          onInsert={(variable) => onChange({ body: body + variable })}
        />
        <Counter length={lengthOf(body)} max={maxBody} />
      </Group>
      <Textarea
        label={`Text of card ${place + 1}`}
        description="All cards have a text, or none has."
        autosize
        minRows={2}
        value={body}
        error={check.errorOf(`${field}.body`)}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      {buttons.map((button, index) => (
        <ButtonRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place alone
          key={index}
          button={button}
          error={check.errorOf(`${field}.buttons.${index}`)}
          onChange={(part) =>
            onChange({ buttons: buttons.map((entry, other) => (other === index ? { ...entry, ...part } : entry)) })
          }
        />
      ))}
      <FaultLine error={buttonsError} size="xs" />
    </Stack>
  );
}
