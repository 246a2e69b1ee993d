import { useRef, useState } from 'react';
import type { Media, NewContent } from '../api/types.ts';
import { upload } from './upload.ts';

/** Files of one message. */
const filesAtOnce = 10;

/** One of this computer, or one that the workspace has already. */
export type StagedFile = File | Media;

export interface StagedFileList {
  readonly files: readonly StagedFile[];
  add(files: readonly StagedFile[]): void;
  remove(file: StagedFile): void;
  /**
   * Sends each with `deliver`, the text as the caption of the first that can bear one. Throws at the first that is refused;
   * it and those behind it stay.
   */
  send(text: string, deliver: (content: NewContent) => Promise<void>): Promise<void>;
}

/** The files that were picked, dropped or pasted, until they are sent. */
export function useStagedFiles(): StagedFileList {
  const [files, setFiles] = useState<readonly StagedFile[]>([]);
  const latest = useRef(files);
  latest.current = files;
  const remove = (file: StagedFile): void => setFiles((now) => now.filter((other) => other !== file));
  return {
    files,
    add: (more) => setFiles((now) => [...now, ...more].slice(0, filesAtOnce)),
    remove,
    async send(text, deliver) {
      let left = text;
      for (const file of latest.current) {
        const { id: mediaId, kind } = file instanceof File ? await upload(file) : file;
        const bearsText = kind === 'image' || kind === 'video' || kind === 'document';
        await deliver({ kind: 'media', mediaId, ...(bearsText && left ? { text: left } : {}) });
        if (bearsText) left = '';
        remove(file);
      }
    },
  };
}
