import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { idTimeMs } from '../../src/kernel/ids.ts';
import { createEventStream, renumberForeignEvents } from '../../src/modules/inbox/index.ts';
import { type EventStreamLab, idsOf } from './lab.ts';

/** A cursor outlives the process, and says so when what it points at is gone. */
export function describeCursors(lab: EventStreamLab): void {
  const { now, makeIds, write, page, ask, readTo } = lab;

  describe('cursors', () => {
    test('outlive the process: another one reads on without gap or repeat', async () => {
      const cursor = await now();
      const ids = makeIds(2);
      await write(ids.slice(0, 1));
      const first = await page({ cursor, wait: 10 });
      await write(ids.slice(1));
      const restarted = createEventStream(lab.parley);
      const ctx = { tenantId: lab.parley.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
      const filter = { types: undefined, conversationId: undefined };
      const options = { limit: 10, waitMs: 10_000, signal: new AbortController().signal };
      const read = await restarted.next(ctx, await restarted.locate(first.cursor), filter, options);
      expect([...idsOf(first), ...read.events.map(({ id }) => id)]).toEqual(ids);
    });

    test('of another cluster are 410, and events that come from one are numbered anew', async () => {
      const cursor = await now();
      const [id = ''] = makeIds(1);
      await write([id]);
      await renumberForeignEvents(lab.parley);
      expect(idsOf(await page({ cursor, wait: 10 }))).toEqual([id]);
      await lab.parley.db.system(systemStatement('test.far', `update events set txid = '9000000000' where id = $1`), [
        id,
      ]);
      await renumberForeignEvents(lab.parley);
      const gone = await ask<Record<string, unknown>>({ cursor });
      expect(gone).toMatchObject({ status: 410, body: { code: 410, reason: 'stream.cursor_expired' } });
      expect(await readTo(id, { cursor: 'start', limit: 500 })).toContain(id);
    });

    test('of a month that was dropped are 410', async () => {
      await write(makeIds(1));
      const oldest = await page({ cursor: 'start', limit: 1, wait: 10 });
      const { cursor } = oldest;
      expect((await ask({ cursor })).status).toBe(200);
      // The oldest first, as the platform does: where the run began in the month before, that has a table too.
      const last = new Date(idTimeMs(idsOf(oldest)[0] ?? '')).toISOString().slice(0, 7).replace('-', '');
      const months = systemStatement<{ name: string }>(
        'test.months',
        `select inhrelid::regclass::text as name from pg_inherits
         where inhparent = 'events'::regclass and inhrelid::regclass::text between 'events_2' and $1 order by 1`,
      );
      for (const { name } of await lab.parley.db.system(months, [`events_${last}`])) {
        await lab.parley.db.system(systemStatement('', `drop table ${name}`));
      }
      expect((await ask({ cursor })).status).toBe(410);
      expect((await ask({ cursor: 'start' })).status).toBe(200);
    });
  });
}
