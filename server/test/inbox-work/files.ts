import { FormData } from 'undici';
import { describe, expect, test } from 'vitest';
import { png } from '../media-samples.ts';
import type { InboxWorkLab } from './lab.ts';

/** Files are uploaded, sent, and opened safely. */
export function describeFiles(lab: InboxWorkLab): void {
  describe('files', () => {
    test('are uploaded, sent, and opened whole or in pieces, safely', async () => {
      const multipart = new FormData();
      multipart.append('file', new Blob([png], { type: 'image/png' }), 'plän.png');
      const uploaded = await lab.agent.call<{ id: string; url: string }>('POST', '/inbox/media', { multipart });
      expect(uploaded).toMatchObject({
        status: 201,
        body: { kind: 'image', mimeType: 'image/png', fileName: 'plän.png' },
      });
      const sent = await lab.agent.send(lab.chatId, { kind: 'media', mediaId: uploaded.body.id, text: 'The plan' });
      expect(sent.body.message).toMatchObject({
        type: 'image',
        text: 'The plan',
        media: { id: uploaded.body.id, state: 'stored' },
      });
      const url = uploaded.body.url.replace('/internal', '');
      const whole = await lab.agent.call('GET', url);
      expect([whole.status, whole.headers['content-length']]).toEqual([200, String(png.length)]);
      expect(whole.headers).toMatchObject({
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
        'content-disposition': expect.stringMatching(/^inline; filename="pl_n.png"; filename\*=UTF-8''pl%C3%A4n.png$/),
      });
      const piece = await lab.agent.call('GET', url, { headers: { range: 'bytes=1-3' } });
      expect([piece.status, piece.text, piece.headers['content-range']]).toEqual([
        206,
        'PNG',
        `bytes 1-3/${png.length}`,
      ]);
      const beyond = await lab.agent.call('GET', url, { headers: { range: 'bytes=9999999-' } });
      expect(beyond).toMatchObject({ status: 416, body: { reason: 'media.range_unsatisfiable' } });
      const saved = await lab.agent.call('GET', url, { query: { download: 'true' } });
      expect(saved.headers['content-disposition']).toMatch(/^attachment/);
    });

    test('an unknown file: 404, and nothing is sent', async () => {
      const before = (await lab.agent.timeline(lab.chatId)).length;
      const answer = await lab.agent.send(lab.chatId, { kind: 'media', mediaId: 'a'.repeat(24) });
      expect(answer).toMatchObject({ status: 404, body: { reason: 'media.not_found' } });
      expect((await lab.agent.timeline(lab.chatId)).length).toBe(before);
    });
  });
}
