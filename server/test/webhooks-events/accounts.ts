import { describe, expect, it } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { type EventCalls, type Json, place } from './lab.ts';

/** Reviews, bans, limits and qualities of the account and its numbers, and what a ban stops. */
export function describeAccountsAndNumbers({
  parley,
  heard,
  heardBySecond,
  heardByAccount,
  tell,
  describeChannel,
}: EventCalls): void {
  describe('accounts and numbers', () => {
    it('tell of a review, once for a repeat', async () => {
      await parley().simulator.fault({
        match: { operation: 'account' },
        outcome: { webhook: { duplicate: true } },
        times: 1,
      });
      await tell('account_review_update', { decision: 'APPROVED' });
      expect(await heardByAccount()).toEqual([
        { eventType: 'wabaStatusReviewUpdate', accountReviewStatus: 'APPROVED', wabaId: '200200' },
      ]);
    });

    it('tell of violations, bans and restrictions, and stop what a ban stops', async () => {
      await tell('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } });
      await tell('account_update', {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795737600 }],
      });
      const ban = (state: string): Json => ({ waba_ban_state: state, waba_ban_date: 'November 30, 2026' });
      await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: ban('DISABLE') });
      expect((await describeChannel('15550100002')).pausedReason).toBe('WhatsApp disabled the account.');
      await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: ban('REINSTATE') });
      expect((await describeChannel('15550100002')).pausedReason).toBeNull();
      const base = { eventType: 'accountUpdated', wabaId: '200200', violationInfo: null, banInfo: null };
      const told = { ...base, restriction_info: null };
      const restriction = {
        restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
        expiration: '2026-11-27T00:00:00+0000',
      };
      expect(await heardByAccount()).toEqual([
        { ...told, event: 'ACCOUNT_VIOLATION', violationInfo: { violation_type: 'SPAM' } },
        { ...told, event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] },
        ...['DISABLE', 'REINSTATE'].map((state) => ({
          ...told,
          event: 'DISABLED_UPDATE',
          banInfo: { waba_ban_state: state, waba_ban_date: '2026-11-30' },
        })),
      ]);
    });

    it('tell of limits, and keep them', async () => {
      await tell('business_capability_update', {
        max_daily_conversations_per_business: 'TIER_10K',
        max_phone_numbers_per_business: 20,
        max_phone_numbers_per_waba: 10,
      });
      expect(await heardByAccount()).toEqual([
        {
          eventType: 'businessCapabilityUpdated',
          wabaId: '200200',
          maxDailyConversationPerPhone: null,
          maxPhoneNumbersPerBusiness: '20',
          maxPhoneNumbersPerWaba: '10',
          maxDailyConversationsPerBusiness: 'TIER_10K',
        },
      ]);
      expect(await describeChannel('15550100002')).toMatchObject({ limit: 'TIER_10K' });
    });

    it('tell of the quality of a number to those of that number', async () => {
      await tell('phone_number_quality_update', {
        display_phone_number: '+1 555 010 0001',
        event: 'UPGRADE',
        old_limit: 'TIER_1K',
        current_limit: 'TIER_100K',
      });
      await tell('phone_number_name_update', { display_phone_number: '15550100001', decision: 'REJECTED' });
      expect(await heard()).toEqual([
        {
          eventType: 'PhoneNumberQualityUpdatedEvent',
          phoneNumber: '15550100001',
          event: 'UPGRADE',
          currentLimit: 'TIER_100K',
          oldLimit: 'TIER_1K',
          ...place,
        },
      ]);
      expect(await heardBySecond()).toEqual([]);
      expect(await describeChannel('15550100001')).toMatchObject({ limit: 'TIER_100K', nameStatus: 'REJECTED' });
    });

    it('keep aside what says nothing', async () => {
      await tell('account_review_update', { other: true });
      await tell('phone_number_quality_update', { event: 'UPGRADE' });
      const statement = systemStatement<{ reason: string }>('test.rejects', 'select reason from intake_rejects');
      const reasons = (await parley().db.system(statement)).map((row) => row.reason);
      expect(reasons).toContain('The field account_review_update does not say what happened.');
      expect(reasons).toContain('The field phone_number_quality_update does not say what happened.');
      expect(await heardByAccount()).toEqual([]);
    });

    it('tell of a number that was removed, which sends no more until it is back', async () => {
      await tell('account_update', { event: 'PHONE_NUMBER_REMOVED', phone_number: '15550100002' });
      expect(await heardByAccount()).toEqual([
        { eventType: 'phoneNumberDeleted', wabaId: '200200', phoneNumber: '15550100002' },
      ]);
      expect(await describeChannel('15550100002')).toMatchObject({
        pausedReason: 'The number was removed from the WhatsApp account.',
        status: 'DELETED',
      });
      await tell('account_update', { event: 'ACCOUNT_RECONNECTED', phone_number: '15550100002' });
      expect((await describeChannel('15550100002')).pausedReason).toBeNull();
      expect(await heardByAccount()).toEqual([]);
    });
  });
}
