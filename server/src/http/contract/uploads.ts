import type { Readable } from 'node:stream';

/** The documented name of a field that takes a file, or undefined where the operation takes none of that name. */
export type FileFieldOf = (fieldName: string) => string | undefined;

/** A file of a multipart body while it comes in. */
export interface FilePart {
  readonly fieldName: string;
  readonly fileName: string;
  /** As the client claims it: lower-case, without parameters. */
  readonly mimeType: string;
  readonly stream: Readable;
}

/** What a sink made of a file. */
export interface ReceivedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Removes the stored bytes; must be harmless when called twice. */
  discard(): Promise<void>;
}

/**
 * Takes in one file while the request is still being parsed, and must read the stream to its end. When the stream fails
 * (the client went away) it cleans up and rejects.
 */
export type ReceiveFile = (part: FilePart) => Promise<ReceivedFile>;

/** A received file as a handler gets it. Unless it is taken, it is discarded when the handler has ended. */
export interface StoredUpload {
  readonly fieldName: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly size: number;
  readonly path: string;
  /** The handler keeps the file from now on. */
  take(): void;
  discard(): Promise<void>;
}

export function createStoredUpload(part: Omit<FilePart, 'stream'>, received: ReceivedFile): StoredUpload {
  let isOpen = true;
  return {
    fieldName: part.fieldName,
    fileName: part.fileName,
    mimeType: part.mimeType,
    size: received.size,
    path: received.path,
    take() {
      isOpen = false;
    },
    async discard() {
      if (!isOpen) return;
      isOpen = false;
      await received.discard();
    },
  };
}
