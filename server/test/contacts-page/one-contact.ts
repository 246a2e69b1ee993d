import { describe, expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { type ContactsPageLab, ofImport, unknownId } from './lab.ts';

/** One contact is made, changed in place, merged and deleted. */
export function describeOneContact(lab: ContactsPageLab): void {
  const { contacts, search } = lab;

  describe('one contact', () => {
    test('is made once a number, changed in place, and deleted', async () => {
      const input = { phone: '+49 151 0000 2100', name: 'Ira', attributes: { city: 'Kiel', plan: 'gold' } };
      const made = await contacts('POST', '/people', input);
      expect(made).toMatchObject({ status: 201, body: { phone: '4915100002100', source: 'web' } });
      expect(await contacts('POST', '/people', input)).toMatchObject({
        status: 409,
        body: { reason: 'contact.exists' },
      });
      expect(await contacts('POST', '/people', { phone: '12' })).toMatchObject({ status: 400 });
      const { teams } = (await contacts('GET', '/facets')).body as { teams: { id: string; name: string }[] };
      const path = `/people/${made.body.id}`;
      const change = {
        name: null,
        setAttributes: { city: 'Ulm' },
        removeAttributes: ['plan'],
        allowBroadcast: false,
        teamIds: [teams[0]?.id],
      };
      expect((await contacts('PATCH', path, change)).body).toMatchObject({
        name: null,
        attributes: { city: 'Ulm' },
        allowBroadcast: false,
        teamIds: [teams[0]?.id],
      });
      expect((await contacts('PATCH', path, { blocked: true })).body).toMatchObject({ isBlocked: true });
      expect((await contacts('PATCH', path, { blocked: false })).body).toMatchObject({ isBlocked: false });
      expect(await contacts('PATCH', path, { teamIds: [unknownId] })).toMatchObject({ status: 404 });
      expect(await contacts('PATCH', path, { setAttributes: { phone: '1' } })).toMatchObject({ status: 400 });
      expect((await contacts('GET', path)).body).toMatchObject({
        contact: { attributes: { city: 'Ulm' } },
        tickets: [],
      });
      const events = await lab.parley.db.system(
        systemStatement<{ type: string }>('', 'select type from events where subject_id = $1 order by id'),
        [made.body.id],
      );
      expect(events.map(({ type }) => type)).toEqual([
        'contact.created',
        'contact.consentChanged',
        'contact.changed',
        'contact.teamsAssigned',
        'contact.blocked',
        'contact.unblocked',
      ]);
      expect((await contacts('DELETE', path)).status).toBe(204);
      expect((await contacts('GET', path)).status).toBe(404);
    });

    test('is changed under a condition only while it has those values', async () => {
      const made = await contacts('POST', '/people', {
        phone: '4915100002120',
        name: 'Old',
        attributes: { city: 'Ulm' },
      });
      const path = `/people/${made.body.id}`;
      const ifStill = { name: 'Old', attributes: { city: 'Ulm', plan: null }, optedIn: false, teamIds: [] };
      const changed = await contacts('PATCH', path, { name: 'New', setAttributes: { plan: 'gold' }, ifStill });
      expect(changed).toMatchObject({ status: 200, body: { name: 'New', attributes: { city: 'Ulm', plan: 'gold' } } });
      const { teams } = (await contacts('GET', '/facets')).body as { teams: { id: string }[] };
      for (const still of [
        { name: 'Old' },
        { attributes: { plan: null } },
        { optedIn: true },
        { teamIds: [unknownId] },
        { blocked: true },
      ]) {
        const input = { name: 'Newer', teamIds: [teams[0]?.id], ifStill: still };
        expect(await contacts('PATCH', path, input)).toMatchObject({
          status: 409,
          body: { reason: 'contact.changed_since' },
        });
      }
      expect((await contacts('GET', path)).body).toMatchObject({ contact: { name: 'New', teamIds: [] } });
      const block = (blocked: boolean) => contacts('PATCH', path, { blocked, ifStill: { blocked: !blocked } });
      expect([await block(true), await block(true)]).toMatchObject([{ body: { isBlocked: true } }, { status: 409 }]);
      expect((await block(false)).body).toMatchObject({ isBlocked: false });
      // One thing that cannot be written leaves all as it was.
      expect((await contacts('PATCH', path, { name: 'Newest', teamIds: [unknownId] })).status).toBe(404);
      expect((await contacts('GET', path)).body).toMatchObject({ contact: { name: 'New' } });
      await contacts('DELETE', path);
    });

    test('is merged with another one after a look at what stays', async () => {
      const one = await contacts('POST', '/people', { phone: '4915100002110', attributes: { city: 'Ulm' } });
      const two = await contacts('POST', '/people', {
        phone: '4915100002111',
        name: 'Uma',
        attributes: { city: 'Bonn', vip: 'yes' },
      });
      const path = `/people/${one.body.id}/merge`;
      const stays = {
        contact: { id: one.body.id, name: 'Uma', phone: '4915100002110', attributes: { city: 'Ulm', vip: 'yes' } },
        lostPhone: '4915100002111',
        lostAttributes: [{ name: 'city', value: 'Bonn' }],
      };
      expect((await contacts('POST', path, { otherId: two.body.id, preview: true })).body).toMatchObject(stays);
      expect((await contacts('GET', `/people/${two.body.id}`)).body).toMatchObject({ contact: { id: two.body.id } });
      expect((await contacts('POST', path, { otherId: two.body.id })).body).toMatchObject(stays);
      expect((await contacts('GET', `/people/${two.body.id}`)).body).toMatchObject({ contact: { id: one.body.id } });
      expect(await contacts('POST', path, { otherId: one.body.id })).toMatchObject({ status: 400 });
      await contacts('DELETE', `/people/${one.body.id}`);
    });

    test('of another workspace is like one that is not there', async () => {
      const other = await lab.parley.addTenant('200999');
      const made = await lab.parley.call<{ id: string }>('POST', '/api/ext/v3/contacts', {
        token: other.token,
        json: { whatsapp_number: '4915100002200', name: 'Foreign' },
      });
      const { id } = made.body;
      expect(id).toMatch(/^[0-9a-f]{24}$/);
      expect((await contacts('GET', `/people/${id}`)).status).toBe(404);
      expect((await contacts('PATCH', `/people/${id}`, { name: 'Mine' })).status).toBe(404);
      const own = (await search(ofImport))[0]?.id;
      expect((await contacts('POST', `/people/${own}/merge`, { otherId: id })).status).toBe(404);
      const deletion = await contacts('POST', '/edits', { kind: 'delete', people: { ids: [id] } });
      expect(deletion).toMatchObject({ status: 400, body: { message: 'No contact is chosen.' } });
      expect(await search({ filter: { search: '4915100002200' } })).toEqual([]);
    });
  });
}
