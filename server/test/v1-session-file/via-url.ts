import { describe, expect, test } from 'vitest';
import { type ApiCall, createApiClient } from '../harness/api-client.ts';
import { findClosedPort } from '../local-server.ts';
import { opus, pdf, png, wav } from '../media-samples.ts';
import { customer, expectExpired, type FileCalls, megabyte, type SendAnswer, sentFile, windowClosed } from './lab.ts';

/** Files that are fetched from an address, and when nothing is fetched. */
export function describeViaUrl({ parley, serve, lastOnPhone }: FileCalls): void {
  describe('sendSessionFileViaUrl', () => {
    const send = (query: Record<string, string>, call: ApiCall = {}, target = customer) =>
      parley().api<SendAnswer>('POST', `/api/v1/sendSessionFileViaUrl/${target}`, { ...call, query });
    const serveFile = (type: string, bytes: Buffer) =>
      serve((_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes));

    test('fetches the file and sends it', async () => {
      const { url } = await serveFile('application/pdf', pdf);
      const answer = await send({ fileUrl: `${url}/files/invoice.pdf?v=2`, caption: 'Invoice' }, { json: {} });
      expect(answer.status).toBe(200);
      const media = { id: null, mimeType: 'application/pdf', caption: 'Invoice' };
      expect(answer.body).toEqual({
        ok: true,
        result: 'success',
        message: { ...sentFile, type: 'document', media },
      });
      expect(await lastOnPhone()).toMatchObject({ text: 'Invoice', document: { filename: 'invoice.pdf' } });
    });

    test('takes the address and caption from JSON and forms, under each name', async () => {
      const { url } = await serveFile('image/png', png);
      const calls: ApiCall[] = [
        { json: { url: `${url}/a.png`, caption: 'one' } },
        { json: { FileUrl: `${url}/a.png`, caption: 'one' } },
        { form: { fileUrl: `${url}/a.png`, caption: 'one' } },
      ];
      for (const call of calls)
        expect((await send({}, call)).body).toMatchObject({ message: { media: { caption: 'one' } } });
      expect((await send({ URL: `${url}/a.png` })).body).toMatchObject({
        ok: true,
        message: { media: { caption: null } },
      });
    });

    test('makes a voice message of OPUS', async () => {
      const { url } = await serveFile('audio/ogg', opus(1));
      for (const name of ['voice', 'isVoice']) {
        await send({ fileUrl: `${url}/note.ogg`, [name]: 'true' });
        expect(await lastOnPhone()).toMatchObject({ type: 'audio', audio: { voice: true } });
      }
    });

    test('refuses what WhatsApp does not take', async () => {
      const sound = await serveFile('audio/wav', wav);
      const info = 'File is not allowed by WhatsApp';
      expect((await send({ fileUrl: `${sound.url}/sound.wav` })).body).toMatchObject({ result: false, info });
      const large = await serveFile('image/png', Buffer.concat([png, Buffer.alloc(5 * megabyte)]));
      const answer = await send({ fileUrl: `${large.url}/large.png` });
      expect(answer).toMatchObject({
        status: 200,
        body: { result: false, info: expect.stringMatching(/at most 5 MB/) },
      });
    });

    test('answers 400 to an address that gives no file', async () => {
      const missing = await serve((_request, response) => response.writeHead(404).end());
      const closed = `http://127.0.0.1:${await findClosedPort()}/a.pdf`;
      for (const fileUrl of [`${missing.url}/a.pdf`, closed, 'ftp://files.example.com/a.pdf', 'a.pdf']) {
        const answer = await send({ fileUrl });
        expect({ fileUrl, ...answer }).toMatchObject({
          status: 400,
          body: { result: false, info: expect.stringMatching(/^The file cannot be fetched\. \w/) },
        });
      }
      for (const call of [{}, { json: {} }, { json: { caption: 'Nothing' } }]) {
        expect(await send({}, call)).toMatchObject({ status: 400, body: { info: 'fileUrl is required.' } });
      }
    });

    test('fetches nothing for a send that is refused', async () => {
      const server = await serveFile('image/png', png);
      const fileUrl = `${server.url}/a.png`;
      await expectExpired((target) => send({ fileUrl }, {}, target));
      expect((await send({ fileUrl }, {}, 'hello')).body).toMatchObject({ ok: false, result: 'Invalid Contact' });
      expect((await send({ fileUrl, caption: 'x'.repeat(1025) })).status).toBe(400);
      const { token } = await parley().addTenant('200301');
      const foreign = createApiClient(parley().baseUrl, token);
      const path = `/api/v1/sendSessionFileViaUrl/${customer}`;
      expect(await foreign('POST', path, { query: { fileUrl } })).toMatchObject({ status: 200, body: windowClosed });
      expect(server.requests).toHaveLength(0);
    });
  });
}
