import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { FaultLine } from '../ui/fault-line.tsx';
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
  const { isRunning, error: refused, run } = useWrite();
  const kind = kinds[header.format];
  if (!kind) return null;
  const upload = async (file: File | null): Promise<void> => {
    if (file) await run(async () => onChange(await uploadSample(file, wabaId)));
  };
  const problem = refused ?? error;
  return (
    <>
      <Group gap="xs">
        <FileButton accept={kind.accept} onChange={(file) => void upload(file)} inputProps={{ 'aria-label': label }}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} />} loading={isRunning}>
              {header.sample ? 'Another file' : 'Upload a sample'}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="var(--quiet)">
          {header.sample ? (header.sample.fileName ?? 'The file that WhatsApp has.') : kind.hint}
        </Text>
      </Group>
      <FaultLine error={problem} size="xs" />
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
