import { Checkbox, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { Counter, type PartProps } from './body-fields.tsx';
import { lengthOf } from './draft.ts';
import { SampleUpload } from './sample-upload.tsx';
import type { Header } from './template-queries.ts';
import { VariableButton } from './variable-button.tsx';

const maxHeader = 60;
const formats = [
  { value: 'NONE', label: 'None' },
  { value: 'TEXT', label: 'Text' },
  { value: 'IMAGE', label: 'Picture' },
  { value: 'VIDEO', label: 'Video' },
  { value: 'DOCUMENT', label: 'Document' },
];
const ofOffers: ReadonlySet<string> = new Set(['NONE', 'IMAGE', 'VIDEO']);
/** The variable that brings the file of each message. */
const parameters: Readonly<Record<string, string>> = {
  IMAGE: 'header_picture',
  VIDEO: 'header_video',
  DOCUMENT: 'header_document',
};

interface Props extends PartProps {
  readonly wabaId: string | null | undefined;
}

/** What stands above the text. */
export function HeaderFields({ content, check, onChange, wabaId }: Props) {
  const { header, offer } = content;
  const choose = (format: string): void =>
    onChange({ header: format === 'NONE' ? null : { format, text: null, sample: null, parameter: null } }, 'header');
  return (
    <fieldset className="template-part">
      <legend>Header</legend>
      <SegmentedControl
        aria-label="Kind of header"
        size="xs"
        data={offer ? formats.filter(({ value }) => ofOffers.has(value)) : formats}
        value={header?.format ?? 'NONE'}
        onChange={choose}
        style={{ maxWidth: '100%', flexWrap: 'wrap' }}
      />
      {header?.format === 'TEXT' && <TextHeader {...{ content, check, onChange }} />}
      {header && header.format !== 'TEXT' && <MediaHeader {...{ content, check, onChange, wabaId }} />}
    </fieldset>
  );
}

function TextHeader({ content: { header }, check, onChange }: PartProps) {
  if (!header) return null;
  const text = header.text ?? '';
  const change = (next: string): void => onChange({ header: { ...header, text: next } }, 'header');
  return (
    <>
      <Group gap={6} my={6}>
        <VariableButton label="Add a variable to the header" onInsert={(variable) => change(text + variable)} />
        <Counter length={lengthOf(text)} max={maxHeader} />
      </Group>
      <TextInput
        aria-label="Text of the header"
        value={text}
        error={check.errorOf('header')}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </>
  );
}

function MediaHeader({ content: { header }, check, onChange, wabaId }: Props) {
  if (!header) return null;
  const parameter = parameters[header.format];
  if (parameter === undefined) return null;
  const change = (part: Partial<Header>): void => onChange({ header: { ...header, ...part } }, 'header');
  return (
    <Stack gap={6} mt="xs">
      <SampleUpload
        header={header}
        label="Sample file"
        wabaId={wabaId}
        error={check.errorOf('header')}
        onChange={(sample) => change({ sample })}
      />
      <Checkbox
        size="xs"
        label="Each message brings a file of its own, whose address is a variable"
        checked={header.parameter !== null}
        onChange={(event) => change({ parameter: event.currentTarget.checked ? parameter : null })}
      />
    </Stack>
  );
}
