import { randomUUID } from 'node:crypto';
import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { createOperator, createTenant, setPassword } from '../src/modules/accounts/index.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';
import { png } from './media-samples.ts';

let parley: TestPlatform;
let agent: Person;
let other: Person;
let chatId: string;
const waId = '447901112001';

beforeAll(async () => {
  parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
  agent = await signIn(parley, 'agent@demo.test');
  other = await signIn(parley, 'agent2@demo.test');
  await parley.simulator.writeText(waId, 'Hello', { profileName: 'Iris Lund' });
  await parley.settle();
  chatId = (await agent.chat(waId)).id;
});
afterAll(() => parley.stop());

const path = (rest = ''): string => `/inbox/conversations/${chatId}${rest}`;

describe('the live view', () => {
  test('tells a new message, an answer with its ticks, what colleagues do and a mention, each as the lists show it', async () => {
    const mine = await agent.follow();
    const theirs = await other.follow();
    await parley.simulator.writeText(waId, 'Still there?');
    const message = await theirs.until('message', (data) => (data.message as { text: string }).text === 'Still there?');
    expect(message).toMatchObject({
      message: { conversationId: chatId, state: 'received', sender: { name: 'Iris Lund' } },
    });
    await theirs.until('conversation', ({ conversation }) => (conversation as { unread: number }).unread === 2);
    const sent = await agent.send(chatId, { kind: 'text', text: 'Yes' });
    const ofIt = (data: Record<string, unknown>, state: string): boolean => {
      const told = data.message as { id: string; state: string };
      return told.id === sent.body.message.id && told.state === state;
    };
    await theirs.until('message', (data) => ofIt(data, 'queued') || ofIt(data, 'sent') || ofIt(data, 'delivered'));
    await theirs.until('message', (data) => ofIt(data, 'delivered'));
    await theirs.until('conversation', ({ conversation }) => (conversation as { unread: number }).unread === 0);
    await agent.call('PUT', path('/assignment'), { json: { operatorId: other.id } });
    await theirs.until('ticket', ({ item }) => (item as { assignee: string | null }).assignee !== 'Bot');
    await theirs.until('counts', ({ counts }) => (counts as { mine: number }).mine === 1);
    await agent.call('POST', path('/presence'), { json: { state: 'typing' } });
    expect(await theirs.until('presence', ({ presence }) => (presence as unknown[]).length === 1)).toMatchObject({
      conversationId: chatId,
      presence: [{ operator: { id: agent.id, name: 'Ana Agent' }, state: 'typing' }],
    });
    await agent.call('POST', path('/presence'), { json: { state: 'left' } });
    await theirs.until('presence', ({ presence }) => (presence as unknown[]).length === 0);
    const clientId = randomUUID();
    const json = { clientId, text: 'Can you look?', mentions: [other.id] };
    const notes = [
      await agent.call('POST', path('/notes'), { json }),
      await agent.call('POST', path('/notes'), { json }),
    ];
    expect(notes.map(({ status, body }) => [status, body.id])).toEqual([1, 2].map(() => [201, notes[0]?.body.id]));
    expect(await theirs.until('mention')).toMatchObject({ note: { text: 'Can you look?', author: { id: agent.id } } });
    await mine.until('note');
    expect(mine.frames.filter((frame) => frame.type === 'mention')).toEqual([]);
    mine.close();
    theirs.close();
  });

  test('who comes back is told what happened meanwhile', async () => {
    const first = await agent.follow();
    await parley.simulator.writeText(waId, 'Before the break');
    await first.until('message', (data) => (data.message as { text: string }).text === 'Before the break');
    await first.until('conversation');
    first.close();
    const cursor = first.frames.findLast((frame) => frame.id !== undefined)?.id ?? '';
    await parley.simulator.writeText(waId, 'In the break');
    await parley.settle();
    const again = await agent.follow(cursor);
    await again.until('message', (data) => (data.message as { text: string }).text === 'In the break');
    again.close();
  });

  test('a reaction is told on the message it is about', async () => {
    const following = await agent.follow();
    const wamid = (await parley.simulator.phone(waId)).find((message) => message.text === 'Yes')?.id;
    await parley.simulator.write(waId, { type: 'reaction', reaction: { message_id: wamid, emoji: '🎉' } });
    const told = await following.until(
      'message',
      (data) => (data.message as { reactions: unknown[] }).reactions.length > 0,
    );
    expect(told).toMatchObject({ message: { text: 'Yes', reactions: [{ emoji: '🎉' }] } });
    following.close();
  });

  test('a file is told when it has come, and an attribute that a program wrote with the chat it belongs to', async () => {
    const following = await agent.follow();
    await parley.simulator.write(waId, { type: 'image', image: { caption: 'The box' } });
    const { message } = (await following.until(
      'message',
      (data) => (data.message as { text: string }).text === 'The box',
    )) as { message: { media: { id: string } } };
    const mediaId = message.media.id;
    const told = await following.until('media', ({ media }) => (media as { mediaId: string }).mediaId === mediaId);
    expect(told).toMatchObject({ media: { state: 'stored', mimeType: 'image/jpeg' } });
    const seen = following.frames.length;
    const contacts = [{ target: waId, customParams: [{ name: 'parcel', value: '1042' }] }];
    expect((await parley.api('PUT', '/api/ext/v3/contacts', { json: { contacts } })).status).toBe(200);
    await following.until(
      'conversation',
      (data) => following.frames.findLastIndex((frame) => frame.data === data) >= seen,
    );
    const panel = await agent.call('GET', path('/panel'));
    expect(panel.body).toMatchObject({ contact: { attributes: [{ name: 'parcel', value: '1042' }] } });
    following.close();
  });

  test.each([
    ['no cursor of ours', 'nonsense', 400],
    ['a cursor of another database', 'MS5kYWM2MDhkZmM4Y2YuODI3Li4xNzk1NjQ1MjM0NTk4', 410],
  ])('%s: refused', async (_what, cursor, status) => {
    expect((await agent.call('GET', '/live', { query: { cursor } })).status).toBe(status);
  });
});

describe('files', () => {
  test('are uploaded, sent, and opened whole or in pieces, safely', async () => {
    const multipart = new FormData();
    multipart.append('file', new Blob([png], { type: 'image/png' }), 'plän.png');
    const uploaded = await agent.call<{ id: string; url: string }>('POST', '/inbox/media', { multipart });
    expect(uploaded).toMatchObject({
      status: 201,
      body: { kind: 'image', mimeType: 'image/png', fileName: 'plän.png' },
    });
    const sent = await agent.send(chatId, { kind: 'media', mediaId: uploaded.body.id, text: 'The plan' });
    expect(sent.body.message).toMatchObject({
      type: 'image',
      text: 'The plan',
      media: { id: uploaded.body.id, state: 'stored' },
    });
    const url = uploaded.body.url.replace('/internal', '');
    const whole = await agent.call('GET', url);
    expect([whole.status, whole.headers['content-length']]).toEqual([200, String(png.length)]);
    expect(whole.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^inline; filename="pl_n.png"; filename\*=UTF-8''pl%C3%A4n.png$/),
    });
    const piece = await agent.call('GET', url, { headers: { range: 'bytes=1-3' } });
    expect([piece.status, piece.text, piece.headers['content-range']]).toEqual([206, 'PNG', `bytes 1-3/${png.length}`]);
    const beyond = await agent.call('GET', url, { headers: { range: 'bytes=9999999-' } });
    expect(beyond).toMatchObject({ status: 416, body: { reason: 'media.range_unsatisfiable' } });
    const saved = await agent.call('GET', url, { query: { download: 'true' } });
    expect(saved.headers['content-disposition']).toMatch(/^attachment/);
  });

  test('an unknown file: 404, and nothing is sent', async () => {
    const before = (await agent.timeline(chatId)).length;
    const answer = await agent.send(chatId, { kind: 'media', mediaId: 'a'.repeat(24) });
    expect(answer).toMatchObject({ status: 404, body: { reason: 'media.not_found' } });
    expect((await agent.timeline(chatId)).length).toBe(before);
  });
});

describe('quick replies', () => {
  test('are filled for the contact, say what is missing, and have one shortcut each', async () => {
    const text = 'Hi {{name}}, {{agent}} here. {{city|Your city}}: {{Order}}';
    const made = await agent.call<{ id: string }>('POST', '/inbox/quick-replies', { json: { shortcut: '/hi', text } });
    expect(made).toMatchObject({
      status: 201,
      body: { shortcut: 'hi', variables: ['name', 'agent', 'city', 'Order'], rendered: null },
    });
    const taken = await agent.call('POST', '/inbox/quick-replies', { json: { shortcut: 'HI', text: 'x' } });
    expect(taken).toMatchObject({ status: 409, body: { reason: 'quick_reply.shortcut_taken' } });
    const list = await agent.call('GET', '/inbox/quick-replies', { query: { conversationId: chatId } });
    expect(list.body).toMatchObject({
      quickReplies: [{ rendered: 'Hi Iris Lund, Ana Agent here. Your city: {{Order}}', missing: ['Order'] }],
    });
    const changed = await agent.call('PUT', `/inbox/quick-replies/${made.body.id}`, {
      json: { shortcut: 'hello', text: 'Hello' },
    });
    expect(changed).toMatchObject({ status: 200, body: { shortcut: 'hello', variables: [] } });
    const gone = () => agent.call('DELETE', `/inbox/quick-replies/${made.body.id}`);
    expect([(await gone()).status, (await gone()).status]).toEqual([204, 404]);
    const bad = await agent.call('POST', '/inbox/quick-replies', { json: { shortcut: 'two words', text: 'x' } });
    expect(bad.status).toBe(400);
  });
});

describe('views', () => {
  test('are mine, or shared with everybody', async () => {
    const make = (name: string, isShared: boolean) =>
      agent.call<{ id: string }>('POST', '/inbox/views', {
        json: { name, isShared, filter: { status: 'open', assignee: 'me', more: 1 } },
      });
    const [own, shared] = [await make('Mine', false), await make('Ours', true)];
    expect(own).toMatchObject({ status: 201, body: { isMine: true, filter: { status: 'open', assignee: 'me' } } });
    const namesOf = async (person: Person) =>
      (await person.call<{ views: { name: string }[] }>('GET', '/inbox/views')).body.views.map((view) => view.name);
    expect([await namesOf(agent), await namesOf(other)]).toEqual([['Mine', 'Ours'], ['Ours']]);
    expect((await other.call('DELETE', `/inbox/views/${own.body.id}`)).status).toBe(404);
    const json = { name: 'All of ours', isShared: true, filter: {} };
    expect((await other.call('PUT', `/inbox/views/${shared.body.id}`, { json })).body).toMatchObject({
      name: 'All of ours',
      isMine: false,
    });
    const bad = { name: 'Bad', isShared: false, filter: { status: 'asleep' } };
    expect((await agent.call('POST', '/inbox/views', { json: bad })).status).toBe(400);
    for (const view of [own, shared])
      expect((await agent.call('DELETE', `/inbox/views/${view.body.id}`)).status).toBe(204);
  });
});

describe('a chatbot', () => {
  const start = (chatbotId: string) => agent.call('POST', path('/chatbot'), { json: { chatbotId } });

  test('is handed the chat, once at a time', async () => {
    const directory = await agent.call<{ chatbots: { id: string; name: string }[] }>('GET', '/inbox/directory');
    const [bot] = directory.body.chatbots;
    expect(bot?.name).toBe('Welcome');
    expect(await start('0'.repeat(24))).toMatchObject({ status: 404, body: { reason: 'flow.not_found' } });
    expect(await start(bot?.id ?? '')).toMatchObject({ status: 200, body: { id: chatId, isWithBot: true } });
    expect(await start(bot?.id ?? '')).toMatchObject({ status: 409, body: { reason: 'flow.already_running' } });
    await parley.settle();
  });
});

describe('messages for later', () => {
  const inSeconds = (seconds: number): string => new Date(parley.clock.nowMs() + seconds * 1_000).toISOString();
  const schedule = (text: string, sendAt: string, clientId = randomUUID()) =>
    agent.call<{ id: string }>('POST', path('/scheduled-messages'), {
      json: { clientId, sendAt, content: { kind: 'text', text } },
    });

  test('go out at their time, unless they were cancelled; in a closed window they say why not', async () => {
    const clientId = randomUUID();
    const soon = await schedule('In an hour', inSeconds(3_600), clientId);
    expect(soon).toMatchObject({ status: 201, body: { state: 'waiting', author: { id: agent.id } } });
    expect((await schedule('In an hour', inSeconds(3_600), clientId)).body.id).toBe(soon.body.id);
    const dropped = await schedule('Never', inSeconds(3_600));
    const late = await schedule('Tomorrow', inSeconds(25 * 3_600));
    const cancel = () => agent.call('DELETE', `/inbox/scheduled-messages/${dropped.body.id}`);
    expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await cancel()).toMatchObject({ status: 409, body: { reason: 'scheduled.over' } });
    await parley.simulator.advance(3_700);
    await parley.settle();
    const texts = (await parley.simulator.phone(waId)).map((message) => message.text);
    expect(texts.filter((text) => text === 'In an hour' || text === 'Never')).toEqual(['In an hour']);
    await parley.simulator.advance(24 * 3_600);
    await parley.settle();
    const list = await agent.call<{ scheduledMessages: { id: string }[] }>('GET', path('/scheduled-messages'));
    expect(list.body.scheduledMessages).toMatchObject([
      { id: late.body.id, state: 'failed', reason: 'message.window_closed', messageId: null },
      { id: dropped.body.id, state: 'cancelled' },
      { id: soon.body.id, state: 'sent', messageId: expect.any(String) },
    ]);
  });

  test('do not hold each other up: what cannot be sent ends, and so does one whose client id was used by hand', async () => {
    await parley.simulator.writeText(waId, 'Good morning');
    await parley.settle();
    const broken = await schedule('Broken', inSeconds(60));
    const taken = await schedule('Taken', inSeconds(61));
    const after = await schedule('After them', inSeconds(62));
    const ofBroken = <Row extends object>(sql: string) =>
      parley.db.system(systemStatement<Row>('', `${sql} where id = $1`), [broken.body.id]);
    await ofBroken(`update scheduled_messages set content = 'null'`);
    const content = { kind: 'text', text: 'By hand' };
    const clientId = `scheduled-${taken.body.id}`;
    const byHand = await agent.send(chatId, content, { clientId });
    await parley.simulator.advance(90);
    await parley.settle();
    expect(await ofBroken('select state, reason from scheduled_messages')).toEqual([
      { state: 'failed', reason: 'internal.unexpected' },
    ]);
    await ofBroken('delete from scheduled_messages');
    const list = await agent.call<{ scheduledMessages: { id: string }[] }>('GET', path('/scheduled-messages'));
    expect(list.body.scheduledMessages.slice(0, 2)).toMatchObject([
      { id: after.body.id, state: 'sent' },
      { id: taken.body.id, state: 'sent', messageId: byHand.body.message.id },
    ]);
    const texts = (await parley.simulator.phone(waId)).map((message) => message.text);
    expect(texts).toEqual(expect.arrayContaining(['By hand', 'After them']));
    await parley.simulator.advance(25 * 3_600);
    await parley.settle();
  });

  test.each([
    ['a past moment', -3_600],
    ['a moment years ahead', 3 * 366 * 86_400],
  ])('%s: 400', async (_what, seconds) => {
    expect(await schedule('x', inSeconds(seconds))).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
  });
});

describe('when the window is closed', () => {
  const welcome = {
    name: 'welcome',
    parameters: [
      { name: 'name', value: 'Iris' },
      { name: 'company', value: 'Lund & Co' },
    ],
  };

  test('free text is refused and a template goes out, shown as the phone shows it', async () => {
    expect(await agent.chat(waId)).toMatchObject({ status: 'expired', isWindowOpen: false });
    const refused = await agent.send(chatId, { kind: 'text', text: 'Hello?' });
    expect(refused).toMatchObject({ status: 412, body: { reason: 'message.window_closed' } });
    const missing = await agent.send(chatId, { kind: 'template', template: { name: 'welcome' } });
    expect(missing).toMatchObject({ status: 400, body: { reason: 'template.parameters_missing' } });
    const sent = await agent.send(chatId, { kind: 'template', template: welcome });
    expect(sent).toMatchObject({
      status: 201,
      body: {
        message: {
          type: 'template',
          sender: { kind: 'operator' },
          template: { name: 'welcome', body: 'Hello Iris, welcome to Lund & Co.', buttons: [] },
        },
      },
    });
    const { body } = await agent.call<{ chatbots: { id: string }[] }>('GET', '/inbox/directory');
    const json = { chatbotId: body.chatbots[0]?.id };
    const handed = await agent.call('POST', path('/chatbot'), { json });
    expect(handed).toMatchObject({ status: 412, body: { reason: 'message.window_closed' } });
    const reopened = await agent.call('PUT', path('/status'), { json: { status: 'open' } });
    expect(reopened).toMatchObject({ status: 412, body: { reason: 'message.window_closed' } });
  });

  test('a chat begins with a template, once for each clientId', async () => {
    const json = { clientId: randomUUID(), target: '+44 7901 113 999', name: 'Newcomer', template: welcome };
    const answers = [
      await agent.call('POST', '/inbox/conversations', { json }),
      await agent.call('POST', '/inbox/conversations', { json }),
    ];
    expect(answers).toMatchObject([
      {
        status: 201,
        body: {
          isRepeat: false,
          conversation: { contact: { name: 'Newcomer', phone: '447901113999' }, windowClosesAt: null },
        },
      },
      { status: 201, body: { isRepeat: true } },
    ]);
    await parley.settle();
    expect(await parley.simulator.phone('447901113999')).toHaveLength(1);
    const bad = await agent.call('POST', '/inbox/conversations', {
      json: { ...json, clientId: randomUUID(), target: 'nobody' },
    });
    expect(bad).toMatchObject({ status: 400, body: { reason: 'contact.number_invalid' } });
    const unread = await agent.call('POST', `/inbox/conversations/${(await agent.chat('447901113999')).id}/unread`);
    expect(unread).toMatchObject({ status: 409, body: { reason: 'conversation.never_written' } });
  });
});

describe('a block', () => {
  test('is taken back, unless somebody changed the chat since', async () => {
    const to = (status: string, ifStill?: string) => agent.call('PUT', path('/status'), { json: { status, ifStill } });
    expect((await to('block')).body).toMatchObject({ status: 'block' });
    // Its window is closed: it rests again.
    expect((await to('open', 'block')).body).toMatchObject({ status: 'expired' });
    expect(await to('block', 'solved')).toMatchObject({ status: 409, body: { reason: 'conversation.changed_since' } });
    expect((await agent.call('GET', path('/panel'))).body).toMatchObject({ contact: { isBlocked: false } });
  });
});

describe('a chat that came outside working hours', () => {
  const person = '447901112077';
  const closed = { timeZone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] };
  const rows = async (query: Record<string, string>): Promise<string[]> => {
    const { body } = await agent.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', { query });
    return body.conversations.map(({ id }) => id);
  };

  test('bears a sign and is found by it until somebody answers; a chatbot is nobody', async () => {
    const admin = await signIn(parley, 'admin@demo.test');
    const setHours = async (json: Record<string, unknown>): Promise<void> =>
      expect((await admin.call('PUT', '/settings/hours', { json })).status).toBe(200);
    const teams = await agent.call<{ teams: { id: string }[] }>('GET', '/inbox/directory');
    const [team] = teams.body.teams;
    await setHours({ hours: closed });
    const follower = await agent.follow();
    await parley.simulator.writeText(person, 'Anybody?');
    await follower.until('conversation', ({ conversation }) => {
      const row = conversation as { cameOutsideHours: boolean; contact: { phone: string } };
      return row.contact.phone === person && row.cameOutsideHours;
    });
    follower.close();
    const { id } = await agent.chat(person);
    expect(await rows({ outsideHours: 'true' })).toContain(id);
    expect(await rows({ outsideHours: 'true', status: 'solved' })).toEqual([]);
    const view = { name: 'By night', isShared: false, filter: { outsideHours: true } };
    expect((await agent.call('POST', '/inbox/views', { json: view })).body).toMatchObject({ filter: view.filter });

    const bots = await agent.call<{ chatbots: { id: string }[] }>('GET', '/inbox/directory');
    const json = { chatbotId: bots.body.chatbots[0]?.id };
    expect((await agent.call('POST', `/inbox/conversations/${id}/chatbot`, { json })).status).toBe(200);
    await parley.settle();
    expect(await agent.chat(person)).toMatchObject({ cameOutsideHours: true, lastMessage: { direction: 'out' } });

    const open = [{ from: '00:00', to: '24:00' }];
    await setHours({ teamId: team?.id, hours: { ...closed, week: [open, open, open, open, open, open, open] } });
    const inTeam = async (teamIds: (string | undefined)[]) =>
      (await agent.call('PUT', `/inbox/conversations/${id}/assignment`, { json: { teamIds } })).body.cameOutsideHours;
    expect([await inTeam([team?.id]), await inTeam([])]).toEqual([false, true]);

    await agent.send(id, { kind: 'text', text: 'Good morning' });
    expect(await agent.chat(person)).toMatchObject({ cameOutsideHours: false });
    expect(await rows({ outsideHours: 'true' })).not.toContain(id);
    await setHours({ hours: null });
    await setHours({ teamId: team?.id, hours: null });
  });
});

describe('who may', () => {
  test('nobody without a session, and no other workspace: its ids are unknown', async () => {
    expect((await parley.call('GET', '/internal/inbox/conversations', {})).status).toBe(401);
    const tenantId = '100777';
    const deps = { db: parley.db, clock: parley.clock };
    await createTenant(deps, { id: tenantId, name: 'Foreign' });
    await createOperator(deps, tenantId, { email: 'far@else.test', name: 'Far', role: 'administrator' });
    await setPassword(deps, tenantId, 'far@else.test', password);
    const far = await signIn(parley, 'far@else.test');
    expect((await far.call('GET', '/inbox/conversations')).body).toMatchObject({ conversations: [] });
    for (const [method, rest, json] of [
      ['GET', '', undefined],
      ['GET', '/timeline', undefined],
      ['GET', '/panel', undefined],
      ['POST', '/messages', { clientId: randomUUID(), content: { kind: 'text', text: 'x' } }],
      ['POST', '/notes', { clientId: randomUUID(), text: 'x' }],
      ['POST', '/read', {}],
      ['POST', '/presence', { state: 'viewing' }],
      ['PUT', '/assignment', { operatorId: null }],
      ['PUT', '/status', { status: 'solved' }],
      ['POST', '/chatbot', { chatbotId: '0'.repeat(24) }],
    ] as const) {
      const answer = await far.call(method, path(rest), json === undefined ? {} : { json });
      expect([rest, answer.status, answer.body.reason]).toEqual([rest, 404, 'conversation.not_found']);
    }
  });
});
