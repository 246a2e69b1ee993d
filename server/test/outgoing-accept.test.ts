import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { eventually } from './harness/eventually.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { sendText, sendWelcome } from './outgoing-lab.ts';
import { outTexts, queueRows, storedMessages } from './outgoing-state.ts';

let parley: TestPlatform;
const customer = '4479000100001';

beforeAll(async () => {
  parley = await startTestPlatform();
});
afterAll(() => parley.stop());

const blockedStatement = systemStatement<{ blocked: number }>(
  'test.blocked',
  `select count(*) as blocked from pg_stat_activity
   where datname = current_database() and wait_event_type = 'Lock' and query like '%into send_queue%'`,
);
const run = (sql: string) => parley.db.system(systemStatement('', sql));

/** Holds the queue locked while `work` runs. */
async function whileQueueIsLocked(work: () => Promise<void>): Promise<void> {
  const [row] = await parley.db.system(systemStatement<{ name: string }>('', 'select current_database() as name'));
  const client = new Client({ ...inject('postgres'), database: row?.name });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table send_queue in share row exclusive mode');
    await work();
    await client.query('commit');
  } finally {
    await client.end();
  }
}

describe('accepting a message', () => {
  test('answers only after the commit, shows nothing of it before, and brings it to the phone once', async () => {
    await parley.simulator.writeText(customer, 'Hello?');
    await parley.settle();
    let answered = false;
    let sending: Promise<unknown> = Promise.resolve();
    await whileQueueIsLocked(async () => {
      sending = sendText(parley, customer, 'once').then(() => {
        answered = true;
      });
      await eventually(async () => {
        const [row] = await parley.db.system(blockedStatement);
        expect(row?.blocked).toBeGreaterThan(0);
      });
      expect(answered).toBe(false);
      expect((await storedMessages(parley)).map((message) => message.text)).not.toContain('once');
    });
    await sending;
    expect((await storedMessages(parley)).map((message) => message.text)).toContain('once');
    await parley.settle();
    expect(await outTexts(parley, customer)).toEqual(['once']);
    expect(await queueRows(parley)).toEqual([]);
  });

  test.each([
    [
      'a session message',
      () => parley.api('POST', `/api/v1/sendSessionMessage/${customer}`, { query: { messageText: 'lost' } }),
    ],
    [
      'a template',
      () =>
        parley.api('POST', '/api/v2/sendTemplateMessage', {
          query: { whatsappNumber: '4479000100002' },
          json: {
            template_name: 'welcome',
            broadcast_name: 'b',
            parameters: [
              { name: 'name', value: 'lost' },
              { name: 'company', value: 'lost' },
            ],
          },
        }),
    ],
  ])('%s that cannot be queued is not stored either', async (_what, send) => {
    await run(`alter table send_queue add constraint refuse_all check (channel_id = '') not valid`);
    const before = (await storedMessages(parley)).length;
    try {
      const answer = await send();
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('refuse_all');
      expect(await storedMessages(parley)).toHaveLength(before);
    } finally {
      await run('alter table send_queue drop constraint refuse_all');
    }
  });

  test('a bulk of which one cannot be stored is refused whole', async () => {
    await run(`alter table contacts add constraint refuse_one check (wa_id <> '4479000100104') not valid`);
    try {
      const receivers = [103, 104, 105].map((tail) => ({
        whatsappNumber: `4479000100${tail}`,
        customParams: [
          { name: 'name', value: 'x' },
          { name: 'company', value: 'y' },
        ],
      }));
      const json = { template_name: 'welcome', broadcast_name: 'b', receivers };
      const answer = await parley.api('POST', '/api/v2/sendTemplateMessages', { json });
      expect(answer.status).toBe(500);
      const stored = (await storedMessages(parley)).map((message) => message.waId);
      expect(stored).not.toContain('4479000100103');
      expect(await queueRows(parley)).toEqual([]);
    } finally {
      await run('alter table contacts drop constraint refuse_one');
    }
  });

  test('messages accepted at the same time all arrive, each once', async () => {
    const people = Array.from({ length: 60 }, (_, index) => `44790002${String(index).padStart(5, '0')}`);
    await Promise.all(people.map((waId) => sendWelcome(parley, waId)));
    await parley.settle();
    const shown = await Promise.all(people.map((waId) => outTexts(parley, waId)));
    expect(shown).toEqual(people.map(() => ['Hello Mei, welcome to Acme.']));
  });
});
