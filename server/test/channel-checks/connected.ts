import { describe, expect, test } from 'vitest';
import { runDoctor } from '../../src/cli/doctor-command.ts';
import { createSecretBox } from '../../src/kernel/secret-box.ts';
import { findCredentials, listChannels } from '../../src/modules/channels/index.ts';
import { rowsOf } from '../intake-lab.ts';
import type { CheckCalls } from './lab.ts';

/** A number that is connected: its settings here, and what check and doctor say of it. */
export function describeConnected({ run, channel, answers, database }: CheckCalls): void {
  describe('a number that passes', () => {
    test('names the messaging account in its sends where one is set', async () => {
      const account = async () => {
        const ctx = { tenantId: '404242', actor: { kind: 'system' }, requestId: 'test' } as const;
        const [{ id = '' } = {}] = await listChannels(database(), ctx);
        const secrets = createSecretBox('a secret key for the tests only');
        return (await findCredentials({ ...database(), secrets }, '404242', id))?.messagingAccountId;
      };
      expect(await account()).toBeNull();
      expect((await channel('set-account', '--messaging-account', '900900')).out).toBe(
        'Sends of account 900900 name the messaging account 900900.',
      );
      expect(await account()).toBe('900900');
      await expect(channel('set-account', '--messaging-account', 'x')).rejects.toThrow('is a number, or none');
      expect((await channel('set-account', '--messaging-account', 'none')).code).toBe(0);
      expect(await account()).toBeNull();
    });

    test('sends marketing by the Marketing Messages API when told to', async () => {
      expect((await channel('set-marketing-api', '--state', 'on')).out).toContain('by the Marketing Messages API');
      expect(await rowsOf(database(), 'select marketing_api from channels')).toEqual([{ marketing_api: true }]);
      await expect(channel('set-marketing-api', '--state', 'perhaps')).rejects.toThrow('--state is on or off');
      expect((await channel('set-marketing-api', '--state', 'off')).code).toBe(0);
      expect(await rowsOf(database(), 'select marketing_api from channels')).toEqual([{ marketing_api: false }]);
    });

    test('gets a new token only when Meta takes it', async () => {
      expect(await channel('set-token', '--access-token', 'EAAbad')).toEqual({
        code: 1,
        out: expect.stringContaining('The access token does not work'),
      });
      answers()['GET /900900/subscribed_apps'] = { data: [{ whatsapp_business_api_data: { id: '700700' } }] };
      expect((await channel('check')).code).toBe(0);
      expect(await channel('set-token', '--access-token', 'EAAgood')).toMatchObject({ code: 0 });
    });

    test('that is no longer subscribed is told by check and doctor, and subscribe mends it', async () => {
      const gone = 'fail  The app does not get the webhooks of account 900900. Run parley channel subscribe';
      expect(await channel('check')).toEqual({ code: 1, out: expect.stringContaining(gone) });
      const doctor = await run(runDoctor, []);
      expect(doctor).toEqual({ code: 1, out: expect.stringContaining(gone) });
      expect(doctor.out).toContain('ok    the secret key opens the stored secrets');
      expect(doctor.out).toContain('ok    the public address is https://parley.example');
      expect(await channel('subscribe')).toMatchObject({ code: 0 });
      expect(await run(runDoctor, [])).toMatchObject({ code: 0 });
    });

    test('is doubted where callback, field, review, status or quality are wrong', async () => {
      answers()['GET /900900'] = { id: '900900', account_review_status: 'REJECTED' };
      answers()['GET /900900/phone_numbers'] = {
        data: [
          {
            id: '500500',
            display_phone_number: '+1 555-020-0001',
            status: 'FLAGGED',
            quality_rating: 'RED',
            name_status: 'DECLINED',
          },
        ],
      };
      answers()['GET /700700/subscriptions'] = {
        data: [{ object: 'whatsapp_business_account', callback_url: 'https://other.example/hook', fields: [] }],
      };
      const { out } = await channel('check');
      for (const words of [
        'warn  The account 900900 is in review: REJECTED',
        'warn  The number +1 555-020-0001 is FLAGGED',
        'warn  The quality of +1 555-020-0001 is low',
        'warn  The display name of +1 555-020-0001 is declined',
        'warn  Meta posts to https://other.example/hook. Run parley channel set-callback, or set https://parley.example/meta/webhook in the app at Meta.',
      ]) {
        expect(out).toContain(words);
      }
    });

    test('can not be read by a doctor with another key', async () => {
      const { code, out } = await run(runDoctor, [], { PARLEY_SECRET_KEY: 'another key that is long enough' });
      expect(code).toBe(1);
      expect(out).toContain('fail  The secret key does not open the stored secrets');
    });
  });
}
