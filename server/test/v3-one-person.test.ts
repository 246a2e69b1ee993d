import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Door, envelope, mainNumberId, openDoor } from './intake-lab.ts';

// Somebody with a number, a user id, and the id of a contact that was joined to theirs: whichever name a call uses.
const waId = '31600007001';
const bsuid = 'NL.one.person';
const base = '/api/ext/v3';
const values = [
  { name: 'name', value: 'Mei' },
  { name: 'company', value: 'Acme' },
];

let parley: TestPlatform;
let door: Door;
/** The contact of the user id alone, before the number was known. */
let oldId: string;
let id: string;

beforeAll(async () => {
  parley = await startTestPlatform();
  door = openDoor(parley);
  await write({ from_user_id: bsuid });
  oldId = await contactIdOf(bsuid);
  id = (await parley.api<{ id: string }>('POST', `${base}/contacts`, { json: { whatsapp_number: waId, name: 'One' } }))
    .body.id;
  await write({ from: waId, from_user_id: bsuid });
});
afterAll(async () => {
  await door.close();
  await parley.stop();
});

let written = 0;
async function write(from: { from?: string; from_user_id: string }): Promise<void> {
  written += 1;
  const timestamp = String(Math.floor(parley.clock.nowMs() / 1000));
  const message = { ...from, id: `wamid.one.${written}`, timestamp, type: 'text', text: { body: 'Hi' } };
  await door.post(envelope([mainNumberId, { messages: [message] }]));
  await parley.settle();
}

const contactIdOf = async (target: string) =>
  (await parley.api<{ id: string }>('GET', `${base}/contacts/${target}`)).body.id;

interface Sent {
  broadcast_id: string;
  recipients: { target: string; phone_number: string | null; errors: string[] }[];
}

test('every name leads to the one contact', async () => {
  for (const target of [waId, bsuid, oldId, id, `Main:${oldId}`]) expect(await contactIdOf(target)).toBe(id);
});

test.each([
  ['send', () => ({})],
  ['schedule', () => ({ scheduled_at: new Date(parley.clock.nowMs() + 86_400_000).toISOString() })],
])('%s: a number, a user id and two contact ids are one recipient', async (operation, more) => {
  for (const first of [waId, bsuid]) {
    const targets = [first, waId, bsuid, id, oldId];
    const answer = await parley.api<Sent>('POST', `${base}/messageTemplates/${operation}`, {
      json: {
        template_name: 'welcome',
        broadcast_name: 'one',
        recipients: targets.map((target) => ({ target, custom_params: values })),
        ...more(),
      },
    });
    expect(answer.body.recipients.map(({ errors }) => errors.length)).toEqual([0, 1, 1, 1, 1]);
    expect(answer.body.recipients.map(({ phone_number }) => phone_number)).toEqual(targets.map(() => waId));
    const broadcast = await parley.api('GET', `${base}/broadcasts/${answer.body.broadcast_id}`);
    expect(broadcast.body).toMatchObject({ statistics: { total_recipients: 1 } });
  }
});

test('an estimate counts the person once, and not while blocked', async () => {
  const { templates } = (
    await parley.api<{ templates: { id: string; name: string }[] }>('GET', `${base}/messageTemplates`)
  ).body;
  const template_id = templates.find(({ name }) => name === 'welcome')?.id;
  const estimate = async (contact_ids: string[]) =>
    (await parley.api('POST', `${base}/broadcasts/estimate-cost`, { json: { template_id, contact_ids } })).body;
  const alone = await estimate([id]);
  expect(alone).toMatchObject({ result: true, failed_detail: null });
  expect(await estimate([waId, bsuid, id, oldId])).toEqual(alone);
  await parley.api('PUT', `${base}/conversations/${oldId}/status`, { json: { new_status: 'block' } });
  for (const name of [waId, bsuid, oldId]) {
    expect(await estimate([name])).toMatchObject({ result: true, estimated_cost: 0 });
  }
});

test('who answers under the number of Meta is the contact that was sent to', async () => {
  const dialled = '5216641234567';
  const metas = '526641234567';
  await parley.simulator.call('PATCH', '/settings', { normalise_numbers: true });
  const sent = await parley.api<Sent>('POST', `${base}/messageTemplates/send`, {
    json: {
      template_name: 'welcome',
      broadcast_name: 'other number',
      recipients: [{ phone_number: dialled, custom_params: values }],
    },
  });
  await parley.settle();
  await parley.simulator.writeText(metas, 'Hola');
  await parley.settle();
  expect(await contactIdOf(metas)).toBe(await contactIdOf(dialled));
  const contact = await parley.api('GET', `${base}/contacts/${metas}`);
  expect(contact.body).toMatchObject({ wa_id: dialled, phone: `+${dialled}` });
  const broadcast = await parley.api('GET', `${base}/broadcasts/${sent.body.broadcast_id}`);
  expect(broadcast.body).toMatchObject({ statistics: { total_sent: 1, total_replied: 1 } });
  for (const target of [dialled, metas]) {
    const answer = await parley.api('POST', `${base}/conversations/messages/text`, { json: { target, text: 'Hi' } });
    expect(answer.status).toBe(200);
  }
  await parley.settle();
  const onPhone = (await parley.simulator.phone(metas)).length;
  const later = { scheduled_at: new Date(parley.clock.nowMs() + 3_600_000).toISOString() };
  for (const [operation, more] of [['schedule', later] as const, ['send', {}] as const]) {
    const both = await parley.api<Sent>('POST', `${base}/messageTemplates/${operation}`, {
      json: {
        template_name: 'welcome',
        broadcast_name: 'both',
        recipients: [dialled, metas].map((phone_number) => ({ phone_number, custom_params: values })),
        ...more,
      },
    });
    expect(both.body.recipients.map(({ errors }) => errors)).toEqual([[], [expect.stringMatching(/more than once/)]]);
  }
  await parley.settle();
  expect(await parley.simulator.phone(metas)).toHaveLength(onPhone + 1);
  const id = await contactIdOf(dialled);
  await parley.simulator.call('POST', `/customers/${metas}/changes`, { wa_id: '526641239999' });
  await parley.settle();
  expect(await contactIdOf('526641239999')).toBe(id);
  for (const gone of [dialled, metas]) {
    expect((await parley.api('GET', `${base}/contacts/${gone}`)).status).toBe(404);
  }
});

test('marketing leaves out who does not want it, at once and until its moment; other templates reach them', async () => {
  const [unwilling, changing, willing] = ['31600007101', '31600007102', '31600007103'] as const;
  for (const person of [unwilling, changing, willing]) await parley.simulator.writeText(person, 'Hi');
  await parley.simulator.patch(unwilling, { opted_out_marketing: true });
  await parley.settle();
  const send = (operation: string, template_name: string, more = {}) =>
    parley.api<Sent>('POST', `${base}/messageTemplates/${operation}`, {
      json: {
        template_name,
        broadcast_name: 'willing',
        recipients: [unwilling, changing, willing].map((phone_number) => ({
          phone_number,
          custom_params: [...values, { name: 'discount', value: '20 %' }],
        })),
        ...more,
      },
    });
  const at = new Date(parley.clock.nowMs() + 60_000).toISOString();
  const scheduled = (await send('schedule', 'promo', { scheduled_at: at })).body;
  for (const { recipients } of [scheduled, (await send('send', 'promo')).body]) {
    expect(recipients.map(({ errors }) => errors)).toEqual([['The contact allows no broadcasts.'], [], []]);
  }
  expect((await send('send', 'welcome')).body.recipients.map(({ errors }) => errors)).toEqual([[], [], []]);
  await parley.simulator.patch(changing, { opted_out_marketing: true });
  await parley.settle();
  await parley.simulator.advance(70);
  const { body } = await parley.api('GET', `${base}/broadcasts/${scheduled.broadcast_id}/recipients`);
  expect(body).toMatchObject({ recipients: [{ skip_reason: 'opted_out' }, { status: 'delivered' }] });
});

test('who is added under the number of Meta is the contact that was dialled under another', async () => {
  const [dialled, metas] = ['5216641234599', '526641234599'];
  await parley.simulator.call('PATCH', '/settings', { normalise_numbers: true });
  const recipients = [{ phone_number: dialled, custom_params: values, local_message_id: 'to-ana-in-tijuana' }];
  await parley.api('POST', `${base}/messageTemplates/send`, {
    json: { template_name: 'welcome', broadcast_name: 'dialled', recipients },
  });
  await parley.settle();
  await parley.simulator.writeText(metas, 'Hola');
  await parley.settle();
  const known = await contactIdOf(dialled);
  const added = await parley.api('POST', `${base}/contacts`, { json: { whatsapp_number: metas, name: 'Ana' } });
  expect(added).toMatchObject({ status: 200, body: { id: known, wa_id: dialled, name: 'Ana' } });
  const v1 = await parley.api('POST', `/api/v1/addContact/${metas}`, {
    json: { name: 'Ana', customParams: [{ name: 'city', value: 'Tijuana' }] },
  });
  expect(v1).toMatchObject({ status: 200, body: { contact: { id: known, wAid: dialled } } });
  expect(await contactIdOf(metas)).toBe(known);
  for (const number of [dialled, metas, `+${metas}`]) {
    const path = `/api/v1/whatsApp/messages/${encodeURIComponent(number)}/to-ana-in-tijuana`;
    expect(await parley.api('GET', path)).toMatchObject({ status: 200, body: { localMessageId: 'to-ana-in-tijuana' } });
  }
});
