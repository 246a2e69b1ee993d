import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { historyOf } from './intake-lab.ts';

// One day of a program, told once and run through both legacy versions: what differs between them is in the drivers alone.
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
  readonly version: 'v1' | 'v2';
  numbers(): Promise<string[]>;
  template(name: string): Promise<{ status: string; parameters: string[] }>;
  sendOne(waId: string, values: Values): Promise<{ status: number; accepted: boolean }>;
  sendMany(people: readonly string[], values: Values): Promise<{ accepted: string[]; invalid: string[] }>;
}

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

const send = (values: Values) => ({ template_name: 'welcome', broadcast_name: 'day', parameters: pairs(values) });
const sendMany = (people: readonly string[], values: Values) => ({
  template_name: 'welcome',
  broadcast_name: 'day',
  receivers: people.map((whatsappNumber) => ({ whatsappNumber, customParams: pairs(values) })),
});

const v1: Driver = {
  version: 'v1',
  async numbers() {
    const answer = await parley.api<{ result: { phoneNumber: string }[] }>('GET', '/api/v1/whatsApp/phoneNumbers');
    return answer.body.result.map((row) => row.phoneNumber.replace(/\D/g, ''));
  },
  template: (name) => listed('v1', name),
  async sendOne(waId, values) {
    const path = '/api/v1/sendTemplateMessage';
    const answer = await post<{ result: boolean }>(path, send(values), { whatsappNumber: waId });
    return { status: answer.status, accepted: answer.body.result };
  },
  async sendMany(people, values) {
    type Answer = { receivers: { whatsappNumber: string; isValidWhatsAppNumber: boolean }[] };
    const { body } = await post<Answer>('/api/v1/sendTemplateMessages', sendMany(people, values));
    const of = (valid: boolean) =>
      body.receivers.filter((row) => row.isValidWhatsAppNumber === valid).map((row) => row.whatsappNumber);
    return { accepted: of(true), invalid: of(false) };
  },
};

const v2: Driver = {
  version: 'v2',
  async numbers() {
    const answer = await parley.api<{ phoneNumber: string }[]>('GET', '/api/v2/whatsapp/phoneNumbers');
    return answer.body.map((row) => row.phoneNumber);
  },
  template: (name) => listed('v2', name),
  async sendOne(waId, values) {
    const path = '/api/v2/sendTemplateMessage';
    const answer = await post<{ result: boolean }>(path, send(values), { whatsappNumber: waId });
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

describe.each([v1, v2])('a day through $version', (driver) => {
  const person = (place: number): string =>
    `4479050${driver.version === 'v1' ? 1 : 2}${String(place).padStart(4, '0')}`;
  const values = { name: 'Mei', company: 'Acme' };

  test('finds its number and an approved template with its parameters', async () => {
    expect(await driver.numbers()).toEqual(['15550100001', '15550100002']);
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

  test('is refused what is not approved, or lacks a parameter, with 400', async () => {
    expect((await driver.sendOne(person(4), { name: 'Mei' })).status).toBe(400);
    const path = `/api/${driver.version}/sendTemplateMessage`;
    const draft = await post(path, { ...send(values), template_name: 'draft_note' }, { whatsappNumber: person(4) });
    expect(draft.status).toBe(400);
    expect(await parley.simulator.phone(person(4))).toEqual([]);
  });
});
