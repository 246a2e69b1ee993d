import { beforeAll, describe, expect, it } from 'vitest';
import { changeWallet, setBillingRules } from '../../src/modules/billing/index.ts';
import { type CreditCalls, creditsPath, dutch, estimatePath, indian } from './lab.ts';

/** A wallet that is on: what is charged, once, and what is free. It stays on for those who come after. */
export function describeWallet({ parley, credits, estimate, idOf, sendTemplate, entries }: CreditCalls): void {
  describe('with a wallet', () => {
    beforeAll(async () => {
      await setBillingRules(parley(), { freeServiceMessages: 2 });
      await changeWallet(parley(), parley().tenantId, {
        isOn: true,
        currency: 'EUR',
        credit: 25.5,
        welcomeCredit: 0.1,
      });
    });

    it('the credits are those of the wallet', async () => {
      const answer = await parley().api('GET', creditsPath);
      expect(answer.body).toEqual({
        credit: 25.5,
        welcome_credit: 0.1,
        remaining_free_conversations_count: 4,
        currency: 'EUR',
        auto_charge_enabled: false,
      });
      expect((await estimate('promo', [idOf(dutch)])).body).toMatchObject({
        current_credit: 25.5,
        current_welcome_credit: 0.1,
        currency: 'EUR',
      });
    });

    it('a delivered template is charged once, the welcome credit first', async () => {
      await sendTemplate('welcome', dutch, { name: 'Noor', company: 'Shop' });
      expect(await credits()).toMatchObject({ credit: 25.5, welcome_credit: 0.05 });
      await parley().simulator.read(dutch);
      await parley().settle();
      await sendTemplate('otp', indian, { code: '123456', otp: '123456' });
      expect(await credits()).toMatchObject({ credit: 25.5, welcome_credit: 0.048 });
      expect(await entries()).toEqual([
        expect.objectContaining({ kind: 'adjustment', amount: 25.5 }),
        expect.objectContaining({ kind: 'welcome', amount: 0.1 }),
        { kind: 'charge', amount: -0.05, category: 'utility', country: 'NL', note: null },
        { kind: 'charge', amount: -0.002, category: 'authentication', country: 'IN', note: null },
      ]);
    });

    it('a template that fails or waits costs nothing', async () => {
      const before = await credits();
      await parley().simulator.patch('31600000003', { on_whatsapp: false });
      await sendTemplate('welcome', '31600000003', { name: 'Noor', company: 'Shop' });
      await parley().simulator.patch('31600000004', { auto_deliver: false });
      await sendTemplate('welcome', '31600000004', { name: 'Noor', company: 'Shop' });
      expect(await credits()).toEqual(before);
    });

    it('a service message that Meta calls free counts against the allowance', async () => {
      await parley().simulator.writeText(dutch, 'Hello');
      await parley().settle();
      const before = await credits();
      const json = { target: dutch, text: 'Hello' };
      expect((await parley().api('POST', '/api/ext/v3/conversations/messages/text', { json })).status).toBe(200);
      await parley().settle();
      const left = before.remaining_free_conversations_count - 1;
      expect(await credits()).toEqual({ ...before, remaining_free_conversations_count: left });
    });

    it('is of its tenant alone', async () => {
      const { token } = await parley().addTenant('200301');
      expect((await parley().api('GET', creditsPath, { token })).body).toMatchObject({ credit: 0, currency: null });
    });

    it('shows nothing to a token without the scope', async () => {
      const token = await parley().addToken({ scopes: ['contactsv3:read'] });
      expect((await parley().api('GET', creditsPath, { token })).status).toBe(403);
      expect((await parley().api('POST', estimatePath, { json: {}, token })).status).toBe(403);
      expect((await parley().api('GET', creditsPath, { token: null })).status).toBe(401);
    });
  });
}
