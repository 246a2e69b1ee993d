import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FormData } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiClient, createApiClient } from './harness/api-client.ts';
import { pdf, png } from './media-samples.ts';
import {
  createFrozenClock,
  type LabNode,
  type NodesLab,
  openChat,
  resumeMain,
  sendText,
  startNodesLab,
} from './outgoing-lab.ts';
import { channelState, queueRows, storedMessages } from './outgoing-state.ts';
import { createPeople } from './phone-numbers.ts';

let lab: NodesLab;
let parley: LabNode;
let api: ApiClient;

beforeAll(async () => {
  lab = await startNodesLab();
  parley = await lab.start({ clock: createFrozenClock() });
  api = createApiClient(parley.baseUrl, lab.environment.PARLEY_DEMO_TOKEN ?? '');
});
afterAll(() => lab.close());
beforeEach(() => parley.simulator.clearFaults());

const settle = () => parley.platform.timeline.settle();

const newPerson = createPeople('44790007', 13);
const newChat = (): Promise<string> => openChat(parley, newPerson());

async function sendFile(waId: string, bytes: Buffer, name: string, type: string, caption?: string): Promise<void> {
  const multipart = new FormData();
  multipart.set('target', waId);
  if (caption) multipart.set('caption', caption);
  multipart.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  expect(await api('POST', '/api/ext/v3/conversations/messages/file', { multipart })).toMatchObject({ status: 200 });
}

interface GraphRequest {
  readonly operation: string;
  readonly status: number | null;
  readonly body: { to?: string; type?: string; image?: unknown; document?: unknown; file?: unknown };
}

/** Uploads and sends since the last call, oldest first. */
let seen = 0;
async function newRequests(): Promise<{ uploads: GraphRequest[]; sends: GraphRequest[] }> {
  const all = (await parley.simulator.graphRequests()) as unknown as GraphRequest[];
  const fresh = all.slice(seen);
  seen = all.length;
  return {
    uploads: fresh.filter(({ operation }) => operation === 'media.upload'),
    sends: fresh.filter(({ operation }) => operation === 'messages'),
  };
}

async function messageTo(waId: string) {
  return (await storedMessages(parley)).find((message) => message.waId === waId);
}

const failUpload = (outcome: Record<string, unknown>, times: number | null = 1) =>
  parley.simulator.fault({ match: { operation: 'media.upload' }, outcome, times });

describe('a file', () => {
  test('is uploaded once and sent by its id, with caption and name', async () => {
    const waId = await newChat();
    await newRequests();
    await sendFile(waId, png, 'lamp.png', 'image/png', 'Our lamp');
    await settle();
    await sendFile(waId, pdf, 'offer.pdf', 'application/pdf');
    await settle();
    const { uploads, sends } = await newRequests();
    expect(uploads).toMatchObject([
      { status: 200, body: { file: { content_type: 'image/png', size: png.length } } },
      { status: 200, body: { file: { content_type: 'application/pdf', size: pdf.length } } },
    ]);
    expect(sends.map(({ body }) => body)).toMatchObject([
      { to: waId, type: 'image', image: { id: expect.any(String), caption: 'Our lamp' } },
      { to: waId, type: 'document', document: { id: expect.any(String), filename: 'offer.pdf' } },
    ]);
    expect(await messageTo(waId)).toMatchObject({ status: 30 });
  });

  test.each(['sync', 'async'])('is not uploaded again for a new try of its message (%s)', async (mode) => {
    const waId = await newChat();
    await parley.simulator.fault({ match: { to: waId }, outcome: { error: { code: 131000 }, mode }, times: 2 });
    await newRequests();
    await sendFile(waId, png, 'lamp.png', 'image/png');
    await parley.simulator.advance(10);
    const { uploads, sends } = await newRequests();
    expect(uploads).toHaveLength(1);
    expect(sends).toHaveLength(3);
    expect(new Set(sends.map(({ body }) => JSON.stringify(body.image))).size).toBe(1);
    expect(await messageTo(waId)).toMatchObject({ status: 30 });
  });

  test('keeps its place in the chat while it is uploaded', async () => {
    const waId = await newChat();
    await failUpload({ delay_ms: 100 });
    await sendText(parley, waId, 'first');
    await sendFile(waId, png, 'second.png', 'image/png');
    await sendText(parley, waId, 'third');
    await settle();
    const types = (await parley.simulator.phone(waId))
      .filter(({ direction }) => direction === 'out')
      .map(({ type }) => type);
    expect(types).toEqual(['text', 'image', 'text']);
  });
});

describe('an upload', () => {
  test('that Meta refuses fails the message with the code, without a send', async () => {
    const waId = await newChat();
    await failUpload({ error: { code: 100, details: 'Param file must be a file with one of these types' } });
    await newRequests();
    await sendFile(waId, png, 'odd.png', 'image/png');
    await settle();
    expect((await newRequests()).sends).toEqual([]);
    expect(await messageTo(waId)).toMatchObject({
      failedCode: '100',
      failedDetail: expect.stringContaining('Param file must be'),
    });
  });

  test('that fails with 131053 is tried once more, then the message fails', async () => {
    const waId = await newChat();
    await failUpload({ error: { code: 131053 } }, null);
    await newRequests();
    await sendFile(waId, png, 'odd.png', 'image/png');
    await parley.simulator.advance(60);
    const { uploads, sends } = await newRequests();
    expect(uploads).toHaveLength(2);
    expect(sends).toEqual([]);
    expect(await messageTo(waId)).toMatchObject({ failedCode: '131053' });
  });

  test('that fails in passing is tried again, and the message arrives', async () => {
    const waId = await newChat();
    await failUpload({ error: { code: 131000 } }, 2);
    await sendFile(waId, png, 'late.png', 'image/png');
    await parley.simulator.advance(10);
    expect(await messageTo(waId)).toMatchObject({ status: 30 });
  });

  test('whose answer is lost is repeated, since that does no harm; the message goes once', async () => {
    const waId = await newChat();
    await failUpload({ drop_answer: true });
    await newRequests();
    await sendFile(waId, png, 'twice.png', 'image/png');
    await parley.simulator.advance(2);
    const { uploads, sends } = await newRequests();
    expect(uploads).toHaveLength(2);
    expect(sends).toHaveLength(1);
    expect(await messageTo(waId)).toMatchObject({ status: 30 });
  });

  test('with a broken token pauses the number and keeps the message', async () => {
    const waId = await newChat();
    await failUpload({ error: { code: 190 } });
    await sendFile(waId, png, 'patient.png', 'image/png');
    await settle();
    expect(await channelState(parley)).toMatchObject({ pausedReason: expect.stringContaining('(190)') });
    await resumeMain(parley);
    await settle();
    expect(await messageTo(waId)).toMatchObject({ status: 30 });
  });

  test('of a file that is no longer on disk fails the message and says so', async () => {
    const waId = await newChat();
    await failUpload({ error: { code: 131000 } });
    await sendFile(waId, png, 'gone.png', 'image/png');
    await settle();
    await rm(join(lab.environment.PARLEY_DATA_DIR ?? '', 'media'), { recursive: true });
    await parley.simulator.advance(10);
    expect(await messageTo(waId)).toMatchObject({
      failedCode: '131053',
      failedDetail: expect.stringContaining('no longer stored'),
    });
    expect(await queueRows(parley)).toEqual([]);
  });
});
