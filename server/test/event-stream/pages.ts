import { describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { type EventStreamLab, idsOf, path } from './lab.ts';

/** Page by page every event is told once, in the order of commits, and only to who may read it. */
export function describePages(lab: EventStreamLab): void {
  const { now, page, makeIds, write, readTo, writeHeld, ask } = lab;

  describe('page by page', () => {
    test('tells what happens from now on, in a stable shape', async () => {
      const cursor = await now();
      const contact = { whatsapp_number: '31600200001', name: 'Noor de Wit' };
      const added = await lab.parley.api<{ id: string }>('POST', '/api/ext/v3/contacts', { json: contact });
      const { events } = await page({ cursor, wait: 10 });
      expect(events).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f]{24}$/),
          type: 'contact.created',
          at: expect.stringMatching(/^\d{4}-.*Z$/),
          conversationId: null,
          subjectId: added.body.id,
          data: expect.any(Object),
        },
      ]);
    });

    test('reads each event once, in pages of any size', async () => {
      const cursor = await now();
      const ids = makeIds(7);
      await write(ids.slice(0, 4));
      await write(ids.slice(4));
      const last = ids[6] ?? '';
      expect(await readTo(last, { cursor, limit: 3 })).toEqual(ids);
      expect(await readTo(last, { cursor, limit: 500 })).toEqual(ids);
      expect((await readTo(last, { cursor: 'start', limit: 500 })).slice(-7)).toEqual(ids);
    });

    test('waits for the first event, and no longer', async () => {
      const cursor = await now();
      const waiting = page({ cursor, wait: 30 });
      await lab.parley.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: '31600200002', name: 'Mei' } });
      expect((await waiting).events).toHaveLength(1);
      expect((await page({ cursor: (await waiting).cursor, wait: 1 })).events).toEqual([]);
    });

    test('filters by type and by conversation, and moves on past the others', async () => {
      const cursor = await now();
      const conversation = newId(lab.parley.clock.nowMs());
      const ids = makeIds(3);
      await write(ids.slice(0, 1), conversation);
      await write(ids.slice(1));
      const last = ids[2] ?? '';
      expect(await readTo(last, { cursor, types: 'message.sent, CONTACT.created' })).toEqual(ids);
      const own = await page({ cursor, conversationId: conversation.toUpperCase() });
      expect(idsOf(own)).toEqual(ids.slice(0, 1));
      expect(await page({ cursor: own.cursor })).toMatchObject({ events: [] });
      expect(idsOf(await page({ cursor, types: 'message.sent' }))).toEqual([]);
    });

    test('does not tell what a blocked contact wrote', async () => {
      const cursor = await now();
      const [hidden = '', shown = ''] = makeIds(2);
      await write([hidden], null, { hidden: true });
      await write([shown]);
      expect(await readTo(shown, { cursor })).toEqual([shown]);
    });

    test('goes on when more was written than is looked at in one go', async () => {
      const cursor = await now();
      await write(makeIds(2_100));
      const [last = ''] = makeIds(1);
      await write([last], 'here');
      const first = await page({ cursor, conversationId: 'here', wait: 30 });
      expect(idsOf(first)).toEqual([last]);
    });
  });

  describe('the order of commits', () => {
    test('an event that is committed late, with a smaller id, is not skipped', async () => {
      const cursor = await now();
      const [late = '', early = ''] = makeIds(2);
      const commit = await writeHeld([late]);
      await write([early]);
      const before = await page({ cursor });
      const waiting = page({ cursor: before.cursor, wait: 30 });
      await commit();
      const read = [...idsOf(before), ...idsOf(await waiting)];
      const rest = read.includes(early) ? [] : await readTo(early, { cursor: (await waiting).cursor });
      expect([...read, ...rest]).toEqual([late, early]);
    });

    test('many writers at once lose and repeat nothing', async () => {
      const cursor = await now();
      const all = makeIds(40);
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let index = writer; index < all.length; index += 4) {
          const commit = await writeHeld([all[all.length - 1 - index] ?? '']);
          await commit();
        }
      });
      const seen: string[] = [];
      let next = cursor;
      const reader = (async () => {
        while (seen.length < all.length) {
          const read = await page({ cursor: next, wait: 5, limit: 3 });
          seen.push(...idsOf(read));
          next = read.cursor;
        }
      })();
      await Promise.all([...writers, reader]);
      expect(seen).toHaveLength(all.length);
      expect([...seen].sort()).toEqual([...all].sort());
      expect((await page({ cursor: next })).events).toEqual([]);
    });
  });

  describe('who may read what', () => {
    test('another workspace sees nothing of it, whatever its cursor', async () => {
      const cursor = await now();
      const [id = ''] = makeIds(1);
      await write([id]);
      await readTo(id, { cursor });
      for (const from of [cursor, 'start']) expect((await ask({ cursor: from }, lab.foreign)).body.events).toEqual([]);
    });

    test('a conversation that cannot be has no events', async () => {
      for (const id of ['%00', 'x'.repeat(300)]) {
        expect(await lab.parley.api('GET', `${path}?cursor=start&conversationId=a${id}`)).toMatchObject({
          status: 200,
          body: { events: [] },
        });
      }
    });

    test('needs its scope', async () => {
      expect((await ask({}, await lab.parley.addToken({ scopes: ['events:read'] }))).status).toBe(200);
      expect((await ask({}, await lab.parley.addToken({ scopes: ['sales:read'] }))).status).toBe(403);
    });

    test.each([{ cursor: 'nonsense' }, { wait: 61 }, { limit: 0 }, { limit: 501 }, { types: 'message.danced' }])(
      '%j is 400',
      async (query) => {
        expect(await ask<Record<string, unknown>>(query)).toMatchObject({ status: 400, body: { code: 400 } });
      },
    );
  });
}
