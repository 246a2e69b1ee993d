import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';

let parley: TestPlatform;
let agent: Person;
let other: Person;

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  agent = await signIn(parley, 'agent@demo.test');
  other = await signIn(parley, 'agent2@demo.test');
});
afterAll(() => parley.stop());

async function writes(waId: string, text: string, profileName = `Customer ${waId.slice(-4)}`): Promise<void> {
  await parley.simulator.writeText(waId, text, { profileName });
  await parley.settle();
}

describe('a customer writes and a person answers', () => {
  const waId = '447901111001';

  test('the list shows the chat unread, the answer reaches the phone, and the ticks turn', async () => {
    await writes(waId, 'Where is my order?', 'Nora Vale');
    const chat = await agent.chat(waId);
    expect(chat).toMatchObject({
      contact: { name: 'Nora Vale', phone: waId, bsuid: expect.anything() },
      channel: { phoneNumber: '15550100001' },
      lastMessage: { type: 'text', direction: 'in', preview: 'Where is my order?', state: 'received' },
      unread: 1,
      status: 'open',
      assignee: null,
      isWindowOpen: true,
    });
    const sent = await agent.send(chat.id, { kind: 'text', text: 'On its way' });
    expect(sent).toMatchObject({
      status: 201,
      body: {
        isRepeat: false,
        message: {
          direction: 'out',
          type: 'text',
          text: 'On its way',
          sender: { kind: 'operator', name: 'Ana Agent' },
        },
        conversation: { unread: 0, lastMessage: { preview: 'On its way', direction: 'out' } },
      },
    });
    await parley.settle();
    expect((await parley.simulator.phone(waId)).map((message) => message.text)).toEqual([
      'Where is my order?',
      'On its way',
    ]);
    await parley.simulator.read(waId);
    await parley.settle();
    const items = await agent.timeline(chat.id);
    expect(items.map((item) => [item.kind, item.text ?? item.description, item.state])).toEqual([
      ['ticket', expect.stringContaining('Nora Vale'), undefined],
      ['message', 'Where is my order?', 'received'],
      ['message', 'On its way', 'read'],
    ]);
  });

  test('the same clientId sends once, also for two at the same moment', async () => {
    const { id } = await agent.chat(waId);
    const clientId = randomUUID();
    const answers = await Promise.all([1, 2].map(() => agent.send(id, { kind: 'text', text: 'Once' }, { clientId })));
    expect(answers.map((answer) => answer.body.isRepeat).sort()).toEqual([false, true]);
    await parley.settle();
    const phone = await parley.simulator.phone(waId);
    expect(phone.filter((message) => message.text === 'Once')).toHaveLength(1);
  });

  test('an answer that crosses one of a colleague is stopped, and sent when forced', async () => {
    const { id } = await agent.chat(waId);
    const lastSeenId = String((await agent.timeline(id)).at(-1)?.id);
    await other.send(id, { kind: 'text', text: 'I have it' }, { lastSeenId });
    const mine = await agent.send(id, { kind: 'text', text: 'Me too' }, { lastSeenId });
    expect(mine).toMatchObject({
      status: 409,
      body: { reason: 'conversation.crossed', crossed: [{ text: 'I have it', sender: { id: other.id } }] },
    });
    const forced = await agent.send(id, { kind: 'text', text: 'Me too' }, { lastSeenId, force: true });
    expect(forced.status).toBe(201);
  });
});

describe('the list', () => {
  const waId = '447901111010';

  test('filters by status, assignee, team, tag, channel, unread, favourite and what closes soon', async () => {
    await writes(waId, 'A question of filters');
    const { id } = await agent.chat(waId);
    const { body: directory } = await agent.call<{ teams: { id: string; name: string }[]; channels: { id: string }[] }>(
      'GET',
      '/inbox/directory',
    );
    const team = directory.teams.find(({ name }) => name === 'Sales')?.id ?? '';
    const tag = await agent.call<{ id: string }>('POST', '/inbox/tags', { json: { name: 'Urgent' } });
    expect(tag.status).toBe(201);
    expect(await agent.call('POST', '/inbox/tags', { json: { name: ' urgent ' } })).toMatchObject({
      status: 409,
      body: { reason: 'tag.name_taken' },
    });
    const path = `/inbox/conversations/${id}`;
    await agent.call('PUT', `${path}/assignment`, { json: { operatorId: agent.id, teamIds: [team] } });
    await agent.call('POST', `${path}/tags`, { json: { add: ['urgent'] } });
    await agent.call('PUT', `${path}/favourite`, { json: { favourite: true } });
    const row = await agent.call('PUT', `${path}/status`, { json: { status: 'pending' } });
    expect(row).toMatchObject({
      status: 200,
      body: {
        status: 'pending',
        assignee: { id: agent.id },
        teams: [{ id: team, name: 'Sales' }],
        tags: [{ id: tag.body.id, name: 'Urgent' }],
        favourite: true,
      },
    });
    const idsOf = async (person: Person, query: Record<string, string>): Promise<string[]> => {
      const { status, body } = await person.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
        query,
      });
      expect(status).toBe(200);
      return body.conversations.map((entry) => entry.id);
    };
    for (const query of [
      { status: 'pending' },
      { assignee: 'me', status: 'open,pending' },
      { assignee: agent.id },
      { team },
      { tag: tag.body.id },
      { unread: 'true', tag: tag.body.id },
      { favourite: 'true' },
      { closingWithinHours: '24', tag: tag.body.id },
      { search: 'questi filters' },
      { search: '1010' },
    ] as Record<string, string>[]) {
      expect([query, await idsOf(agent, query)]).toEqual([query, [id]]);
    }
    for (const query of [
      { assignee: 'nobody' },
      { assignee: 'bot' },
      { status: 'solved,expired,broadcast,block' },
      { closingWithinHours: '1' },
      { channel: directory.channels.at(-1)?.id ?? '' },
      { search: 'nothing like that' },
    ] as Record<string, string>[]) {
      expect([query, await idsOf(agent, query)]).toEqual([query, expect.not.arrayContaining([id])]);
    }
    expect(await idsOf(other, { favourite: 'true' })).toEqual([]);
    expect((await agent.call('GET', '/inbox/counts')).body).toMatchObject({ mine: 1, mineUnread: 1, favourites: 1 });
  });

  test('pages lead to older ones and back, each chat once', async () => {
    for (let n = 0; n < 5; n += 1) await writes(`44790222200${n}`, `Number ${n}`);
    type Page = { conversations: { id: string }[]; nextCursor: string | null; previousCursor: string | null };
    const page = async (cursor?: string | null): Promise<Page> => {
      const query = { limit: 2, ...(cursor ? { cursor } : {}) };
      return (await agent.call<Page>('GET', '/inbox/conversations', { query })).body;
    };
    const whole = (await agent.call<Page>('GET', '/inbox/conversations')).body.conversations.map((row) => row.id);
    const pages = [await page()];
    expect(pages[0]?.previousCursor).toBeNull();
    while (pages.at(-1)?.nextCursor) pages.push(await page(pages.at(-1)?.nextCursor));
    expect(pages.flatMap((entry) => entry.conversations.map((row) => row.id))).toEqual(whole);
    const back = await page(pages[2]?.previousCursor);
    expect(back.conversations).toEqual(pages[1]?.conversations.map(({ id }) => expect.objectContaining({ id })));
  });

  test.each([
    ['an unknown status', { status: 'sleeping' }],
    ['a cursor of somebody else', { cursor: 'abc' }],
    ['too many rows', { limit: '101' }],
  ])('%s: 400', async (_what, query) => {
    const answer = await agent.call('GET', '/inbox/conversations', {
      query: query as unknown as Record<string, string>,
    });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
  });
});

describe('read and unread', () => {
  const waId = '447901111020';

  test('reads up to what was seen, so that a later message stays unread; unread again begins at the newest', async () => {
    await writes(waId, 'One');
    await writes(waId, 'Two');
    await writes(waId, 'Three');
    const { id, unread } = await agent.chat(waId);
    expect(unread).toBe(3);
    const items = await agent.timeline(id);
    const two = items.find((item) => item.text === 'Two');
    const read = (json: Record<string, unknown>) => agent.call('POST', `/inbox/conversations/${id}/read`, { json });
    expect((await read({ upToId: two?.id })).body).toMatchObject({ unread: 1 });
    const head = await agent.call('GET', `/inbox/conversations/${id}`);
    expect(head.body).toMatchObject({ firstUnreadId: items.find((item) => item.text === 'Three')?.id });
    expect((await read({})).body).toMatchObject({ unread: 0 });
    expect((await agent.call('POST', `/inbox/conversations/${id}/unread`)).body).toMatchObject({ unread: 1 });
  });
});

describe('what a thread shows', () => {
  const waId = '447901111030';

  test('places, contact cards, answers, reactions, quotes, edits and withdrawals stand where people look for them', async () => {
    const wamid = await parley.simulator.writeText(waId, 'Are you opn?', { profileName: 'Mo' });
    await parley.settle();
    const { id } = await agent.chat(waId);
    const asked = await agent.send(id, {
      kind: 'buttons',
      text: 'Shall I call?',
      footer: 'We are here until six',
      buttons: [{ id: 'yes', title: 'Yes' }, { title: 'No' }],
    });
    expect(asked.status).toBe(201);
    await parley.settle();
    const phone = await parley.simulator.phone(waId);
    const askedWamid = phone.at(-1)?.id;
    const write = (message: Record<string, unknown>) => parley.simulator.write(waId, message);
    await write({
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
      context: { id: askedWamid },
    });
    await write({ type: 'reaction', reaction: { message_id: askedWamid, emoji: '👍' } });
    await write({
      type: 'edit',
      edit: { original_message_id: wamid, message: { type: 'text', text: { body: 'Are you open?' } } },
    });
    await write({ type: 'location', location: { latitude: 52.37, longitude: 4.89, name: 'Dam' } });
    const gone = await write({ type: 'text', text: { body: 'Oops' } });
    await write({ type: 'revoke', revoke: { original_message_id: gone } });
    await parley.settle();
    const first = (await agent.timeline(id)).find((item) => item.direction === 'in');
    expect((await agent.send(id, { kind: 'reaction', messageId: first?.id, emoji: '❤️' })).status).toBe(201);
    const quoting = await agent.send(id, { kind: 'text', text: 'We are' }, { replyToId: first?.id });
    expect(quoting.body.message).toMatchObject({ quote: { id: first?.id, preview: 'Are you opn?', senderName: 'Mo' } });
    await parley.settle();
    const messages = (await agent.timeline(id)).filter((item) => item.kind === 'message');
    expect(messages).toMatchObject([
      {
        text: 'Are you open?',
        editedAt: expect.any(String),
        reactions: [{ emoji: '❤️', by: { kind: 'operator', id: agent.id } }],
      },
      {
        interactive: {
          kind: 'button',
          body: 'Shall I call?',
          footer: 'We are here until six',
          choices: [{ id: 'yes', title: 'Yes' }, { title: 'No' }],
          answeredId: 'yes',
        },
        reactions: [{ emoji: '👍', by: { kind: 'customer', name: 'Mo' } }],
      },
      {
        type: 'interactive',
        answer: { id: 'yes', title: 'Yes' },
        quote: { preview: 'Shall I call?', senderName: 'Ana Agent' },
      },
      { type: 'location', location: { latitude: 52.37, longitude: 4.89, name: 'Dam', address: null } },
      { text: 'Oops', isRevoked: true },
      { text: 'We are', sender: { kind: 'operator', id: agent.id } },
    ]);
    expect((await parley.simulator.phone(waId)).some((message) => message.type === 'reaction')).toBe(true);
  });

  test('a failure says in plain words what happened and what to do', async () => {
    const { id } = await agent.chat(waId);
    await parley.simulator.fault({
      match: { to: waId },
      outcome: { error: { code: 131026 }, mode: 'async' },
      times: 1,
    });
    const { body } = await agent.send(id, { kind: 'text', text: 'Into the void' });
    await parley.settle();
    await parley.simulator.clearFaults();
    const failed = (await agent.timeline(id)).find((item) => item.id === body.message.id);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: '131026', sentence: expect.stringContaining('(131026)'), next: expect.any(String) },
    });
  });

  test('pages go before, after and around an item', async () => {
    const { id } = await agent.chat(waId);
    const whole = (await agent.timeline(id)).map((item) => String(item.id));
    const page = async (query: Record<string, string>) => (await agent.timeline(id, query)).map((item) => item.id);
    const middle = whole[3] ?? '';
    expect(await page({ before: middle, limit: '2' })).toEqual(whole.slice(1, 3));
    expect(await page({ after: middle, limit: '2' })).toEqual(whole.slice(4, 6));
    expect(await page({ around: middle, limit: '4' })).toEqual(whole.slice(1, 5));
    const both = await agent.call('GET', `/inbox/conversations/${id}/timeline`, {
      query: { before: middle, after: middle },
    });
    expect(both).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
  });

  test('the panel knows the contact, its attributes and tickets', async () => {
    const { id } = await agent.chat(waId);
    const { status, body } = await agent.call('GET', `/inbox/conversations/${id}/panel`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      contact: { profileName: 'Mo', phone: waId, isBlocked: false },
      tickets: [{ closedAt: null }],
      conversations: [],
      lead: null,
    });
  });

  test('the panel tells orders, segments and what the person allowed', async () => {
    const { id } = await agent.chat(waId);
    const product_items = [{ product_retailer_id: 'tea', quantity: 2, item_price: 7.5, currency: 'EUR' }];
    await parley.simulator.write(waId, { type: 'order', order: { catalog_id: '1', product_items } });
    await parley.simulator.patch(waId, { opted_out_marketing: true });
    await parley.settle();
    const segment = (name: string, refreshType: number, value: string) => ({
      name,
      refreshType,
      groups: [{ conditions: [{ attribute: 'phone', operator: '==', value }] }],
    });
    for (const json of [segment('Hers', 2, waId), segment('Others', 2, '4915'), segment('Fixed', 1, waId)]) {
      expect((await parley.api('POST', '/api/v1/createCustomSegment', { json })).body).toMatchObject({ ok: true });
    }
    const { body } = await agent.call<{ segments: { name: string; kind: string }[] }>(
      'GET',
      `/inbox/conversations/${id}/panel`,
    );
    expect(body).toMatchObject({
      contact: { allowBroadcast: false },
      orders: [{ kind: 'basket', total: 15, currency: 'EUR', items: 1, conversationId: id, status: null }],
      consent: [{ allowBroadcast: false, by: 'customer' }],
    });
    expect(body.segments.map(({ name, kind }) => [name, kind])).toEqual([
      ['Fixed', 'static'],
      ['Hers', 'dynamic'],
    ]);
  });
});
