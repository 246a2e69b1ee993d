import { describe, expect, test } from 'vitest';
import { type ContactsPageLab, type Json, namesOf, ofImport, unknownId } from './lab.ts';

/** The grid is ordered, filtered and paged, and leaves as a file. */
export function describeGrid(lab: ContactsPageLab): void {
  const { search, contacts } = lab;

  describe('the grid', () => {
    test('is ordered by name, number or time, both ways, page by page; who has no name comes last', async () => {
      const byName = { ...ofImport, sort: 'name', limit: 2 };
      expect(namesOf(await search({ ...byName, descending: false }))).toEqual(['adam', 'Mia', 'Noa', 'Zoe', null]);
      expect(namesOf(await search({ ...byName, descending: true }))).toEqual(['Zoe', 'Noa', 'Mia', 'adam', null]);
      const byPhone = await search({ ...ofImport, sort: 'phone', descending: true, limit: 2 });
      expect(byPhone.map(({ phone }) => phone.slice(-1))).toEqual(['5', '4', '3', '2', '1']);
      for (const sort of ['created', 'updated']) {
        const down = await search({ ...ofImport, sort, descending: true, limit: 3 });
        const up = await search({ ...ofImport, sort, descending: false, limit: 3 });
        expect(up.map(({ id }) => id)).toEqual(down.map(({ id }) => id).reverse());
        expect(down).toHaveLength(5);
      }
    });

    test('is filtered by last digits, attributes, consent, team and time, alone and together', async () => {
      const named = async (filter: Json) => namesOf(await search({ filter, sort: 'name', descending: false }));
      expect(await named({ search: '00002003' })).toEqual(['Mia']);
      const city = (value: string) => [[{ attribute: 'city', operator: '==', value }]];
      expect(await named({ groups: city('Berlin') })).toEqual(['Mia', 'Zoe']);
      expect(await named({ groups: city('Berlin'), search: 'zo' })).toEqual(['Zoe']);
      expect(await named({ allowBroadcast: false })).toEqual(['adam']);
      expect(await named({ ...ofImport.filter, blocked: true })).toEqual([]);
      expect(await named({ ...ofImport.filter, teamId: unknownId })).toEqual([]);
      expect(await named({ ...ofImport.filter, createdBefore: '2020-01-01T00:00:00Z' })).toEqual([]);
      expect((await contacts('POST', '/count', { filter: { groups: city('Bonn') } })).body).toEqual({
        total: 2,
        isMore: false,
      });
      expect((await contacts('GET', '/facets')).body).toMatchObject({ attributes: expect.arrayContaining(['city']) });
    });

    test('refuses conditions that would hold the database up, as a filter and as a segment', async () => {
      const test = { attribute: 'city', operator: 'contain', value: 'x'.repeat(4_000) };
      const groups = Array.from({ length: 20 }, () => Array.from({ length: 5 }, () => test));
      const refused = { status: 400, body: { reason: 'request.invalid', message: expect.stringContaining('16,384') } };
      expect(await contacts('POST', '/search', { filter: { groups } })).toMatchObject(refused);
      expect(await contacts('POST', '/count', { filter: { groups } })).toMatchObject(refused);
      expect(await contacts('POST', '/segments', { name: 'Heavy', kind: 'dynamic', groups })).toMatchObject(refused);
      const most = {
        filter: {
          groups: [
            [test, test],
            [test, test],
          ],
        },
      };
      expect((await contacts('POST', '/search', most)).status).toBe(200);
    });

    test('refuses a cursor of another order, and a segment that is not there', async () => {
      const { body } = await contacts('POST', '/search', { sort: 'name', limit: 1 });
      const other = await contacts('POST', '/search', { sort: 'phone', cursor: body.nextCursor });
      expect(other).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
      const gone = await contacts('POST', '/search', { filter: { segmentId: unknownId } });
      expect(gone).toMatchObject({ status: 404, body: { reason: 'segment.not_found' } });
    });

    test('leaves as a file that a spreadsheet may open, and only for who may export', async () => {
      const made = await contacts('POST', '/people', {
        phone: '4915100002990',
        name: '=1+1',
        attributes: { city: 'a"b' },
      });
      const csv = await lab.ada.call('POST', '/contacts/export', {
        json: { people: { ids: [made.body.id] }, attributes: ['city', 'constructor'] },
      });
      expect(csv.status).toBe(200);
      expect(csv.headers['content-type']).toContain('text/csv');
      const text = csv.text.replace('\ufeff', '');
      expect(text.split('\r\n')[0]).toBe(
        'phone,name,allow_broadcast,opted_in,city,constructor,teams,contact_id,source,blocked,created_at,updated_at',
      );
      expect(text).toContain(`4915100002990,'=1+1,yes,no,"a""b",,,`);
      const all = await lab.ada.call('POST', '/contacts/export', { json: { people: { filter: {} } } });
      expect(all.text.trim().split('\r\n').length).toBe(1 + (await search({})).length);
      expect((await lab.agent.call('POST', '/contacts/export', { json: { people: { filter: {} } } })).status).toBe(403);
      await contacts('DELETE', `/people/${made.body.id}`);
    });
  });
}
