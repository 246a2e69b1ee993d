import { describe, expect, test } from 'vitest';
import { answerTimeoutMs } from '../../src/modules/automation/index.ts';
import type { BotCalls } from './lab.ts';

/** Runs that end before their flow does: no answer in time, steps that cannot be taken, a blocked contact. */
export function describeEnds({ parley, startFor, newCustomer, write, heard, history, addBot, endOf }: BotCalls): void {
  describe('when 24 hours have passed', () => {
    test('a run without an answer ends, and nothing starts where the window is closed', async () => {
      const silent = await newCustomer();
      const waId = await newCustomer();
      await startFor(waId);
      await parley().settle();
      await parley().simulator.advance(answerTimeoutMs / 1000 - 60);
      expect(await endOf(waId)).toBeNull();
      await parley().simulator.advance(120);
      expect(await endOf(waId)).toBe('timed_out');
      await write(waId, 'Anyone?');
      expect(await heard(waId)).toEqual([]);
      expect((await startFor(waId)).text).toBe('"success"');
      const closed = { result: false, info: 'Ticket has been expired.', ticketStatus: 'EXPIRED' };
      expect(await startFor(silent)).toMatchObject({ status: 200, body: closed });
      await parley().api('POST', '/api/v1/addContact/85255502999', { json: { name: 'Silent' } });
      expect((await startFor('85255502999')).body).toMatchObject(closed);
    });
  });

  describe('a run ends with a reason', () => {
    test('when what it says is empty, when it goes in a circle, and when an operator is gone', async () => {
      const bots: [string, unknown[]][] = [
        ['message.text_empty', [{ id: 'a', kind: 'message', text: '{{nothing}}' }]],
        ['too_many_steps', [{ id: 'a', kind: 'condition', attribute: 'x', operator: '==', value: 'y', no: 'a' }]],
        ['flow.operator_missing', [{ id: 'a', kind: 'assignOperator', email: 'gone@demo.test' }]],
        ['flow.team_missing', [{ id: 'a', kind: 'assignTeam', team: 'Gone' }]],
        ['stage.not_found', [{ id: 'a', kind: 'leadStage', stage: 'Gone' }]],
      ];
      const waId = await newCustomer();
      for (const [reason, nodes] of bots) {
        expect((await startFor(waId, await addBot(reason, nodes))).text).toBe('"success"');
        await parley().settle();
        expect(await endOf(waId)).toBe(reason);
      }
    });
  });

  describe('a chatbot in the chat of a blocked contact', () => {
    test('ends no block', async () => {
      const waId = await newCustomer();
      const setStatus = (ticketStatus: string) =>
        parley().api('POST', '/api/v1/updateChatStatus', { json: { whatsappNumber: waId, ticketStatus } });
      await setStatus('BLOCK');
      expect((await startFor(waId, await addBot('Solver', [{ id: 'a', kind: 'solve' }]))).text).toBe('"success"');
      await parley().settle();
      expect(await endOf(waId)).toBe('contact.blocked');
      expect((await history(waId)).at(-1)?.eventDescription).toBe('The contact has been blocked by Ada Admin');
    });
  });
}
