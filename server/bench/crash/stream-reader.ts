import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

/** An event as the stream of `GET /api/parley/v1/events` tells it. */
export interface StreamedEvent {
  readonly id: string;
  readonly type: string;
  readonly subjectId: string;
}

/** What a program that reads the event stream has got. */
export interface StreamReport {
  /** In the order in which they were read. */
  readonly events: readonly StreamedEvent[];
  /** Reads that ended without an answer: the platform was down or came up. */
  readonly brokenReads: number;
  /** Answers other than 200 of a platform that was up, in words. */
  readonly refusals: readonly string[];
}

/** A program that reads the event stream from its beginning and keeps nothing but its cursor over each break. */
export interface StreamReader {
  /** Reads on until a page is empty, and ends. */
  finish(): Promise<StreamReport>;
  /** Ends at once; safe to call again. */
  stop(): Promise<void>;
}

const pageSize = 500;
const waitSeconds = 2;
const answerLimitMs = 20_000;
const breakMs = 100;
const maxRefusals = 50;

export function startStreamReader(baseUrl: string, token: string): StreamReader {
  const pool = new Pool(baseUrl, { connections: 1, headersTimeout: answerLimitMs, bodyTimeout: answerLimitMs });
  const events: StreamedEvent[] = [];
  const refusals: string[] = [];
  let brokenReads = 0;
  let cursor = 'start';
  let finishing = false;
  let stopped = false;

  const readPage = async (): Promise<StreamedEvent[] | undefined> => {
    const wait = finishing ? 0 : waitSeconds;
    const query = new URLSearchParams({ cursor, limit: String(pageSize), wait: String(wait) });
    const answer = await pool.request({
      method: 'GET',
      path: `/api/parley/v1/events?${query}`,
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) {
      // A platform that comes up answers 503, one whose database is gone 500 or 503: both are breaks like others.
      if (answer.statusCode < 500) refusals.push(`${answer.statusCode} ${text.slice(0, 200)}`);
      return undefined;
    }
    const page = JSON.parse(text) as { events: StreamedEvent[]; cursor: string };
    cursor = page.cursor;
    return page.events;
  };
  const run = async (): Promise<void> => {
    while (!stopped && refusals.length < maxRefusals) {
      const page = await readPage().catch(() => undefined);
      if (page === undefined) {
        brokenReads += 1;
        await pause(breakMs);
        continue;
      }
      for (const { id, type, subjectId } of page) events.push({ id, type, subjectId });
      if (finishing && page.length === 0) return;
    }
  };
  const running = run();
  const stop = async (): Promise<void> => {
    stopped = true;
    await pool.destroy();
  };
  return {
    stop,
    async finish() {
      finishing = true;
      await running;
      await stop();
      return { events, brokenReads, refusals };
    },
  };
}
