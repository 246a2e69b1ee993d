import type { Waba } from './accounts.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError, unknownNode } from './graph-errors.ts';
import type { MediaStore } from './media-store.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { Token } from './tokens.ts';

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
  readonly token: Token;
  readonly mimeType: string;
  readonly fileName: string | undefined;
  readonly length: number;
  /** What has arrived so far. */
  bytes: Buffer;
}

/** Resumable uploads: sessions, and the files behind the handles that they end in. */
export interface SampleUploads {
  start(token: Token, call: GraphCall): { id: string };
  /** How much of a session has arrived. */
  status(token: Token, sessionId: string): { id: string; file_offset: number };
  /** Takes bytes at the offset that has been reached; the last ones end the session in a handle. */
  take(
    token: Token,
    sessionId: string,
    bytes: Buffer | undefined,
    offset: string | undefined,
  ): { h: string } | { id: string; file_offset: number };
  /** The id of the file behind a handle that was made with a token of that account. */
  mediaOf(waba: Waba, handle: string): string | undefined;
}

export function createSampleUploads(ids: SimulatedIds, media: MediaStore): SampleUploads {
  const sessions = new Map<string, Session>();
  const handles = new Map<string, { token: Token; mediaId: string }>();
  const requireSession = (token: Token, sessionId: string, method: string): Session => {
    const session = sessions.get(sessionId);
    if (!session || session.token !== token) throw unknownNode(method, sessionId);
    return session;
  };
  const finish = (token: Token, { mimeType, fileName, bytes }: Session): string => {
    const [waba] = token.wabas;
    const phoneNumberId = waba?.channels[0]?.number.phoneNumberId ?? '';
    const file = media.add({ phoneNumberId, mimeType, fileName, bytes, from: 'business' });
    const handle = `4::${ids.uploadId()}`;
    keep(handles, handle, { token, mediaId: file.id });
    return handle;
  };
  return {
    start(token, call) {
      const session = readSession(token, call);
      const id = `upload:${ids.uploadId()}`;
      keep(sessions, id, session);
      return { id: `${id}?sig=SIM` };
    },
    status(token, sessionId) {
      const session = requireSession(token, sessionId, 'GET');
      return { id: `${sessionId}?sig=SIM`, file_offset: session.bytes.length };
    },
    take(token, sessionId, bytes, offset) {
      const session = requireSession(token, sessionId, 'POST');
      const reached = session.bytes.length;
      if (offset !== String(reached)) throw new GraphError(100, `The header file_offset must be ${reached}.`);
      const total = reached + (bytes?.length ?? 0);
      if (!bytes || total === 0 || total > session.length) {
        throw new GraphError(100, `The session is for ${session.length} bytes; ${total} came.`);
      }
      session.bytes = Buffer.concat([session.bytes, bytes]);
      if (total < session.length) return { id: `${sessionId}?sig=SIM`, file_offset: total };
      sessions.delete(sessionId);
      return { h: finish(token, session) };
    },
    mediaOf(waba, handle) {
      const found = handles.get(handle);
      return found?.token.wabas.has(waba) ? found.mediaId : undefined;
    },
  };
}

/** Graph takes them from the query or the body. */
function readSession(token: Token, { query, json }: GraphCall): Session {
  const read = (name: string): string | undefined => {
    const value = query.get(name) ?? json[name];
    return value === undefined || value === null ? undefined : String(value);
  };
  const mimeType = read('file_type') ?? '';
  if (!sampleTypes.has(mimeType)) {
    throw new GraphError(100, `Param file_type must be one of ${[...sampleTypes].join(', ')}.`);
  }
  const length = Number(read('file_length') ?? '');
  if (!Number.isInteger(length) || length < 1 || length > maxSampleBytes) {
    throw new GraphError(100, `Param file_length must be a whole number from 1 to ${maxSampleBytes}.`);
  }
  return { token, mimeType, fileName: read('file_name'), length, bytes: Buffer.alloc(0) };
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > maxKept && oldest !== undefined) map.delete(oldest);
}
