import { FormData } from 'undici';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeWallet } from '../../src/modules/billing/index.ts';
import { type CreditCalls, sendPath } from './lab.ts';

/** Sends that the credit does not reach, by v1, v2, v3 and CSV file. */
export function describeSendsBeyondCredit({ parley, credits }: CreditCalls): void {
  describe('a send beyond the credit', () => {
    const noCredit = 'No credit left: top up the wallet of the account.';
    const [first, second] = ['31600000021', '31600000022'];
    const values = [
      { name: 'name', value: 'Noor' },
      { name: 'company', value: 'Shop' },
    ];
    const receivers = [first, second].map((whatsappNumber) => ({ whatsappNumber, customParams: values }));
    const setCredit = (credit: number) => changeWallet(parley(), parley().tenantId, { credit, welcomeCredit: 0 });
    const phone = async (waId: string) => {
      await parley().settle();
      return (await parley().simulator.phone(waId)).length;
    };
    beforeEach(() => setCredit(0.06));

    it('of v3 is told in the errors of each recipient', async () => {
      const recipients = [first, second].map((phone_number) => ({ phone_number, custom_params: values }));
      const json = { template_name: 'welcome', broadcast_name: 'b', recipients };
      interface Sent {
        broadcast_id: string | null;
        recipients: { errors: string[] }[];
      }
      const { body } = await parley().api<Sent>('POST', sendPath, { json });
      expect(body).toMatchObject({ success: true, error: null, recipients: [{ errors: [] }, { errors: [noCredit] }] });
      expect([await phone(first), await phone(second)]).toEqual([1, 0]);
      const none = await parley().api<Sent>('POST', sendPath, { json });
      expect(none).toMatchObject({ status: 200, body: { success: true, broadcast_id: null, error: null } });
      expect(none.body.recipients.map(({ errors }) => errors)).toEqual([[noCredit], [noCredit]]);
      expect(await phone(first)).toBe(1);
      expect((await credits()).credit).toBe(0.01);
    });

    it('of v1 and v2 is refused with result false', async () => {
      const single = { template_name: 'welcome', broadcast_name: 'b', parameters: values };
      const bulk = { template_name: 'welcome', broadcast_name: 'b', receivers };
      const { body: some } = await parley().api('POST', '/api/v1/sendTemplateMessages', { json: bulk });
      expect(some).toMatchObject({
        result: false,
        errors: { error: `${noCredit}: ${second}` },
        broadcastId: expect.any(String),
      });
      expect([await phone(first), await phone(second)]).toEqual([2, 0]);
      for (const version of ['v1', 'v2']) {
        const query = { whatsappNumber: second };
        const one = await parley().api('POST', `/api/${version}/sendTemplateMessage`, { query, json: single });
        expect(one).toMatchObject({ status: 200, body: { result: false, info: noCredit, message: noCredit } });
        const many = await parley().api('POST', `/api/${version}/sendTemplateMessages`, { json: bulk });
        expect(many).toMatchObject({
          status: 200,
          body: { result: false, receivers: [{ errors: [noCredit] }, { errors: [noCredit] }] },
        });
        expect(many.body).not.toHaveProperty('broadcastId');
      }
      expect([await phone(first), await phone(second)]).toEqual([2, 0]);
    });

    it('of a CSV file leaves out the rows it does not reach', async () => {
      const sendCsv = () => {
        const multipart = new FormData();
        const csv = `Phone,name,company\n${first},Noor,Shop\n${second},Noor,Shop\n`;
        multipart.set('whatsapp_numbers_csv', new Blob([csv], { type: 'text/csv' }), 'numbers.csv');
        const query = { template_name: 'welcome', broadcast_name: 'csv' };
        return parley().api('POST', '/api/v1/sendTemplateMessageCSV', { query, multipart });
      };
      const leftOutRows = [{ row: 3, whatsappNumber: second, reason: noCredit }];
      expect((await sendCsv()).body).toMatchObject({ result: true, accepted: 1, leftOut: 1, leftOutRows });
      expect([await phone(first), await phone(second)]).toEqual([3, 0]);
      const none = await sendCsv();
      expect(none).toMatchObject({
        status: 200,
        body: { result: false, accepted: 0, leftOut: 2, errors: { error: noCredit } },
      });
      expect(none.body).not.toHaveProperty('broadcastId');
      expect((await parley().api('GET', '/api/ext/v3/broadcasts')).body).toMatchObject({
        broadcasts: expect.not.arrayContaining([expect.objectContaining({ status: 'processing' })]),
      });
    });
  });
}
