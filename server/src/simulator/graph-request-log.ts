import type { Clock } from '../kernel/clock.ts';
import type { GraphCall } from './graph-call.ts';
import { createRing } from './ring.ts';

const maxEntries = 1_000;
/** A longer body is noted by its size only. */
const maxLoggedBody = 16_384;

/** One call the platform made; `status` is null while it is under way and when its answer was dropped. */
export interface GraphRequestEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  phone_number_id: string | undefined;
  operation: string | undefined;
  status: number | null;
  readonly body: unknown;
  /** Id of the fault that bent it. */
  fault: string | undefined;
}

/** The newest calls to the Graph routes, without tokens. */
export interface GraphRequestLog {
  begin(call: GraphCall): GraphRequestEntry;
  newest(limit: number): GraphRequestEntry[];
}

export function createGraphRequestLog(clock: Clock): GraphRequestLog {
  const ring = createRing<GraphRequestEntry>(maxEntries);
  return {
    begin(call) {
      const entry = {
        at: clock.now().toISOString(),
        method: call.method,
        path: pathOf(call),
        phone_number_id: undefined,
        operation: undefined,
        status: null,
        body: bodyOf(call),
        fault: undefined,
      };
      ring.push(entry);
      return entry;
    },
    newest: ring.newest,
  };
}

function pathOf(call: GraphCall): string {
  const query = new URLSearchParams(call.query);
  query.delete('access_token');
  return query.size === 0 ? call.path : `${call.path}?${query}`;
}

function bodyOf(call: GraphCall): unknown {
  if (call.form) {
    const { file } = call.form;
    const about = file && { name: file.name, content_type: file.contentType, size: file.bytes.length };
    const { access_token: _token, ...fields } = call.form.fields;
    return { ...fields, file: about };
  }
  if (Object.keys(call.json).length === 0) return undefined;
  const size = JSON.stringify(call.json).length;
  return size > maxLoggedBody ? { truncated: true, size } : call.json;
}
