import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import type { Header, Sample } from './template-queries.ts';

const kinds: Readonly<Record<string, { accept: string; hint: string }>> = {
  IMAGE: { accept: 'image/jpeg,image/png', hint: 'JPEG or PNG, at most 5 MB.' },
  VIDEO: { accept: 'video/mp4', hint: 'MP4, at most 16 MB.' },
  DOCUMENT: { accept: 'application/pdf', hint: 'PDF, at most 16 MB.' },
};

interface Props {
  readonly header: Header;
  readonly label: string;
  readonly wabaId: string | null | undefined;
  readonly error: string | undefined;
  readonly onChange: (sample: Sample) => void;
}

/** The file of a media header, which reviewers see and, where it is fixed, everybody gets. */
export function SampleUpload({ header, label, wabaId, error, onChange }: Props) {
  const [refused, setRefused] = useState<string | undefined>();
  const [isUploading, setUploading] = useState(false);
  const kind = kinds[header.format];
  if (!kind) return null;
  const upload = async (file: File | null): Promise<void> => {
    if (!file) return;
    setUploading(true);
    setRefused(undefined);
    try {
      onChange(await uploadSample(file, wabaId));
    } catch (cause) {
      setRefused(messageOf(cause));
    } finally {
      setUploading(false);
    }
  };
  const problem = refused ?? error;
  return (
    <>
      <Group gap="xs">
        <FileButton accept={kind.accept} onChange={(file) => void upload(file)} inputProps={{ 'aria-label': label }}>
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
      {problem && (
        <Text role="alert" size="xs" c="var(--bad)">
          {problem}
        </Text>
      )}
    </>
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
