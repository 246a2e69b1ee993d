import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Door, envelope, type Json, mainNumberId, openDoor, rowsOf, textMessage } from './intake-lab.ts';

// What nobody should send: it is kept with a reason, and what came beside it is applied as if it had come alone.
let parley: TestPlatform;
let door: Door;
const from = '4479050000001';

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
});
beforeEach(async () => {
  await rowsOf(parley, 'delete from intake_rejects');
  await rowsOf(parley, `delete from messages where wamid like 'wamid.ok%'`);
  await rowsOf(parley, `delete from wamids where wamid like 'wamid.ok%'`);
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

const healthy = (id: string): Json => textMessage(parley, { from, id });
const post = async (body: unknown): Promise<void> => {
  expect((await door.post(body)).status).toBe(200);
};

async function outcome(): Promise<{ applied: unknown[]; reasons: string[]; bodies: string[] }> {
  await parley.settle();
  const messages = await rowsOf(parley, `select wamid from messages where wamid like 'wamid.ok%' order by wamid`);
  const rejects = await rowsOf<{ reason: string; body: string }>(
    parley,
    'select reason, body from intake_rejects order by id',
  );
  return {
    applied: messages.map((row) => row.wamid),
    reasons: rejects.map((row) => row.reason),
    bodies: rejects.map((row) => row.body),
  };
}

test.each([
  ['no JSON at all', 'hello', 'The body is not JSON.'],
  ['an empty body', '', 'The body is not JSON.'],
  ['half a body', '{"object":"whatsapp_business_account","entry":[{"id":"2002', 'The body is not JSON.'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]), 'The body is not JSON.'],
  ['a list', [], 'the body is not an object'],
  ['null', 'null', 'the body is not an object'],
  ['another object', { object: 'page', entry: [] }, 'the object is not whatsapp_business_account'],
  ['no entries', { object: 'whatsapp_business_account' }, 'entry is not a list'],
  ['an entry without an id', { entry: [{ changes: [] }] }, 'an entry has no id'],
  [
    'no number',
    { entry: [{ id: '1', changes: [{ field: 'messages', value: { messages: [] } }] }] },
    'the metadata has no phone_number_id',
  ],
])('%s, signed rightly, is kept with a reason and holds up nothing', async (_name, body, reason) => {
  await post(body);
  await post(envelope([mainNumberId, { messages: [healthy('wamid.ok.1')] }]));
  expect(await outcome()).toMatchObject({ applied: ['wamid.ok.1'], reasons: [reason] });
});

test('broken parts of a body are kept one by one, and their neighbours are applied', async () => {
  const good = envelope([mainNumberId, { messages: [healthy('wamid.ok.2')] }]) as { entry: Json[] };
  const messages = [
    healthy('wamid.ok.3'),
    'no object',
    { from, type: 'text' },
    { ...healthy('wamid.anonymous'), from: undefined },
    { ...healthy('wamid.nobody'), from: '' },
    healthy('wamid.ok.4'),
  ];
  const statuses = [{ id: 'wamid.x' }, { status: 'read' }];
  await post({
    object: 'whatsapp_business_account',
    entry: [
      'no entry',
      { id: '200200', changes: { field: 'messages' } },
      { id: '200200', changes: [null, { field: 'messages', value: 7 }] },
      ...good.entry,
      ...(
        envelope(
          [mainNumberId, { messages, statuses }],
          ['999', { messages: [healthy('wamid.away')] }],
          [mainNumberId, { messages: {} }],
        ) as { entry: Json[] }
      ).entry,
      { id: '200200', changes: [{ field: 'history', value: { any: 'thing' } }] },
    ],
  });
  const { applied, reasons, bodies } = await outcome();
  expect(applied).toEqual(['wamid.ok.2', 'wamid.ok.3', 'wamid.ok.4']);
  expect(reasons).toEqual([
    'an entry is not an object',
    'the changes of an entry are not a list',
    'a change has no field or value',
    'a change has no field or value',
    'a message is not an object with an id',
    'a message is not an object with an id',
    'The message names no sender.',
    'The message names no sender.',
    'a status is not an object with a status',
    'The status names no message.',
    'The number 999 is not connected.',
    'messages is not a list',
    'The field history is kept for a later version.',
  ]);
  expect(JSON.parse(bodies[10] ?? '')).toMatchObject({ message: { id: 'wamid.away' } });
});

test('U+0000 and lone surrogates, in every place, are neither refused nor a stumbling block', async () => {
  const nul = '\\u0000';
  const body = JSON.stringify(
    envelope([
      mainNumberId,
      {
        contacts: [{ wa_id: '4479050000002', profile: { name: 'NUL0N' } }],
        messages: [
          { ...textMessage(parley, { from: '4479050000002', id: 'wamid.ok.5', body: 'aNUL0b' }), NUL0key: 'NUL0' },
          { ...healthy('wamid.ok.6'), type: 'NUL0odd', NUL0odd: { NUL0x: ['NUL0', { y: 'NUL0' }] } },
          { ...healthy('wamid.okNUL0.7'), text: { body: 'LONE' }, context: { id: 'wamid.NUL0LONE' } },
          { ...healthy('wamid.ok.8'), type: 'hologram', hologram: { LONE: 'LONE' } },
        ],
      },
    ]),
  );
  await post(body.replaceAll('NUL0', nul).replaceAll('LONE', '\\ud83d'));
  await post(Buffer.from(`${JSON.stringify(envelope([mainNumberId, { messages: [healthy('wamid.ok.9')] }]))}\u0000`));
  const { applied, reasons } = await outcome();
  expect(applied).toEqual(['wamid.ok.5', 'wamid.ok.6', 'wamid.ok.7', 'wamid.ok.8']);
  expect(reasons).toEqual(['The body is not JSON.']);
  const rows = await rowsOf(
    parley,
    `select wamid, type, text, content::text from messages where wamid in ('wamid.ok.5', 'wamid.ok.6', 'wamid.ok.7', 'wamid.ok.8') order by wamid`,
  );
  expect(rows).toEqual([
    { wamid: 'wamid.ok.5', type: 'text', text: 'ab', content: '{"body":"ab"}' },
    { wamid: 'wamid.ok.6', type: 'odd', text: null, content: null },
    { wamid: 'wamid.ok.7', type: 'text', text: '\ufffd', content: '{"body":"\\ud83d"}' },
    { wamid: 'wamid.ok.8', type: 'hologram', text: null, content: '{"\\ud83d":"\\ud83d"}' },
  ]);
  const history = await parley.api('GET', `/api/v1/getMessages/${from}`);
  expect(history.status).toBe(200);
});

test('a profile name without end is cut off, and keeps no message from being read', async () => {
  const name = Array.from({ length: 200 }, () => randomUUID()).join('');
  const contacts = [{ wa_id: '4479050000003', profile: { name } }];
  const messages = [textMessage(parley, { from: '4479050000003', id: 'wamid.ok.10', body: 'Hello' })];
  await post(envelope([mainNumberId, { contacts, messages }]));
  expect(await outcome()).toMatchObject({ applied: ['wamid.ok.10'], reasons: [] });
  const rows = await rowsOf(parley, 'select profile_name as name from contacts where wa_id = $1', ['4479050000003']);
  expect(rows).toEqual([{ name: name.slice(0, 512) }]);
});

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test.each([
  ['in a message', (nested: string) => `{"from":"${from}","id":"wamid.deep","type":"odd","odd":{"a":${nested}}}`],
  ['as a message', (nested: string) => nested],
  [
    'beside U+0000',
    (nested: string) => `{"from":"${from}","id":"wamid.deep","type":"odd\\u0000","odd":{"a":${nested}}}`,
  ],
])('JSON nested a hundred thousand deep %s is set aside and hurts nobody', async (name, write) => {
  const body = JSON.stringify(
    envelope([mainNumberId, { messages: [healthy('wamid.ok.1'), 'DEEP', healthy('wamid.ok.2')] }]),
  );
  await post(body.replace('"DEEP"', write(deep(100_000))));
  await post(envelope([mainNumberId, { messages: [healthy('wamid.ok.3')] }]));
  const { applied, reasons, bodies } = await outcome();
  expect(reasons).toHaveLength(1);
  expect(bodies[0]).toContain(deep(100_000));
  // With U+0000 in it the body has to be walked, which ends at this depth: it is set aside whole.
  expect(applied).toEqual(name === 'beside U+0000' ? ['wamid.ok.3'] : ['wamid.ok.1', 'wamid.ok.2', 'wamid.ok.3']);
});

// Longer than an index of the database takes, and not to be compressed.
const tooLong = randomBytes(4_000).toString('hex');

test.each([
  ['a wamid', () => healthy(`wamid.${tooLong}`)],
  ['a number', () => textMessage(parley, { from: tooLong, id: 'wamid.bad' })],
  ['a BSUID', () => textMessage(parley, { from, id: 'wamid.bad', more: { from: undefined, from_user_id: tooLong } })],
])(
  '%s that the database refuses is set aside alone: its neighbours in the same POST and beside it are applied',
  async (_name, poison) => {
    const neighbours = [1, 2, 3, 4].map((number) => healthy(`wamid.ok.${number}`));
    await Promise.all([
      post(envelope([mainNumberId, { messages: [neighbours[0], poison(), neighbours[1]] }])),
      post(envelope([mainNumberId, { messages: [neighbours[2]] }])),
      post(envelope([mainNumberId, { messages: [poison()] }])),
      post(envelope([mainNumberId, { messages: [neighbours[3]] }])),
    ]);
    const { applied, reasons, bodies } = await outcome();
    expect(applied).toEqual(['wamid.ok.1', 'wamid.ok.2', 'wamid.ok.3', 'wamid.ok.4']);
    expect(reasons).toHaveLength(2);
    for (const body of bodies) {
      expect(body).toContain(tooLong);
      expect(body).not.toContain('wamid.ok');
    }
  },
);

test('a poison among 300 POSTs is found, and all others are applied in the order of each sender', async () => {
  const senders = Array.from({ length: 30 }, (_, index) => `44790510000${String(index).padStart(2, '0')}`);
  const lists = senders.map((sender, index) =>
    Array.from({ length: 10 }, (_, turn) => {
      const id = index === 17 && turn === 4 ? tooLong : `wamid.many.${sender}.${turn}`;
      return envelope([mainNumberId, { messages: [textMessage(parley, { from: sender, id, body: String(turn) })] }]);
    }),
  );
  const answers = await door.postLists(lists);
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  expect((await outcome()).reasons).toHaveLength(1);
  const rows = await rowsOf<{ wa_id: string; turns: string }>(
    parley,
    `select c.wa_id, string_agg(m.text, '' order by m.id) as turns from messages m join contacts c on c.id = m.contact_id
     where m.wamid like 'wamid.many.%' group by c.wa_id order by c.wa_id`,
  );
  expect(rows).toEqual(
    senders.map((sender, index) => ({ wa_id: sender, turns: index === 17 ? '012356789' : '0123456789' })),
  );
});
