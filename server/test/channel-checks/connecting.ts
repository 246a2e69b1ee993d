import { describe, expect, test } from 'vitest';
import { runChannel } from '../../src/cli/channel-command.ts';
import type { CheckCalls } from './lab.ts';

/** A number that passes the checks, and the commands that change it at Meta. It stays for those who come after. */
export function describeConnecting({ run, add, channel, listed, token, answers, meta }: CheckCalls): void {
  describe('a number that passes', () => {
    test('is subscribed and stored, each check a line, and warnings do not stand in its way', async () => {
      token({ expires_at: Math.floor(Date.UTC(2100, 0, 1) / 1000) });
      answers()['GET /500500'] = {
        id: '500500',
        health_status: {
          can_send_message: 'LIMITED',
          entities: [
            {
              entity_type: 'BUSINESS',
              can_send_message: 'LIMITED',
              errors: [{ error_code: 141010, error_description: 'Not verified', possible_solution: 'Verify it.' }],
            },
          ],
        },
      };
      expect(await add()).toEqual({
        code: 0,
        out: [
          'ok    the access token is valid',
          'ok    the account 900900 is there (Lamp shop)',
          'ok    the number +1 555-020-0001 is connected',
          'warn  Meta limits what the number sends. BUSINESS: Not verified. Verify it.',
          'ok    the app secret is right',
          'ok    Meta posts to https://parley.example/meta/webhook',
          'ok    the app is subscribed to the webhooks of account 900900',
          '15550200001 is connected.',
        ].join('\n'),
      });
      expect(await listed()).toMatch(/Main\t15550200001\tdefault\tsending/);
      await expect(add()).rejects.toThrow('500500 is connected already');
      await expect(add({ 'phone-number-id': '500501' })).rejects.toThrow('15550200001 is connected already');
    });

    test('is shown without its secrets, paused with a reason and resumed', async () => {
      expect((await channel('pause', '--reason', 'Holidays')).out).toBe('Main is paused: messages wait.');
      expect((await channel('pause')).out).toBe('Main was paused already.');
      const shown = (await channel('show')).out;
      expect(shown).toMatch(/phone number id\t500500\naccount\t900900\napp\t700700/);
      expect(shown).toContain('reason\tHolidays');
      expect(shown).not.toMatch(/EAAgood|right-secret/);
      expect((await channel('resume')).out).toBe('Main sends again.');
      expect((await channel('resume')).out).toBe('Main was not paused.');
    });

    test('is registered with a PIN, and says why it could not be', async () => {
      answers()['POST /500500/register'] = { success: true };
      expect(await channel('register', '--pin', '402913')).toEqual({
        code: 0,
        out: 'ok    the number 15550200001 is registered',
      });
      expect(JSON.parse(meta().requests.at(-1)?.body ?? '')).toEqual({ messaging_product: 'whatsapp', pin: '402913' });
      answers()['POST /500500/register'] = { error: { code: 133_005, message: 'PIN Mismatch' } };
      expect(await channel('register', '--pin', '000000')).toEqual({
        code: 1,
        out: expect.stringContaining('The two-step verification PIN is wrong (133005).'),
      });
      await expect(channel('register', '--pin', '12')).rejects.toThrow('--pin must be six digits');
      await expect(channel('register')).rejects.toThrow('--pin is needed');
    });

    test('has Meta post here, once Meta takes the address', async () => {
      answers()['POST /700700/subscriptions'] = { success: true };
      expect(await channel('set-callback')).toEqual({
        code: 0,
        out: 'ok    Meta posts to https://parley.example/meta/webhook',
      });
      expect(JSON.parse(meta().requests.at(-1)?.body ?? '')).toMatchObject({
        object: 'whatsapp_business_account',
        callback_url: 'https://parley.example/meta/webhook',
        verify_token: 'v',
        fields: expect.stringMatching(/^messages,.*user_preferences$/),
      });
      answers()['POST /700700/subscriptions'] = { error: { code: 100, message: 'The URL could not be validated.' } };
      expect(await channel('set-callback')).toEqual({
        code: 1,
        out: expect.stringContaining('the server must be running and reachable there'),
      });
      const nowhere = ['set-callback', '--tenant', '404242', '--channel', 'Main'];
      expect(await run(runChannel, nowhere, { PARLEY_PUBLIC_URL: '' })).toEqual({
        code: 1,
        out: expect.stringContaining('There is no public address'),
      });
    });

    test('shows customers another profile, within the limits of Meta', async () => {
      answers()['POST /500500/whatsapp_business_profile'] = { success: true };
      const sites = 'https://a.example, https://b.example';
      expect(
        await channel('set-profile', '--about', 'Open till six', '--vertical', 'RETAIL', '--websites', sites),
      ).toEqual({
        code: 0,
        out: 'ok    the profile of Main is changed',
      });
      expect(JSON.parse(meta().requests.at(-1)?.body ?? '')).toEqual({
        messaging_product: 'whatsapp',
        about: 'Open till six',
        vertical: 'RETAIL',
        websites: ['https://a.example', 'https://b.example'],
      });
      const asked = meta().requests.length;
      const wrong: [string[], string][] = [
        [[], 'There is nothing to change'],
        [['--about', 'x'.repeat(140)], 'about must have at most 139 characters'],
        [['--about', ''], 'about must not be empty'],
        [['--websites', 'https://a.example,https://b.example,https://c.example'], 'There may be 2 websites'],
        [['--websites', 'lamps'], 'lamps is no web address'],
      ];
      for (const [args, sentence] of wrong) await expect(channel('set-profile', ...args)).rejects.toThrow(sentence);
      expect(meta().requests).toHaveLength(asked);
      answers()['POST /500500/whatsapp_business_profile'] = { error: { code: 100, message: 'Bad vertical' } };
      await expect(channel('set-profile', '--vertical', 'LAMPS')).rejects.toThrow('Bad vertical');
    });
  });
}
