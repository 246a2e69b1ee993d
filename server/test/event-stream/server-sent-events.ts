import { describe, expect, test } from 'vitest';
import { streamLimits } from '../../src/modules/inbox/index.ts';
import type { EventStreamLab } from './lab.ts';

/** The same events as they come, on a stream that stays open. */
export function describeServerSentEvents(lab: EventStreamLab): void {
  const { open, page, ask } = lab;

  describe('as server-sent events', () => {
    test('opens, tells events as they come, and goes on from Last-Event-ID', async () => {
      const stream = await open({ query: '?types=contact.created' });
      expect(stream.status).toBe(200);
      expect(stream.headers).toMatchObject({ 'content-type': expect.stringMatching(/^text\/event-stream/) });
      const opening = await stream.until(/\n\n/);
      const start = /^retry: \d+\nid: (\S+)\n\n$/.exec(opening)?.[1];
      await lab.parley.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31600200003', name: 'Asha' } });
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
      const streams: Awaited<ReturnType<typeof open>>[] = [];
      const openNext = async () => {
        const stream = await open();
        if (stream.status === 200) streams.push(stream);
        else stream.close();
        return streams.length;
      };
      // Streams that were closed just now may count for a moment.
      await expect.poll(openNext, { timeout: 20_000, interval: 1 }).toBe(streamLimits.perTenant);
      const refused = await ask<Record<string, unknown>>({ wait: 1 });
      expect(refused).toMatchObject({ status: 429, body: { code: 429, reason: 'stream.limit_reached' } });
      expect(refused.headers['retry-after']).toMatch(/^\d+$/);
      expect((await ask()).status).toBe(200);
      const other = await open({ token: lab.foreign });
      expect(other.status).toBe(200);
      for (const stream of [...streams, other]) stream.close();
      const openAnother = async () => {
        const stream = await open();
        stream.close();
        return stream.status;
      };
      await expect.poll(openAnother).toBe(200);
    });
  });
}
