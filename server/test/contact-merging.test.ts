import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventRecorder } from '../src/events/record.ts';
import { createTag } from '../src/modules/conversations/index.ts';
import { mergePeople } from '../src/modules/messages/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { type Door, envelope, type Json, mainNumberId, openDoor, rowsOf } from './intake-lab.ts';

// One person who was known as two: by a number and by a user id of Meta, or by two numbers.
let parley: TestPlatform;
let door: Door;
let receiver: WebhookReceiver;

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  receiver = await parley.subscribe(['message']);
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

let wamids = 0;
/** A text from a number, a user id, or both. */
function text(body: string, from: { waId?: string; bsuid?: string }): Json {
  wamids += 1;
  const timestamp = String(Math.floor(parley.clock.nowMs() / 1000));
  return {
    ...(from.waId ? { from: from.waId } : {}),
    ...(from.bsuid ? { from_user_id: from.bsuid } : {}),
    id: `wamid.merge.${wamids}`,
    timestamp,
    type: 'text',
    text: { body },
  };
}

function system(from: { waId?: string; bsuid?: string }, more: Json): Json {
  const { text: _text, ...message } = text('', from);
  return { ...message, type: 'system', system: more };
}

async function post(...messages: Json[]): Promise<void> {
  await door.post(envelope([mainNumberId, { messages }]));
  await parley.settle();
}

interface Found {
  id: string;
  wa_id: string | null;
  bsuid?: string;
  name: string | null;
  teams: string[];
  custom_params: { name: string; value: string }[];
}

const api = '/api/ext/v3';
const find = (target: string) => parley.api<Found>('GET', `${api}/contacts/${target}`);
const idOf = async (target: string) => (await find(target)).body.id;
const textsOf = async (target: string) => {
  const query = { page_size: 100 };
  const answer = await parley.api<{ message_list: { text?: string; final_text?: string; event_type: string }[] }>(
    'GET',
    `${api}/conversations/${target}/messages`,
    { query },
  );
  return answer.body.message_list.filter((row) => row.event_type === 'message').map((row) => row.text);
};
const conversationsOf = (contactId: string) =>
  rowsOf<{ id: string; channel_id: string; status: string; assigned_operator_id: string | null }>(
    parley,
    'select id, channel_id, status, assigned_operator_id from conversations where contact_id = $1 order by id',
    [contactId],
  );
const send = (target: string, body: string) =>
  parley.api('POST', `${api}/conversations/messages/text`, { json: { target, text: body } });
const mergesOf = (contactId: string) =>
  rowsOf<{ data: Json }>(parley, "select data from events where type = 'contact.merged' and subject_id = $1", [
    contactId,
  ]);
const pauseSends = (paused: boolean) =>
  rowsOf(
    parley,
    `update channels set paused_at = ${paused ? 'now()' : 'null'}, paused_reason = ${paused ? "'test'" : 'null'}`,
  );

describe('a user id that shows up beside a number that is another contact', () => {
  const waId = '447906000001';
  const bsuid = 'GB.Merge1';

  test('makes one contact of both, with one chat, one running ticket and the whole history', async () => {
    await post(text('by number', { waId }));
    await post(text('by user id', { bsuid }));
    const [byNumber, byUserId] = [await idOf(waId), await idOf(bsuid)];
    expect(byNumber).not.toBe(byUserId);
    const [old] = await conversationsOf(byUserId);
    await parley.api('POST', `/api/v1/assignOperator`, { query: { whatsappNumber: bsuid, email: 'agent@demo.test' } });
    await parley.api('PUT', `${api}/contacts`, {
      json: {
        contacts: [
          {
            target: bsuid,
            customParams: [
              { name: 'city', value: 'Hull' },
              { name: 'plan', value: 'hidden' },
            ],
          },
          { target: waId, customParams: [{ name: 'plan', value: 'gold' }] },
        ],
      },
    });
    await parley.api('PUT', `${api}/contacts/teams`, { json: { target: bsuid, teams: ['Sales'] } });
    await createTag(parley, { tenantId: parley.tenantId, actor: { kind: 'system' }, requestId: 'test' }, 'VIP');
    const tagged = await parley.api('POST', `${api}/conversations/${bsuid}/tags`, { json: { tag_name: 'VIP' } });
    expect(tagged.status).toBe(200);
    const segment = { name: 'hidden ones', refreshType: 1, contactIds: [byUserId] };
    await parley.api('POST', '/api/v1/createCustomSegment', { json: segment });

    await post(text('by both', { waId, bsuid }));
    const { body: contact } = await find(byNumber);
    expect(contact).toMatchObject({ id: byNumber, wa_id: waId, bsuid, teams: ['Sales'] });
    expect(contact.custom_params).toHaveLength(2);
    expect(contact.custom_params).toEqual(
      expect.arrayContaining([
        { name: 'plan', value: 'gold' },
        { name: 'city', value: 'Hull' },
      ]),
    );
    for (const target of [byUserId, bsuid, waId]) expect(await idOf(target)).toBe(byNumber);
    const chats = await conversationsOf(byNumber);
    expect(chats).toMatchObject([{ status: 'open', assigned_operator_id: expect.any(String) }]);
    for (const target of [waId, bsuid, byUserId, old?.id ?? '', chats[0]?.id ?? '']) {
      expect(await textsOf(target)).toEqual(['by both', 'by user id', 'by number']);
    }
    const tickets = await rowsOf(parley, 'select close_reason from tickets where conversation_id = $1 order by id', [
      chats[0]?.id,
    ]);
    expect(tickets.map((ticket) => ticket.close_reason).sort()).toEqual(['joined', null]);
    const tags = await rowsOf(parley, 'select conversation_id from conversation_tags');
    expect(tags).toEqual([{ conversation_id: chats[0]?.id }]);
    expect(await rowsOf(parley, 'select contact_id from segment_members')).toEqual([{ contact_id: byNumber }]);
    const told = receiver.received.map((entry) => entry.body).filter((body) => body.text === 'by both');
    expect(told).toMatchObject([{ waId, conversationId: chats[0]?.id }]);
  });

  test('leaves a template to its old id its person', async () => {
    const [merge] = await mergesOf(await idOf(waId));
    const target = String(merge?.data.loserId);
    const params = [
      { name: 'name', value: 'Mei' },
      { name: 'company', value: 'Acme' },
    ];
    const recipients = [{ target, custom_params: params }];
    const json = { template_name: 'welcome', broadcast_name: 'old ids', recipients };
    const answer = await parley.api('POST', `${api}/messageTemplates/send`, { json });
    expect(answer.body).toMatchObject({ success: true, recipients: [{ phone_number: waId, errors: [] }] });
    await parley.settle();
    expect((await parley.simulator.phone(waId)).map((message) => message.text)).toContain(
      'Hello Mei, welcome to Acme.',
    );
  });

  test('is recorded with what both were', async () => {
    const survivorId = await idOf(waId);
    const [merge, ...others] = await mergesOf(survivorId);
    expect(others).toEqual([]);
    expect(merge?.data).toMatchObject({
      loser: { waId: null, bsuid, attributes: { plan: 'hidden', city: 'Hull' } },
      before: { id: survivorId, waId, bsuid: null, attributes: { plan: 'gold' } },
      segmentIds: [expect.any(String)],
      conversations: [{ fromId: expect.any(String), toId: expect.any(String), before: { status: 'open' } }],
    });
  });

  test('remembers which messages and tickets came from where', async () => {
    const [merge] = await mergesOf(await idOf(waId));
    const [move] = (merge?.data.conversations ?? []) as { fromId: string; joined: Json }[];
    expect(move?.joined).toMatchObject({
      into: { status: 'open' },
      ticketIds: [expect.any(String)],
      tagIds: [expect.any(String)],
    });
    const moved = await rowsOf(
      parley,
      `select m.text from moved_messages o join messages m on m.tenant_id = o.tenant_id and m.id = o.message_id
       where o.from_conversation_id = $1`,
      [move?.fromId],
    );
    expect(moved).toEqual([{ text: 'by user id' }]);
  });

  test('counts one contact less and leaves none without a person', async () => {
    const { body } = await parley.api<{ contact_count: number }>('GET', `${api}/contacts/count`);
    const [row] = await rowsOf(parley, 'select count(*) as total from contacts where tenant_id = $1', [
      parley.tenantId,
    ]);
    expect(body.contact_count).toBe(row?.total);
    expect(
      await rowsOf(
        parley,
        'select 1 from conversations v where not exists (select 1 from contacts c where c.id = v.contact_id)',
      ),
    ).toEqual([]);
    expect(
      await rowsOf(
        parley,
        'select 1 from messages m where not exists (select 1 from conversations v where v.id = m.conversation_id and v.contact_id = m.contact_id)',
      ),
    ).toEqual([]);
  });

  test('in one POST with the message that came without the number it never makes two', async () => {
    const pair = { waId: '447906000002', bsuid: 'GB.Merge2' };
    await post(text('one', { bsuid: pair.bsuid }), text('two', pair), text('three', { bsuid: pair.bsuid }));
    const rows = await rowsOf(parley, 'select wa_id, bsuid from contacts where bsuid = $1 or wa_id = $2', [
      pair.bsuid,
      pair.waId,
    ]);
    expect(rows).toEqual([{ wa_id: pair.waId, bsuid: pair.bsuid }]);
    expect(await textsOf(pair.waId)).toEqual(['three', 'two', 'one']);
  });
});

describe('what is under way when contacts become one', () => {
  test('goes out in its order, to the number, and its statuses arrive', async () => {
    const waId = '447906000010';
    // The phone of the simulator knows when its person wrote, and so whether it takes what is sent.
    const { body: person } = await parley.simulator.call('PATCH', `/customers/${waId}`, { hide_phone: true });
    const { user_id: bsuid } = person as { user_id: string };
    await parley.simulator.writeText(waId, 'hello');
    await parley.settle();
    await post(text('hello', { waId }));
    const old = await idOf(bsuid);
    await pauseSends(true);
    for (const body of ['first', 'second']) expect((await send(bsuid, body)).status).toBe(200);
    await post(text('both', { waId, bsuid }));
    expect((await send(old, 'third')).status).toBe(200);
    await pauseSends(false);
    await parley.settle();
    const phone = await parley.simulator.phone(waId);
    expect(phone.slice(1).map((message) => [message.text, message.status])).toEqual([
      ['first', 'delivered'],
      ['second', 'delivered'],
      ['third', 'delivered'],
    ]);
    const states = await rowsOf(parley, "select status from messages where contact_id = $1 and direction = 'out'", [
      await idOf(waId),
    ]);
    expect(states).toEqual([{ status: 30 }, { status: 30 }, { status: 30 }]);
  });

  test('follows when a transaction that knew only the old contact is late', async () => {
    const [waId, bsuid] = ['447906000011', 'GB.Merge11'];
    await post(text('hello', { bsuid }), text('hello', { waId }));
    const old = await idOf(bsuid);
    await post(text('both', { waId, bsuid }));
    const chat = '0'.repeat(23);
    const at = parley.clock.now();
    const late = async (place: string, body: string) => {
      await rowsOf(
        parley,
        `insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, direction, kind, type, text, status, created_at)
         select tenant_id, lpad(to_hex(extract(epoch from $1::timestamptz)::bigint), 8, '0') || $2, $3, $4, channel_id, 'in', 'session', 'text', $5, 20, $1::timestamptz
         from conversations where contact_id = $6 limit 1`,
        [at, place, `${chat}${place[0]}`, old, body, await idOf(waId)],
      );
    };
    await rowsOf(
      parley,
      `insert into conversations (tenant_id, id, contact_id, channel_id, status, created_at, updated_at)
       select tenant_id, $1 || '2', $2, id, 'open', $3::timestamptz, $3::timestamptz from channels where phone_number = '15550100002'
       union all select tenant_id, $1 || '1', $2, id, 'open', $3::timestamptz, $3::timestamptz from channels where phone_number = '15550100001'`,
      [chat, old, at],
    );
    await late('1000000000000000', 'late on Main');
    await late('2000000000000000', 'late on Second');
    await parley.simulator.advance(61);
    expect((await textsOf(waId)).sort()).toEqual(['both', 'hello', 'hello', 'late on Main', 'late on Second']);
    expect(await conversationsOf(old)).toEqual([]);
    expect(await conversationsOf(await idOf(waId))).toHaveLength(2);
    expect(await rowsOf(parley, 'select 1 from history_moves where due_at <= $1', [parley.clock.now()])).toEqual([]);
  });

  test('moves a long history in slices, whole', async () => {
    const [waId, bsuid] = ['447906000012', 'GB.Merge12'];
    await post(text('hello', { bsuid }), text('hello', { waId }));
    await rowsOf(
      parley,
      `insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, direction, kind, type, text, status, created_at)
       select v.tenant_id, left(v.id, 16) || lpad(to_hex(n), 8, '0'), v.id, v.contact_id, v.channel_id, 'in', 'session', 'text', 'old', 20, v.created_at
       from conversations v cross join generate_series(1, 2500) n where v.contact_id = $1`,
      [await idOf(bsuid)],
    );
    await post(text('both', { waId, bsuid }));
    const [chat] = await conversationsOf(await idOf(waId));
    const [row] = await rowsOf(
      parley,
      'select count(*) as total from messages where conversation_id = $1 and contact_id = $2',
      [chat?.id, await idOf(waId)],
    );
    expect(row).toEqual({ total: 2_503 });
  });

  test('a chatbot goes on in the chat that stays, and takes the message that joined them for its answer', async () => {
    const [waId, bsuid] = ['447906000013', 'GB.Merge13'];
    await post(text('hello', { bsuid }), text('hello', { waId }));
    const bots = await parley.api<{ id: string }[]>('GET', '/api/v1/chatbots');
    const query = { target: bsuid, chatbotId: bots.body[0]?.id ?? '' };
    expect((await parley.api('POST', '/api/v1/chatbots/start', { query })).text).toContain('success');
    await parley.settle();
    await post(text('Mei', { waId, bsuid }));
    const { body: contact } = await find(waId);
    expect(contact.custom_params).toEqual([{ name: 'first_name', value: 'Mei' }]);
    const runs = await rowsOf(parley, 'select conversation_id, ended_at from flow_runs where contact_id = $1', [
      contact.id,
    ]);
    const [chat] = await conversationsOf(contact.id);
    expect(runs).toEqual([{ conversation_id: chat?.id, ended_at: null }]);
  });

  test('a lead follows with its history, and ends with a contact that is deleted', async () => {
    const [waId, bsuid] = ['447906000014', 'GB.Merge14'];
    const lead = (target: string, stage: string) =>
      parley.api('PUT', `/api/parley/v1/leads/${target}`, { json: { stage } });
    const leads = () => rowsOf(parley, 'select contact_id from leads where contact_id = any($1::text[])', [ids]);
    const moves = () =>
      rowsOf(parley, 'select contact_id, kind from lead_moves where contact_id = any($1::text[]) order by at, id', [
        ids,
      ]);
    await post(text('hello', { bsuid }), text('hello', { waId }));
    const ids = [await idOf(waId), await idOf(bsuid)];
    const [survivorId] = ids;
    for (const stage of ['New', 'Won']) expect((await lead(bsuid, stage)).status).toBeLessThan(300);
    await post(text('both', { waId, bsuid }));
    expect(await leads()).toEqual([{ contact_id: survivorId }]);
    expect(await moves()).toEqual(['created', 'moved'].map((kind) => ({ contact_id: survivorId, kind })));
    const other = 'GB.Merge15';
    await post(text('hello', { bsuid: other }));
    ids.push(await idOf(other));
    await lead(other, 'New');
    await post(system({ waId, bsuid }, { type: 'user_changed_user_id', user_id: other, previous_user_id: bsuid }));
    expect(await leads()).toEqual([{ contact_id: survivorId }]);
    expect((await moves()).at(-1)).toEqual({ contact_id: ids[2], kind: 'removed' });
    expect((await parley.api('DELETE', `${api}/contacts/${waId}`)).status).toBe(200);
    expect(await leads()).toEqual([]);
    expect((await moves()).at(-1)).toEqual({ contact_id: survivorId, kind: 'removed' });
  });

  test('two who join the same people at once make one merge and no deadlock, whichever way round', async () => {
    const { tenantId } = parley;
    const deps = { clock: parley.clock, events: createEventRecorder([]) };
    for (const n of [1, 2, 3]) {
      const [waId, bsuid] = [`44790600002${n}`, `GB.Race${n}`];
      await post(text('hello', { bsuid }), text('hello', { waId }));
      const [one, other] = [await idOf(waId), await idOf(bsuid)];
      const addresses = { waId, bsuid };
      const merge = (survivorId: string, loserId: string) =>
        parley.db.transaction((tx) => mergePeople(deps, tx, { tenantId, survivorId, loserId, addresses }));
      const results = await Promise.all([merge(one, other), merge(other, one), merge(one, other)]);
      expect(results.flat().filter((event) => event.type === 'contact.merged')).toHaveLength(1);
      expect(
        await rowsOf(parley, 'select 1 as one from contacts where wa_id = $1 or bsuid = $2', [waId, bsuid]),
      ).toHaveLength(1);
    }
  });
});

describe('a new number or user id', () => {
  test('is followed by the contact; the old number is free for its next owner, the old user id is not', async () => {
    const old = { waId: '447906000030', bsuid: 'GB.Old30' };
    const now = { waId: '447906000031', bsuid: 'GB.New30' };
    await post(text('before', old));
    const id = await idOf(old.waId);
    const change = { type: 'user_changed_number', wa_id: now.waId, user_id: now.bsuid, previous_user_id: old.bsuid };
    // All in one POST: who writes from the new number is the same person, who writes from the old one is not.
    await post(system(old, change), text('after', now), text('stranger', { waId: old.waId, bsuid: 'GB.Next30' }));
    expect((await find(id)).body).toMatchObject({ wa_id: now.waId, bsuid: now.bsuid });
    expect(await idOf(old.bsuid)).toBe(id);
    expect(await idOf(now.waId)).toBe(id);
    expect(await textsOf(now.waId)).toEqual(['after', null, 'before']);
    expect(await idOf(old.waId)).not.toBe(id);
    expect(await textsOf(old.waId)).toEqual(['stranger']);
  });

  test('that is a contact already joins the two: the older one stays', async () => {
    const old = { waId: '447906000032', bsuid: 'GB.Old32' };
    const now = { waId: '447906000033', bsuid: 'GB.New33' };
    await post(text('new first', { waId: now.waId }));
    const older = await idOf(now.waId);
    await post(text('old second', old), text('hidden', { bsuid: now.bsuid }));
    const ids = [await idOf(old.waId), await idOf(now.bsuid)];
    await post(system(old, { type: 'user_changed_number', new_wa_id: now.waId, user_id: now.bsuid }));
    for (const target of [now.waId, now.bsuid, old.bsuid, ...ids]) expect(await idOf(target)).toBe(older);
    expect((await find(older)).body).toMatchObject({ wa_id: now.waId, bsuid: now.bsuid });
    expect((await find(old.waId)).status).toBe(404);
    expect((await textsOf(older)).sort()).toEqual(['hidden', 'new first', null, 'old second'].sort());
  });

  test('of the user id alone keeps the number', async () => {
    const old = { waId: '447906000034', bsuid: 'GB.Old34' };
    await post(text('hello', old));
    const id = await idOf(old.waId);
    await post(
      system({ bsuid: old.bsuid }, { type: 'user_changed_user_id', user_id: 'GB.New34', previous_user_id: old.bsuid }),
    );
    expect((await find(id)).body).toMatchObject({ wa_id: old.waId, bsuid: 'GB.New34' });
    expect(await idOf(old.bsuid)).toBe(id);
  });

  test('is told by a message too: a known number with a new user id keeps its contact, and both user ids lead to it', async () => {
    const waId = '447906000035';
    await post(text('one', { waId, bsuid: 'GB.First35' }));
    const id = await idOf(waId);
    await post(text('two', { waId, bsuid: 'GB.Second35' }));
    await post(text('three', { bsuid: 'GB.Second35' }), text('four', { bsuid: 'GB.First35' }));
    expect((await find(id)).body).toMatchObject({ wa_id: waId, bsuid: 'GB.Second35' });
    expect(await textsOf(id)).toEqual(['four', 'three', 'two', 'one']);
  });

  test('is not applied again when Meta repeats it', async () => {
    const old = { waId: '447906000036', bsuid: 'GB.Old36' };
    await post(text('before', old));
    const message = system(old, { type: 'user_changed_number', wa_id: '447906000037', user_id: 'GB.New37' });
    await post(message);
    await post(text('next owner', { waId: old.waId }));
    const next = await idOf(old.waId);
    await post(message);
    expect(await idOf(old.waId)).toBe(next);
  });
});

describe('parting two who were joined', () => {
  const waId = '447906000050';
  const bsuid = 'GB.Part50';
  const unmerge = (target: string, call: { token?: string } = {}) =>
    parley.api<Json>('POST', `/api/parley/v1/contacts/${encodeURIComponent(target)}/unmerge`, call);
  const tagsOf = async (conversationId: string | undefined) =>
    (await rowsOf(parley, 'select tag_id from conversation_tags where conversation_id = $1', [conversationId])).length;

  test('brings the other one back with its address, facts, chat, ticket, tag and messages', async () => {
    await post(text('from the number', { waId }), text('from the user id', { bsuid }));
    const [one, other] = [await idOf(waId), await idOf(bsuid)];
    const [otherChat] = await conversationsOf(other);
    await parley.api('PUT', `${api}/contacts`, {
      json: {
        contacts: [
          { target: bsuid, customParams: [{ name: 'city', value: 'Hull' }] },
          { target: waId, customParams: [{ name: 'plan', value: 'gold' }] },
        ],
      },
    });
    await parley.api('PUT', `${api}/contacts/teams`, { json: { target: bsuid, teams: ['Sales'] } });
    expect((await parley.api('POST', `${api}/conversations/${bsuid}/tags`, { json: { tag_name: 'VIP' } })).status).toBe(
      200,
    );
    await parley.api('POST', '/api/v1/createCustomSegment', {
      json: { name: 'to be parted', refreshType: 1, contactIds: [other] },
    });
    await post(text('both', { waId, bsuid }));
    await post(text('since', { waId }));
    expect(await idOf(other)).toBe(one);

    const answer = await unmerge(`+${waId.slice(0, 2)} ${waId.slice(2)}`);
    expect(answer).toMatchObject({
      status: 200,
      body: { contact: { id: one, phone: waId, bsuid: null }, parted: { id: other, phone: null, bsuid } },
    });
    await parley.settle();
    expect((await find(one)).body).toMatchObject({ custom_params: [{ name: 'plan', value: 'gold' }], teams: [] });
    expect((await find(bsuid)).body).toMatchObject({
      id: other,
      custom_params: [{ name: 'city', value: 'Hull' }],
      teams: ['Sales'],
    });
    const [chat] = await conversationsOf(one);
    expect(await conversationsOf(other)).toMatchObject([{ id: otherChat?.id }]);
    expect([await tagsOf(chat?.id), await tagsOf(otherChat?.id)]).toEqual([0, 1]);
    expect(await textsOf(waId)).toEqual(['since', 'both', 'from the number']);
    for (const target of [bsuid, otherChat?.id ?? '']) expect(await textsOf(target)).toEqual(['from the user id']);
    const tickets = await rowsOf(
      parley,
      'select conversation_id from tickets where conversation_id = any($1::text[])',
      [[chat?.id, otherChat?.id]],
    );
    expect(tickets.map((ticket) => ticket.conversation_id).sort()).toEqual([chat?.id, otherChat?.id].sort());
    const members = await rowsOf(
      parley,
      "select contact_id from segment_members m join segments s on s.id = m.segment_id where s.name = 'to be parted'",
    );
    expect(members).toEqual([{ contact_id: other }]);
    expect(
      await rowsOf(parley, 'select 1 from moved_messages where from_conversation_id = $1', [otherChat?.id]),
    ).toEqual([]);
  });

  test('holds: nothing brings them together again but a change of number', async () => {
    const [one, other] = [await idOf(waId), await idOf(bsuid)];
    await parley.simulator.advance(61);
    await post(text('both again', { waId, bsuid }));
    expect([await idOf(waId), await idOf(bsuid)]).toEqual([one, other]);
    expect(await unmerge(waId)).toMatchObject({ status: 409, body: { reason: 'contact.not_merged' } });
    await post(system({ waId }, { type: 'user_changed_user_id', user_id: bsuid }));
    expect(await idOf(bsuid)).toBe(one);
  });

  test('gives a number back that was changed, and the chat that was given over whole with its bot', async () => {
    const old = { waId: '447906000052', bsuid: 'GB.Part52' };
    const now = { waId: '447906000053', bsuid: 'GB.Part53' };
    const add = await parley.api('POST', `/api/v1/addContact/${now.waId}`, { json: { name: 'Ann' } });
    expect(add.status).toBe(200);
    await post(text('hello', old));
    const [second, first] = [await idOf(old.waId), await idOf(now.waId)];
    const [chat] = await conversationsOf(second);
    const bots = await parley.api<{ id: string }[]>('GET', '/api/v1/chatbots');
    await parley.api('POST', '/api/v1/chatbots/start', {
      query: { target: old.waId, chatbotId: bots.body[0]?.id ?? '' },
    });
    await post(system(old, { type: 'user_changed_number', wa_id: now.waId, user_id: now.bsuid }));
    expect(await conversationsOf(first)).toMatchObject([{ id: chat?.id }]);
    expect(await unmerge(now.bsuid)).toMatchObject({
      status: 200,
      body: {
        contact: { id: first, phone: now.waId, bsuid: now.bsuid, name: 'Ann' },
        parted: { id: second, phone: old.waId, bsuid: old.bsuid, name: null },
      },
    });
    await parley.settle();
    expect(await conversationsOf(second)).toMatchObject([{ id: chat?.id }]);
    const owners = 'select distinct contact_id from messages where conversation_id = $1';
    expect(await rowsOf(parley, owners, [chat?.id])).toEqual([{ contact_id: second }]);
    const runs = await rowsOf(parley, 'select contact_id from flow_runs where conversation_id = $1', [chat?.id]);
    expect(runs).toEqual([{ contact_id: second }]);
  });

  test('is refused when somebody else has the number by now, and changes nothing then', async () => {
    const [from, to] = ['447906000054', '447906000055'];
    await post(text('hello', { waId: to }), text('hello', { waId: from }));
    const [survivor] = [await idOf(to), await idOf(from)].sort();
    await post(system({ waId: from }, { type: 'user_changed_number', wa_id: to }), text('stranger', { waId: from }));
    expect(await unmerge(to)).toMatchObject({ status: 409, body: { reason: 'contact.address_taken' } });
    expect(await idOf(to)).toBe(survivor);
    expect((await parley.api('DELETE', `${api}/contacts/${from}`)).status).toBe(200);
    expect((await unmerge(to)).status).toBe(200);
    expect(await idOf(from)).not.toBe(await idOf(to));
  });

  test('takes back a change of number that joined nobody, unless somebody else has the number by now', async () => {
    const old = { waId: '447906000057', bsuid: 'GB.Part57' };
    const now = { waId: '447906000058', bsuid: 'GB.Part58' };
    const change = () => post(system(old, { type: 'user_changed_number', wa_id: now.waId, user_id: now.bsuid }));
    await post(text('hello', old));
    const id = await idOf(old.waId);
    await change();
    expect((await find(old.waId)).status).toBe(404);
    expect(await unmerge(now.waId)).toMatchObject({
      status: 200,
      body: { contact: { id, phone: old.waId, bsuid: old.bsuid }, parted: null },
    });
    expect([await idOf(old.waId), await idOf(old.bsuid)]).toEqual([id, id]);
    for (const target of Object.values(now)) expect((await find(target)).status).toBe(404);
    await change();
    await post(text('next owner', { waId: old.waId }));
    expect(await unmerge(now.waId)).toMatchObject({ status: 409, body: { reason: 'contact.address_taken' } });
    expect((await find(id)).body).toMatchObject({ wa_id: now.waId, bsuid: now.bsuid });
    expect((await parley.api('DELETE', `${api}/contacts/${old.waId}`)).status).toBe(200);
    expect((await unmerge(now.waId)).status).toBe(200);
    expect(await unmerge(old.waId)).toMatchObject({ status: 409, body: { reason: 'contact.not_merged' } });
  });

  test('is not possible for a contact that is deleted: nothing of the other one is kept', async () => {
    const pair = { waId: '447906000056', bsuid: 'GB.Part56' };
    await post(text('hello', { waId: pair.waId }), text('hello', { bsuid: pair.bsuid }));
    await post(text('both', pair));
    const id = await idOf(pair.waId);
    const kept = () => rowsOf(parley, 'select survivor_id from contact_merges where survivor_id = $1', [id]);
    expect(await kept()).toHaveLength(1);
    expect((await parley.api('DELETE', `${api}/contacts/${pair.waId}`)).status).toBe(200);
    expect(await kept()).toEqual([]);
    expect((await unmerge(pair.waId)).status).toBe(404);
  });

  test('is 404 for who is unknown, or of another workspace', async () => {
    const { token } = await parley.addTenant('505050');
    expect(await unmerge('447906099999')).toMatchObject({ status: 404, body: { reason: 'contact.not_found' } });
    expect(await unmerge(waId, { token })).toMatchObject({ status: 404, body: { reason: 'contact.not_found' } });
  });
});
