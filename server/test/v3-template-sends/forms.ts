import { describe, expect, it } from 'vitest';
import { id, params, path, recipient, type SendCalls, uuid } from './lab.ts';

/** The channel of a send, the forms of the call that are taken or refused as a whole, and who may send. */
export function describeForms({ parley, post, send, phoneTexts }: SendCalls): void {
  describe('sendTemplateMessages', () => {
    it('sends from the named channel, from the default one otherwise', async () => {
      const channels = [
        [null, 1],
        ['Second', 2],
        ['15550100002', 2],
        ['', 1],
        [undefined, 1],
      ] as const;
      for (const [place, [channel, expected]] of channels.entries()) {
        const waId = `3180000002${place}`;
        expect((await send([recipient(waId)], { channel })).body.success).toBe(true);
        await parley().settle();
        const [message] = await parley().simulator.phone(waId);
        expect({ channel, message }).toMatchObject({ channel, message: { channel: `30000000000000${expected}` } });
      }
    });

    it('takes the channel under the name that a support article gives it', async () => {
      const { body } = await send([recipient('31800000026')], { channel_number: 15_550_100_002 });
      expect(body.success).toBe(true);
      await parley().settle();
      expect(await parley().simulator.phone('31800000026')).toMatchObject([{ channel: '300000000000002' }]);
      const wrong = await send([recipient('31800000026')], { channel_number: { number: 1 } });
      expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringMatching(/channel_number/) } });
    });

    it('takes the form of a support article: one target beside the other members', async () => {
      const { status, body } = await post({
        template_name: 'welcome',
        broadcast_name: 'march',
        channel_number: '15550100002',
        target: '+31800000027',
        custom_params: params,
      });
      expect({ status, body }).toMatchObject({ status: 200, body: { success: true, broadcast_id: id, error: null } });
      expect(body.recipients).toEqual([
        { local_message_id: uuid, phone_number: '31800000027', target: '31800000027', errors: [] },
      ]);
      await parley().settle();
      expect(await parley().simulator.phone('31800000027')).toMatchObject([{ channel: '300000000000002' }]);
    });

    it.each([
      ['no target', {}],
      ['a target that is no text', { target: { phone: '31800000028' } }],
      ['parameters that are no list', { target: '31800000028', custom_params: 'Mei' }],
    ])('refuses that form with %s', async (_case, more) => {
      const answer = await post({ template_name: 'welcome', broadcast_name: 'march', ...more });
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.any(String) } });
    });

    it('refuses an unknown channel', async () => {
      const answer = await send([recipient('31800000030')], { channel: 'Nowhere' });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.stringMatching(/^Channel not found/) },
      });
    });

    it.each([
      ['no recipients', []],
      ['a recipient without any name', [recipient('31800000031'), { custom_params: params }]],
      ['a recipient with blank names', [{ phone_number: ' ', target: null, custom_params: params }]],
      ['too many recipients', Array.from({ length: 10_001 }, () => ({ phone_number: '31800000031' }))],
    ])('refuses the whole call for %s', async (_case, recipients) => {
      const answer = await send(recipients);
      expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringMatching(/recipients/) } });
      expect(await phoneTexts('31800000031')).toEqual([]);
    });

    it('refuses the members which one client invents', async () => {
      const answer = await post({ template_id: 'welcome', target: '31800000032' });
      expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
    });

    it('takes the names of v1 that the n8n node sends, and numbers for texts', async () => {
      const { status, body } = await post({
        template_name: 'welcome',
        broadcast_name: 'march',
        receivers: [
          { whatsappNumber: 31_800_000_040, customParams: [...params.slice(0, 1), { name: 'company', value: 7 }] },
        ],
      });
      expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
      expect(body.recipients).toMatchObject([{ phone_number: '31800000040', errors: [] }]);
      await parley().settle();
      expect(await phoneTexts('31800000040')).toEqual(['Hello Mei, welcome to 7.']);
    });

    it('takes the names of v1 inside recipients, under the patch type', async () => {
      const json = {
        template_name: 'welcome',
        broadcast_name: 'march',
        recipients: [{ whatsappNumber: '31800000041', customParams: params }],
      };
      const answer = await post(json, { 'content-type': 'application/json-patch+json' });
      expect(answer).toMatchObject({
        status: 200,
        body: { recipients: [{ phone_number: '31800000041', errors: [] }] },
      });
    });

    it('takes a person who is named twice for one recipient, and tells the second', async () => {
      const { body } = await send([
        recipient('31800000050'),
        recipient('+31 800000050', { local_message_id: 'again-01' }),
      ]);
      expect(body.recipients).toMatchObject([
        { phone_number: '31800000050', errors: [] },
        {
          phone_number: '31800000050',
          local_message_id: 'again-01',
          errors: [expect.stringMatching(/more than once/)],
        },
      ]);
      const answer = await parley().api('GET', '/api/ext/v3/contacts/31800000050');
      expect(answer).toMatchObject({ status: 200, body: { wa_id: '31800000050', name: '31800000050' } });
      await parley().settle();
      expect(await phoneTexts('31800000050')).toHaveLength(1);
    });

    it('asks for one of the scopes of sending', async () => {
      const token = await parley().addToken({ scopes: ['messagetemplatev3:read'] });
      const json = { template_name: 'welcome', broadcast_name: 'b', recipients: [recipient('31800000060')] };
      expect(await parley().api('POST', path, { json, token })).toMatchObject({ status: 403, body: { code: 403 } });
    });
  });
}
