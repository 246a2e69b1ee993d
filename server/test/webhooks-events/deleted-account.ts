import { describe, expect, it } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { EventCalls } from './lab.ts';

/** The end of an account, which stops its numbers here and nobody else's. Comes last: nothing is sent after it. */
export function describeDeletedAccount({ parley, heardByAccount, tell, describeChannel }: EventCalls): void {
  describe('an account that is deleted', () => {
    it('is told of, and its numbers send no more', async () => {
      await connectElsewhere(parley(), '15550100009');
      await tell('account_update', { event: 'ACCOUNT_DELETED' });
      expect(await heardByAccount()).toEqual([{ eventType: 'accountDeleted', wabaId: '200200' }]);
      for (const number of ['15550100001', '15550100002']) {
        expect((await describeChannel(number)).pausedReason).toBe('The WhatsApp account was deleted.');
      }
      // Another app can't speak for this one, nor this one for another.
      expect((await describeChannel('15550100009')).pausedReason).toBeNull();
    });
  });
}

/** A number that another workspace has on the same account, through a Meta app of its own. */
async function connectElsewhere(parley: TestPlatform, phoneNumber: string): Promise<void> {
  await parley.addTenant('300300');
  const app = systemStatement(
    'test.other-app',
    `insert into meta_apps (id, tenant_id, callback_id, app_secret_sealed, verify_token_sealed, created_at)
     select 'other', '300300', 'other', app_secret_sealed, verify_token_sealed, created_at from meta_apps limit 1`,
  );
  const channel = systemStatement(
    'test.other-channel',
    `insert into channels (tenant_id, id, meta_app_id, waba_id, phone_number_id, phone_number, name, access_token_sealed,
       created_at, updated_at)
     select '300300', id, 'other', waba_id, '9', $1, 'Other', access_token_sealed, created_at, updated_at
     from channels where phone_number = '15550100001'`,
  );
  await parley.db.system(app);
  await parley.db.system(channel, [phoneNumber]);
}
