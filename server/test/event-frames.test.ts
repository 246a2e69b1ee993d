import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createEventFrames, type FramesDeps } from '../src/http/parley/event-frames.ts';
import type { StreamPosition } from '../src/modules/inbox/index.ts';

// How a stream of server-sent events lives and ends, without a server around it.
const ctx = { tenantId: '1', actor: { kind: 'system' }, requestId: 'test' } as const;
const position: StreamPosition = { epoch: '0123456789ab', txid: '1', id: '', ms: 1 };
const filter = { types: undefined, conversationId: undefined };
const event = {
  id: '65f0c1a2b3d4e5f6012343a1',
  type: 'message.received',
  at: new Date(0),
  conversationId: null,
  subjectId: 'm',
  data: { text: 'line\nbreak' },
  position,
};
const timing = { heartbeatMs: 5, stallMs: 60_000, checkMs: 0 };
const frames = (deps: Partial<FramesDeps>, signal = new AbortController().signal) =>
  createEventFrames(
    {
      stream: { isClosed: false, next: async () => ({ events: [], position }) },
      mayGoOn: async () => true,
      timing,
      ...deps,
    },
    ctx,
    position,
    filter,
    signal,
  );

async function textOf(readable: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of readable) text += chunk.toString();
  return text;
}

test('an event is one line of data, whatever it holds', async () => {
  let asked = 0;
  const text = await textOf(
    frames({
      stream: { isClosed: false, next: async () => ({ events: [event], position }) },
      mayGoOn: async () => {
        asked += 1;
        return asked < 2;
      },
    }),
  );
  const [opening, told] = text.split('\n\n');
  expect(opening).toMatch(/^retry: \d+\nid: \S+$/);
  expect(told?.split('\n').map((line) => line.split(': ')[0])).toEqual(['id', 'data']);
  expect(JSON.parse(told?.split('data: ')[1] ?? '')).toMatchObject({ data: { text: 'line\nbreak' } });
});

test('without events there is a sign of life', async () => {
  let asked = 0;
  const mayGoOn = async () => {
    asked += 1;
    return asked < 3;
  };
  expect(await textOf(frames({ mayGoOn }))).toMatch(/\n\n: still here\nid: \S+\n\n/);
});

test('it ends when the token no longer opens it', async () => {
  expect(await textOf(frames({ mayGoOn: async () => false }))).toMatch(/^retry: \d+\nid: \S+\n\n$/);
});

test('it ends when the server stops', async () => {
  const stream = { isClosed: true, next: async () => ({ events: [event], position }) };
  expect(await textOf(frames({ stream }))).not.toContain('data:');
});

test('it closes when the client has gone', async () => {
  const controller = new AbortController();
  const readable = frames({}, controller.signal);
  const closed = new Promise((resolve) => readable.once('close', resolve));
  readable.resume();
  controller.abort();
  await closed;
  expect(readable.destroyed).toBe(true);
});

test('a reader that takes nothing is cut off, and holds little until then', async () => {
  const many = Array.from({ length: 500 }, () => event);
  let pages = 0;
  const stream = {
    isClosed: false,
    next: async () => {
      pages += 1;
      return { events: many, position };
    },
  };
  const readable = frames({ stream, timing: { ...timing, stallMs: 20 } });
  const failed = new Promise<Error>((resolve) => readable.once('error', resolve));
  readable.pipe(new Writable({ write: () => undefined }));
  expect((await failed).message).toContain('took nothing');
  expect(pages).toBeLessThan(5);
});
