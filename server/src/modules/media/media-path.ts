import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { assert, present } from '../../kernel/assert.ts';
import { extensionFor } from './mime-types.ts';
import type { MediaKind } from './types.ts';

/** By the type of the message that carries the file; `voice` is sound that was spoken into the phone. */
const folders: ReadonlyMap<string, string> = new Map([
  ['image', 'images'],
  ['video', 'videos'],
  ['audio', 'audios'],
  ['voice', 'audios'],
  ['document', 'documents'],
  ['sticker', 'stickers'],
]);

const kindsByFolder: ReadonlyMap<string, MediaKind> = new Map([
  ['images', 'image'],
  ['videos', 'video'],
  ['audios', 'audio'],
  ['documents', 'document'],
  ['stickers', 'sticker'],
]);

const pathForm = /^data\/([a-z]+)\/([0-9a-f-]{36}\.[a-z0-9]{1,8})$/;

/** A new path as the API shows it: `data/<folder>/<uuid>.<ext>`. Files of message types not known lie with the documents. */
export function newMediaPath(messageType: string, mimeType: string, fileName?: string): string {
  return `data/${folders.get(messageType) ?? 'documents'}/${randomUUID()}.${extensionFor(mimeType, fileName)}`;
}

export function kindOfPath(path: string): MediaKind {
  return present(kindsByFolder.get(splitPath(path).folder), `the kind of ${path}`);
}

/** Where all bytes of a tenant lie: `<dataDir>/media/<tenantId>`. */
export function tenantDirectory(dataDir: string, tenantId: string): string {
  assert(/^\d{1,12}$/.test(tenantId), 'a tenant id is a number');
  return join(dataDir, 'media', tenantId);
}

/** Where the bytes of a stored path lie. The form of the path is checked, so it cannot lead elsewhere. */
export function diskPathOf(dataDir: string, tenantId: string, path: string): string {
  const { folder, file } = splitPath(path);
  return join(tenantDirectory(dataDir, tenantId), folder, file);
}

function splitPath(path: string): { folder: string; file: string } {
  const [, folder, file] = pathForm.exec(path) ?? [];
  return { folder: present(folder, `the folder of ${path}`), file: present(file, `the file of ${path}`) };
}
