import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventRecorder } from '../src/events/record.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createLog } from '../src/kernel/log.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { createTimeline } from '../src/kernel/timeline.ts';
import { rejectionOf } from '../src/meta/graph-call.ts';
import type { BlockOutcome } from '../src/meta/graph-client.ts';
import { createTenant } from '../src/modules/accounts/index.ts';
import { addChannel, findCredentials, listChannels, saveMetaApp } from '../src/modules/channels/index.ts';
import { ensureContacts } from '../src/modules/contacts/index.ts';
import { changeStatus, ensureConversations } from '../src/modules/conversations/index.ts';
import { createBlockFollower, createBlockMirror } from '../src/modules/messages/index.ts';
import { eventually } from './harness/eventually.ts';
import { cloneDatabase, type TestDatabase } from './harness/test-database.ts';
import { rowsOf } from './intake-lab.ts';
import { createGate } from './outgoing-lab.ts';

// A block of the platform is told to Meta after its commit, for each number that has a chat with the person.
const tenantId = '404242';
const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
const clock = createClock();
const secrets = createSecretBox('key');
const calls: string[] = [];
let answer: (word: string) => Promise<BlockOutcome> = async () => ({ kind: 'done' });
let database: TestDatabase;
let mirror: ReturnType<typeof createBlockMirror>;
const timeline = createTimeline(clock);
const events = createEventRecorder([createBlockFollower({ wanted: () => undefined })]);
let people = 0;

beforeAll(async () => {
  database = await cloneDatabase();
  const { db } = database;
  await createTenant({ db, clock }, { id: tenantId, name: 'Shop' });
  await saveMetaApp({ db, clock, secrets }, { id: 'app', appSecret: 's', verifyToken: 'v' });
  for (const n of [1, 2]) {
    const number = { wabaId: '9', phoneNumberId: `50${n}`, phoneNumber: `1555020000${n}`, name: `Line ${n}` };
    const rest = { metaAppId: 'app', isDefault: n === 1, throughputPerSecond: 80, accessToken: `EAA${n}` };
    await addChannel({ db, clock, secrets }, tenantId, { ...number, ...rest });
  }
  mirror = newMirror();
  timeline.join(mirror.timelineMember);
  mirror.start();
});
afterAll(async () => {
  await mirror.stop();
  await database.drop();
});

/** What one process runs. */
function newMirror(): ReturnType<typeof createBlockMirror> {
  const { db } = database;
  const call =
    (word: string) =>
    (input: { phoneNumberId: string; accessToken: string; person: { waId: string | null; bsuid: string | null } }) => {
      calls.push(`${word} ${input.person.waId ?? input.person.bsuid} ${input.phoneNumberId} ${input.accessToken}`);
      return answer(word);
    };
  return createBlockMirror({
    db,
    clock,
    log: createLog({ level: 'silent' }),
    graph: { blockUser: call('block'), unblockUser: call('unblock') },
    loadCredentials: (tenant, channel) => findCredentials({ db, secrets }, tenant, channel),
  });
}

/** A contact with a chat on the first so many numbers. */
async function newPerson(chats: number, person: { waId?: string; bsuid?: string } = {}): Promise<string> {
  people += 1;
  const given = { tenantId, waId: person.waId ?? (person.bsuid ? undefined : `4479${people}`), bsuid: person.bsuid };
  const channels = await listChannels(database, ctx);
  return database.db.transaction(async (tx) => {
    const [ensured] = await ensureContacts({ clock }, tx, [given]);
    const contactId = ensured?.contact.id ?? '';
    const pairs = channels.slice(0, chats).map((channel) => ({ tenantId, contactId, channelId: channel.id }));
    await ensureConversations({ clock }, tx, pairs, { statusIfNew: 'open', lock: true });
    return contactId;
  });
}

async function setStatus(contactId: string, status: 'blocked' | 'solved'): Promise<void> {
  const input = { contactId, conversationId: undefined, status };
  await changeStatus({ db: database.db, clock, events }, ctx, input);
}

async function told(): Promise<string[]> {
  await timeline.settle();
  return calls.splice(0).sort();
}
const waiting = () => rowsOf(database, 'select channel_id from block_changes');

describe('a block', () => {
  test('is told for each number with a chat, by the token of the number, and so is its end', async () => {
    const id = await newPerson(2, { waId: '44790' });
    await setStatus(id, 'blocked');
    expect(await told()).toEqual(['block 44790 501 EAA1', 'block 44790 502 EAA2']);
    await setStatus(id, 'blocked');
    expect(await told()).toEqual([]);
    await setStatus(id, 'solved');
    expect(await told()).toEqual(['unblock 44790 501 EAA1', 'unblock 44790 502 EAA2']);
    expect(await waiting()).toEqual([]);
  });

  test('of a person without a number goes by the user id', async () => {
    await setStatus(await newPerson(1, { bsuid: 'GB.Block1' }), 'blocked');
    expect(await told()).toEqual(['block GB.Block1 501 EAA1']);
  });

  test('that ended before Meta was told is told as ended only', async () => {
    const id = await newPerson(1, { waId: '44791' });
    for (const status of ['blocked', 'solved'] as const) await setStatus(id, status);
    expect(await told()).toEqual(['unblock 44791 501 EAA1']);
  });

  test('that changes while Meta is told is told again', async () => {
    const id = await newPerson(1, { waId: '44792' });
    answer = async () => {
      answer = async () => ({ kind: 'done' });
      await setStatus(id, 'solved');
      return { kind: 'done' };
    };
    await setStatus(id, 'blocked');
    expect(await told()).toEqual(['block 44792 501 EAA1', 'unblock 44792 501 EAA1']);
    expect(await waiting()).toEqual([]);
  });
});

test('a change of mind waits for the call that is under way, whichever process it is', async () => {
  const id = await newPerson(1);
  const gate = createGate();
  const applied: string[] = [];
  answer = async (word) => {
    if (word === 'block') await gate.opened;
    applied.push(word);
    return { kind: 'done' };
  };
  await setStatus(id, 'blocked');
  mirror.notify();
  await eventually(() => expect(calls).toHaveLength(1));
  await setStatus(id, 'solved');
  const other = newMirror();
  other.start();
  await other.timelineMember.drain();
  gate.open();
  await told();
  await other.stop();
  expect(applied).toEqual(['block', 'unblock']);
  expect(await waiting()).toEqual([]);
  answer = async () => ({ kind: 'done' });
});

describe('what Meta does not take', () => {
  const refuse = (code: number): BlockOutcome => rejectionOf({ httpStatus: 400, code, message: 'no' });
  const outcomes: [string, BlockOutcome, boolean][] = [
    ['a person it does not block', { kind: 'refused', detail: 'too old' }, false],
    ['a call that is wrong', refuse(139_100), false],
    ['a call while Meta is down', refuse(131_016), true],
    ['a call without an answer', { kind: 'unavailable', sent: true, detail: 'timeout' }, true],
    ['a call with an old token', refuse(190), true],
  ];
  test.each(outcomes)('%s', async (_what, outcome, again) => {
    answer = async () => outcome;
    await setStatus(await newPerson(1), 'blocked');
    expect(await told()).toHaveLength(1);
    expect(await waiting()).toHaveLength(again ? 1 : 0);
    answer = async () => ({ kind: 'done' });
    await timeline.advanceTo(clock.nowMs() + 20_000);
    expect(await told()).toHaveLength(again ? 1 : 0);
    expect(await waiting()).toEqual([]);
  });

  test('is given up after ten tries', async () => {
    answer = async () => refuse(131_016);
    await setStatus(await newPerson(1), 'blocked');
    await timeline.advanceTo(clock.nowMs() + 12 * 3_600_000);
    expect(await told()).toHaveLength(10);
    expect(await waiting()).toEqual([]);
    answer = async () => ({ kind: 'done' });
  });

  test('is forgotten when the contact or the number is gone', async () => {
    const [channel] = await listChannels(database, ctx);
    const insert = `insert into block_changes (tenant_id, contact_id, channel_id, blocked, due_at)
      select $1, contact_id, channel_id, true, $2 from unnest($3::text[], $4::text[]) as i (contact_id, channel_id)`;
    await rowsOf(database, insert, [tenantId, clock.now(), ['gone', await newPerson(0)], [channel?.id ?? '', 'gone']]);
    expect(await told()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });
});
