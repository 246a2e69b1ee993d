import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import type { TemplateChoice } from './campaign-queries.ts';
import { isMediaKind, type MediaKind } from './new-source.ts';

const rules: Readonly<Record<MediaKind, { accept: string; hint: string; maxMb: number }>> = {
  image: { accept: 'image/jpeg,image/png', hint: 'JPEG or PNG, at most 5 MB.', maxMb: 5 },
  video: { accept: 'video/mp4', hint: 'MP4, at most 16 MB.', maxMb: 16 },
  document: { accept: 'application/pdf', hint: 'PDF, at most 100 MB.', maxMb: 100 },
};

interface Props {
  readonly parameter: TemplateChoice['parameters'][number];
  /** Of the file that is there; empty: none. */
  readonly path: string;
  readonly onChange: (path: string) => void;
}

/** The file that everybody gets in the header. */
export function HeaderUpload({ parameter: { name, kind }, path, onChange }: Props) {
  const [error, setError] = useState<string | undefined>();
  const [fileName, setFileName] = useState<string | undefined>();
  const [isUploading, setUploading] = useState(false);
  if (!isMediaKind(kind)) return null;
  const { accept, hint, maxMb } = rules[kind];
  const upload = async (file: File | null): Promise<void> => {
    if (!file) return;
    if (file.size > maxMb * 1024 * 1024) return setError(`The file is too large. ${hint}`);
    setUploading(true);
    setError(undefined);
    try {
      onChange(await uploadMedia(file, kind));
      setFileName(file.name);
    } catch (cause) {
      setError(messageOf(cause));
    } finally {
      setUploading(false);
    }
  };
  return (
    <div>
      <Group gap="xs">
        <FileButton
          accept={accept}
          onChange={(file) => void upload(file)}
          inputProps={{ 'aria-label': `File of ${name}` }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} />} loading={isUploading}>
              {path ? 'Another file' : 'Upload the file'}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="var(--quiet)">
          {path ? (fileName ?? 'A file is uploaded.') : hint}
        </Text>
      </Group>
      <FaultLine error={error} size="xs" mt={4} />
    </div>
  );
}

async function uploadMedia(file: File, kind: MediaKind): Promise<string> {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', file, file.name);
  const made = await read(
    api.POST('/internal/campaigns/media', { body: { file: '', kind }, bodySerializer: () => form }),
  );
  return made.path;
}
