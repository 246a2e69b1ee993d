import { request } from 'undici';
import { systemStatement } from '../../src/db/scope.ts';
import { newId } from '../../src/kernel/ids.ts';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';

/** What the tests of the stream of events share: the platform, events written past it, and both ways to read them. */
export type EventStreamLab = ReturnType<typeof createEventStreamLab>;

/** A platform with a foreign workspace, started by `start`; `stop` may be called more than once. */
export function createEventStreamLab() {
  let parley: TestPlatform;
  let foreign: string;
  let isStopped = false;

  async function start(): Promise<void> {
    parley = await startTestPlatform();
    foreign = (await parley.addTenant('100777')).token;
  }
  async function stop(): Promise<void> {
    if (isStopped) return;
    isStopped = true;
    await parley.stop();
  }

  const ask = <Body = Page>(query: Record<string, string | number> = {}, token?: string) =>
    parley.api<Body>('GET', path, { query, ...(token ? { token } : {}) });
  const page = async (query: Record<string, string | number> = {}) => (await ask(query)).body;
  const now = async () => (await page()).cursor;
  const makeIds = (count: number) => Array.from({ length: count }, () => newId(parley.clock.nowMs()));
  async function write(ids: readonly string[], conversationId: string | null = null, data: unknown = null) {
    await parley.db.system(writeStatement, [ids, conversationId, data]);
  }

  /** A transaction that has written and is not committed until told. */
  async function writeHeld(ids: readonly string[]): Promise<() => Promise<void>> {
    const written = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const done = parley.db.transaction(async (tx) => {
      await tx.system(writeStatement, [ids, null, null]);
      written.resolve();
      await held.promise;
    });
    await written.promise;
    return () => {
      held.resolve();
      return done;
    };
  }

  /**
   * Reads on until that event, and then once more. Other test files share the database server: while one of their transactions
   * runs, what is committed here may show a moment later.
   */
  async function readTo(last: string, query: Record<string, string | number>): Promise<string[]> {
    const ids: string[] = [];
    let cursor = query.cursor ?? '';
    while (!ids.includes(last)) {
      const read = await page({ ...query, cursor, wait: 10 });
      if (read.events.length === 0) throw new Error('The event did not come.');
      ids.push(...idsOf(read));
      cursor = read.cursor;
    }
    return [...ids, ...idsOf(await page({ ...query, cursor }))];
  }

  async function open(options: { query?: string; token?: string; lastEventId?: string } = {}): Promise<OpenStream> {
    const controller = new AbortController();
    const answer = await request(`${parley.baseUrl}${path}${options.query ?? ''}`, {
      headers: {
        authorization: `Bearer ${options.token ?? parley.token}`,
        accept: 'text/event-stream',
        ...(options.lastEventId ? { 'last-event-id': options.lastEventId } : {}),
      },
      signal: controller.signal,
    });
    const chunks = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let text = '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      async until(pattern) {
        while (!pattern.test(text)) {
          const { value, done } = await chunks.next();
          if (done) throw new Error(`The stream ended with: ${text}`);
          text += value.toString('utf8');
        }
        return text;
      },
      async ended() {
        for (let step = await chunks.next(); !step.done; ) step = await chunks.next();
      },
      close: () => controller.abort(),
    };
  }

  return {
    start,
    stop,
    get parley() {
      return parley;
    },
    get foreign() {
      return foreign;
    },
    now,
    page,
    makeIds,
    write,
    readTo,
    writeHeld,
    ask,
    open,
  };
}

interface StreamedEvent {
  id: string;
  type: string;
  at: string;
  conversationId: string | null;
  subjectId: string;
  data: Record<string, unknown>;
}

interface Page {
  events: StreamedEvent[];
  cursor: string;
}

export const path = '/api/parley/v1/events';

const writeStatement = systemStatement(
  'test.write-event',
  `insert into events (tenant_id, id, type, conversation_id, subject_id, data, created_at)
   select '100100', unnest($1::text[]), 'contact.created', $2, 'subject', $3, now()`,
);
export const idsOf = ({ events }: Page) => events.map(({ id }) => id);

interface OpenStream {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  /** Reads until the text matches, and answers it whole. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the server ended it. */
  ended(): Promise<void>;
  close(): void;
}
