import { ActionIcon, Text } from '@mantine/core';
import { IconFile, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { sizeOf } from '../ui/size-of.ts';
import type { StagedFile } from './use-staged-files.ts';

interface Props {
  readonly files: readonly StagedFile[];
  readonly onRemove: (file: StagedFile) => void;
}

/** The files that go with the next message: seen before anybody else sees them. */
export function StagedFiles({ files, onRemove }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className="staged-files" aria-label="Files to send">
      {files.map((file, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one file may be there twice
        <li key={`${nameOf(file)}${place}`}>
          <Thumbnail file={file} />
          <div style={{ minWidth: 0 }}>
            <Text size="xs" fw={600} className="clip" maw={180}>
              {nameOf(file)}
            </Text>
            <Text size="xs" c="var(--quiet)">
              {sizeOf(file instanceof File ? file.size : (file.sizeBytes ?? 0))}
            </Text>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={`Leave out ${nameOf(file)}`}
            onClick={() => onRemove(file)}
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

function nameOf(file: StagedFile): string {
  return file instanceof File ? file.name : (file.fileName ?? file.kind);
}

function Thumbnail({ file }: { file: StagedFile }) {
  const [url, setUrl] = useState<string | undefined>();
  useEffect(() => {
    if (!(file instanceof File)) {
      setUrl(file.kind === 'image' ? (file.url ?? undefined) : undefined);
      return;
    }
    if (!file.type.startsWith('image/')) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? <img src={url} alt="" width={36} height={36} /> : <IconFile size={20} aria-hidden />;
}
