import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { historyOf } from './intake-lab.ts';

// One day of a program, told once and run through all versions: what differs between them is in the drivers alone.
let parley: TestPlatform;
let receiver: WebhookReceiver;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.settle();
  receiver = await parley.subscribe(['templateMessageSent_v2', 'sentMessageREAD_v2', 'sentMessageREPLIED_v2']);
});
afterAll(() => parley.stop());

interface Values {
  readonly [name: string]: string;
}

/** A version as its clients use it, with answers brought to one form. */
interface Driver {
  readonly version: 'v1' | 'v2' | 'v3';
  /** What it calls the two numbers. */
  readonly numberNames: readonly string[];
  /** The status of a send that can't be: v3 tells of it in a body of status 200. */
  readonly refusal: 200 | 400;
  numbers(): Promise<string[]>;
  template(name: string): Promise<{ status: string; parameters: string[] }>;
  sendOne(waId: string, values: Values, template?: string): Promise<{ status: number; accepted: boolean }>;
  sendMany(people: readonly string[], values: Values): Promise<{ accepted: string[]; invalid: string[] }>;
  /** What v2 has no calls for; its programs use those of v1. */
  readonly chat?: Chat;
}

interface Chat {
  remember(waId: string, name: string, values: Values): Promise<Values>;
  answer(waId: string, text: string): Promise<{ status: number; accepted: boolean }>;
  /** The newest first. */
  texts(waId: string): Promise<(string | null)[]>;
  /** What the history says of the chat, the newest first. */
  turns(waId: string): Promise<string[]>;
  assign(waId: string, email: string): Promise<boolean>;
  solve(waId: string): Promise<boolean>;
}

const unpaired = (params: readonly { name: string; value: string }[]): Values =>
  Object.fromEntries(params.map(({ name, value }) => [name, value]));
const pairs = (values: Values) => Object.entries(values).map(([name, value]) => ({ name, value }));
const listed = async (version: string, name: string) => {
  const query = { name, pageSize: 500 };
  const answer = await parley.api<{
    messageTemplates: { elementName: string; status: string; customParams: { paramName: string }[] }[];
  }>('GET', `/api/${version}/getMessageTemplates`, version === 'v2' ? { query } : { query: { pageSize: 500 } });
  const row = answer.body.messageTemplates.find((entry) => entry.elementName === name);
  return { status: row?.status ?? '', parameters: row?.customParams.map((entry) => entry.paramName) ?? [] };
};
const post = <Body>(path: string, json: unknown, query: Record<string, string> = {}) =>
  parley.api<Body>('POST', path, { json, query });

const send = (values: Values, template = 'welcome') => ({
  template_name: template,
  broadcast_name: 'day',
  parameters: pairs(values),
});
const sendMany = (people: readonly string[], values: Values) => ({
  template_name: 'welcome',
  broadcast_name: 'day',
  receivers: people.map((whatsappNumber) => ({ whatsappNumber, customParams: pairs(values) })),
});

const v1: Driver = {
  version: 'v1',
  numberNames: ['15550100001', '15550100002'],
  refusal: 400,
  async numbers() {
    const answer = await parley.api<{ result: { phoneNumber: string }[] }>('GET', '/api/v1/whatsApp/phoneNumbers');
    return answer.body.result.map((row) => row.phoneNumber.replace(/\D/g, ''));
  },
  template: (name) => listed('v1', name),
  async sendOne(waId, values, template) {
    const path = '/api/v1/sendTemplateMessage';
    const answer = await post<{ result: boolean }>(path, send(values, template), { whatsappNumber: waId });
    return { status: answer.status, accepted: answer.body.result };
  },
  async sendMany(people, values) {
    type Answer = { receivers: { whatsappNumber: string; isValidWhatsAppNumber: boolean }[] };
    const { body } = await post<Answer>('/api/v1/sendTemplateMessages', sendMany(people, values));
    const of = (valid: boolean) =>
      body.receivers.filter((row) => row.isValidWhatsAppNumber === valid).map((row) => row.whatsappNumber);
    return { accepted: of(true), invalid: of(false) };
  },
  chat: {
    async remember(waId, name, values) {
      const query = { pageSize: 500 };
      await post(`/api/v1/addContact/${waId}`, { name, customParams: pairs(values) });
      type Answer = { contact_list: { wAid: string; customParams: { name: string; value: string }[] }[] };
      const { body } = await parley.api<Answer>('GET', '/api/v1/getContacts', { query });
      return unpaired(body.contact_list.find((row) => row.wAid === waId)?.customParams ?? []);
    },
    async answer(waId, messageText) {
      const answer = await post<{ result: unknown }>(`/api/v1/sendSessionMessage/${waId}`, undefined, { messageText });
      return { status: answer.status, accepted: answer.body.result !== false };
    },
    async texts(waId) {
      const rows = (await historyOf(parley, waId)).toReversed();
      return rows.flatMap((row) => (row.eventType === 'message' ? [row.text ?? null] : []));
    },
    async turns(waId) {
      return (await historyOf(parley, waId)).toReversed().flatMap((row) => row.eventDescription ?? []);
    },
    async assign(waId, email) {
      const path = '/api/v1/assignOperator';
      return (await post<{ result: boolean }>(path, undefined, { whatsappNumber: waId, email })).body.result;
    },
    async solve(waId) {
      const json = { whatsappNumber: waId, ticketStatus: 'SOLVED' };
      return (await post<{ result: boolean }>('/api/v1/updateChatStatus', json)).body.result;
    },
  },
};

const v2: Driver = {
  version: 'v2',
  numberNames: ['15550100001', '15550100002'],
  refusal: 400,
  async numbers() {
    const answer = await parley.api<{ phoneNumber: string }[]>('GET', '/api/v2/whatsapp/phoneNumbers');
    return answer.body.map((row) => row.phoneNumber);
  },
  template: (name) => listed('v2', name),
  async sendOne(waId, values, template) {
    const path = '/api/v2/sendTemplateMessage';
    const answer = await post<{ result: boolean }>(path, send(values, template), { whatsappNumber: waId });
    return { status: answer.status, accepted: answer.body.result };
  },
  async sendMany(people, values) {
    type Answer = { receivers: { waId: string; isValidWhatsAppNumber: boolean }[] };
    const { body } = await post<Answer>('/api/v2/sendTemplateMessages', sendMany(people, values));
    const of = (valid: boolean) =>
      body.receivers.filter((row) => row.isValidWhatsAppNumber === valid).map((row) => row.waId);
    return { accepted: of(true), invalid: of(false) };
  },
};

interface V3Sent {
  success: boolean;
  recipients: { phone_number: string; errors: string[] }[] | null;
}

const v3Path = '/api/ext/v3';
const sendV3 = (people: readonly string[], values: Values, template = 'welcome') =>
  post<V3Sent>(`${v3Path}/messageTemplates/send`, {
    template_name: template,
    broadcast_name: 'day',
    recipients: people.map((phone_number) => ({ phone_number, custom_params: pairs(values) })),
  });
const put = (path: string, json: unknown) => parley.api<{ result?: boolean }>('PUT', v3Path + path, { json });

const v3: Driver = {
  version: 'v3',
  numberNames: ['Main', 'Second'],
  refusal: 200,
  async numbers() {
    const { body } = await parley.api<{ channels: { name: string }[] }>('GET', `${v3Path}/channels`);
    return body.channels.map((channel) => channel.name);
  },
  async template(name) {
    const query = { page_size: 100 };
    type Answer = { templates: { name: string; status: string; custom_params: { name: string }[] }[] };
    const { body } = await parley.api<Answer>('GET', `${v3Path}/messageTemplates`, { query });
    const row = body.templates.find((entry) => entry.name === name);
    return { status: row?.status ?? '', parameters: row?.custom_params.map((entry) => entry.name) ?? [] };
  },
  async sendOne(waId, values, template) {
    const { status, body } = await sendV3([waId], values, template);
    return { status, accepted: body.success && (body.recipients ?? []).every((row) => row.errors.length === 0) };
  },
  async sendMany(people, values) {
    const { body } = await sendV3(people, values);
    const of = (valid: boolean) =>
      (body.recipients ?? []).filter((row) => (row.errors.length === 0) === valid).map((row) => row.phone_number);
    return { accepted: of(true), invalid: of(false) };
  },
  chat: {
    async remember(waId, name, values) {
      await post(`${v3Path}/contacts`, { whatsapp_number: waId, name });
      await put('/contacts', { contacts: [{ target: waId, customParams: pairs(values) }] });
      type Answer = { custom_params: { name: string; value: string }[] };
      return unpaired((await parley.api<Answer>('GET', `${v3Path}/contacts/${waId}`)).body.custom_params);
    },
    async answer(waId, text) {
      const path = `${v3Path}/conversations/messages/text`;
      const answer = await post<{ message?: unknown }>(path, { target: waId, text });
      return { status: answer.status, accepted: typeof answer.body.message === 'object' };
    },
    async texts(waId) {
      type Answer = { message_list: { event_type: string; text: string | null }[] };
      const { body } = await parley.api<Answer>('GET', `${v3Path}/conversations/${waId}/messages`);
      return body.message_list.flatMap((row) => (row.event_type === 'message' ? [row.text] : []));
    },
    async turns(waId) {
      type Answer = { message_list: { event_description?: string }[] };
      const { body } = await parley.api<Answer>('GET', `${v3Path}/conversations/${waId}/messages`);
      return body.message_list.flatMap((row) => row.event_description ?? []);
    },
    async assign(waId, assignee_email) {
      return (await put(`/conversations/${waId}/operator`, { assignee_email })).body.result === true;
    },
    async solve(waId) {
      return (await put(`/conversations/${waId}/status`, { new_status: 'solved' })).body.result === true;
    },
  },
};

describe.each([v1, v2, v3])('a day through $version', (driver) => {
  const person = (place: number): string => `4479050${driver.version.slice(1)}${String(place).padStart(4, '0')}`;
  const values = { name: 'Mei', company: 'Acme' };

  test('finds its number and an approved template with its parameters', async () => {
    expect(await driver.numbers()).toEqual(driver.numberNames);
    expect(await driver.template('welcome')).toEqual({ status: 'APPROVED', parameters: ['name', 'company'] });
    expect((await driver.template('draft_note')).status).toBe('PENDING');
  });

  test('sends to one, who reads and answers, and every step is told under one id', async () => {
    const waId = person(1);
    const told = receiver.received.length;
    expect(await driver.sendOne(`+${waId.slice(0, 2)} ${waId.slice(2)}`, values)).toEqual({
      status: 200,
      accepted: true,
    });
    await parley.settle();
    await parley.simulator.read(waId);
    await parley.settle();
    await parley.simulator.writeText(waId, 'Thanks');
    await parley.settle();
    const events = receiver.received.slice(told).map((entry) => entry.body);
    expect(events.map((event) => event.eventType)).toEqual([
      'templateMessageSent_v2',
      'sentMessageREAD_v2',
      'sentMessageREPLIED_v2',
    ]);
    expect(new Set(events.map((event) => event.localMessageId)).size).toBe(1);
    expect((await parley.simulator.phone(waId))[0]?.text).toBe('Hello Mei, welcome to Acme.');
    expect((await historyOf(parley, waId)).map((row) => row.statusString ?? row.eventType)).toContain('REPLIED');
  });

  test('sends to many, of whom one has no number', async () => {
    const people = [person(2), person(3), '12'];
    expect(await driver.sendMany(people, values)).toEqual({ accepted: people.slice(0, 2), invalid: ['12'] });
    await parley.settle();
    for (const waId of people.slice(0, 2)) expect(await parley.simulator.phone(waId)).toHaveLength(1);
  });

  test('is refused what is not approved, or lacks a parameter, and nothing goes out', async () => {
    const refused = { status: driver.refusal };
    const lacking = await driver.sendOne(person(4), { name: 'Mei' });
    const draft = await driver.sendOne(person(4), values, 'draft_note');
    expect([lacking, draft]).toMatchObject([refused, refused]);
    expect([lacking.accepted, draft.accepted].some((accepted) => accepted === true)).toBe(false);
    expect(await parley.simulator.phone(person(4))).toEqual([]);
  });

  const { chat } = driver;
  if (chat === undefined) return;

  test('keeps what it knows of a person', async () => {
    expect(await chat.remember(person(5), 'Mei', { plan: 'gold', city: 'Hull' })).toMatchObject({
      plan: 'gold',
      city: 'Hull',
    });
  });

  test('gives a chat to a person and solves it, as the history tells', async () => {
    const waId = person(7);
    await parley.simulator.writeText(waId, 'Help');
    await parley.settle();
    expect(await chat.assign(waId, 'agent@demo.test')).toBe(true);
    expect(await chat.solve(waId)).toBe(true);
    expect(await chat.turns(waId)).toEqual([
      expect.stringMatching(/^The chat has been closed by /),
      expect.stringMatching(/^The chat has been assigned to .+ by /),
      expect.stringMatching(/^The chat has been initialized by contact /),
    ]);
  });

  test('answers who wrote, and is refused where nobody did', async () => {
    const waId = person(6);
    await parley.simulator.writeText(waId, 'Is it open?');
    await parley.settle();
    expect(await chat.answer(waId, 'Until six.')).toEqual({ status: 200, accepted: true });
    await parley.settle();
    expect((await parley.simulator.phone(waId)).map((message) => message.text)).toEqual(['Is it open?', 'Until six.']);
    expect(await chat.texts(waId)).toEqual(['Until six.', 'Is it open?']);
    expect((await chat.answer(person(8), 'Anybody there?')).accepted).toBe(false);
    expect(await parley.simulator.phone(person(8))).toEqual([]);
  });
});
