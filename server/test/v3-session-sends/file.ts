import { describe, expect, it } from 'vitest';
import { multipart } from '../http/contract-server.ts';
import { pdf, png } from '../media-samples.ts';
import { base, customer, type Sent, type SessionCalls, sentMessage, windowClosed } from './lab.ts';

/** Files that come with the call: their kinds and names, and what WhatsApp would not take. */
export function describeSendFile({ parley, lastOnPhone }: SessionCalls): void {
  describe('sendFile', () => {
    const upload = (parts: Parameters<typeof multipart>[0], token?: string) => {
      const { type, body } = multipart(parts);
      const headers = { 'content-type': type };
      return parley().api<Sent>('POST', `${base}/file`, {
        raw: body,
        headers,
        ...(token === undefined ? {} : { token }),
      });
    };
    const file = (fileName: string, type: string, content: Buffer) => ['file', { fileName, type, content }] as const;
    const picture = file('route.png', 'image/png', png);

    it('sends a picture with its caption, wherever the fields stand', async () => {
      const fields = [['target', customer] as const, ['caption', 'Route for today'] as const];
      for (const parts of [
        [...fields, picture],
        [picture, ...fields],
      ]) {
        const answer = await upload(parts);
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ message: { ...sentMessage, type: 'image', text: 'Route for today' } });
        expect(await lastOnPhone(customer)).toMatchObject({ type: 'image', text: 'Route for today' });
      }
    });

    it('keeps the name of a document, without its path', async () => {
      const answer = await upload([
        ['target', `Main:${customer}`],
        file('../Route für heute.pdf', 'application/pdf', pdf),
      ]);
      expect(answer).toMatchObject({ status: 200, body: { message: { type: 'document' } } });
      expect(await lastOnPhone(customer)).toMatchObject({ type: 'document', text: 'Route für heute.pdf' });
    });

    it('recognises a file that comes as bytes of no type', async () => {
      const answer = await upload([['target', customer], ['caption', ''], file('', 'application/octet-stream', png)]);
      expect(answer).toMatchObject({ status: 200, body: { message: { type: 'image', text: null } } });
      expect(await lastOnPhone(customer)).toMatchObject({ type: 'image' });
    });

    it.each([
      ['a type that WhatsApp does not take', file('page.html', 'text/html', Buffer.from('<p>Hello</p>'))],
      ['a file that is not what it says', file('photo.png', 'image/png', Buffer.from('#!/bin/sh\n'))],
      ['an empty file', file('photo.png', 'image/png', Buffer.alloc(0))],
    ])('refuses %s', async (_case, part) => {
      const answer = await upload([['target', customer], part]);
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.stringMatching(/^File is not allowed by WhatsApp/) },
      });
    });

    it('refuses a picture that is too large for WhatsApp', async () => {
      const large = Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]);
      const answer = await upload([['target', customer], file('large.png', 'image/png', large)]);
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/too large/) } });
    });

    it('refuses a call without a file, or without a target', async () => {
      const withoutFile = await upload([['target', customer]]);
      expect(withoutFile).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/file/) } });
      const withoutTarget = await upload([picture]);
      expect(withoutTarget).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.stringMatching(/target/) },
      });
      const asJson = await parley().api('POST', `${base}/file`, { json: { target: customer, file: 'route.png' } });
      expect(asJson.status).toBe(400);
    });

    it('refuses as sendText does', async () => {
      expect((await upload([['target', '31999999999'], picture])).status).toBe(404);
      expect(await upload([['target', '31900000002'], picture])).toMatchObject(windowClosed);
      const { token } = await parley().addTenant('200300');
      expect((await upload([['target', customer], picture], token)).status).toBe(404);
    });
  });
}
