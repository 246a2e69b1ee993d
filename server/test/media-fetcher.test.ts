import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createTimeline, type Timeline } from '../src/kernel/timeline.ts';
import { createMediaFetcher, type MediaFetcher, openMedia, planInboundMedia } from '../src/modules/media/index.ts';
import {
  listStored,
  type MediaLab,
  type MediaWorkspace,
  openMediaLab,
  openWorkspace,
  sendInfo,
  sendJson,
  stateOf,
} from './media-lab.ts';
import { pdf, png } from './media-samples.ts';

let lab: MediaLab;
let workspace: MediaWorkspace;
let fetchers: MediaFetcher[] = [];
beforeAll(async () => {
  lab = await openMediaLab();
});
beforeEach(async () => {
  // Fetchers take files of all tenants: those of another test must not be there.
  await lab.db.system(systemStatement('test.clear-media', 'delete from media'));
  workspace = await openWorkspace(lab);
});
afterEach(async () => {
  // A look-up that hangs ends with its server.
  await workspace.meta.close();
  for (const fetcher of fetchers) await fetcher.stop();
  fetchers = [];
  await workspace.close();
});
afterAll(async () => await lab.close());

function startFetcher(): MediaFetcher {
  const fetcher = createMediaFetcher(workspace);
  fetchers.push(fetcher);
  fetcher.start();
  return fetcher;
}

function startTimeline(): Timeline {
  const timeline = createTimeline(workspace.clock);
  timeline.join(startFetcher().timelineMember);
  return timeline;
}

async function plan(metaMediaId: string, more: { mimeType?: string; sha256?: string; kind?: string } = {}) {
  const { tenantId, channel, db } = workspace;
  const item = { tenantId, channelId: channel.id, metaMediaId, kind: 'image', mimeType: 'image/png', ...more };
  const [planned] = await db.transaction((tx) => planInboundMedia(tx, workspace, [item]));
  if (!planned) throw new Error('Nothing was planned.');
  return planned;
}

const open = (mediaId: string, mediaFetcher: Pick<MediaFetcher, 'fetchNow'>, mediaWaitMs = 20_000) =>
  openMedia({ ...workspace, mediaFetcher, mediaWaitMs }, workspace.ctx, { mediaId });
const idle = { fetchNow: () => Promise.reject(new Error('Nothing is to be fetched.')) };
const seconds = (dueMs: number | null): number => ((dueMs ?? 0) - workspace.clock.nowMs()) / 1000;

describe('planning', () => {
  it('decides the paths at once, in the order of the files', async () => {
    const { tenantId, channel, db } = workspace;
    const base = { tenantId, channelId: channel.id, metaMediaId: '1' };
    const planned = await db.transaction((tx) =>
      planInboundMedia(tx, workspace, [
        { ...base, kind: 'voice', mimeType: 'audio/ogg; codecs=opus' },
        { ...base, kind: 'document', mimeType: 'application/x-unheard-of', fileName: '../a.DWG' },
        { ...base, kind: 'sticker', mimeType: 'image/webp' },
        { ...base, kind: 'video', mimeType: 'nonsense\0', fileName: 'a.\0/../..' },
        { ...base, kind: 'something new', mimeType: 'image/gif' },
      ]),
    );
    const forms = [/^data\/audios\/.{36}\.ogg$/, /^data\/documents\/.{36}\.dwg$/, /^data\/stickers\/.{36}\.webp$/];
    forms.push(/^data\/videos\/.{36}\.bin$/, /^data\/documents\/.{36}\.gif$/);
    expect(planned.map(({ path }) => path)).toEqual(forms.map((form) => expect.stringMatching(form)));
    expect(await stateOf(workspace, planned[0]?.id ?? '')).toMatchObject({ state: 'pending', mimeType: 'audio/ogg' });
    expect(await planInboundMedia(db, workspace, [])).toEqual([]);
  });
});

describe('fetching by schedule', () => {
  it('stores the bytes with their digest', async () => {
    workspace.meta.files.set('1', png);
    const { id, path } = await plan('1');
    await startTimeline().settle();
    const sha256 = createHash('sha256').update(png).digest('hex');
    expect(await stateOf(workspace, id)).toMatchObject({ state: 'stored', dueMs: null, sha256, mimeType: 'image/png' });
    expect(await listStored(workspace)).toEqual([`${workspace.tenantId}/${path.slice('data/'.length)}`]);
    expect(await buffer((await open(id, idle)).stream)).toEqual(png);
  });

  it('tries again with growing gaps until it comes', async () => {
    workspace.meta.intercept = (_request, response) => {
      sendJson(response, 500, { error: { code: 1, message: 'busy' } });
      return true;
    };
    const { id } = await plan('1');
    const timeline = startTimeline();
    await timeline.settle();
    const first = await stateOf(workspace, id);
    expect(first).toMatchObject({ state: 'pending', attempts: 1, detail: '1 busy' });
    expect(seconds(first.dueMs)).toBeGreaterThan(1.5);
    expect(seconds(first.dueMs)).toBeLessThanOrEqual(2);
    await timeline.advanceTo(workspace.clock.nowMs() + 60_000);
    const later = await stateOf(workspace, id);
    expect(later.attempts).toBeGreaterThanOrEqual(5);
    expect(later.attempts).toBeLessThanOrEqual(7);
    workspace.meta.intercept = () => false;
    workspace.meta.files.set('1', png);
    await timeline.advanceTo(workspace.clock.nowMs() + 600_000);
    expect(await stateOf(workspace, id)).toMatchObject({ state: 'stored', detail: null });
  });

  it('gives up when Meta keeps the file no longer', async () => {
    workspace.meta.intercept = (_request, response) => {
      response.destroy();
      return true;
    };
    const { id } = await plan('1');
    await startTimeline().advanceTo(workspace.clock.nowMs() + 8 * 86_400_000);
    expect(await stateOf(workspace, id)).toMatchObject({ state: 'lost', attempts: 40, dueMs: null });
    expect(workspace.meta.requests).toHaveLength(40);
    await expect(open(id, idle)).rejects.toMatchObject({ reason: 'media.gone' });
  });

  it('loses at once what Meta does not have, and what is too large', async () => {
    workspace.meta.files.set('3', png);
    workspace.meta.intercept = (request, response) => {
      if (request.url === '/v23.0/2') sendInfo(response, `${workspace.meta.url}/files/2`, png);
      else if (request.url === '/files/3') response.writeHead(200, { 'content-length': '104857601' }).flushHeaders();
      else return false;
      return true;
    };
    const planned = [await plan('1'), await plan('2'), await plan('3')];
    await startTimeline().settle();
    const states = await Promise.all(planned.map(({ id }) => stateOf(workspace, id)));
    const gone = { state: 'lost', attempts: 1, detail: 'WhatsApp no longer has the file.' };
    expect(states).toMatchObject([
      gone,
      gone,
      { state: 'lost', attempts: 1, detail: expect.stringContaining('104857600') },
    ]);
    // An address that has expired is asked for once more.
    expect(workspace.meta.requests.filter((request) => request.endsWith('/2'))).toEqual([
      'GET /v23.0/2',
      'GET /files/2',
      'GET /v23.0/2',
      'GET /files/2',
    ]);
    expect(await listStored(workspace)).toEqual([]);
  });

  it('loses the files of a channel that is gone', async () => {
    const { tenantId, db } = workspace;
    const item = { tenantId, channelId: 'none', metaMediaId: '1', kind: 'image', mimeType: 'image/png' };
    const [planned] = await planInboundMedia(db, workspace, [item]);
    await startTimeline().settle();
    expect(await stateOf(workspace, planned?.id ?? '')).toMatchObject({ state: 'lost', attempts: 1 });
    expect(workspace.meta.requests).toEqual([]);
  });

  it('keeps no bytes that are not those which Meta announced', async () => {
    const digest = (encoding: 'hex' | 'base64') => createHash('sha256').update(pdf).digest(encoding);
    for (const id of ['1', '2', '3']) workspace.meta.files.set(id, png);
    let announced = digest('hex');
    workspace.meta.intercept = (request, response) => {
      if (!request.url?.startsWith('/v23.0/')) return false;
      sendInfo(response, `${workspace.meta.url}/files/1`, png, announced);
      return true;
    };
    const timeline = startTimeline();
    const hex = await plan('1');
    await timeline.settle();
    announced = digest('base64');
    const base64 = await plan('2');
    await timeline.settle();
    announced = 'of no known form';
    const fromWebhook = await plan('3', { sha256: digest('base64') });
    await timeline.settle();
    const detail = 'The bytes are not those that WhatsApp announced.';
    for (const { id } of [hex, base64, fromWebhook]) {
      expect(await stateOf(workspace, id)).toMatchObject({ state: 'pending', detail });
    }
    expect(await listStored(workspace)).toEqual([]);
  });
});

describe('several at once', () => {
  it('fetches each file once, whichever process takes it', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (const id of ids) workspace.meta.files.set(id, png);
    const planned = await Promise.all(ids.map((id) => plan(id)));
    const members = [startFetcher(), startFetcher(), startFetcher()].map((fetcher) => fetcher.timelineMember);
    await Promise.all(members.map((member) => member.drain()));
    for (const { id } of planned) expect((await stateOf(workspace, id)).state).toBe('stored');
    expect(workspace.meta.requests.toSorted()).toEqual(
      ids.flatMap((id) => [`GET /files/${id}`, `GET /v23.0/${id}`]).toSorted(),
    );
  });

  it('does not let slow files hold up the others', async () => {
    const held: (() => void)[] = [];
    for (const id of ['slow1', 'slow2', 'slow3', 'a', 'b', 'c', 'd']) workspace.meta.files.set(id, png);
    workspace.meta.intercept = (request, response) => {
      if (!request.url?.startsWith('/files/slow')) return false;
      held.push(() => response.end(png));
      return true;
    };
    const slow = [await plan('slow1'), await plan('slow2'), await plan('slow3')];
    const fetcher = startFetcher();
    await expect.poll(() => held).toHaveLength(3);
    const quick = [await plan('a'), await plan('b'), await plan('c'), await plan('d')];
    fetcher.notify();
    const states = () => Promise.all(quick.map(async ({ id }) => (await stateOf(workspace, id)).state));
    await expect.poll(states).toEqual(['stored', 'stored', 'stored', 'stored']);
    for (const { id } of slow) expect((await stateOf(workspace, id)).state).toBe('pending');
    for (const release of held) release();
    await fetcher.timelineMember.drain();
    for (const { id } of slow) expect((await stateOf(workspace, id)).state).toBe('stored');
  });

  it('leaves a file that was cut off by a stop to the next start', async () => {
    workspace.meta.files.set('1', png);
    let begun = false;
    workspace.meta.intercept = (request, response) => {
      if (request.url !== '/files/1' || begun) return false;
      response.write(png.subarray(0, 10), () => {
        begun = true;
      });
      return true;
    };
    const { id } = await plan('1');
    const fetcher = startFetcher();
    await expect.poll(() => begun).toBe(true);
    await fetcher.stop();
    expect(await stateOf(workspace, id)).toMatchObject({
      state: 'pending',
      attempts: 0,
      dueMs: workspace.clock.nowMs(),
    });
    expect(await listStored(workspace)).toEqual([]);
    await startTimeline().settle();
    expect((await stateOf(workspace, id)).state).toBe('stored');
  });

  it('takes a file over from a process that died in mid-fetch', async () => {
    workspace.meta.files.set('1', png);
    let dead = true;
    workspace.meta.intercept = () => dead;
    const { id } = await plan('1');
    startFetcher();
    await expect.poll(() => workspace.meta.requests).toHaveLength(1);
    dead = false;
    const other = startFetcher();
    await other.timelineMember.drain();
    expect((await stateOf(workspace, id)).state).toBe('pending');
    workspace.clock.moveTo(workspace.clock.nowMs() + 60_000);
    await other.timelineMember.drain();
    expect(await stateOf(workspace, id)).toMatchObject({ state: 'stored', attempts: 2 });
  });
});

describe('opening a file that is still at WhatsApp', () => {
  it('fetches it at once, and once, though it is not due', async () => {
    workspace.meta.intercept = (_request, response) => {
      sendJson(response, 503, { error: { code: 2, message: 'down' } });
      return true;
    };
    const { id } = await plan('1');
    await startTimeline().settle();
    const fetcher = createMediaFetcher(workspace);
    await expect(open(id, fetcher)).rejects.toMatchObject({ reason: 'meta.unavailable' });
    expect(await stateOf(workspace, id)).toMatchObject({ state: 'pending', attempts: 1 });
    workspace.meta.intercept = () => false;
    workspace.meta.files.set('1', png);
    workspace.meta.requests.length = 0;
    const opened = await Promise.all([open(id, fetcher), open(id, fetcher), open(id, fetcher)]);
    for (const { stream } of opened) expect(await buffer(stream)).toEqual(png);
    expect(workspace.meta.requests).toEqual(['GET /v23.0/1', 'GET /files/1']);
  });

  it('says at once when it is gone', async () => {
    const { id } = await plan('1');
    await expect(open(id, createMediaFetcher(workspace))).rejects.toMatchObject({ reason: 'media.gone' });
  });

  it('does not wait for ever', async () => {
    workspace.meta.intercept = () => true;
    const { id } = await plan('1');
    const fetcher = createMediaFetcher(workspace);
    await expect(open(id, fetcher, 1)).rejects.toMatchObject({ reason: 'meta.unavailable' });
  });
});
