import { beforeAll, describe, expect, it } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import type { PlatformEvent } from '../../src/events/catalogue.ts';
import { newId } from '../../src/kernel/ids.ts';
import {
  changeWallet,
  createBillingMemory,
  createCharger,
  importPrices,
  openCreditGate,
} from '../../src/modules/billing/index.ts';
import type { StatusPricing } from '../../src/modules/messages/types.ts';
import { type CreditCalls, dutch, indian } from './lab.ts';

/** What the charger makes of delivered messages, and prices that are imported. The last: the example prices are gone then. */
export function describeBatchCharge({ parley, estimate, idOf, entries }: CreditCalls): void {
  describe('the charge of a batch', () => {
    let channelId = '';
    beforeAll(async () => {
      const { body } = await parley().api<{ channels: { id: string }[] }>('GET', '/api/ext/v3/channels');
      channelId = body.channels[0]?.id ?? '';
      await parley().addTenant('200302');
      await changeWallet(parley(), '200302', { isOn: true, currency: 'EUR', credit: 1 });
    });

    interface Sent {
      kind?: string;
      templateId?: string | null;
      waId?: string;
      at?: string;
      pricing?: StatusPricing;
    }

    const deliveredEvent = ({
      kind = 'session',
      templateId = null,
      waId = dutch,
      at,
      pricing,
    }: Sent): PlatformEvent => {
      const id = newId(parley().clock.nowMs());
      const message = { id, kind, templateId, channelId, conversationId: id };
      const facts = { message, contact: { waId, bsuid: null }, pricing };
      const moment = at === undefined ? new Date('2026-11-20T10:00:00Z') : new Date(at);
      const common = { conversationId: undefined, data: undefined, at: moment };
      return { ...common, id, tenantId: '200302', type: 'message.delivered', subjectId: id, facts };
    };

    async function charge(events: readonly PlatformEvent[]): Promise<number> {
      const read = async () => (await changeWallet(parley(), '200302', {})).credit;
      const before = await read();
      await parley().db.transaction((tx) => createCharger(createBillingMemory()).consume(tx, events));
      return Math.round((before - (await read())) * 1e6) / 1e6;
    }

    it('charges service messages beyond the allowance of the number and month, as utility', async () => {
      expect(await charge([{}, {}, {}].map(deliveredEvent))).toBe(0.05);
      expect(await charge([deliveredEvent({})])).toBe(0.05);
      expect(await charge([deliveredEvent({ at: '2026-12-01T00:00:00Z' })])).toBe(0);
    });

    it('has nothing to charge for them before the switch', async () => {
      expect(await charge([{}, {}, {}].map((sent) => deliveredEvent({ ...sent, at: '2026-09-30T23:59:59Z' })))).toBe(0);
    });

    it("goes by Meta's word where there is one", async () => {
      const regular = { type: 'regular', category: 'marketing_lite' };
      const free = { type: 'free_entry_point', category: 'referral_conversion' };
      expect(await charge([deliveredEvent({ kind: 'template', pricing: regular })])).toBe(0.12);
      expect(await charge([deliveredEvent({ kind: 'template', pricing: free })])).toBe(0);
      expect(await charge([deliveredEvent({ kind: 'direct' })])).toBe(0.05);
    });

    it('charges the same message once, and enters one without a price', async () => {
      const event = deliveredEvent({ kind: 'direct' });
      expect(await charge([event])).toBe(0.05);
      expect(await charge([event])).toBe(0);
      expect(
        await charge([deliveredEvent({ kind: 'template', pricing: { type: 'regular', category: 'novelty' } })]),
      ).toBe(0);
      expect((await entries()).filter(({ note }) => note === 'no price is known')).toEqual([
        expect.objectContaining({ amount: 0, category: 'novelty', country: 'NL' }),
      ]);
    });

    it('says how far the credit reaches', async () => {
      await changeWallet(parley(), '200302', { credit: 0.3 });
      const deps = { db: parley().db, clock: parley().clock, billing: createBillingMemory() };
      const ctx = { tenantId: '200302', actor: { kind: 'system' as const }, requestId: 'test' };
      const isCovered = await openCreditGate(deps, ctx, 'MARKETING');
      const people = [dutch, indian, dutch, dutch, indian].map((waId) => ({ waId, bsuid: undefined }));
      expect(people.map((person) => isCovered?.(person))).toEqual([true, true, true, false, true]);
      await changeWallet(parley(), '200302', { isOn: false });
      expect(await openCreditGate({ ...deps, billing: createBillingMemory() }, ctx, 'MARKETING')).toBeUndefined();
    });

    it('refuses a currency without prices, and another one for what it holds', async () => {
      await expect(changeWallet(parley(), '200302', { isOn: true, currency: 'XTS', credit: 1 })).rejects.toThrow(
        'no prices',
      );
      await expect(changeWallet(parley(), '200302', { currency: 'USD' })).rejects.toThrow('The wallet holds 0.3 EUR');
    });

    it('holds what its entries sum up to', async () => {
      const rows = await parley().db.system(
        systemStatement<{ off: number }>(
          'test.wallet-sums',
          `select (w.credit + w.welcome_credit - (select sum(amount) from wallet_entries e where e.tenant_id = w.tenant_id))::float8 as off
         from wallets w`,
        ),
      );
      expect(rows).toEqual([{ off: 0 }, { off: 0 }]);
    });

    it('an imported list takes the place of the example', async () => {
      const common = { currency: 'USD', category: 'marketing', country: '*' } as const;
      const prices = [
        { ...common, validFrom: new Date(0), price: 0.5 },
        { ...common, validFrom: new Date(parley().clock.nowMs() + 86_400_000), price: 0.9 },
      ];
      await importPrices(parley(), prices, { replace: true });
      await changeWallet(parley(), parley().tenantId, { isOn: false });
      expect((await estimate('promo', [idOf(dutch)])).body).toMatchObject({ estimated_cost: 0.5, currency: 'USD' });
      expect((await estimate('welcome', [idOf(dutch)])).body).toMatchObject({
        estimated_cost: 0,
        result: false,
        failed_detail: 'There is no price of utility in USD for NL.',
      });
    });
  });
}
