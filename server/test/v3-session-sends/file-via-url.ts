import { describe, expect, it, onTestFinished } from 'vitest';
import { startTestPlatform } from '../harness/start-test-platform.ts';
import { findClosedPort } from '../local-server.ts';
import { pdf, png } from '../media-samples.ts';
import { base, customer, type Sent, type SessionCalls, sentMessage, windowClosed } from './lab.ts';

/** Files that are fetched from an address, and the addresses from which nothing is fetched. */
export function describeSendFileViaUrl({ parley, lastOnPhone, serve }: SessionCalls): void {
  describe('sendFileViaUrl', () => {
    const send = (json: Record<string, unknown>) =>
      parley().api<Sent>('POST', `${base}/fileViaUrl`, { json: { target: customer, ...json } });
    const serveFile = (type: string, bytes: Buffer) =>
      serve((_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes));

    it('fetches the file and sends it', async () => {
      const { url } = await serveFile('application/pdf', pdf);
      const answer = await send({ file_url: `${url}/files/route.pdf?version=2`, caption: 'Route for today' });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: { ...sentMessage, type: 'document', text: 'Route for today' } });
      expect(await lastOnPhone(customer)).toMatchObject({
        type: 'document',
        text: 'Route for today',
        document: { filename: 'route.pdf' },
      });
    });

    it('takes the other names of the address, and null for no caption', async () => {
      const { url } = await serveFile('image/png', png);
      for (const name of ['fileUrl', 'url', 'FILE_URL']) {
        const answer = await send({ [name]: `${url}/photo.png`, caption: null });
        expect({ name, ...answer }).toMatchObject({
          name,
          status: 200,
          body: { message: { type: 'image', text: null } },
        });
      }
      expect(await lastOnPhone(customer)).toMatchObject({ type: 'image' });
      expect(
        (await parley().api('POST', `${base}/fileviaurl`, { json: { target: customer, url: `${url}/a.png` } })).status,
      ).toBe(200);
    });

    it('says why a file cannot be fetched', async () => {
      const missing = await serve((_request, response) => response.writeHead(404).end());
      const addresses = [
        `${missing.url}/route.pdf`,
        `http://127.0.0.1:${await findClosedPort()}/route.pdf`,
        'ftp://files.example.com/route.pdf',
        'route.pdf',
      ];
      for (const address of addresses) {
        const answer = await send({ file_url: address });
        expect({ address, ...answer }).toMatchObject({
          address,
          status: 400,
          body: { code: 400, message: expect.stringMatching(/^The file cannot be fetched\. \w/) },
        });
      }
    });

    it('refuses a type that WhatsApp does not take', async () => {
      const { url } = await serveFile('text/html', Buffer.from('<p>Hello</p>'));
      const answer = await send({ file_url: `${url}/route.pdf` });
      expect(answer).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/^File is not allowed by WhatsApp/) },
      });
    });

    it('refuses a call without an address', async () => {
      expect(await send({ caption: 'Route' })).toMatchObject({ status: 400, body: { code: 400 } });
    });

    it('fetches nothing for a target that cannot be sent to', async () => {
      const server = await serveFile('image/png', png);
      const json = { file_url: `${server.url}/photo.png` };
      expect((await send({ ...json, target: '31999999999' })).status).toBe(404);
      expect(await send({ ...json, target: '31900000002' })).toMatchObject(windowClosed);
      expect(server.requests).toHaveLength(0);
    });

    it('does not fetch from private addresses unless that is allowed', async () => {
      const guarded = await startTestPlatform({
        environment: { PARLEY_ALLOW_PRIVATE_ADDRESSES: 'off' },
      });
      onTestFinished(() => guarded.stop());
      const server = await serveFile('image/png', png);
      await guarded.simulator.writeText(customer, 'Hello');
      await guarded.settle();
      const answer = await guarded.api('POST', `${base}/fileViaUrl`, {
        json: { target: customer, file_url: `${server.url}/photo.png` },
      });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.stringMatching(/cannot be fetched/) },
      });
      expect(server.requests).toHaveLength(0);
    });
  });
}
