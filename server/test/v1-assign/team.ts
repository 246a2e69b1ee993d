import { describe, expect, test } from 'vitest';
import type { ApiCall } from '../harness/api-client.ts';
import { rowsOf } from '../intake-lab.ts';
import { type AssignCalls, customer } from './lab.ts';

/** A contact who is given to teams. */
export function describeAssignTeam({ parley, contactId, contactOf, ticketRows, countTicketRows }: AssignCalls): void {
  describe('assignTeam', () => {
    const assignTeam = (search: string, call: ApiCall = {}) =>
      parley().api('POST', `/api/v1/assignTeam${search}`, call);
    const teamIdOf = async (name: string): Promise<string> =>
      (await rowsOf<{ id: string }>(parley(), 'select id from teams where name = $1', [name]))[0]?.id ?? '';

    test('gives the contact to the teams: getContacts shows them, and the history says so', async () => {
      const answer = await assignTeam(`?teams=Sales&teams=support&whatsappNumber=${customer}`);
      expect(answer).toMatchObject({ status: 200, body: { result: true } });
      const [sales, support] = [await teamIdOf('Sales'), await teamIdOf('Support')];
      expect(await contactOf(customer)).toMatchObject({ teamIds: [sales, support] });
      expect((await ticketRows(customer)).at(-1)).toMatchObject({
        eventDescription: 'The chat has been assigned to team Sales, Support by Ada Admin',
        type: 1,
        actor: 'Ada Admin',
        assignee: 'Sales, Support',
      });
      expect(await rowsOf(parley(), `select data from events where type = 'contact.teamsAssigned'`)).toEqual([
        { data: { teamIds: [sales, support] } },
      ]);
    });

    test('replaces the teams, named by id too, in a form or JSON', async () => {
      const sales = await teamIdOf('Sales');
      await assignTeam(`?teams=${sales}&target=${contactId()}`);
      expect(await contactOf(customer)).toMatchObject({ teamIds: [sales] });
      await assignTeam('', { form: { teams: 'Support', whatsappNumber: `+${customer}` } });
      expect(await contactOf(customer)).toMatchObject({ teamIds: [await teamIdOf('Support')] });
      await assignTeam('', { json: { teams: ['Sales', 'sales'], whatsappNumber: customer } });
      expect(await contactOf(customer)).toMatchObject({ teamIds: [sales] });
    });

    test('works for a contact without a chat', async () => {
      await parley().api('POST', '/api/v1/addContact/85255502008', { json: { name: 'Quiet' } });
      expect((await assignTeam('?teams=Sales&whatsappNumber=85255502008')).body).toMatchObject({ result: true });
      expect(await contactOf('85255502008')).toMatchObject({ teamIds: [await teamIdOf('Sales')] });
    });

    test('refuses unknown teams and contacts with result false, a missing list or target with 400; nothing changes', async () => {
      const before = await contactOf(customer);
      const rows = await countTicketRows();
      expect(await assignTeam(`?teams=Sales&teams=Moon&whatsappNumber=${customer}`)).toMatchObject({
        status: 200,
        body: { result: false, info: 'Team not found: Moon' },
      });
      expect(await assignTeam('?teams=Sales&whatsappNumber=85255509999')).toMatchObject({
        status: 200,
        body: { result: false, info: 'Contact not found' },
      });
      for (const search of [`?whatsappNumber=${customer}`, `?teams=&whatsappNumber=${customer}`, '?teams=Sales']) {
        expect(await assignTeam(search)).toMatchObject({ status: 400, body: { result: false } });
      }
      expect((await contactOf(customer)).teamIds).toEqual(before.teamIds);
      expect(await countTicketRows()).toBe(rows);
    });

    test('teams and contacts of another workspace are unknown', async () => {
      const { token } = await parley().addTenant('200301');
      const url = `${parley().baseUrl}/200301/api/v1/assignTeam?teams=Sales&target=${contactId()}`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 200,
        body: { result: false },
      });
    });
  });
}
