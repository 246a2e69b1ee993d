import { Readable } from 'node:stream';
import type { components } from '@parley/contract/parley';
import type { Context } from '../../kernel/context.ts';
import {
  type EventStream,
  type StreamEvent,
  type StreamFilter,
  type StreamPosition,
  streamPageLimit,
  toCursor,
} from '../../modules/inbox/index.ts';

export interface FramesDeps {
  readonly stream: Pick<EventStream, 'next' | 'isClosed'>;
  /** Asked at every frame, but not more often than `timing.checkMs`. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly timing?: FramesTiming;
}

export interface FramesTiming {
  /** A sign of life at least this often. */
  readonly heartbeatMs: number;
  /** How long a reader may take nothing before it is cut off; it goes on from its last event. */
  readonly stallMs: number;
  readonly checkMs: number;
}

const usualTiming: FramesTiming = { heartbeatMs: 15_000, stallMs: 60_000, checkMs: 5_000 };
/** How long a client waits before it connects again. */
const retryMs = 2_000;
const bufferBytes = 64 * 1024;

/**
 * The events from a place on as server-sent events. Ends when the client has gone, the token is no longer good, or the server
 * stops; is pulled by the connection, so a slow reader holds no more than a page in memory.
 */
export function createEventFrames(
  deps: FramesDeps,
  ctx: Context,
  from: StreamPosition,
  filter: StreamFilter,
  signal: AbortSignal,
): Readable {
  const timing = deps.timing ?? usualTiming;
  let stalled: NodeJS.Timeout | undefined;
  const taken = (): void => clearTimeout(stalled);
  const given = (): void => {
    stalled = setTimeout(
      () => readable.destroy(new Error('The reader of an event stream took nothing.')),
      timing.stallMs,
    );
    stalled.unref();
  };
  const frames = listFrames({ ...deps, timing }, ctx, from, filter, signal);
  const watched = async function* (): AsyncGenerator<string> {
    for await (const frame of frames) {
      given();
      yield frame;
      taken();
    }
  };
  const readable = Readable.from(watched(), { objectMode: false, highWaterMark: bufferBytes });
  readable.once('close', taken);
  signal.addEventListener('abort', () => readable.destroy(), { once: true });
  return readable;
}

async function* listFrames(
  { stream, mayGoOn, timing }: Required<FramesDeps>,
  ctx: Context,
  from: StreamPosition,
  filter: StreamFilter,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let position = from;
  let checkedAt = performance.now();
  yield `retry: ${retryMs}\nid: ${toCursor(position)}\n\n`;
  while (!signal.aborted && !stream.isClosed) {
    const options = { limit: streamPageLimit, waitMs: timing.heartbeatMs, signal };
    const page = await stream.next(ctx, position, filter, options);
    if (performance.now() - checkedAt >= timing.checkMs) {
      if (!(await mayGoOn())) return;
      checkedAt = performance.now();
    }
    position = page.position;
    // A comment keeps the connection; the id lets one who comes back skip what the filter left out.
    yield page.events.length > 0 ? page.events.map(toFrame).join('') : `: still here\nid: ${toCursor(position)}\n\n`;
  }
}

function toFrame(event: StreamEvent): string {
  return `id: ${toCursor(event.position)}\ndata: ${JSON.stringify(toEventBody(event))}\n\n`;
}

/** An event in its stable shape. */
export function toEventBody(event: StreamEvent): components['schemas']['Event'] {
  const { id, type, at, conversationId, subjectId, data } = event;
  return { id, type, at: at.toISOString(), conversationId, subjectId, data: data ?? {} };
}
