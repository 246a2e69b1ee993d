import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { newId } from '../src/kernel/ids.ts';
import { revokeToken } from '../src/modules/accounts/index.ts';
import { createEventStream, renumberForeignEvents, streamLimits } from '../src/modules/inbox/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

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

const path = '/api/parley/v1/events';
const writeStatement = systemStatement(
  'test.write-event',
  `insert into events (tenant_id, id, type, conversation_id, subject_id, data, created_at)
   select '100100', unnest($1::text[]), 'contact.created', $2, 'subject', $3, now()`,
);

let parley: TestPlatform;
let foreign: string;
beforeAll(async () => {
  parley = await startTestPlatform();
  foreign = (await parley.addTenant('100777')).token;
});
let isStopped = false;
const stop = async () => {
  if (!isStopped) {
    isStopped = true;
    await parley.stop();
  }
};
afterAll(stop);

const ask = <Body = Page>(query: Record<string, string | number> = {}, token?: string) =>
  parley.api<Body>('GET', path, { query, ...(token ? { token } : {}) });
const page = async (query: Record<string, string | number> = {}) => (await ask(query)).body;
const now = async () => (await page()).cursor;
const idsOf = ({ events }: Page) => events.map(({ id }) => id);
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

describe('page by page', () => {
  test('tells what happens from now on, in a stable shape', async () => {
    const cursor = await now();
    const contact = { whatsapp_number: '31600200001', name: 'Noor de Wit' };
    const added = await parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', { json: contact });
    const { events } = await page({ cursor, wait: 10 });
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        type: 'contact.created',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        conversationId: null,
        subjectId: added.body.id,
        data: expect.any(Object),
      },
    ]);
  });

  test('reads each event once, in pages of any size', async () => {
    const cursor = await now();
    const ids = makeIds(7);
    await write(ids.slice(0, 4));
    await write(ids.slice(4));
    const last = ids[6] ?? '';
    expect(await readTo(last, { cursor, limit: 3 })).toEqual(ids);
    expect(await readTo(last, { cursor, limit: 500 })).toEqual(ids);
    expect((await readTo(last, { cursor: 'start', limit: 500 })).slice(-7)).toEqual(ids);
  });

  test('waits for the first event, and no longer', async () => {
    const cursor = await now();
    const waiting = page({ cursor, wait: 30 });
    await parley.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31600200002', name: 'Mei' } });
    expect((await waiting).events).toHaveLength(1);
    expect((await page({ cursor: (await waiting).cursor, wait: 1 })).events).toEqual([]);
  });

  test('filters by type and by conversation, and moves on past the others', async () => {
    const cursor = await now();
    const conversation = newId(parley.clock.nowMs());
    const ids = makeIds(3);
    await write(ids.slice(0, 1), conversation);
    await write(ids.slice(1));
    const last = ids[2] ?? '';
    expect(await readTo(last, { cursor, types: 'message.sent, CONTACT.created' })).toEqual(ids);
    const own = await page({ cursor, conversationId: conversation.toUpperCase() });
    expect(idsOf(own)).toEqual(ids.slice(0, 1));
    expect(await page({ cursor: own.cursor })).toMatchObject({ events: [] });
    expect(idsOf(await page({ cursor, types: 'message.sent' }))).toEqual([]);
  });

  test('does not tell what a blocked contact wrote', async () => {
    const cursor = await now();
    const [hidden = '', shown = ''] = makeIds(2);
    await write([hidden], null, { hidden: true });
    await write([shown]);
    expect(await readTo(shown, { cursor })).toEqual([shown]);
  });

  test('goes on when more was written than is looked at in one go', async () => {
    const cursor = await now();
    await write(makeIds(2_100));
    const [last = ''] = makeIds(1);
    await write([last], 'here');
    const first = await page({ cursor, conversationId: 'here', wait: 30 });
    expect(idsOf(first)).toEqual([last]);
  });
});

describe('the order of commits', () => {
  test('an event that is committed late, with a smaller id, is not skipped', async () => {
    const cursor = await now();
    const [late = '', early = ''] = makeIds(2);
    const commit = await writeHeld([late]);
    await write([early]);
    const before = await page({ cursor });
    const waiting = page({ cursor: before.cursor, wait: 30 });
    await commit();
    const read = [...idsOf(before), ...idsOf(await waiting)];
    const rest = read.includes(early) ? [] : await readTo(early, { cursor: (await waiting).cursor });
    expect([...read, ...rest]).toEqual([late, early]);
  });

  test('many writers at once lose and repeat nothing', async () => {
    const cursor = await now();
    const all = makeIds(40);
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let index = writer; index < all.length; index += 4) {
        const commit = await writeHeld([all[all.length - 1 - index] ?? '']);
        await commit();
      }
    });
    const seen: string[] = [];
    let next = cursor;
    const reader = (async () => {
      while (seen.length < all.length) {
        const read = await page({ cursor: next, wait: 5, limit: 3 });
        seen.push(...idsOf(read));
        next = read.cursor;
      }
    })();
    await Promise.all([...writers, reader]);
    expect(seen).toHaveLength(all.length);
    expect([...seen].sort()).toEqual([...all].sort());
    expect((await page({ cursor: next })).events).toEqual([]);
  });
});

describe('who may read what', () => {
  test('another workspace sees nothing of it, whatever its cursor', async () => {
    const cursor = await now();
    const [id = ''] = makeIds(1);
    await write([id]);
    await readTo(id, { cursor });
    for (const from of [cursor, 'start']) expect((await ask({ cursor: from }, foreign)).body.events).toEqual([]);
  });

  test('a conversation that cannot be has no events', async () => {
    for (const id of ['%00', 'x'.repeat(300)]) {
      expect(await parley.api('GET', `${path}?cursor=start&conversationId=a${id}`)).toMatchObject({
        status: 200,
        body: { events: [] },
      });
    }
  });

  test('needs its scope', async () => {
    expect((await ask({}, await parley.addToken({ scopes: ['events:read'] }))).status).toBe(200);
    expect((await ask({}, await parley.addToken({ scopes: ['sales:read'] }))).status).toBe(403);
  });

  test.each([{ cursor: 'nonsense' }, { wait: 61 }, { limit: 0 }, { limit: 501 }, { types: 'message.danced' }])(
    '%j is 400',
    async (query) => {
      expect(await ask<Record<string, unknown>>(query)).toMatchObject({ status: 400, body: { code: 400 } });
    },
  );
});

interface OpenStream {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  /** Reads until the text matches, and answers it whole. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the server ended it. */
  ended(): Promise<void>;
  close(): void;
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

describe('as server-sent events', () => {
  test('opens, tells events as they come, and goes on from Last-Event-ID', async () => {
    const stream = await open({ query: '?types=contact.created' });
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({ 'content-type': expect.stringMatching(/^text\/event-stream/) });
    const opening = await stream.until(/\n\n/);
    const start = /^retry: \d+\nid: (\S+)\n\n$/.exec(opening)?.[1];
    await parley.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31600200003', name: 'Asha' } });
    const told = await stream.until(/data: .*\n\n/);
    stream.close();
    const [, cursor, data] = /id: (\S+)\ndata: (.*)\n\n$/.exec(told) ?? [];
    expect(JSON.parse(data ?? '')).toMatchObject({ type: 'contact.created', subjectId: expect.any(String) });
    expect(await page({ cursor: cursor ?? '' })).toMatchObject({ events: [] });
    const again = await open({ query: `?cursor=${cursor}`, lastEventId: start ?? '' });
    expect(await again.until(/data: .*\n\n/)).toContain(data);
    again.close();
  });

  test('has a most of readers that wait at once, and takes others when they have gone', async () => {
    const streams = await Promise.all(Array.from({ length: streamLimits.perTenant }, () => open()));
    const refused = await ask<Record<string, unknown>>({ wait: 1 });
    expect(refused).toMatchObject({ status: 429, body: { code: 429, reason: 'stream.limit_reached' } });
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect((await ask()).status).toBe(200);
    const other = await open({ token: foreign });
    expect(other.status).toBe(200);
    for (const stream of [...streams, other]) stream.close();
    const openAnother = async () => {
      const stream = await open();
      stream.close();
      return stream.status;
    };
    await expect.poll(openAnother, { timeout: 5_000 }).toBe(200);
  });
});

describe('cursors', () => {
  test('outlive the process: another one reads on without gap or repeat', async () => {
    const cursor = await now();
    const ids = makeIds(2);
    await write(ids.slice(0, 1));
    const first = await page({ cursor, wait: 10 });
    await write(ids.slice(1));
    const restarted = createEventStream(parley);
    const ctx = { tenantId: parley.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    const filter = { types: undefined, conversationId: undefined };
    const options = { limit: 10, waitMs: 10_000, signal: new AbortController().signal };
    const read = await restarted.next(ctx, await restarted.locate(first.cursor), filter, options);
    expect([...idsOf(first), ...read.events.map(({ id }) => id)]).toEqual(ids);
  });

  test('of another cluster are 410, and events that come from one are numbered anew', async () => {
    const cursor = await now();
    const [id = ''] = makeIds(1);
    await write([id]);
    await renumberForeignEvents(parley);
    expect(idsOf(await page({ cursor, wait: 10 }))).toEqual([id]);
    await parley.db.system(systemStatement('test.far', `update events set txid = '9000000000' where id = $1`), [id]);
    await renumberForeignEvents(parley);
    const gone = await ask<Record<string, unknown>>({ cursor });
    expect(gone).toMatchObject({ status: 410, body: { code: 410, reason: 'stream.cursor_expired' } });
    expect(await readTo(id, { cursor: 'start', limit: 500 })).toContain(id);
  });

  test('of a month that was dropped are 410', async () => {
    await write(makeIds(1));
    const { cursor } = await page({ cursor: 'start', limit: 1, wait: 10 });
    const month = new Date(parley.clock.nowMs()).toISOString().slice(0, 7).replace('-', '');
    expect((await ask({ cursor })).status).toBe(200);
    await parley.db.system(systemStatement('test.drop', `drop table events_${month}`));
    expect((await ask({ cursor })).status).toBe(410);
    expect((await ask({ cursor: 'start' })).status).toBe(200);
  });
});

test('a token that is blocked ends what it opened', async () => {
  const token = await parley.addToken({ scopes: ['events:read'] });
  const { body } = await parley.api<{ tokenId: string }>('GET', '/api/parley/v1/token', { token });
  const { isTokenLive } = await import('../src/modules/accounts/index.ts');
  expect(await isTokenLive(parley, parley.tenantId, body.tokenId)).toBe(true);
  expect(await isTokenLive(parley, '100777', body.tokenId)).toBe(false);
  await revokeToken(parley, parley.tenantId, body.tokenId);
  expect(await isTokenLive(parley, parley.tenantId, body.tokenId)).toBe(false);
});

test('a server that stops ends its streams', async () => {
  const stream = await open();
  await stream.until(/\n\n/);
  await stop();
  await stream.ended();
});
