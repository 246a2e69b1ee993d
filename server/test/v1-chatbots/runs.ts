import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { newId } from '../../src/kernel/ids.ts';
import { advanceRun } from '../../src/modules/automation/advance-run.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { BotCalls } from './lab.ts';

/** What a chatbot says and does: questions, buttons, conditions, hand over and end. */
export function describeRuns({ parley, startFor, newCustomer, write, heard, history, addBot, endOf }: BotCalls): void {
  describe('startChatbot runs the flow', () => {
    test('asks, keeps the answer, offers buttons, hands over, and ends', async () => {
      const waId = await newCustomer();
      const answer = await startFor(waId);
      expect([answer.status, answer.text]).toEqual([200, '"success"']);
      expect(await heard(waId)).toEqual(['Hello, welcome to the demo shop!', 'What may we call you?']);
      await write(waId, ' Mei ');
      expect(await heard(waId)).toEqual(['Mei, how can we help you?']);
      const menu = (await history(waId)).at(-1)?.interactiveData?.action.buttons ?? [];
      expect(menu.map((button) => button.reply.title)).toEqual(['Opening hours', 'Talk to us', 'Nothing, thanks']);
      await parley().simulator.write(waId, {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: menu[1]?.reply },
      });
      expect(await heard(waId)).toEqual(['Ana will be with you in a moment, Mei.']);
      expect(await endOf(waId)).toBe('completed');
      await write(waId, 'Thank you');
      expect(await heard(waId)).toEqual([]);
      const contact = await parley().api<{ contact_list: { customParams: unknown[]; teamIds: string[] }[] }>(
        'GET',
        '/api/v1/getContacts',
        { query: { name: waId } },
      );
      expect(contact.body.contact_list[0]?.customParams).toContainEqual({ name: 'first_name', value: 'Mei' });
      expect(contact.body.contact_list[0]?.teamIds).toHaveLength(1);
    });

    test('its messages are those of the bot in the history, and so is what it did', async () => {
      const waId = await newCustomer();
      await startFor(waId);
      await parley().settle();
      await write(waId, 'Ana');
      await write(waId, 'talk to us');
      const items = await history(waId);
      const own = items.filter((item) => item.eventType === 'message' && item.owner);
      expect(own.map((item) => item.operatorName)).toEqual(own.map(() => 'Bot '));
      expect(own).toHaveLength(4);
      expect(
        items.filter((item) => item.eventType === 'message' && !item.owner).map((item) => item.operatorName),
      ).toEqual([null, null, null]);
      expect(items.map((item) => item.eventDescription)).toContain('The chat has been assigned to Ana Agent by Bot');
    });

    test('what was written to a contact that was joined to another keeps its place until the run is looked for anew', async () => {
      const waId = await newCustomer();
      await startFor(waId);
      await heard(waId);
      const { db, clock, tenantId } = parley();
      const [run] = await db.system(runOfStatement, [waId]);
      if (!run) throw new Error('The chatbot does not run.');
      const left = await db.transaction(async (tx) => {
        await tx.system(insertInputStatement, [
          tenantId,
          run.id,
          newId(clock.nowMs()),
          run.conversationId,
          run.contactId,
        ]);
        const events = { record: async () => undefined, committed: () => undefined };
        const joined = {
          db: { ...db, transaction: <T>(work: (in_: typeof tx) => Promise<T>) => work(tx) },
          clock,
          events,
        };
        // As it was listed before the contact became one with another.
        await advanceRun(joined, {
          tenantId,
          runId: run.id,
          conversationId: run.conversationId,
          contactId: 'f'.repeat(24),
        });
        const rows = await tx.system(inputsStatement, [run.id]);
        await tx.system(dropInputsStatement, [run.id]);
        return rows;
      });
      expect(left).toEqual([{ text: 'Mei' }]);
    });

    test('a branch that solves the chat closes its ticket', async () => {
      const waId = await newCustomer();
      await startFor(waId);
      await parley().settle();
      await write(waId, 'Bea');
      await write(waId, 'OPENING HOURS');
      expect(await heard(waId)).toEqual(['We are open from Monday to Saturday, 10:00 to 18:00.', 'Have a good day!']);
      expect((await history(waId)).at(-1)?.eventDescription).toBe('The chat has been closed by Bot');
      expect(await endOf(waId)).toBe('completed');
    });

    test('a condition takes the way that fits, and what is known is not asked again', async () => {
      const waId = await newCustomer();
      await parley().api('POST', `/api/v1/addContact/${waId}`, {
        json: { name: 'Mei', customParams: [{ name: 'first_name', value: 'Mei' }] },
      });
      await startFor(waId);
      expect(await heard(waId)).toEqual(['Hello, welcome to the demo shop!', 'Mei, how can we help you?']);
      const plans = await addBot('Plans', [
        { id: 'a', kind: 'condition', attribute: 'plan', operator: 'contains', value: 'GOLD', yes: 'b', no: 'c' },
        { id: 'b', kind: 'message', text: '{{ name }} ({{phone}}) has {{plan}}{{nothing}}' },
        { id: 'c', kind: 'message', text: 'no plan' },
      ]);
      const golden = await newCustomer();
      await parley().api('POST', `/api/v1/addContact/${golden}`, {
        json: { name: 'Ada', customParams: [{ name: 'plan', value: 'old gold' }] },
      });
      await startFor(golden, plans);
      expect(await heard(golden)).toEqual([`Ada (${golden}) has old gold`]);
      const other = await newCustomer();
      await startFor(other, plans);
      expect(await heard(other)).toEqual(['no plan']);
    });

    test('what fits no button is asked again, at the third time the run gives up', async () => {
      const bot = await addBot('Strict', [
        { id: 'a', kind: 'buttons', text: 'Yes or no?', buttons: [{ title: 'Yes' }] },
      ]);
      const waId = await newCustomer();
      await startFor(waId, bot);
      await parley().settle();
      await write(waId, 'maybe');
      expect(await heard(waId)).toEqual(['Yes or no?']);
      await write(waId, 'perhaps');
      expect(await heard(waId)).toEqual(['Yes or no?']);
      await write(waId, 'hm');
      expect(await heard(waId)).toEqual([]);
      expect(await endOf(waId)).toBe('no_match');
    });

    test('of messages that come at once the first is the answer; what was written before a question is none', async () => {
      const bot = await addBot('Two questions', [
        { id: 'a', kind: 'question', text: 'First?', attribute: 'first', next: 'b' },
        { id: 'b', kind: 'question', text: 'Second?', attribute: 'second' },
      ]);
      const waId = await newCustomer('before');
      await startFor(waId, bot);
      await parley().settle();
      const ids = [newId(parley().clock.nowMs()), newId(parley().clock.nowMs())];
      await parley().db.system(writeIntoRunStatement, [waId, ids, ['one', 'two'], parley().clock.now()]);
      expect(await heard(waId)).toEqual(['First?', 'Second?']);
      expect(await endOf(waId)).toBeNull();
      await write(waId, 'three');
      expect(await endOf(waId)).toBe('completed');
      expect(await attributesOf(parley(), waId)).toMatchObject({ first: 'one', second: 'three' });
    });
  });
}

async function attributesOf(parley: TestPlatform, waId: string): Promise<Record<string, string>> {
  const answer = await parley.api<{ contact_list: { customParams: { name: string; value: string }[] }[] }>(
    'GET',
    '/api/v1/getContacts',
    { query: { name: waId } },
  );
  return Object.fromEntries((answer.body.contact_list[0]?.customParams ?? []).map(({ name, value }) => [name, value]));
}

/** As the intake does with messages that come together. */
const writeIntoRunStatement = systemStatement(
  'test.write-into-run',
  `insert into flow_inputs (tenant_id, run_id, message_id, conversation_id, contact_id, text, received_at)
   select r.tenant_id, r.id, m.id, r.conversation_id, r.contact_id, m.text, $4
   from contacts c join flow_runs r on r.tenant_id = c.tenant_id and r.contact_id = c.id,
     unnest($2::text[], $3::text[]) as m (id, text)
   where c.wa_id = $1`,
);

const runOfStatement = systemStatement<{ id: string; conversationId: string; contactId: string }>(
  'test.run-of',
  `select r.id, r.conversation_id as "conversationId", r.contact_id as "contactId" from flow_runs r
   join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id where c.wa_id = $1 and r.ended_at is null`,
);
const insertInputStatement = systemStatement(
  'test.insert-input',
  `insert into flow_inputs (tenant_id, run_id, message_id, conversation_id, contact_id, text, received_at)
   values ($1, $2, $3, $4, $5, 'Mei', now())`,
);
const inputsStatement = systemStatement<{ text: string }>(
  'test.inputs',
  'select text from flow_inputs where run_id = $1',
);
const dropInputsStatement = systemStatement('test.drop-inputs', 'delete from flow_inputs where run_id = $1');
