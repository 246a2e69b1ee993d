import { beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { type ContactsPageLab, type Json, namesOf, ofImport, unknownId } from './lab.ts';

/** Contacts are found by the conditions of a segment, by when they wrote and by the tags of their chats. */
export function describeSegmentsAndChats(lab: ContactsPageLab): void {
  const { contacts, search, importText } = lab;

  test('a dynamic segment follows its conditions, and is renamed, changed and deleted', async () => {
    const groups = [[{ attribute: 'city', operator: '==', value: 'Berlin' }]];
    const made = await contacts('POST', '/segments', { name: 'Berliners', kind: 'dynamic', groups });
    expect(made).toMatchObject({ status: 201, body: { kind: 'dynamic', groups } });
    const filter = { segmentId: made.body.id, ...ofImport.filter };
    expect(namesOf(await search({ filter, sort: 'name', descending: false }))).toEqual(['Mia', 'Zoe']);
    expect(await contacts('POST', '/segments', { name: 'berliners', kind: 'dynamic', groups })).toMatchObject({
      status: 409,
    });
    const wider = [...groups, [{ attribute: 'name', operator: '==', value: 'Noa' }]];
    const path = `/segments/${made.body.id}`;
    expect(await contacts('PATCH', path, { name: 'More', groups: wider })).toMatchObject({
      status: 200,
      body: { name: 'More' },
    });
    const also = { filter: { ...filter, groups: [[{ attribute: 'city', operator: 'notExist' }]] } };
    expect(namesOf(await search(also))).toEqual(['Noa']);
    expect((await contacts('GET', '/segments')).body).toMatchObject({ segments: [{ name: 'More', groups: wider }] });
    expect((await contacts('DELETE', path)).status).toBe(204);
    expect((await contacts('DELETE', path)).status).toBe(404);
  });

  describe('by their chats', () => {
    const ours = { filter: { search: '49151000027' } };
    const seen = async (order: Json = {}) => search({ ...ours, sort: 'lastSeen', limit: 2, ...order });

    beforeAll(async () => {
      await importText('phone,name\n4915100002701,Early\n4915100002702,Late\n4915100002703,Never\n');
      for (const waId of ['4915100002701', '4915100002702']) {
        await lab.parley.simulator.writeText(waId, 'Hello');
        await lab.parley.settle();
        await lab.parley.simulator.advance(60);
      }
    });

    test('the grid is ordered by when people last wrote, on whichever channel; who never did comes last', async () => {
      expect(namesOf(await seen({ descending: true }))).toEqual(['Late', 'Early', 'Never']);
      expect(namesOf(await seen({ descending: false }))).toEqual(['Early', 'Late', 'Never']);
      // Without a filter the index is walked along, page by page.
      const all = async (descending: boolean) =>
        (await search({ sort: 'lastSeen', descending, limit: 3 })).map(({ id, lastSeenAt }) => ({ id, lastSeenAt }));
      const down = await all(true);
      const at = down.map(({ lastSeenAt }) => lastSeenAt);
      expect(at).toEqual([...at].sort((a, b) => String(b ?? '').localeCompare(String(a ?? ''))));
      expect(new Set(down.map(({ id }) => id)).size).toBe((await search({})).length);
      expect(new Set((await all(false)).map(({ id }) => id))).toEqual(new Set(down.map(({ id }) => id)));
      const [late] = await seen();
      expect((await contacts('GET', `/people/${late?.id}`)).body).toMatchObject({
        contact: { lastSeenAt: late?.lastSeenAt },
      });
      await lab.parley.simulator.writeText('4915100002701', 'Hello there', { channel: '15550100002' });
      await lab.parley.settle();
      expect(namesOf(await seen())).toEqual(['Early', 'Late', 'Never']);
      expect((await all(true))[0]?.id).toBe((await seen())[0]?.id);
      const wrong = Buffer.from(JSON.stringify(['lastSeen', true, false, late?.id, 'noon'])).toString('base64url');
      expect((await contacts('POST', '/search', { sort: 'lastSeen', cursor: wrong })).status).toBe(400);
    });

    test('who bears a tag is found, few or many; an unknown tag, and one of another workspace, is borne by nobody', async () => {
      const chat = await lab.ada.chat('4915100002702');
      const tag = await lab.ada.call('POST', '/inbox/tags', { json: { name: 'Of few' } });
      const many = await lab.ada.call('POST', '/inbox/tags', { json: { name: 'Of many' } });
      const tagIds = [String(tag.body.id), String(many.body.id)];
      await lab.ada.call('POST', `/inbox/conversations/${chat.id}/tags`, { json: { add: tagIds } });
      expect((await contacts('GET', '/facets')).body).toMatchObject({
        tags: expect.arrayContaining([{ id: tagIds[0], name: 'Of few' }]),
      });
      const tagged = (tagId: unknown) => search({ filter: { tagId }, sort: 'name', descending: false, limit: 200 });
      const count = async (filter: Json) => (await contacts('POST', '/count', { filter })).body;
      expect(namesOf(await tagged(tagIds[0]))).toEqual(['Late']);
      expect(await count({ tagId: tagIds[0] })).toEqual({ total: 1, isMore: false });
      for (const id of [unknownId, 'none'])
        expect([await tagged(id), await count({ tagId: id })]).toMatchObject([[], { total: 0 }]);
      await lab.parley.addTenant('200998');
      await addTagged('200998', tagIds[1], 3);
      expect(namesOf(await tagged(tagIds[1]))).toEqual(['Late']);
      await addTagged(lab.parley.tenantId, tagIds[1], 1_010);
      expect(await count({ tagId: tagIds[1] })).toEqual({ total: 1_011, isMore: false });
      expect(await count({ tagId: tagIds[1], search: 'Tagged 7' })).toEqual({ total: 111, isMore: false });
      expect(await count({ tagId: tagIds[1], optedIn: false })).toEqual({ total: 1_011, isMore: false });
      expect(await tagged(tagIds[1])).toHaveLength(1_011);
      expect(namesOf(await search({ filter: { tagId: tagIds[1], search: 'Late' } }))).toEqual(['Late']);
      const segment = { name: 'Tagged', kind: 'static', people: { filter: { tagId: tagIds[1] } } };
      const { body } = await contacts('POST', '/segments', segment);
      expect(await count({ segmentId: body.id })).toEqual({ total: 1_011, isMore: false });
    });

    test('leave with attributes that few have, whatever these are called', async () => {
      const rare = 'eeeeeeeeeeeeeeeeeeee8000';
      await lab.parley.db.system(
        systemStatement(
          '',
          `insert into contacts (tenant_id, id, wa_id, attributes, created_at, updated_at)
           select '100100', 'eeeeeeeeeeeeeeeeeeee' || to_hex(30767 + n), (49153 * 1000000::bigint + n)::text,
             (case n when 2001 then '{"hobby": "chess", "source": "fair"}' else '{}' end)::jsonb, now(), now()
           from generate_series(1, 4100) n`,
        ),
      );
      const all = await lab.ada.call('POST', '/contacts/export', { json: { people: { ids: [rare] } } });
      const [header = '', row = ''] = all.text.replace('\ufeff', '').split('\r\n');
      const cells = new Map(header.split(',').map((title, place) => [title, row.split(',')[place]]));
      expect(Object.fromEntries(cells)).toMatchObject({
        hobby: 'chess',
        source: 'fair',
        contact_source: '',
        blocked: 'no',
      });
    });

    /** Contacts, each with a chat on each of two channels that bears the tag. */
    async function addTagged(tenantId: string, tagId: string | undefined, people: number): Promise<void> {
      await lab.parley.db.system(
        systemStatement(
          '',
          `with people as (
             insert into contacts (tenant_id, id, wa_id, name, created_at, updated_at)
             select $1, lpad(to_hex(n), 24, '0'), (49152 * 1000000::bigint + n)::text, 'Tagged ' || n, now(), now()
             from generate_series(1, $3::int) n returning id),
           chats as (
             insert into conversations (tenant_id, id, contact_id, channel_id, status, created_at, updated_at)
             select $1, substr(md5(p.id || ch.id), 1, 24), p.id, ch.id, 'solved', now(), now()
             from people p cross join channels ch where ch.tenant_id = '100100' returning id)
           insert into conversation_tags (tenant_id, conversation_id, tag_id, added_at) select $1, id, $2, now() from chats`,
        ),
        [tenantId, tagId, people],
      );
    }
  });
}
