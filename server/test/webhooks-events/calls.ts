import { describe, expect, it } from 'vitest';
import { type EventCalls, type Json, named } from './lab.ts';

/** Voice calls of customers and of the business. */
export function describeCalls({ parley, heard }: EventCalls): void {
  describe('calls', () => {
    const caller = '4479200000003';
    const call = (body: Json): Promise<unknown> => parley().simulator.call('POST', `/customers/${caller}/calls`, body);

    it('of a customer open the chat, and tell each step once', async () => {
      await call({ event: 'connect', call_id: 'wacid.one' });
      const ringing = await heard();
      expect(ringing.map((body) => body.eventType)).toEqual(['call.status', 'call.status_bsuid']);
      expect(ringing[0]).toMatchObject({
        call_id: 'wacid.one',
        metadata: {
          direction: 'inbound',
          status: 'ringing',
          from_number: `+${caller}`,
          to_number: '+15550100001',
          duration_seconds: 0,
          operator_id: null,
          team_name: null,
        },
      });
      await call({ event: 'terminate', call_id: 'wacid.one', status: 'COMPLETED', duration: 75 });
      // What comes late changes nothing.
      await call({ event: 'connect', call_id: 'wacid.one' });
      expect((await heard()).map((body) => body.metadata)).toMatchObject([
        { status: 'completed', duration_seconds: 75 },
        { status: 'completed' },
      ]);
      const answer = await parley().api('POST', `/api/v1/sendSessionMessage/${caller}`, {
        query: { messageText: 'Hello' },
      });
      expect(answer.body).toMatchObject({ ok: true });
      const history = await parley().api('GET', `/api/v1/getMessages/${caller}`);
      expect(history.text).toContain(`Voice call from ${caller}: completed after 75 seconds`);
      await heard();
    });

    it('that nobody takes are missed, and those of the business open nothing', async () => {
      await call({ event: 'terminate', call_id: 'wacid.two', status: 'FAILED' });
      expect(named(await heard(), 'call.status')).toMatchObject([{ metadata: { status: 'missed' } }]);
      const callee = '4479200000004';
      for (const status of ['RINGING', 'ACCEPTED']) {
        await parley().simulator.call('POST', `/customers/${callee}/calls`, { status, call_id: 'wacid.three' });
      }
      expect(named(await heard(), 'call.status').map((body) => body.metadata)).toMatchObject([
        { direction: 'outbound', status: 'ringing', from_number: '+15550100001', to_number: `+${callee}` },
        { direction: 'outbound', status: 'accepted' },
      ]);
      const answer = await parley().api('POST', `/api/v1/sendSessionMessage/${callee}`, {
        query: { messageText: 'Hello' },
      });
      expect(answer.body).toMatchObject({ result: false });
    });
  });
}
