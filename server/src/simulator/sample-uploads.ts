import type { Waba } from './accounts.ts';
import { GraphError, unknownNode } from './graph-errors.ts';
import type { MediaStore } from './media-store.ts';
import type { SimulatedIds } from './simulated-ids.ts';

/** Schema of `file_type` in the contract. */
const sampleTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/jpeg',
  'image/jpg',
  'image/png',
  'video/mp4',
]);
/** The largest sample; Meta takes documents of up to 100 MB. */
export const maxSampleBytes = 16 * 1024 * 1024;
/** Sessions and handles kept at once; the oldest go. */
const maxKept = 1_000;

interface Session {
  readonly waba: Waba;
  readonly mimeType: string;
  readonly fileName: string | undefined;
  readonly length: number;
}

/** Resumable uploads: sessions, and the files behind the handles that they end in. */
export interface SampleUploads {
  start(waba: Waba, query: URLSearchParams): { id: string };
  /** Takes all bytes of a session at once. */
  finish(waba: Waba, sessionId: string, bytes: Buffer | undefined, offset: string | undefined): { h: string };
  /** The id of the file behind a handle of that account. */
  mediaOf(waba: Waba, handle: string): string | undefined;
}

export function createSampleUploads(ids: SimulatedIds, media: MediaStore): SampleUploads {
  const sessions = new Map<string, Session>();
  const handles = new Map<string, { waba: Waba; mediaId: string }>();
  return {
    start(waba, query) {
      const session = readSession(waba, query);
      const id = `upload:${ids.uploadId()}`;
      keep(sessions, id, session);
      return { id: `${id}?sig=SIM` };
    },
    finish(waba, sessionId, bytes, offset) {
      const session = sessions.get(sessionId);
      if (!session || session.waba !== waba) throw unknownNode('POST', sessionId);
      if (offset !== '0') throw new GraphError(100, 'The header file_offset must be 0.');
      if (bytes?.length !== session.length) {
        throw new GraphError(100, `The session is for ${session.length} bytes; ${bytes?.length ?? 0} came.`);
      }
      const phoneNumberId = waba.channels[0]?.number.phoneNumberId ?? '';
      const { mimeType, fileName } = session;
      const file = media.add({ phoneNumberId, mimeType, fileName, bytes, from: 'business' });
      sessions.delete(sessionId);
      const handle = `4::${ids.uploadId()}`;
      keep(handles, handle, { waba, mediaId: file.id });
      return { h: handle };
    },
    mediaOf(waba, handle) {
      const found = handles.get(handle);
      return found?.waba === waba ? found.mediaId : undefined;
    },
  };
}

function readSession(waba: Waba, query: URLSearchParams): Session {
  const mimeType = query.get('file_type') ?? '';
  if (!sampleTypes.has(mimeType)) {
    throw new GraphError(100, `Param file_type must be one of ${[...sampleTypes].join(', ')}.`);
  }
  const length = Number(query.get('file_length') ?? '');
  if (!Number.isInteger(length) || length < 1 || length > maxSampleBytes) {
    throw new GraphError(100, `Param file_length must be a whole number from 1 to ${maxSampleBytes}.`);
  }
  return { waba, mimeType, fileName: query.get('file_name') ?? undefined, length };
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > maxKept && oldest !== undefined) map.delete(oldest);
}
