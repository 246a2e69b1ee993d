import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { addChannel } from '../src/modules/channels/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import {
  type Door,
  envelope,
  type Json,
  openDoor,
  profileOf,
  readFixtures,
  rowsOf,
  seededRandom,
  shuffled,
  textMessage,
} from './intake-lab.ts';

// Meta repeats, reorders and bundles as it likes: what is stored in the end must not tell.
let parley: TestPlatform;
let door: Door;
let storyMs = 0;

beforeAll(async () => {
  parley = await startTestPlatform();
  storyMs = parley.clock.nowMs() - 60_000;
  door = openDoor(parley);
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

/** A tenant of its own with two numbers, so that the same story can be told several times beside each other. */
async function addWorkspace(tenantId: string): Promise<[string, string]> {
  await parley.addTenant(tenantId);
  const deps = { db: parley.db, clock: parley.clock, secrets: createSecretBox('a secret key for the tests only') };
  const ids: [string, string] = [`5${tenantId}00000001`, `5${tenantId}00000002`];
  for (const [index, phoneNumberId] of ids.entries()) {
    await addChannel(deps, tenantId, {
      metaAppId: 'demo-app',
      wabaId: '200200',
      phoneNumberId,
      phoneNumber: `1555${tenantId}${index}`,
      name: `Number ${index}`,
      isDefault: index === 0,
      throughputPerSecond: 0,
      accessToken: 'unused',
    });
  }
  return ids;
}

async function postAll(bodies: readonly unknown[]): Promise<void> {
  const answers = await Promise.all(bodies.map((body) => door.post(body)));
  expect(answers.map((answer) => answer.status)).toEqual(bodies.map(() => 200));
  await parley.settle();
}

/** All that a workspace holds, in words that do not depend on ids, moments of arrival and numbers of its own. */
async function describeWorkspace(tenantId: string): Promise<Json> {
  const read = (text: string) => rowsOf(parley, text, [tenantId]);
  const [messages, contacts, conversations, ticketEvents, events, parked, wamids, rejects] = await Promise.all([
    read(`select m.wamid, m.direction, m.type, m.text, m.content, m.reply_to_wamid, m.status, m.sent_at,
            m.type in ('edit', 'revoke', 'system') or m.ticket_id is not null as has_its_ticket, c.wa_id, c.bsuid, right(ch.phone_number, 1) as number,
            md.state as media_state, md.mime_type, md.file_name
          from messages m join contacts c on c.id = m.contact_id join channels ch on ch.id = m.channel_id
          left join media md on md.id = m.media_id where m.tenant_id = $1 order by m.wamid`),
    read(`select wa_id, bsuid, parent_bsuid, username, name, profile_name, source from contacts
          where tenant_id = $1 order by wa_id, bsuid`),
    read(`select c.wa_id, c.bsuid, right(ch.phone_number, 1) as number, v.status, v.last_customer_message_at,
            (select count(*) from tickets t where t.conversation_id = v.id) as tickets,
            (select count(*) from messages m where m.conversation_id = v.id) as messages
          from conversations v join contacts c on c.id = v.contact_id join channels ch on ch.id = v.channel_id
          where v.tenant_id = $1 order by c.wa_id, c.bsuid, number`),
    read(
      'select type, description, actor, assignee from ticket_events where tenant_id = $1 order by description, actor',
    ),
    read(`select type, coalesce((data ->> 'firstOfContact'), '') as first, count(*) as events from events
          where tenant_id = $1 group by 1, 2 order by 1, 2`),
    read('select distinct wamid, status::text from parked_statuses where tenant_id = $1 order by 1, 2'),
    read('select wamid from wamids where tenant_id = $1 order by wamid'),
    rowsOf(parley, 'select distinct reason from intake_rejects where body like $1 order by 1', [
      `%5${tenantId}0000000%`,
    ]),
  ]);
  return { messages, contacts, conversations, ticketEvents, events, parked, wamids, rejects };
}

test('every fixture once, twice, and all shuffled: the same end state', async () => {
  const [once, twice, mixed] = ['200001', '200002', '200003'];
  await postAll([...readFixtures((await addWorkspace(once))[0]).values()]);
  const second = [...readFixtures((await addWorkspace(twice))[0]).values()];
  for (const body of second) await postAll([body, body]);
  await postAll(second.toReversed());
  const third = [...readFixtures((await addWorkspace(mixed))[0]).values()];
  await postAll(shuffled([...third, ...third, ...third], seededRandom(7)));

  const state = await describeWorkspace(once);
  expect(state.messages).toHaveLength(30);
  // Of 28 people two change to the same user id: they are one.
  expect(state.contacts).toHaveLength(27);
  expect(await describeWorkspace(twice)).toEqual(state);
  expect(await describeWorkspace(mixed)).toEqual(state);
});

/** 40 people who write three times each, some to both numbers: `[number, message]` in the order of writing. */
function tellStory(numbers: readonly [string, string]): (readonly [string, Json])[] {
  return Array.from({ length: 120 }, (_, index) => {
    const person = index % 40;
    const from = `44790600000${String(person).padStart(2, '0')}`;
    const number = numbers[person % 4 === 0 && index >= 80 ? 1 : 0];
    const message = textMessage(parley, { from, id: `wamid.story.${index}`, atMs: storyMs + index * 10 });
    return [number, { contacts: [profileOf(from, `Person ${person}`)], messages: [message] }] as const;
  });
}

test.each([11, 12, 13])(
  'one POST with many entries, three times, and its pieces over many POSTs (seed %i): the same end state',
  async (seed) => {
    const random = seededRandom(seed);
    const [plain, repeated, cut] = [`20${seed}01`, `20${seed}02`, `20${seed}03`];
    const pieces = tellStory(await addWorkspace(plain));
    await postAll(pieces.map((piece) => envelope(piece)));

    const bundle = envelope(...tellStory(await addWorkspace(repeated)));
    await postAll([bundle, bundle, bundle]);

    const loose = shuffled([...tellStory(await addWorkspace(cut))], random);
    const again = shuffled(loose, random).slice(0, 60);
    const posts: Json[] = [];
    for (const all = [...loose, ...again]; all.length > 0; )
      posts.push(envelope(...all.splice(0, 1 + Math.floor(random() * 9))));
    await postAll(posts);

    const state = await describeWorkspace(plain);
    expect(state.messages).toHaveLength(120);
    expect(state.contacts).toHaveLength(40);
    expect(state.conversations).toHaveLength(50);
    expect(state.events).toContainEqual({ type: 'message.received', first: 'true', events: 40 });
    expect(await describeWorkspace(repeated)).toEqual(state);
    expect(await describeWorkspace(cut)).toEqual(state);
  },
);

test('one POST for numbers of several tenants reaches each of them and nobody else', async () => {
  const [one, two] = ['200021', '200022'];
  const numbers = [...(await addWorkspace(one)), ...(await addWorkspace(two))];
  const from = '4479060000099';
  const changes = numbers.map((number, index) => {
    const messages = [
      textMessage(parley, { from, id: 'wamid.same', body: `to ${index}` }),
      textMessage(parley, { from, id: `wamid.own.${index}` }),
    ];
    return [number, { messages }] as const;
  });
  await postAll([envelope(...changes)]);
  const rows = await rowsOf(
    parley,
    `select m.tenant_id, right(ch.phone_number, 1) as number, m.wamid, m.text from messages m join channels ch on ch.id = m.channel_id
     where m.tenant_id = any($1::text[]) order by 1, 2, 3`,
    [[one, two]],
  );
  // A wamid is Meta's name of one message: within a tenant the second one of that name is a repeat.
  expect(rows).toEqual([
    { tenant_id: one, number: '0', wamid: 'wamid.own.0', text: 'wamid.own.0' },
    { tenant_id: one, number: '0', wamid: 'wamid.same', text: 'to 0' },
    { tenant_id: one, number: '1', wamid: 'wamid.own.1', text: 'wamid.own.1' },
    { tenant_id: two, number: '0', wamid: 'wamid.own.2', text: 'wamid.own.2' },
    { tenant_id: two, number: '0', wamid: 'wamid.same', text: 'to 2' },
    { tenant_id: two, number: '1', wamid: 'wamid.own.3', text: 'wamid.own.3' },
  ]);
});

test('500 people write five times each over 32 connections: each under their own name and in their order', async () => {
  const numbers = await addWorkspace('200031');
  const people = Array.from({ length: 500 }, (_, index) => `44790700${String(index).padStart(5, '0')}`);
  // 32 lines of work, each of which takes turns among its people.
  const lists = Array.from({ length: 32 }, (_, line) => {
    const own = people.filter((_, index) => index % 32 === line);
    return [0, 1, 2, 3, 4].flatMap((turn) =>
      own.map((from) =>
        envelope([
          numbers[people.indexOf(from) % 2 ? 1 : 0],
          {
            contacts: [profileOf(from, `Name of ${from}`)],
            messages: [textMessage(parley, { from, id: `wamid.crowd.${from}.${turn}`, body: `${from} ${turn}` })],
          },
        ]),
      ),
    );
  });
  const answers = await door.postLists(lists);
  expect(answers).toHaveLength(2_500);
  expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
  await parley.settle();
  const rows = await rowsOf(
    parley,
    `select c.wa_id, c.profile_name, string_agg(m.text, ',' order by m.id) as said, count(distinct m.conversation_id) as conversations,
       count(distinct m.ticket_id) as tickets
     from messages m join contacts c on c.id = m.contact_id where m.tenant_id = '200031' group by 1, 2 order by 1`,
  );
  expect(rows).toEqual(
    people.map((from) => ({
      wa_id: from,
      profile_name: `Name of ${from}`,
      said: [0, 1, 2, 3, 4].map((turn) => `${from} ${turn}`).join(','),
      conversations: 1,
      tickets: 1,
    })),
  );
});
