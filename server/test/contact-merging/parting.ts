import { describe, expect, test } from 'vitest';
import { type Json, rowsOf } from '../intake-lab.ts';
import { api, type MergingLab } from './lab.ts';

/** Two who were joined are parted again, each with what was its own. */
export function describeParting(lab: MergingLab): void {
  const { post, text, idOf, conversationsOf, find, textsOf, system } = lab;

  describe('parting two who were joined', () => {
    const waId = '447906000050';
    const bsuid = 'GB.Part50';
    const unmerge = (target: string, call: { token?: string } = {}) =>
      lab.parley.api<Json>('POST', `/api/parley/v1/contacts/${encodeURIComponent(target)}/unmerge`, call);
    const tagsOf = async (conversationId: string | undefined) =>
      (await rowsOf(lab.parley, 'select tag_id from conversation_tags where conversation_id = $1', [conversationId]))
        .length;

    test('brings the other one back with its address, facts, chat, ticket, tag and messages', async () => {
      await post(text('from the number', { waId }), text('from the user id', { bsuid }));
      const [one, other] = [await idOf(waId), await idOf(bsuid)];
      const [otherChat] = await conversationsOf(other);
      await lab.parley.api('PUT', `${api}/contacts`, {
        json: {
          contacts: [
            { target: bsuid, customParams: [{ name: 'city', value: 'Hull' }] },
            { target: waId, customParams: [{ name: 'plan', value: 'gold' }] },
          ],
        },
      });
      await lab.parley.api('PUT', `${api}/contacts/teams`, { json: { target: bsuid, teams: ['Sales'] } });
      expect(
        (await lab.parley.api('POST', `${api}/conversations/${bsuid}/tags`, { json: { tag_name: 'VIP' } })).status,
      ).toBe(200);
      await lab.parley.api('POST', '/api/v1/createCustomSegment', {
        json: { name: 'to be parted', refreshType: 1, contactIds: [other] },
      });
      await post(text('both', { waId, bsuid }));
      await post(text('since', { waId }));
      expect(await idOf(other)).toBe(one);

      const answer = await unmerge(`+${waId.slice(0, 2)} ${waId.slice(2)}`);
      expect(answer).toMatchObject({
        status: 200,
        body: { contact: { id: one, phone: waId, bsuid: null }, parted: { id: other, phone: null, bsuid } },
      });
      await lab.parley.settle();
      expect((await find(one)).body).toMatchObject({ custom_params: [{ name: 'plan', value: 'gold' }], teams: [] });
      expect((await find(bsuid)).body).toMatchObject({
        id: other,
        custom_params: [{ name: 'city', value: 'Hull' }],
        teams: ['Sales'],
      });
      const [chat] = await conversationsOf(one);
      expect(await conversationsOf(other)).toMatchObject([{ id: otherChat?.id }]);
      expect([await tagsOf(chat?.id), await tagsOf(otherChat?.id)]).toEqual([0, 1]);
      expect(await textsOf(waId)).toEqual(['since', 'both', 'from the number']);
      for (const target of [bsuid, otherChat?.id ?? '']) expect(await textsOf(target)).toEqual(['from the user id']);
      const tickets = await rowsOf(
        lab.parley,
        'select conversation_id from tickets where conversation_id = any($1::text[])',
        [[chat?.id, otherChat?.id]],
      );
      expect(tickets.map((ticket) => ticket.conversation_id).sort()).toEqual([chat?.id, otherChat?.id].sort());
      const members = await rowsOf(
        lab.parley,
        "select contact_id from segment_members m join segments s on s.id = m.segment_id where s.name = 'to be parted'",
      );
      expect(members).toEqual([{ contact_id: other }]);
      expect(
        await rowsOf(lab.parley, 'select 1 from moved_messages where from_conversation_id = $1', [otherChat?.id]),
      ).toEqual([]);
    });

    test('holds: nothing brings them together again but a change of number', async () => {
      const [one, other] = [await idOf(waId), await idOf(bsuid)];
      await lab.parley.simulator.advance(61);
      await post(text('both again', { waId, bsuid }));
      await lab.ring({ waId, bsuid });
      expect([await idOf(waId), await idOf(bsuid)]).toEqual([one, other]);
      expect(await unmerge(waId)).toMatchObject({ status: 409, body: { reason: 'contact.not_merged' } });
      await post(system({ waId }, { type: 'user_changed_user_id', user_id: bsuid }));
      expect(await idOf(bsuid)).toBe(one);
    });

    test('gives a number back that was changed, and the chat that was given over whole with its bot', async () => {
      const old = { waId: '447906000052', bsuid: 'GB.Part52' };
      const now = { waId: '447906000053', bsuid: 'GB.Part53' };
      const add = await lab.parley.api('POST', `/api/v1/addContact/${now.waId}`, { json: { name: 'Ann' } });
      expect(add.status).toBe(200);
      await post(text('hello', old));
      const [second, first] = [await idOf(old.waId), await idOf(now.waId)];
      const [chat] = await conversationsOf(second);
      const bots = await lab.parley.api<{ id: string }[]>('GET', '/api/v1/chatbots');
      await lab.parley.api('POST', '/api/v1/chatbots/start', {
        query: { target: old.waId, chatbotId: bots.body[0]?.id ?? '' },
      });
      await post(system(old, { type: 'user_changed_number', wa_id: now.waId, user_id: now.bsuid }));
      expect(await conversationsOf(first)).toMatchObject([{ id: chat?.id }]);
      expect(await unmerge(now.bsuid)).toMatchObject({
        status: 200,
        body: {
          contact: { id: first, phone: now.waId, bsuid: now.bsuid, name: 'Ann' },
          parted: { id: second, phone: old.waId, bsuid: old.bsuid, name: null },
        },
      });
      await lab.parley.settle();
      expect(await conversationsOf(second)).toMatchObject([{ id: chat?.id }]);
      const owners = 'select distinct contact_id from messages where conversation_id = $1';
      expect(await rowsOf(lab.parley, owners, [chat?.id])).toEqual([{ contact_id: second }]);
      const runs = await rowsOf(lab.parley, 'select contact_id from flow_runs where conversation_id = $1', [chat?.id]);
      expect(runs).toEqual([{ contact_id: second }]);
    });

    test('is refused when somebody else has the number by now, and changes nothing then', async () => {
      const [from, to] = ['447906000054', '447906000055'];
      await post(text('hello', { waId: to }), text('hello', { waId: from }));
      const [survivor] = [await idOf(to), await idOf(from)].sort();
      await post(system({ waId: from }, { type: 'user_changed_number', wa_id: to }), text('stranger', { waId: from }));
      expect(await unmerge(to)).toMatchObject({ status: 409, body: { reason: 'contact.address_taken' } });
      expect(await idOf(to)).toBe(survivor);
      expect((await lab.parley.api('DELETE', `${api}/contacts/${from}`)).status).toBe(200);
      expect((await unmerge(to)).status).toBe(200);
      expect(await idOf(from)).not.toBe(await idOf(to));
    });

    test('takes back a change of number that joined nobody, unless somebody else has the number by now', async () => {
      const old = { waId: '447906000057', bsuid: 'GB.Part57' };
      const now = { waId: '447906000058', bsuid: 'GB.Part58' };
      const change = () => post(system(old, { type: 'user_changed_number', wa_id: now.waId, user_id: now.bsuid }));
      await post(text('hello', old));
      const id = await idOf(old.waId);
      await change();
      expect((await find(old.waId)).status).toBe(404);
      expect(await unmerge(now.waId)).toMatchObject({
        status: 200,
        body: { contact: { id, phone: old.waId, bsuid: old.bsuid }, parted: null },
      });
      expect([await idOf(old.waId), await idOf(old.bsuid)]).toEqual([id, id]);
      for (const target of Object.values(now)) expect((await find(target)).status).toBe(404);
      await change();
      await post(text('next owner', { waId: old.waId }));
      expect(await unmerge(now.waId)).toMatchObject({ status: 409, body: { reason: 'contact.address_taken' } });
      expect((await find(id)).body).toMatchObject({ wa_id: now.waId, bsuid: now.bsuid });
      expect((await lab.parley.api('DELETE', `${api}/contacts/${old.waId}`)).status).toBe(200);
      expect((await unmerge(now.waId)).status).toBe(200);
      expect(await unmerge(old.waId)).toMatchObject({ status: 409, body: { reason: 'contact.not_merged' } });
    });

    test('is not possible for a contact that is deleted: nothing of the other one is kept', async () => {
      const pair = { waId: '447906000056', bsuid: 'GB.Part56' };
      await post(text('hello', { waId: pair.waId }), text('hello', { bsuid: pair.bsuid }));
      await post(text('both', pair));
      const id = await idOf(pair.waId);
      const kept = () => rowsOf(lab.parley, 'select survivor_id from contact_merges where survivor_id = $1', [id]);
      expect(await kept()).toHaveLength(1);
      expect((await lab.parley.api('DELETE', `${api}/contacts/${pair.waId}`)).status).toBe(200);
      expect(await kept()).toEqual([]);
      expect((await unmerge(pair.waId)).status).toBe(404);
    });

    test('is 404 for who is unknown, or of another workspace', async () => {
      const { token } = await lab.parley.addTenant('505050');
      expect(await unmerge('447906099999')).toMatchObject({ status: 404, body: { reason: 'contact.not_found' } });
      expect(await unmerge(waId, { token })).toMatchObject({ status: 404, body: { reason: 'contact.not_found' } });
    });
  });
}
