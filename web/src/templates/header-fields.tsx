import { Button, Checkbox, FileButton, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { Counter, type PartProps } from './body-fields.tsx';
import { lengthOf } from './draft.ts';
import type { Content, Sample } from './template-queries.ts';
import { VariableButton } from './variable-button.tsx';

const maxHeader = 60;
const formats = [
  { value: 'NONE', label: 'None' },
  { value: 'TEXT', label: 'Text' },
  { value: 'IMAGE', label: 'Picture' },
  { value: 'VIDEO', label: 'Video' },
  { value: 'DOCUMENT', label: 'Document' },
];
const media: Readonly<Record<string, { accept: string; hint: string; parameter: string }>> = {
  IMAGE: { accept: 'image/jpeg,image/png', hint: 'JPEG or PNG, at most 5 MB.', parameter: 'header_picture' },
  VIDEO: { accept: 'video/mp4', hint: 'MP4, at most 16 MB.', parameter: 'header_video' },
  DOCUMENT: { accept: 'application/pdf', hint: 'PDF, at most 16 MB.', parameter: 'header_document' },
};

interface Props extends PartProps {
  readonly wabaId: string | null | undefined;
}

/** What stands above the text. */
export function HeaderFields({ content, check, onChange, wabaId }: Props) {
  const { header } = content;
  const choose = (format: string): void =>
    onChange({ header: format === 'NONE' ? null : { format, text: null, sample: null, parameter: null } }, 'header');
  return (
    <fieldset className="template-part">
      <legend>Header</legend>
      <SegmentedControl
        aria-label="Kind of header"
        size="xs"
        data={formats}
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
  const [error, setError] = useState<string | undefined>();
  const [isUploading, setUploading] = useState(false);
  if (!header) return null;
  const kind = media[header.format];
  if (!kind) return null;
  const change = (part: Partial<NonNullable<Content['header']>>): void =>
    onChange({ header: { ...header, ...part } }, 'header');
  const upload = async (file: File | null): Promise<void> => {
    if (!file) return;
    setUploading(true);
    setError(undefined);
    try {
      change({ sample: await uploadSample(file, wabaId) });
    } catch (cause) {
      setError(messageOf(cause));
    } finally {
      setUploading(false);
    }
  };
  const problem = error ?? check.errorOf('header');
  return (
    <Stack gap={6} mt="xs">
      <Group gap="xs">
        <FileButton
          accept={kind.accept}
          onChange={(file) => void upload(file)}
          inputProps={{ 'aria-label': 'Sample file' }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} />} loading={isUploading}>
              {header.sample ? 'Another file' : 'Upload a sample'}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="var(--quiet)">
          {header.sample ? (header.sample.fileName ?? 'The file that WhatsApp has.') : kind.hint}
        </Text>
      </Group>
      <Checkbox
        size="xs"
        label="Each message brings a file of its own, whose address is a variable"
        checked={header.parameter !== null}
        onChange={(event) => change({ parameter: event.currentTarget.checked ? kind.parameter : null })}
      />
      {problem && (
        <Text role="alert" size="xs" c="var(--bad)">
          {problem}
        </Text>
      )}
    </Stack>
  );
}

async function uploadSample(file: File, wabaId: string | null | undefined): Promise<Sample> {
  const form = new FormData();
  if (wabaId) form.append('wabaId', wabaId);
  form.append('file', file, file.name);
  return read(
    api.POST('/internal/templates/samples', {
      body: { file: '' },
      bodySerializer: () => form,
    }),
  );
}
