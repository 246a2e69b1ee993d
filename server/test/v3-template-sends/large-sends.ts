import { describe, expect, it } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { setTenantLimits } from '../../src/modules/accounts/index.ts';
import { cancelCampaign, getCampaign } from '../../src/modules/campaigns/index.ts';
import { demoTenant, stateDeps } from '../campaign-lab.ts';
import { params, recipient, type SendCalls } from './lab.ts';

/** The largest call that is taken. */
export function describeTenThousand({ parley, send, phoneTexts }: SendCalls): void {
  describe('sendTemplateMessages', () => {
    it('takes ten thousand recipients in one call and keeps their order', async () => {
      const isGood = (place: number) => place % 50 === 7;
      const recipients = Array.from({ length: 10_000 }, (_, place) => ({
        phone_number: `3185${String(place).padStart(7, '0')}`,
        custom_params: isGood(place) ? params : [],
      }));
      const { status, body } = await send(recipients);
      expect({ status, success: body.success }).toEqual({ status: 200, success: true });
      const results = body.recipients ?? [];
      expect(results.map((result) => result.phone_number)).toEqual(recipients.map((entry) => entry.phone_number));
      expect(results.map((result) => result.errors.length === 0)).toEqual(recipients.map((_, place) => isGood(place)));
      const localIds = results.flatMap((result) => result.local_message_id ?? []);
      expect([localIds.length, new Set(localIds).size]).toEqual([200, 200]);
      await parley().settle();
      expect(await phoneTexts('31850009957')).toHaveLength(1);
    });
  });
}

/** A send that is accepted in slices: blocked people and the limits of the workspace. */
export function describeLimits({ parley, send }: SendCalls): void {
  describe('a send to more than a thousand people', () => {
    it('is accepted whole, leaves blocked people out, and refuses what the limits of the workspace refuse', async () => {
      const people = Array.from({ length: 1_001 }, (_, place) => `3187${String(place).padStart(7, '0')}`);
      const [blocked] = people as [string];
      await parley().simulator.writeText(blocked, 'Hello');
      await parley().settle();
      const query = { whatsappNumber: blocked, TicketStatus: 'BLOCK' };
      expect((await parley().api('POST', '/api/v1/updateChatStatus', { query })).status).toBe(200);
      const pause = (at: Date | null) =>
        parley().db.system(systemStatement('', 'update channels set paused_at = $1'), [at]);
      await pause(parley().clock.now());
      const { body } = await send(people.map((waId) => recipient(waId)));
      expect(body.recipients?.map((entry) => entry.errors.length)).toEqual([1, ...people.slice(1).map(() => 0)]);
      const broadcastId = body.broadcast_id ?? '';
      expect(await getCampaign(parley(), demoTenant, broadcastId)).toMatchObject({ pending: 1_000, skipped: 1 });
      await cancelCampaign(stateDeps(parley()), demoTenant, { id: broadcastId });
      await pause(null);
      await parley().settle();
      expect(await getCampaign(parley(), demoTenant, broadcastId)).toMatchObject({
        stopped: 1_000,
        pending: 0,
        skipped: 1,
      });
      // A process learns of new limits within a second: as long as it holds them for offline it accepts nothing.
      await setTenantLimits(parley(), parley().tenantId, { isOffline: true, trialMessages: 1_000 });
      const one = [recipient('31880000000')];
      await expect.poll(async () => (await send(one)).status).toBe(400);
      await setTenantLimits(parley(), parley().tenantId, { isOffline: false });
      const over = Array.from({ length: 1_001 }, (_, place) => recipient(`3188${String(place).padStart(7, '0')}`));
      await expect
        .poll(async () => (await send(over)).body)
        .toMatchObject({ code: 400, message: expect.stringContaining('trial') });
      await setTenantLimits(parley(), parley().tenantId, { trialMessages: null });
    });
  });
}
