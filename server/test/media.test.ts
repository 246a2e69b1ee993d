import { createHash } from 'node:crypto';
import { access, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchToStore, findMedia, openMedia, storeStream, storeUpload } from '../src/modules/media/index.ts';
import { createOutboundHttp } from '../src/outbound-http/outbound-http.ts';
import { closeAfterEach, type ServerHandler } from './local-server.ts';
import {
  leaveUpload,
  listStored,
  type MediaLab,
  type MediaWorkspace,
  openMediaLab,
  openWorkspace,
} from './media-lab.ts';
import { csv, html, pdf, png, wav } from './media-samples.ts';

let lab: MediaLab;
let workspace: MediaWorkspace;
beforeAll(async () => {
  lab = await openMediaLab();
});
beforeEach(async () => {
  workspace = await openWorkspace(lab);
});
afterEach(async () => await workspace.close());
afterAll(async () => await lab.close());

const { serve, closeLater } = closeAfterEach();
const never = { fetchNow: () => Promise.reject(new Error('Nothing is to be fetched.')) };
const pathForm = (folder: string, extension: string) =>
  expect.stringMatching(new RegExp(`^data/${folder}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.${extension}$`));

const open = (reference: { path: string } | { mediaId: string }, tenantId = workspace.tenantId) =>
  openMedia({ ...workspace, mediaFetcher: never }, { ...workspace.ctx, tenantId }, reference);

describe('an upload', () => {
  it('moves in, private, and opens by path and by id', async () => {
    const path = await leaveUpload(workspace, png);
    const upload = { path, fileName: 'C:\\holiday\u202E.png', mimeType: 'image/png', size: png.length };
    const media = await storeUpload(workspace, workspace.ctx, upload);
    expect(media).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      path: pathForm('images', 'png'),
      kind: 'image',
      mimeType: 'image/png',
      fileName: 'holiday.png',
      sizeBytes: png.length,
    });
    await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await listStored(workspace)).toEqual([`${workspace.tenantId}/${media.path.slice('data/'.length)}`]);
    const disk = await stat(join(workspace.dataDir, 'media', workspace.tenantId, media.path.slice('data/'.length)));
    expect(disk.mode & 0o777).toBe(0o600);
    expect(await findMedia(workspace, workspace.ctx, media.id)).toEqual({ ...media, state: 'stored' });
    for (const reference of [{ path: media.path }, { path: `/${media.path}` }, { mediaId: media.id }]) {
      const { stream, ...facts } = await open(reference);
      expect(facts).toEqual({ mimeType: 'image/png', fileName: 'holiday.png', sizeBytes: png.length });
      expect(await buffer(stream)).toEqual(png);
    }
  });

  it('stays where it is when WhatsApp does not take it', async () => {
    const path = await leaveUpload(workspace, wav);
    const storing = storeUpload(workspace, workspace.ctx, {
      path,
      fileName: 'a.wav',
      mimeType: 'audio/wav',
      size: wav.length,
    });
    await expect(storing).rejects.toMatchObject({ reason: 'media.type_forbidden' });
    await access(path);
    expect(await listStored(workspace)).toEqual([]);
  });

  it('leaves no bytes behind when its row cannot be written', async () => {
    const path = await leaveUpload(workspace, csv);
    const ctx = { ...workspace.ctx, tenantId: '999' };
    const upload = { path, fileName: 'a.csv', mimeType: 'text/csv', size: csv.length };
    await expect(storeUpload(workspace, ctx, upload)).rejects.toMatchObject({ code: '23503' });
    expect(await listStored(workspace)).toEqual([]);
  });
});

describe('opening', () => {
  it('finds only files of the tenant, and never leaves its directory', async () => {
    const path = await leaveUpload(workspace, pdf);
    const media = await storeUpload(workspace, workspace.ctx, { path, size: pdf.length });
    const other = await openWorkspace(lab);
    await other.close();
    const references = [
      { path: `data/../${workspace.tenantId}/documents/x.pdf` },
      { path: '../../../../../../etc/passwd' },
      { path: `data/documents/../${media.path.slice('data/'.length)}` },
      { path: `${media.path}\0.png` },
      { path: '' },
      { mediaId: media.path },
    ];
    for (const reference of references)
      await expect(open(reference)).rejects.toMatchObject({ reason: 'media.not_found' });
    for (const reference of [{ path: media.path }, { mediaId: media.id }]) {
      await expect(open(reference, other.tenantId)).rejects.toMatchObject({ reason: 'media.not_found' });
    }
    expect(await findMedia(workspace, other.ctx, media.id)).toBeUndefined();
  });

  it('says that a file is gone when its bytes are', async () => {
    const path = await leaveUpload(workspace, pdf);
    const media = await storeUpload(workspace, workspace.ctx, { path, size: pdf.length });
    await rm(join(workspace.dataDir, 'media'), { recursive: true });
    await expect(open({ path: media.path })).rejects.toMatchObject({ reason: 'media.gone' });
  });
});

describe('a stream', () => {
  it('is stored with its digest', async () => {
    const stream = Readable.from([pdf.subarray(0, 5), pdf.subarray(5)], { objectMode: false });
    const media = await storeStream(workspace, workspace.ctx, { stream, fileName: 'bill.pdf', maxBytes: pdf.length });
    expect(media).toMatchObject({ kind: 'document', path: pathForm('documents', 'pdf'), sizeBytes: pdf.length });
    expect(await buffer((await open({ mediaId: media.id })).stream)).toEqual(pdf);
  });

  it('leaves nothing behind when it is too long, breaks off or is of a forbidden type', async () => {
    const { ctx } = workspace;
    const long = Readable.from([pdf, pdf], { objectMode: false });
    await expect(storeStream(workspace, ctx, { stream: long, maxBytes: pdf.length })).rejects.toMatchObject({
      reason: 'media.too_large',
    });
    expect(long.destroyed).toBe(true);
    const broken = Readable.from(breakOff());
    await expect(storeStream(workspace, ctx, { stream: broken, maxBytes: 1000 })).rejects.toThrow('the line went dead');
    const page = Readable.from([html], { objectMode: false });
    await expect(storeStream(workspace, ctx, { stream: page, maxBytes: 1000 })).rejects.toMatchObject({
      reason: 'media.type_forbidden',
    });
    expect(await listStored(workspace)).toEqual([]);
  });

  async function* breakOff() {
    yield pdf;
    throw new Error('the line went dead');
  }
});

describe('a file given by its address', () => {
  const answer = (bytes: Buffer, headers: Record<string, string>): ServerHandler => {
    return (_request, response) => response.writeHead(200, headers).end(bytes);
  };
  const fetchFrom = (url: string, allowPrivateAddresses = true) => {
    const outbound = closeLater(createOutboundHttp({ allowPrivateAddresses }));
    return fetchToStore({ ...workspace, outbound }, workspace.ctx, url);
  };

  it('is fetched and called by its name', async () => {
    const server = await serve(answer(png, { 'content-type': 'binary/octet-stream' }));
    const media = await fetchFrom(`${server.url}/images/logo.png?v=2`);
    expect(media).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      fileName: 'logo.png',
      path: pathForm('images', 'png'),
    });
    const { stream } = await open({ path: media.path });
    const digest = createHash('sha256')
      .update(await buffer(stream))
      .digest('hex');
    expect(digest).toBe(createHash('sha256').update(png).digest('hex'));
  });

  it('is refused in words that a person can act on', async () => {
    const page = await serve(answer(html, { 'content-type': 'text/html; charset=utf-8' }));
    const missing = await serve((_request, response) => response.writeHead(404).end());
    const huge = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': '104857601' }).flushHeaders(),
    );
    const cut = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(png, () => response.destroy());
    });
    await expect(fetchFrom(page.url)).rejects.toMatchObject({ reason: 'media.type_forbidden' });
    await expect(fetchFrom(missing.url)).rejects.toMatchObject({
      reason: 'media.fetch_failed',
      message: 'The file cannot be fetched. The server answered 404.',
    });
    await expect(fetchFrom(huge.url)).rejects.toMatchObject({ reason: 'media.too_large' });
    await expect(fetchFrom(cut.url)).rejects.toMatchObject({ reason: 'media.fetch_failed' });
    await expect(fetchFrom(page.url, false)).rejects.toMatchObject({ reason: 'outbound.address_forbidden' });
    expect(await listStored(workspace)).toEqual([]);
  });
});
