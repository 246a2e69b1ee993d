import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { firstIdAt } from '../../src/kernel/ids.ts';
import type { Person } from '../inbox-lab.ts';
import { png } from '../media-samples.ts';
import { daySeconds, otherTenantId, type WorkspaceLab } from './lab.ts';

/** Each workspace sets within bounds how long things are kept, and they go by it. */
export function describeRetention(lab: WorkspaceLab): void {
  const { settings, lastEntry } = lab;

  describe('what is kept how long', () => {
    const kept = async (person: Person = lab.ada): Promise<Record<string, number>> => {
      const { body } = await person.call<{ retention: Kept[] }>('GET', '/settings/workspace');
      return Object.fromEntries(body.retention.map(({ what, days }) => [what, days]));
    };

    test('has defaults, is set within bounds, and goes back to the default', async () => {
      const { body } = await lab.ada.call<{ retention: Kept[] }>('GET', '/settings/workspace');
      expect(body.retention.filter(({ bounds }) => bounds)).toEqual([
        { what: 'receivedFiles', days: null, bounds: { defaultDays: null, minDays: 7, maxDays: 3_650 } },
        { what: 'requestLog', days: 3, bounds: { defaultDays: 3, minDays: 1, maxDays: 30 } },
        { what: 'webhookDeliveries', days: 7, bounds: { defaultDays: 7, minDays: 1, maxDays: 7 } },
        { what: 'calls', days: 730, bounds: { defaultDays: 730, minDays: 30, maxDays: 3_650 } },
        { what: 'linkClicks', days: 730, bounds: { defaultDays: 730, minDays: 30, maxDays: 3_650 } },
      ]);
      expect((await settings('PATCH', '/retention', { requestLog: 10, calls: 60 })).status).toBe(200);
      expect(await kept()).toMatchObject({ requestLog: 10, calls: 60, linkClicks: 730 });
      expect(await kept(lab.stranger)).toMatchObject({ requestLog: 3, calls: 730 });
      expect((await lab.ada.call('GET', '/developer/request-log')).body).toMatchObject({
        keptSeconds: 10 * daySeconds,
      });
      expect(await lastEntry('retention.change')).toMatchObject({
        changes: { before: { requestLog: 3, calls: 730 }, after: { requestLog: 10, calls: 60 } },
      });
      await settings('PATCH', '/retention', { requestLog: null, calls: null });
      expect(await kept()).toMatchObject({ requestLog: 3, calls: 730 });
    });

    test.each([
      [{ receivedFiles: 6 }],
      [{ requestLog: 0 }],
      [{ requestLog: 31 }],
      [{ webhookDeliveries: 8 }],
      [{ calls: 29 }],
      [{ calls: 60, linkClicks: 3_651 }],
      [{ calls: 60.5 }],
      [{ messages: 30 }],
    ])('is not set to %j', async (json) => {
      const before = await kept();
      expect((await settings('PATCH', '/retention', json)).body.reason).toBe('request.invalid');
      expect((await lab.agent.call('PATCH', '/settings/retention', { json: { calls: 60 } })).status).toBe(403);
      expect(await kept()).toEqual(before);
    });

    test('is how long files of customers are kept, and the chat says that they are gone', async () => {
      const image = { data_base64: png.toString('base64'), mime_type: 'image/png' };
      await lab.parley.simulator.write('4915100007002', { type: 'image', image });
      await lab.parley.settle();
      const chat = await lab.ada.chat('4915100007002');
      const fileOf = async () => {
        const messages = (await lab.ada.timeline(chat.id)) as { media?: { url: string; state: string } | null }[];
        return messages.find(({ media }) => media)?.media;
      };
      const file = await fileOf();
      expect(file?.state).toBe('stored');
      await settings('PATCH', '/retention', { receivedFiles: 7 });
      await lab.parley.simulator.advance(6 * daySeconds);
      expect((await fileOf())?.state).toBe('stored');
      await lab.parley.simulator.advance(2 * daySeconds);
      expect((await fileOf())?.state).toBe('lost');
      const [lost] = await lab.parley.db.system(lostFile);
      const onDisk = join(lab.dataDir, 'media', '100100', (lost?.path ?? '').replace('data/', ''));
      expect([existsSync(dirname(onDisk)), existsSync(onDisk)]).toEqual([true, false]);
      await settings('PATCH', '/retention', { receivedFiles: null });
    });

    test('is what goes, each workspace by its own days', async () => {
      const rows = async (): Promise<string[]> => {
        const found = await lab.parley.db.system(whatIsKept, [otherTenantId]);
        return found.map(({ what, tenantId }) => `${what} of ${tenantId === otherTenantId ? 'them' : 'us'}`);
      };
      await lab.parley.db.system(removeAll);
      await settings('PATCH', '/retention', { requestLog: 10, webhookDeliveries: 2, calls: 30, linkClicks: 40 });
      for (const tenantId of ['100100', otherTenantId]) {
        for (const { text, agoDays } of oldThings) {
          const at = new Date(lab.parley.clock.nowMs() - agoDays * daySeconds * 1_000);
          await lab.parley.db.system(systemStatement('', text), [tenantId, firstIdAt(at.getTime()), at]);
        }
      }
      expect(await rows()).toHaveLength(10);
      await lab.parley.simulator.advance(4 * daySeconds);
      expect(await rows()).toEqual([
        'attempts of them',
        'calls of them',
        'clicks of them',
        'clicks of us',
        'deliveries of them',
        'requests of us',
      ]);
    });
  });
}

type Kept = { what: string; days: number; bounds: { defaultDays: number; minDays: number; maxDays: number } | null };

const whatIsKept = systemStatement<{ what: string; tenantId: string }>(
  'test.what-is-kept',
  `select * from (
     select 'requests' as what, tenant_id as "tenantId" from request_log where id like '%0000000000'
     union all select 'deliveries', tenant_id from webhook_delivery_log where endpoint_id = 'old'
     union all select 'attempts', tenant_id from webhook_attempts where delivery_id like '%0000000000'
     union all select 'calls', tenant_id from calls
     union all select 'clicks', tenant_id from link_clicks) k
   where "tenantId" in ('100100', $1) order by what, "tenantId" desc`,
);
const lostFile = systemStatement<{ path: string }>('test.lost-file', "select path from media where state = 'lost'");
const removeAll = systemStatement('test.remove-all', 'delete from request_log');
const oldThings = [
  {
    agoDays: 0,
    text: `insert into request_log (tenant_id, id, at, version, method, path, operation, status, failed, duration_ms, address,
     request_id, request_headers, answer_headers)
   values ($1, $2, $3, 'v1', 'GET', '/x', 'x', 200, false, 1, '127.0.0.1', 'r', '{}', '{}')`,
  },
  {
    agoDays: 0,
    text: `with endpoint as (
     insert into webhook_endpoints (tenant_id, id, channel_id, url, status, event_types, shard, created_at, updated_at)
     values ($1, 'old', 'none', 'http://127.0.0.1:9', 0, '{}', 0, $3, $3))
   insert into webhook_delivery_log (tenant_id, endpoint_id, id, order_key, event_type, body, state, attempts, created_at)
   values ($1, 'old', $2, 'x', 'x', '{}', 'delivered', 1, $3)`,
  },
  {
    agoDays: 0,
    text: `insert into webhook_attempts (tenant_id, delivery_id, number, attempted_at) values ($1, $2, 1, $3)`,
  },
  {
    agoDays: 28,
    text: `insert into calls (tenant_id, id, call_id, channel_id, contact_id, conversation_id, direction, status, rank, started_at)
   values ($1, $2, 'old', 'c', 'c', 'c', 'inbound', 'completed', 30, $3)`,
  },
  {
    agoDays: 28,
    text: `insert into link_clicks (tenant_id, message_id, place, clicks, first_at, last_at) values ($1, $2, 0, 1, $3, $3)`,
  },
];
