import { describe, expect, test } from 'vitest';
import { createTag } from '../../src/modules/conversations/index.ts';
import { type Json, rowsOf } from '../intake-lab.ts';
import { api, type MergingLab } from './lab.ts';

/** A number and a user id that were two contacts become one, with all that both had. */
export function describeUserIdBesideNumber(lab: MergingLab): void {
  const { post, text, idOf, conversationsOf, find, textsOf, mergesOf } = lab;

  describe('a user id that shows up beside a number that is another contact', () => {
    const waId = '447906000001';
    const bsuid = 'GB.Merge1';

    test('makes one contact of both, with one chat, one running ticket and the whole history', async () => {
      await post(text('by number', { waId }));
      await post(text('by user id', { bsuid }));
      const [byNumber, byUserId] = [await idOf(waId), await idOf(bsuid)];
      expect(byNumber).not.toBe(byUserId);
      const [old] = await conversationsOf(byUserId);
      await lab.parley.api('POST', `/api/v1/assignOperator`, {
        query: { whatsappNumber: bsuid, email: 'agent@demo.test' },
      });
      await lab.parley.api('PUT', `${api}/contacts`, {
        json: {
          contacts: [
            {
              target: bsuid,
              customParams: [
                { name: 'city', value: 'Hull' },
                { name: 'plan', value: 'hidden' },
              ],
            },
            { target: waId, customParams: [{ name: 'plan', value: 'gold' }] },
          ],
        },
      });
      await lab.parley.api('PUT', `${api}/contacts/teams`, { json: { target: bsuid, teams: ['Sales'] } });
      await createTag(
        lab.parley,
        { tenantId: lab.parley.tenantId, actor: { kind: 'system' }, requestId: 'test' },
        'VIP',
      );
      const tagged = await lab.parley.api('POST', `${api}/conversations/${bsuid}/tags`, { json: { tag_name: 'VIP' } });
      expect(tagged.status).toBe(200);
      const segment = { name: 'hidden ones', refreshType: 1, contactIds: [byUserId] };
      await lab.parley.api('POST', '/api/v1/createCustomSegment', { json: segment });

      await post(text('by both', { waId, bsuid }));
      const { body: contact } = await find(byNumber);
      expect(contact).toMatchObject({ id: byNumber, wa_id: waId, bsuid, teams: ['Sales'] });
      expect(contact.custom_params).toHaveLength(2);
      expect(contact.custom_params).toEqual(
        expect.arrayContaining([
          { name: 'plan', value: 'gold' },
          { name: 'city', value: 'Hull' },
        ]),
      );
      for (const target of [byUserId, bsuid, waId]) expect(await idOf(target)).toBe(byNumber);
      const chats = await conversationsOf(byNumber);
      expect(chats).toMatchObject([{ status: 'open', assigned_operator_id: expect.any(String) }]);
      for (const target of [waId, bsuid, byUserId, old?.id ?? '', chats[0]?.id ?? '']) {
        expect(await textsOf(target)).toEqual(['by both', 'by user id', 'by number']);
      }
      const tickets = await rowsOf(
        lab.parley,
        'select close_reason from tickets where conversation_id = $1 order by id',
        [chats[0]?.id],
      );
      expect(tickets.map((ticket) => ticket.close_reason).sort()).toEqual(['joined', null]);
      const tags = await rowsOf(lab.parley, 'select conversation_id from conversation_tags');
      expect(tags).toEqual([{ conversation_id: chats[0]?.id }]);
      expect(await rowsOf(lab.parley, 'select contact_id from segment_members')).toEqual([{ contact_id: byNumber }]);
      const told = lab.receiver.received.map((entry) => entry.body).filter((body) => body.text === 'by both');
      expect(told).toMatchObject([{ waId, conversationId: chats[0]?.id }]);
    });

    test('leaves a template to its old id its person', async () => {
      const [merge] = await mergesOf(await idOf(waId));
      const target = String(merge?.data.loserId);
      const params = [
        { name: 'name', value: 'Mei' },
        { name: 'company', value: 'Acme' },
      ];
      const recipients = [{ target, custom_params: params }];
      const json = { template_name: 'welcome', broadcast_name: 'old ids', recipients };
      const answer = await lab.parley.api('POST', `${api}/messageTemplates/send`, { json });
      expect(answer.body).toMatchObject({ success: true, recipients: [{ phone_number: waId, errors: [] }] });
      await lab.parley.settle();
      expect((await lab.parley.simulator.phone(waId)).map((message) => message.text)).toContain(
        'Hello Mei, welcome to Acme.',
      );
    });

    test('is recorded with what both were', async () => {
      const survivorId = await idOf(waId);
      const [merge, ...others] = await mergesOf(survivorId);
      expect(others).toEqual([]);
      expect(merge?.data).toMatchObject({
        loser: { waId: null, bsuid, attributes: { plan: 'hidden', city: 'Hull' } },
        before: { id: survivorId, waId, bsuid: null, attributes: { plan: 'gold' } },
        segmentIds: [expect.any(String)],
        conversations: [{ fromId: expect.any(String), toId: expect.any(String), before: { status: 'open' } }],
      });
    });

    test('remembers which messages and tickets came from where', async () => {
      const [merge] = await mergesOf(await idOf(waId));
      const [move] = (merge?.data.conversations ?? []) as { fromId: string; joined: Json }[];
      expect(move?.joined).toMatchObject({
        into: { status: 'open' },
        ticketIds: [expect.any(String)],
        tagIds: [expect.any(String)],
      });
      const moved = await rowsOf(
        lab.parley,
        `select m.text from moved_messages o join messages m on m.tenant_id = o.tenant_id and m.id = o.message_id
       where o.from_conversation_id = $1`,
        [move?.fromId],
      );
      expect(moved).toEqual([{ text: 'by user id' }]);
    });

    test('counts one contact less and leaves none without a person', async () => {
      const { body } = await lab.parley.api<{ contact_count: number }>('GET', `${api}/contacts/count`);
      const [row] = await rowsOf(lab.parley, 'select count(*) as total from contacts where tenant_id = $1', [
        lab.parley.tenantId,
      ]);
      expect(body.contact_count).toBe(row?.total);
      expect(
        await rowsOf(
          lab.parley,
          'select 1 from conversations v where not exists (select 1 from contacts c where c.id = v.contact_id)',
        ),
      ).toEqual([]);
      expect(
        await rowsOf(
          lab.parley,
          'select 1 from messages m where not exists (select 1 from conversations v where v.id = m.conversation_id and v.contact_id = m.contact_id)',
        ),
      ).toEqual([]);
    });

    test('in one POST with the message that came without the number it never makes two', async () => {
      const pair = { waId: '447906000002', bsuid: 'GB.Merge2' };
      await post(text('one', { bsuid: pair.bsuid }), text('two', pair), text('three', { bsuid: pair.bsuid }));
      const rows = await rowsOf(lab.parley, 'select wa_id, bsuid from contacts where bsuid = $1 or wa_id = $2', [
        pair.bsuid,
        pair.waId,
      ]);
      expect(rows).toEqual([{ wa_id: pair.waId, bsuid: pair.bsuid }]);
      expect(await textsOf(pair.waId)).toEqual(['three', 'two', 'one']);
    });
  });
}
