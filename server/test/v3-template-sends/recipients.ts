import { describe, expect, it } from 'vitest';
import { id, params, recipient, type SendCalls, uuid } from './lab.ts';

/** What is answered of each recipient, and what reaches the phones; a refusal of one does not stop the others. */
export function describeRecipients({ parley, send, phoneTexts }: SendCalls): void {
  describe('sendTemplateMessages', () => {
    it('sends to each recipient and answers in their order', async () => {
      const { status, body } = await send([
        recipient('31800000001', { local_message_id: 'order-0001-first' }),
        recipient('+31 8 0000 0002'),
      ]);
      expect(status).toBe(200);
      expect(body).toEqual({
        success: true,
        broadcast_id: id,
        error: null,
        recipients: [
          { local_message_id: 'order-0001-first', phone_number: '31800000001', target: '31800000001', errors: [] },
          { local_message_id: uuid, phone_number: '31800000002', target: '31800000002', errors: [] },
        ],
      });
      await parley().settle();
      expect(await phoneTexts('31800000001')).toEqual(['Hello Mei, welcome to Shop.']);
      expect(await phoneTexts('31800000002')).toEqual(['Hello Mei, welcome to Shop.']);
    });

    it('answers the local_message_id that the webhooks repeat', async () => {
      const receiver = await parley().subscribe(['templateMessageSent_v2', 'sentMessageDELIVERED_v2']);
      const { body } = await send([
        recipient('31800000003'),
        recipient('31800000004', { local_message_id: 'my-own-id-01' }),
      ]);
      await parley().settle();
      const told = receiver.received.map(({ body: event }) => `${event.eventType} ${event.localMessageId}`).sort();
      const localIds = body.recipients?.map((result) => result.local_message_id);
      expect(localIds).toEqual([uuid, 'my-own-id-01']);
      expect(told).toEqual(
        ['sentMessageDELIVERED_v2', 'templateMessageSent_v2']
          .flatMap((type) => (localIds ?? []).map((localId) => `${type} ${localId}`))
          .sort(),
      );
    });

    it('takes a contact id, a BSUID and a phone number as target', async () => {
      const { body: contact } = await parley().api<{ id: string }>('POST', '/api/ext/v3/contacts', {
        json: { whatsapp_number: '31800000005', name: 'Noor' },
      });
      const { body: person } = await parley().simulator.call('PATCH', '/customers/31800000006', {
        hide_phone: true,
        username: 'bo.hides',
      });
      const { user_id: bsuid } = person as { user_id: string };
      await parley().simulator.writeText('31800000006', 'Guess who');
      await parley().settle();
      const targets = [contact.id, bsuid, '+31800000007'];
      const { body } = await send(targets.map((target) => ({ target, custom_params: params })));
      expect(body.recipients).toMatchObject([
        { phone_number: '31800000005', target: contact.id, errors: [] },
        { phone_number: null, target: bsuid, errors: [] },
        { phone_number: '31800000007', target: '31800000007', errors: [] },
      ]);
      await parley().settle();
      for (const waId of ['31800000005', '31800000006', '31800000007']) {
        expect(await phoneTexts(waId)).toContain('Hello Mei, welcome to Shop.');
      }
    });

    it('tells each recipient that cannot be sent to, and sends to the others', async () => {
      const { status, body } = await send([
        recipient('not a number', { local_message_id: 'bad-number-01' }),
        recipient('31800000010'),
        { target: '65f0c1a2b3d4e5f601234567', custom_params: params },
        { phone_number: '31800000011', custom_params: [{ name: 'name', value: 'Mei' }] },
        { phone_number: '31800000012', custom_params: null },
      ]);
      expect({ status, body }).toMatchObject({ status: 200, body: { success: true, broadcast_id: id, error: null } });
      expect(body.recipients).toEqual([
        {
          local_message_id: 'bad-number-01',
          phone_number: 'not a number',
          target: 'not a number',
          errors: [expect.stringMatching(/phone number/i)],
        },
        { local_message_id: uuid, phone_number: '31800000010', target: '31800000010', errors: [] },
        {
          local_message_id: null,
          phone_number: null,
          target: '65f0c1a2b3d4e5f601234567',
          errors: [expect.stringMatching(/not found/i)],
        },
        {
          local_message_id: null,
          phone_number: '31800000011',
          target: '31800000011',
          errors: [expect.stringMatching(/^Parameters are missing or invalid: company/)],
        },
        {
          local_message_id: null,
          phone_number: '31800000012',
          target: '31800000012',
          errors: [expect.stringMatching(/^Parameters are missing or invalid: name, company/)],
        },
      ]);
      await parley().settle();
      expect(await phoneTexts('31800000010')).toHaveLength(1);
      expect(await phoneTexts('31800000011')).toEqual([]);
    });

    it('fails as a whole when nobody can be sent to', async () => {
      const { status, body } = await send([recipient('not a number')]);
      expect(status).toBe(200);
      expect(body).toMatchObject({ success: false, broadcast_id: null, error: expect.stringMatching(/\w/) });
      expect(body.recipients).toMatchObject([{ errors: [expect.any(String)] }]);
    });

    it.each([
      ['that does not exist', 'no_such_template', /not found/i],
      ['that waits for review', 'draft_note', /not approved/i],
    ])('refuses a template %s with status 200', async (_case, templateName, error) => {
      const { status, body } = await send([recipient('31800000013')], { template_name: templateName });
      expect({ status, body }).toEqual({
        status: 200,
        body: { success: false, broadcast_id: null, error: expect.stringMatching(error), recipients: null },
      });
    });
  });
}
