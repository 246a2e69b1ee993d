import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createMediaUploader, type MediaUploader, planInboundMedia, storeUpload } from '../src/modules/media/index.ts';
import {
  leaveUpload,
  type MediaLab,
  type MediaWorkspace,
  openMediaLab,
  openWorkspace,
  sendJson,
  stateOf,
} from './media-lab.ts';
import { opus } from './media-samples.ts';

const dayMs = 86_400_000;
const voice = opus(1);
let lab: MediaLab;
let workspace: MediaWorkspace;
let uploader: MediaUploader;
let mediaId: string;
beforeAll(async () => {
  lab = await openMediaLab();
});
beforeEach(async () => {
  workspace = await openWorkspace(lab);
  uploader = createMediaUploader(workspace);
  const path = await leaveUpload(workspace, voice);
  mediaId = (
    await storeUpload(workspace, workspace.ctx, { path, mimeType: 'audio/ogg; codecs=opus', size: voice.length })
  ).id;
});
afterEach(async () => await workspace.close());
afterAll(async () => await lab.close());

const upload = (id = mediaId, channel = workspace.channel) => uploader.uploadForSend(workspace.tenantId, channel, id);
const uploaded = (metaMediaId: string) => ({ kind: 'uploaded', metaMediaId });

it('uploads once for many sends', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => upload()));
  expect(outcomes).toEqual(Array.from({ length: 20 }, () => uploaded('up-1')));
  expect(await upload()).toEqual(uploaded('up-1'));
  expect(workspace.meta.requests).toEqual([`POST /v23.0/${workspace.channel.phoneNumberId}/media`]);
  const [body] = workspace.meta.uploads;
  expect(body?.includes(voice)).toBe(true);
  expect(body?.toString('latin1')).toContain('content-type: audio/ogg\r\n');
});

it('uploads again a day before Meta forgets the file', async () => {
  await upload();
  workspace.clock.moveTo(workspace.clock.nowMs() + 29 * dayMs - 1);
  expect(await upload()).toEqual(uploaded('up-1'));
  workspace.clock.moveTo(workspace.clock.nowMs() + 1);
  expect(await upload()).toEqual(uploaded('up-2'));
  expect(await upload()).toEqual(uploaded('up-2'));
});

it('uploads for each number, since an id belongs to one', async () => {
  const second = await workspace.addNumber();
  const both = await Promise.all([upload(), upload(mediaId, second)]);
  expect(both.map((outcome) => outcome.kind)).toEqual(['uploaded', 'uploaded']);
  expect(workspace.meta.requests.toSorted()).toEqual([
    `POST /v23.0/${workspace.channel.phoneNumberId}/media`,
    `POST /v23.0/${second.phoneNumberId}/media`,
  ]);
});

it('passes on why Meta refused', async () => {
  workspace.meta.intercept = (_request, response) => {
    sendJson(response, 400, { error: { code: 100, message: '(#100) Param file must be a file' } });
    return true;
  };
  expect(await upload()).toMatchObject({ kind: 'refused', outcome: { kind: 'rejected', error: { code: 100 } } });
  expect((await stateOf(workspace, mediaId)).metaMediaId).toBeNull();
});

it('counts an unknown outcome as not sent, since an upload may be repeated', async () => {
  workspace.meta.intercept = (_request, response) => {
    response.destroy();
    return true;
  };
  expect(await upload()).toMatchObject({ kind: 'refused', outcome: { kind: 'not_sent' } });
  workspace.meta.intercept = () => false;
  expect(await upload()).toEqual(uploaded('up-1'));
});

it('refuses for good what is not stored any more, and for now what has not come yet', async () => {
  const { tenantId, channel, db } = workspace;
  const item = { tenantId, channelId: channel.id, metaMediaId: '1', kind: 'image', mimeType: 'image/png' };
  const [pending] = await planInboundMedia(db, workspace, [item]);
  expect(await upload(pending?.id)).toMatchObject({ kind: 'refused', outcome: { kind: 'not_sent' } });
  const gone = { kind: 'refused', outcome: { kind: 'rejected', error: { code: 131053 }, verdict: { kind: 'fix' } } };
  expect(await upload('f'.repeat(24))).toMatchObject(gone);
  await rm(join(workspace.dataDir, 'media'), { recursive: true });
  expect(await upload()).toMatchObject(gone);
  expect(workspace.meta.requests).toEqual([]);
});
