import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventRecorder } from '../src/events/record.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createGraphClient } from '../src/meta/graph-client.ts';
import { createTenant } from '../src/modules/accounts/index.ts';
import {
  addChannel,
  createNumberReader,
  findNumberProfile,
  listChannels,
  saveMetaApp,
} from '../src/modules/channels/index.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';
import { type Json, rowsOf } from './intake-lab.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';

// What Meta changed while its webhooks were lost is found at the next look, and told once.
const tenantId = '404242';
const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
const clock = createClock();
const secrets = createSecretBox('key');
const first: Json = {
  id: '502',
  display_phone_number: '+1 555-020-0002',
  quality_rating: 'GREEN',
  status: 'CONNECTED',
  name_status: 'APPROVED',
  throughput: { level: 'STANDARD' },
  whatsapp_business_manager_messaging_limit: 'TIER_2K',
};
let number = first;
let account: Json = { id: '9', name: 'Shop', account_review_status: 'APPROVED' };
let meta: LocalServer;
let database: TestDatabase;
let graph: ReturnType<typeof createGraphClient>;

beforeAll(async () => {
  database = await cloneDatabase();
  const { db } = database;
  await createTenant({ db, clock }, { id: tenantId, name: 'Shop' });
  await saveMetaApp({ db, clock, secrets }, { id: 'app', appSecret: 's', verifyToken: 'v' });
  await addChannel({ db, clock, secrets }, tenantId, {
    metaAppId: 'app',
    wabaId: '9',
    phoneNumberId: '502',
    phoneNumber: '15550200002',
    name: 'Main',
    isDefault: true,
    throughputPerSecond: 80,
    accessToken: 'EAA',
  });
  meta = await startLocalServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://meta');
    const path = url.pathname.replace(/^\/v[\d.]+/, '');
    // The number is on the second page of the account's list.
    const next = { next: 'https://graph/next', cursors: { after: 'page 2' } };
    const page =
      url.searchParams.get('after') === 'page 2' ? { data: [number] } : { data: [{ id: '1' }], paging: next };
    const profile = { data: [{ about: 'Lamps' }] };
    const body = path === '/9' ? account : path === '/9/phone_numbers' ? page : profile;
    response.end(JSON.stringify(body));
  });
  graph = createGraphClient({ baseUrl: meta.url });
});
afterAll(async () => {
  await graph.close();
  await meta.close();
  await database.drop();
});

/** An hour later. */
async function refresh(): Promise<void> {
  clock.moveTo(clock.nowMs() + 3_601_000);
  const events = createEventRecorder([]);
  const log = createLog({ level: 'silent' });
  await createNumberReader({ db: database.db, clock, log, events, secrets, graph }).refresh(tenantId);
}
const told = () => rowsOf(database, "select type, data from events where type like '%.changed' order by id");
const channel = async () => (await listChannels(database, ctx))[0];

describe('numbers are kept in step', () => {
  test('the first look keeps and tells nothing', async () => {
    await refresh();
    expect(await findNumberProfile(database, tenantId, (await channel())?.id ?? '')).toMatchObject({
      qualityRating: 'GREEN',
      status: 'CONNECTED',
      messagingLimitTier: 'TIER_2K',
      about: 'Lamps',
    });
    await refresh();
    expect(await told()).toEqual([]);
  });

  test('what Meta decided is told once, and the rate follows', async () => {
    number = { ...first, quality_rating: 'RED', status: 'FLAGGED', throughput: { level: 'HIGH' } };
    account = { id: '9', name: 'Shop', account_review_status: 'REJECTED' };
    await refresh();
    await refresh();
    expect(await told()).toEqual([
      {
        type: 'channel.changed',
        data: {
          qualityRating: { from: 'GREEN', to: 'RED' },
          status: { from: 'CONNECTED', to: 'FLAGGED' },
          throughputLevel: { from: 'STANDARD', to: 'HIGH' },
        },
      },
      { type: 'waba.changed', data: { wabaId: '9', reviewStatus: { from: 'APPROVED', to: 'REJECTED' } } },
    ]);
    expect(await channel()).toMatchObject({ throughputPerSecond: 1_000 });
  });

  test('what Meta leaves out stays, and is no change', async () => {
    number = { id: '502' };
    account = { id: '9' };
    await refresh();
    expect(await told()).toHaveLength(2);
    expect(await findNumberProfile(database, tenantId, (await channel())?.id ?? '')).toMatchObject({
      status: 'FLAGGED',
    });
  });

  test('a rate that a person chose is left alone', async () => {
    await rowsOf(database, 'update channels set throughput_per_s = 20');
    number = first;
    await refresh();
    expect(await channel()).toMatchObject({ throughputPerSecond: 20 });
    expect(await told()).toHaveLength(3);
  });
});
