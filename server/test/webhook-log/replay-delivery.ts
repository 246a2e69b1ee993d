import { describe, expect, test } from 'vitest';
import { rowsOf } from '../intake-lab.ts';
import type { LogCalls } from './lab.ts';

/** One delivery that is sent again. */
export function describeReplayDelivery({ parley, trier, write, call, list, read, setStatus }: LogCalls): void {
  describe('replayDelivery', () => {
    test('sends the same bytes under the same id, and keeps the earlier attempts', async () => {
      await write('twice');
      const [delivery] = await list();
      trier().answerWith(500);
      const answer = await call('POST', `/deliveries/${delivery?.id}/replay`);
      expect(answer).toMatchObject({ status: 202, body: { id: delivery?.id, state: 'waiting', attempts: 1 } });
      await parley().settle();
      trier().answerWith(trier().take);
      expect((await call('POST', `/deliveries/${delivery?.id}/replay`)).body).toMatchObject({ attempts: 2 });
      await parley().settle();
      const [first, ...others] = trier().tries;
      expect(others).toHaveLength(2);
      for (const other of others) {
        expect(other.raw).toBe(first?.raw);
        expect(other.headers['x-parley-delivery']).toBe(delivery?.id);
        expect(other.headers['x-parley-sequence']).toBe(first?.headers['x-parley-sequence']);
      }
      const found = await read(delivery?.id ?? '');
      expect(found).toMatchObject({ state: 'delivered', attempts: 3 });
      expect(found.tries.map((entry) => [entry.number, entry.status])).toEqual([
        [3, 200],
        [2, 500],
        [1, 200],
      ]);
    });

    test('tries one that was given up for a day more', async () => {
      trier().answerWith(500);
      await write('given up');
      const [delivery] = await list();
      await rowsOf(parley(), `update webhook_deliveries set created_at = created_at - interval '2 days'`);
      await parley().simulator.advance(30);
      expect(await read(delivery?.id ?? '')).toMatchObject({ state: 'failed', lastError: 'HTTP 500' });
      await call('POST', `/deliveries/${delivery?.id}/replay`);
      await parley().simulator.advance(30);
      expect(await read(delivery?.id ?? '')).toMatchObject({ state: 'waiting' });
      trier().answerWith(trier().take);
      await parley().simulator.advance(60);
      expect(trier().texts()).toEqual(['given up']);
    });

    test('is refused while the endpoint takes none', async () => {
      await write('once');
      await setStatus(0);
      const [delivery] = await list();
      const answer = await call('POST', `/deliveries/${delivery?.id}/replay`);
      expect(answer).toMatchObject({ status: 412, body: { reason: 'webhook.disabled' } });
      expect(await list()).toEqual([delivery]);
    });
  });
}
