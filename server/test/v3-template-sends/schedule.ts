import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { id, params, recipient, type SendCalls, type Sent, uuid } from './lab.ts';

/** Sends at a moment: the moments that are taken, and what is stored when one is not. */
export function describeSchedule({ parley, phoneTexts }: SendCalls): void {
  describe('scheduleTemplateMessages', () => {
    const later = (seconds: number) => new Date(parley().clock.nowMs() + seconds * 1000).toISOString();
    const schedule = (recipients: unknown[], more: Record<string, unknown> = {}) => {
      const json = { template_name: 'welcome', broadcast_name: 'march', recipients, scheduled_at: later(60), ...more };
      return parley().api<Sent>('POST', '/api/ext/v3/messageTemplates/schedule', { json });
    };

    it('answers as a send does, and sends at the moment', async () => {
      const { status, body } = await schedule([
        recipient('31860000001', { local_message_id: 'later-0001' }),
        recipient('31860000002'),
        recipient('not a number'),
        recipient('31860000001'),
      ]);
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          success: true,
          broadcast_id: id,
          error: null,
          recipients: [
            { local_message_id: 'later-0001', phone_number: '31860000001', target: '31860000001', errors: [] },
            { local_message_id: uuid, phone_number: '31860000002', target: '31860000002', errors: [] },
            expect.objectContaining({ phone_number: 'not a number', errors: [expect.stringMatching(/phone number/i)] }),
            expect.objectContaining({ phone_number: '31860000001', errors: [expect.stringMatching(/more than once/)] }),
          ],
        },
      });
      expect(await phoneTexts('31860000001')).toEqual([]);
      await parley().simulator.advance(61);
      expect(await phoneTexts('31860000001')).toEqual(['Hello Mei, welcome to Shop.']);
      expect(await phoneTexts('31860000002')).toEqual(['Hello Mei, welcome to Shop.']);
    });

    it('refuses a recipient whose local_message_id is longer than can be kept, and sends to the others', async () => {
      const endless = { local_message_id: randomBytes(4_000).toString('base64') };
      const { status, body } = await schedule([recipient('31860000011', endless), recipient('31860000012')]);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: {
          success: true,
          recipients: [{ errors: [expect.stringMatching(/at most 256 characters/)] }, { errors: [] }],
        },
      });
      await parley().simulator.advance(61);
      expect(await phoneTexts('31860000011')).toEqual([]);
      expect(await phoneTexts('31860000012')).toEqual(['Hello Mei, welcome to Shop.']);
    });

    it('takes the aliases of v1, another zone, and a moment that has just passed for now', async () => {
      const inIndia = new Date(parley().clock.nowMs() + (60 + 5.5 * 3600) * 1000).toISOString().replace('Z', '+05:30');
      const aliased = await parley().api<Sent>('POST', '/api/ext/v3/messageTemplates/schedule', {
        json: {
          template_name: 'welcome',
          broadcast_name: 'march',
          scheduled_at: inIndia,
          receivers: [{ whatsappNumber: '31860000003', customParams: params }],
        },
      });
      expect(aliased).toMatchObject({ status: 200, body: { success: true } });
      expect((await schedule([recipient('31860000004')], { scheduled_at: later(-30) })).body.success).toBe(true);
      const article = { recipients: undefined, target: '+31860000006', custom_params: params };
      expect(await schedule([], article)).toMatchObject({
        status: 200,
        body: { recipients: [{ target: '31860000006' }] },
      });
      await parley().settle();
      expect([await phoneTexts('31860000003'), await phoneTexts('31860000004')]).toMatchObject([
        [],
        [expect.any(String)],
      ]);
      await parley().simulator.advance(61);
      expect(await phoneTexts('31860000003')).toHaveLength(1);
    });

    it.each([
      ['nothing', { scheduled_at: undefined }],
      ['null', { scheduled_at: null }],
      ['no moment', { scheduled_at: 'tomorrow' }],
      ['a day that does not exist', { scheduled_at: '2099-02-30T10:00:00Z' }],
      ['a moment of the past', { scheduled_at: '2020-01-01T00:00:00Z' }],
      ['a moment years ahead', { scheduled_at: '2099-01-01T00:00:00Z' }],
    ])('refuses %s as scheduled_at, and stores nothing', async (_case, more) => {
      const answer = await schedule([recipient('31860000005')], more);
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.stringMatching(/scheduled_at/) },
      });
      expect(await frozen('31860000005')).toBe(0);
    });

    it('fails with status 200 for a template that cannot be sent, or when nobody can be sent to', async () => {
      const draft = await schedule([recipient('31860000005')], { template_name: 'draft_note' });
      expect(draft).toMatchObject({ status: 200, body: { success: false, broadcast_id: null, recipients: null } });
      const nobody = await schedule([recipient('not a number')]);
      expect(nobody).toMatchObject({ status: 200, body: { success: false, broadcast_id: null } });
      expect(await frozen('31860000005')).toBe(0);
    });

    it('refuses an unknown channel and a token without the scope', async () => {
      expect((await schedule([recipient('31860000005')], { channel: 'Nowhere' })).status).toBe(400);
      const token = await parley().addToken({ scopes: ['messagetemplatev3:read'] });
      const json = { template_name: 'welcome', broadcast_name: 'b', recipients: [], scheduled_at: later(60) };
      const answer = await parley().api('POST', '/api/ext/v3/messageTemplates/schedule', { json, token });
      expect(answer).toMatchObject({ status: 403, body: { code: 403 } });
      expect(await frozen('31860000005')).toBe(0);
    });

    const frozen = async (waId: string): Promise<number> => {
      const statement = systemStatement<{ rows: number }>(
        'test.frozen',
        'select count(*) as rows from campaign_recipients where wa_id = $1',
      );
      return (await parley().db.system(statement, [waId]))[0]?.rows ?? -1;
    };
  });
}
