import { describe, expect, it } from 'vitest';
import { type CreditCalls, creditsPath, dutch, estimatePath, indian, unknownId } from './lab.ts';

/** Credits without a wallet, and what a broadcast would cost. */
export function describeEstimates({ parley, estimate, idOf }: CreditCalls): void {
  describe('without a wallet', () => {
    it('the credits are zero', async () => {
      expect(await parley().api('GET', creditsPath)).toMatchObject({
        status: 200,
        body: {
          credit: 0,
          welcome_credit: 0,
          remaining_free_conversations_count: 0,
          currency: null,
          auto_charge_enabled: false,
        },
      });
    });

    it('an estimate tells the price of the list', async () => {
      const answer = await estimate('welcome', [idOf(dutch), idOf(indian)]);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        estimated_cost: 0.052,
        current_credit: 0,
        current_welcome_credit: 0,
        result: true,
        is_request_succeeded: true,
        failed_detail: null,
        currency: 'USD',
      });
    });
  });

  describe('estimateBroadcastCost', () => {
    it('takes numbers and BSUIDs too, and counts each person once', async () => {
      const people = [idOf(dutch), idOf(dutch).toUpperCase(), `+${indian}`, '91 98123-45678', 'DE.ABC123'];
      expect((await estimate('promo', people)).body.estimated_cost).toBe(0.27);
    });

    it('costs nothing for nobody, or for a blocked contact', async () => {
      expect((await estimate('promo', [])).body).toMatchObject({ estimated_cost: 0, result: true });
      const { body } = await parley().api<{ id: string }>('POST', '/api/ext/v3/contacts', {
        json: { whatsapp_number: '31600000009', name: 'Blocked' },
      });
      const query = { whatsappNumber: '31600000009', TicketStatus: 'BLOCK' };
      await parley().simulator.writeText('31600000009', 'Hello');
      await parley().settle();
      expect((await parley().api('POST', '/api/v1/updateChatStatus', { query })).status).toBe(200);
      expect((await estimate('promo', [body.id])).body).toMatchObject({ estimated_cost: 0, result: true });
    });

    it('tells an unknown template and unknown contacts', async () => {
      for (const template of [unknownId, 'nonsense']) {
        const { status, body } = await estimate(template, [idOf(dutch)]);
        expect({ status, body }).toMatchObject({
          status: 200,
          body: { estimated_cost: 0, result: false, is_request_succeeded: false, failed_detail: 'Template not found.' },
        });
      }
      expect((await estimate('promo', [idOf(dutch), unknownId, 'nobody'])).body).toMatchObject({
        estimated_cost: 0.12,
        result: false,
        failed_detail: `Contacts not found: ${unknownId}, nobody.`,
      });
    });

    it.each([
      ['no template', { contact_ids: [] }],
      ['no contacts', { template_id: unknownId }],
      ['contacts that are no list', { template_id: unknownId, contact_ids: 5 }],
      ['more than 10,000 contacts', { template_id: unknownId, contact_ids: Array(10_001).fill(unknownId) }],
    ])('refuses %s', async (_case, json) => {
      const answer = await parley().api('POST', estimatePath, { json });
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
      expect(answer.body).not.toHaveProperty('error');
    });

    it('knows nothing of another tenant', async () => {
      const { token } = await parley().addTenant('200300');
      expect((await estimate('promo', [idOf(dutch)], token)).body.failed_detail).toBe('Template not found.');
    });
  });
}
