import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { addChannel, saveMetaApp } from '../src/modules/channels/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { cloneDatabase } from './harness/test-database.ts';
import {
  countRows,
  type Door,
  envelope,
  mainNumberId,
  openDoor,
  rowsOf,
  sign,
  textMessage,
  toMetaBytes,
} from './intake-lab.ts';

// The door for Meta: who may come in, and what a 200 promises.
let parley: TestPlatform;
let door: Door;
const ownApp = { id: 'own-app', callbackId: 'cb-7', appSecret: 'secret of the own app', verifyToken: 'own token' };
const ownNumberId = '400000000000001';

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  const secrets = createSecretBox('a secret key for the tests only');
  const deps = { db: parley.db, clock: parley.clock, secrets };
  await parley.addTenant('100200');
  await saveMetaApp(deps, { ...ownApp, tenantId: '100200' });
  await addChannel(deps, '100200', {
    metaAppId: ownApp.id,
    wabaId: '300300',
    phoneNumberId: ownNumberId,
    phoneNumber: '15550200001',
    name: 'Own',
    isDefault: true,
    throughputPerSecond: 0,
    accessToken: 'unused',
  });
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

const handshake = (path: string, query: Record<string, string>) => {
  const parameters = new URLSearchParams(query);
  return door.get(`${path}?${parameters}`);
};
const text = (id: string, more: { numberId?: string; body?: string } = {}) =>
  envelope([
    more.numberId ?? mainNumberId,
    { messages: [textMessage(parley, { from: '4479020000001', id, ...more })] },
  ]);

test('the handshake echoes the challenge for the right token of the right app, and nothing otherwise', async () => {
  const ask = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444' };
  const right = { ...ask, 'hub.verify_token': parley.verifyToken };
  const own = { ...ask, 'hub.verify_token': ownApp.verifyToken };
  expect(await handshake('/meta/webhook', right)).toEqual({ status: 200, text: '1158201444' });
  expect(await handshake(`/meta/webhook/${ownApp.callbackId}`, own)).toEqual({ status: 200, text: '1158201444' });
  const refused = [
    await handshake('/meta/webhook', { ...ask, 'hub.verify_token': 'wrong' }),
    await handshake('/meta/webhook', ask),
    await handshake('/meta/webhook', own),
    await handshake('/meta/webhook', { ...right, 'hub.mode': 'unsubscribe' }),
    await handshake(`/meta/webhook/${ownApp.callbackId}`, right),
    await handshake('/meta/webhook/cb-8', own),
  ];
  for (const answer of refused) {
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('1158201444');
  }
});

test('a repeated parameter of the handshake is refused, not a fault of the server', async () => {
  const path = `/meta/webhook?hub.mode=subscribe&hub.verify_token=a&hub.verify_token=${parley.verifyToken}`;
  expect((await door.get(path)).status).toBe(403);
  const challenges = `hub.mode=subscribe&hub.challenge=1&hub.challenge=2&hub.verify_token=${parley.verifyToken}`;
  expect((await door.get(`/meta/webhook?${challenges}`)).status).toBe(403);
});

test('the signature counts over the bytes as they came: escaped, raw UTF-8, and spelled unlike our own JSON', async () => {
  const body = 'Grüße 👋 <a/b>';
  const escaped = await door.post(text('wamid.door.escaped', { body }));
  const raw = await door.post(JSON.stringify(text('wamid.door.raw', { body })));
  const spaced = await door.post(`\r\n${JSON.stringify(text('wamid.door.spaced', { body }), null, 3)}\n `);
  const upper = JSON.stringify(text('wamid.door.upper', { body }));
  const signature = sign(upper, parley.appSecret).toUpperCase().replace('SHA256=', 'sha256=');
  expect([escaped, raw, spaced, await door.post(upper, { signature })].map((answer) => answer.status)).toEqual([
    200, 200, 200, 200,
  ]);
  await parley.settle();
  const rows = await rowsOf<{ text: string }>(parley, `select text from messages where wamid like 'wamid.door.%'`);
  expect(rows.map((row) => row.text)).toEqual([body, body, body, body]);
});

test('what is not signed by the app of that address is answered 401 and leaves no trace', async () => {
  const before = await countRows(parley);
  const body = JSON.stringify(text('wamid.door.forged', { body: 'héllo' }));
  const own = `/meta/webhook/${ownApp.callbackId}`;
  const ownBody = JSON.stringify(text('wamid.door.forged-own', { numberId: ownNumberId }));
  const right = sign(body, parley.appSecret);
  const answers = await Promise.all([
    door.post(body, { signature: null }),
    door.post(body, { signature: '' }),
    door.post(body, { signature: right.replace('sha256=', '') }),
    door.post(body, { signature: right.slice(0, -1) }),
    door.post(body, { signature: `${right}00` }),
    door.post(body, { signature: sign(`${body} `, parley.appSecret) }),
    door.post(body, { signature: sign('', parley.appSecret) }),
    door.post(body, { secret: 'not the secret' }),
    door.post(body, { secret: ownApp.appSecret }),
    door.post(body, { path: own }),
    door.post(ownBody, { path: own }),
    door.post(ownBody, { secret: ownApp.appSecret }),
    door.post(ownBody, { path: '/meta/webhook/cb-8', secret: ownApp.appSecret }),
    door.post(Buffer.alloc(0), { signature: null }),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 401));
  await parley.settle();
  expect(await countRows(parley)).toEqual(before);
});

test('an app that signs rightly at its own address still cannot speak for a number of another app', async () => {
  const own = `/meta/webhook/${ownApp.callbackId}`;
  const before = await countRows(parley);
  expect(
    (await door.post(text('wamid.door.own', { numberId: ownNumberId }), { path: own, secret: ownApp.appSecret }))
      .status,
  ).toBe(200);
  expect((await door.post(text('wamid.door.foreign'), { path: own, secret: ownApp.appSecret })).status).toBe(200);
  expect((await door.post(text('wamid.door.foreign-2', { numberId: ownNumberId }))).status).toBe(200);
  await parley.settle();
  expect(await countRows(parley)).toEqual({ ...before, messages: before.messages + 1, rejects: before.rejects + 2 });
  const rows = await rowsOf(
    parley,
    `select tenant_id, wamid from messages where wamid in ('wamid.door.own', 'wamid.door.foreign', 'wamid.door.foreign-2')`,
  );
  expect(rows).toEqual([{ tenant_id: '100200', wamid: 'wamid.door.own' }]);
  const reasons = await rowsOf(parley, 'select meta_app_id, reason from intake_rejects order by meta_app_id desc');
  expect(reasons).toEqual([
    { meta_app_id: ownApp.id, reason: `The number ${mainNumberId} is not connected.` },
    { meta_app_id: 'demo-app', reason: `The number ${ownNumberId} is not connected.` },
  ]);
});

test('200 comes after the commit: while the store is locked there is no answer', async () => {
  const before = await countRows(parley);
  let answered = false;
  let posting: Promise<{ status: number }> | undefined;
  await parley.db.transaction(async (tx) => {
    await tx.system(systemStatement('', 'lock table intake_payloads in access exclusive mode'));
    posting = door.post(text('wamid.door.locked')).finally(() => {
      answered = true;
    });
    await expect.poll(() => waitingInserts()).toBe(1);
    expect(answered).toBe(false);
  });
  expect((await posting)?.status).toBe(200);
  await parley.settle();
  expect(await countRows(parley)).toEqual({ ...before, messages: before.messages + 1 });
});

async function waitingInserts(): Promise<number> {
  const [row] = await rowsOf<{ waiting: number }>(
    parley,
    `select count(*) as waiting from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into intake_payloads%'`,
  );
  return row?.waiting ?? 0;
}

test('a store that fails gives no 200, and one that works again does', async () => {
  await rowsOf(parley, 'alter table intake_payloads rename to intake_payloads_away');
  const answers = [await door.post(text('wamid.door.failed-1')), await door.post(text('wamid.door.failed-2'))];
  await rowsOf(parley, 'alter table intake_payloads_away rename to intake_payloads');
  for (const answer of answers) {
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('intake_payloads');
  }
  expect((await door.post(text('wamid.door.works'))).status).toBe(200);
  await parley.settle();
  const rows = await rowsOf(
    parley,
    `select wamid from messages where wamid in ('wamid.door.failed-1', 'wamid.door.failed-2', 'wamid.door.works')`,
  );
  expect(rows).toEqual([{ wamid: 'wamid.door.works' }]);
});

test('the largest body of Meta is taken, a larger one refused before it is read into the database', async () => {
  const before = await countRows(parley);
  const messages = Array.from({ length: 700 }, (_, index) =>
    textMessage(parley, {
      from: `44790300${String(index).padStart(5, '0')}`,
      id: `wamid.door.large.${index}`,
      body: 'ø'.repeat(700),
    }),
  );
  const bytes = JSON.stringify(envelope([mainNumberId, { messages }]));
  const body = bytes + ' '.repeat(3 * 1024 * 1024 - Buffer.byteLength(bytes));
  expect((await door.post(body)).status).toBe(200);
  expect((await door.post(`${body}${' '.repeat(1_100_000)}`)).status).toBe(413);
  await parley.settle();
  expect(await countRows(parley)).toEqual({ ...before, messages: before.messages + 700 });
});

test('seven such bodies at once are taken in and applied without being held in memory together', async () => {
  const before = await countRows(parley);
  const bodies = Array.from({ length: 7 }, (_, index) => {
    const body = toMetaBytes(text(`wamid.door.heavy.${index}`));
    return body + ' '.repeat(3 * 1024 * 1024 - body.length);
  });
  const answers = await Promise.all(bodies.map((body) => door.post(body)));
  expect(answers.map((answer) => answer.status)).toEqual(bodies.map(() => 200));
  await parley.settle();
  expect(await countRows(parley)).toEqual({ ...before, messages: before.messages + bodies.length });
  const batches = parley.logLines.map((line) => JSON.parse(line)).filter((line) => line.job === 'intake.apply');
  expect(Math.max(...batches.slice(-bodies.length).map((line) => line.payloads))).toBeLessThanOrEqual(6);
});

test('a database that is gone gives no 200; when it is back, what was acknowledged is there', async () => {
  const before = await countRows(parley);
  const [own] = await rowsOf<{ name: string }>(parley, 'select current_database() as name');
  const name = own?.name ?? '';
  const beside = await cloneDatabase();
  const run = (statement: string) => beside.db.system(systemStatement('', statement));
  await run(`alter database ${name} allow_connections false`);
  // A session ends a moment after it was told to.
  const sessions = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
  await expect.poll(() => run(sessions)).toEqual([]);
  const refused = [await door.post(text('wamid.door.gone-1')), await door.post(text('wamid.door.gone-2'))];
  await run(`alter database ${name} allow_connections true`);
  expect(refused.map((answer) => answer.status)).toEqual([500, 500]);
  // A connection whose end was not heard of yet may fail once more; Meta repeats as well.
  await expect.poll(async () => (await door.post(text('wamid.door.gone-2'))).status, { timeout: 20_000 }).toBe(200);
  await parley.settle();
  expect(await countRows(parley)).toEqual({ ...before, messages: before.messages + 1 });
  await beside.drop();
});
