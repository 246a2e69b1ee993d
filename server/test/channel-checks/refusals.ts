import { describe, expect, test } from 'vitest';
import { runChannel } from '../../src/cli/channel-command.ts';
import { type CheckCalls, given } from './lab.ts';

/** What channel add asks of Meta before it stores anything; one that fails stores nothing. */
export function describeRefusals({ run, add, listed, token, answers }: CheckCalls): void {
  describe('channel add stores nothing when', () => {
    const refusals: [string, () => void, Record<string, string>, string][] = [
      ['Meta refuses the token', () => undefined, { 'access-token': 'EAAbad' }, 'The access token does not work'],
      ['the token is no longer valid', () => token({ is_valid: false }), {}, 'The access token is not valid'],
      ['the token has expired', () => token({ expires_at: 1_700_000_000 }), {}, 'The access token has expired'],
      ['the token is of another app', () => token({ app_id: '1' }), {}, 'belongs to the Meta app 1, not to 700700'],
      [
        'the token lacks a permission',
        () => token({ scopes: ['whatsapp_business_management'] }),
        {},
        'lacks whatsapp_business_messaging',
      ],
      ['the account is not reached', () => undefined, { waba: '1' }, 'does not reach the WhatsApp account 1'],
      [
        'the account lacks the number',
        () => undefined,
        { 'phone-number-id': '1' },
        'no number with the id 1. It has 500500 (+1 555-020-0001).',
      ],
      [
        'the id is of another number',
        () => undefined,
        { number: '+1 555 020 0009' },
        'The id 500500 is the number 15550200001, not 15550200009',
      ],
      [
        'the app secret is wrong',
        () => undefined,
        { 'app-secret': 'x' },
        'The secret is not that of the Meta app 700700',
      ],
      [
        'the app can not be subscribed',
        () => {
          answers()['POST /900900/subscribed_apps'] = { error: { code: 200, message: 'No permission' } };
        },
        {},
        'The app could not be subscribed to the webhooks of the account',
      ],
    ];
    test.each(refusals)('%s', async (_what, prepare, more, sentence) => {
      prepare();
      const { code, out } = await add(more);
      expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining(sentence) });
      expect(out).toContain('Nothing was stored.');
      expect(await listed()).toBe('');
    });

    test('Meta is not reached', async () => {
      const closed = await run(runChannel, ['add', ...Object.entries(given).flatMap(([k, v]) => [`--${k}`, v])], {
        PARLEY_GRAPH_URL: 'http://127.0.0.1:9',
      });
      // The token may be well: nobody should make a new one for want of a network.
      const line = "The access token can't be checked. Meta could not be asked: ";
      expect(closed).toEqual({ code: 1, out: expect.stringContaining(line) });
      expect(await listed()).toBe('');
    });
  });
}
