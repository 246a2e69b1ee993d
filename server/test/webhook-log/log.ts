import { describe, expect, test } from 'vitest';
import { createClock } from '../../src/kernel/clock.ts';
import { sweepDeliveries } from '../../src/modules/webhooks/index.ts';
import { rowsOf } from '../intake-lab.ts';
import type { Answer } from '../webhooks-lab.ts';
import type { LogCalls, Page } from './lab.ts';

/** What is kept of each delivery and its attempts, how it is listed, and when it goes. */
export function describeLog({
  parley,
  foreign,
  trier,
  endpointId,
  write,
  call,
  list,
  read,
  setStatus,
}: LogCalls): void {
  describe('the log', () => {
    test('has every attempt of a delivery: moment, status, time, kind of error, the first 4 KB of the answer', async () => {
      const answers: Answer[] = [
        (_attempt, response) => response.writeHead(500).end('x'.repeat(5_000)),
        (_attempt, _response, request) => request.socket.resetAndDestroy(),
        () => undefined,
        (_attempt, response) => response.writeHead(202).end('welcome'),
      ];
      trier().answerWith((attempt, response, request) => answers.shift()?.(attempt, response, request));
      await write('unlucky');
      const [waiting] = await list();
      expect(waiting).toMatchObject({
        state: 'waiting',
        attempts: 1,
        lastStatus: 500,
        nextAttemptAt: expect.any(String),
      });
      await parley().simulator.advance(60);
      const found = await read(waiting?.id ?? '');
      expect(found).toMatchObject({ state: 'delivered', attempts: 4, lastStatus: 202, lastError: null, test: false });
      expect(found.body).toBe(trier().tries[0]?.raw);
      expect(found.sequence).toBe(Number(trier().tries[0]?.headers['x-parley-sequence']));
      expect(found.tries.map((entry) => [entry.number, entry.status, entry.errorClass, entry.answer])).toEqual([
        [4, 202, null, 'welcome'],
        [3, null, 'timeout', null],
        [2, null, 'connection', null],
        [1, 500, 'status', 'x'.repeat(4_096)],
      ]);
      const began = found.tries.map((entry) => Date.parse(String(entry.at))).reverse();
      for (const [index, { atMs }] of trier().tries.entries()) {
        expect(began[index]).toBeLessThanOrEqual(atMs);
        expect(began[index]).toBeGreaterThan(trier().tries[index - 1]?.atMs ?? 0);
      }
      expect(found.tries.every((entry) => Number.isInteger(entry.durationMs))).toBe(true);
      expect((await list('?state=waiting')).length).toBe(0);
    });

    test('is listed by event, state and time, page by page, the newest first', async () => {
      await call('PATCH', `/webhook-endpoints/${endpointId()}`, {
        eventTypes: ['message', 'newContactMessageReceived'],
      });
      for (const text of ['1', '2']) await write(text);
      const before = await list();
      await parley().simulator.advance(60);
      trier().answerWith(500);
      await write('3');
      const all = await list();
      expect(all).toHaveLength(6);
      expect(all.map(({ id }) => id)).toEqual(
        all
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
      const since = new Date(parley().clock.nowMs() - 30_000).toISOString();
      const until = encodeURIComponent(since.replace('Z', '+00:00'));
      expect((await list(`?from=${since}`)).map(({ id }) => id)).toEqual(all.slice(0, 2).map(({ id }) => id));
      expect((await list(`?TO=${until}`)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      expect(await list('?eventType=message')).toHaveLength(3);
      expect(await list('?state=delivered&eventType=newContactMessageReceived')).toHaveLength(2);
      expect(await list('?state=Waiting')).toHaveLength(2);
      expect(await list('?state=failed')).toEqual([]);
      const path = `/webhook-endpoints/${endpointId()}/deliveries?limit=4`;
      const first = await call<Page>('GET', path);
      const second = await call<Page>('GET', `${path}&cursor=${first.body.nextCursor}`);
      expect([...first.body.deliveries, ...second.body.deliveries]).toEqual(all);
      expect(second.body.nextCursor).toBe(null);
    });

    test.each(['?state=asleep', '?limit=0', '?limit=101', '?from=yesterday', '?cursor=here'])(
      'refuses %s',
      async (query) => {
        const answer = await call('GET', `/webhook-endpoints/${endpointId()}/deliveries${query}`);
        expect(answer).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
      },
    );

    test('of another workspace is as if it were not there', async () => {
      await write('private');
      const [delivery] = await list();
      for (const [method, path] of [
        ['GET', `/deliveries/${delivery?.id}`],
        ['POST', `/deliveries/${delivery?.id}/replay`],
      ] as const) {
        expect(await call(method, path, undefined, foreign())).toMatchObject({
          status: 404,
          body: { reason: 'webhook.delivery_not_found' },
        });
      }
      expect(trier().tries).toHaveLength(1);
      expect((await call('GET', '/deliveries/none')).status).toBe(404);
    });

    test('goes by days when it is old, and so does what waits', async () => {
      await write('old');
      trier().answerWith(500);
      await write('waits');
      await setStatus(2);
      const later = createClock();
      const sweepAfter = async (days: number): Promise<void> => {
        later.moveTo(parley().clock.nowMs() + days * dayMs);
        await sweepDeliveries({ db: parley().db, clock: later, logKeptMs: 7 * dayMs });
      };
      await sweepAfter(6);
      expect(await list()).toHaveLength(2);
      const partitions = () => rowsOf(parley(), daysOfLogQuery);
      const before = await partitions();
      await sweepAfter(9);
      expect(await list()).toEqual([]);
      expect(await rowsOf(parley(), 'select delivery_id from webhook_attempts')).toEqual([]);
      expect((await partitions()).length).toBeLessThan(before.length);
    });
  });
}

const dayMs = 86_400_000;
const daysOfLogQuery = `select inhrelid from pg_inherits where inhparent = 'webhook_delivery_log'::regclass`;
