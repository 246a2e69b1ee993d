import { FormData } from 'undici';
import { describe, expect, test } from 'vitest';
import type { Transaction } from '../../src/db/database.ts';
import { systemStatement } from '../../src/db/scope.ts';
import { holdTeams } from '../../src/modules/accounts/index.ts';
import { eventually } from '../harness/eventually.ts';
import { type Json, unknownId, type WorkspaceLab } from './lab.ts';

/** A team goes with its hours and members and off its contacts, also off those who are just being given to it. */
export function describeTeams(lab: WorkspaceLab): void {
  const { settings, addContact, endOfJob, readContact, lastEntry } = lab;

  describe('a team', () => {
    const makeTeam = async (name: string): Promise<string> => {
      const { status, body } = await settings('POST', '/teams', { name, memberIds: [lab.agent.id] });
      expect(status).toBe(201);
      return String(body.id);
    };
    /** How many transactions wait for another one. */
    const waiting = async (count: number) =>
      expect((await lab.parley.db.system(waitingStatement))[0]).toEqual({ waiting: count });
    const teams = async () => (await settings('GET', '/teams')).body.items as { id: string; isDefault: boolean }[];

    test('is deleted with its hours and members, and taken off its contacts for good', async () => {
      const [night, day] = [await makeTeam('Night'), await makeTeam('Day')];
      const contact = await addContact({}, { teamIds: [night, day] });
      const moved = await addContact({}, { teamIds: [night] });
      const edit = { kind: 'edit', people: { ids: [moved] }, change: { removeTeamIds: [night], addTeamIds: [day] } };
      const { body: editJob } = await lab.ada.call('POST', '/contacts/edits', { json: edit });
      await endOfJob(editJob.id);
      const week = [[{ from: '20:00', to: '24:00' }], [], [], [], [], [], []];
      await settings('PUT', '/hours', { teamId: night, hours: { timeZone: 'UTC', week, holidays: [] } });
      await lab.ada.call('POST', '/inbox/views', {
        json: { name: 'At night', isShared: true, filter: { team: night } },
      });
      expect((await settings('GET', `/teams/${night}/uses`)).body).toEqual({
        contacts: 1,
        isMore: false,
        hasHours: true,
        views: ['At night'],
        chatbots: [],
      });

      expect(await settings('DELETE', `/teams/${night}`)).toMatchObject({ status: 200, body: { contacts: 1 } });
      const { jobs } = (await lab.ada.call<{ jobs: Json[] }>('GET', '/contacts/jobs')).body;
      const job = jobs.find(({ kind }) => kind === 'teamDelete');
      expect(job).toMatchObject({ teamName: 'Night', canUndo: false });
      expect(await endOfJob(job?.id)).toMatchObject({ state: 'done', updated: 1 });
      expect((await readContact(contact)).teamIds).toEqual([day]);
      expect((await teams()).map(({ id }) => id)).not.toContain(night);
      const hours = await settings('GET', '/hours');
      expect((hours.body.teams as { teamId: string }[]).map(({ teamId }) => teamId)).not.toContain(night);
      const { body: people } = await lab.ada.call<{ items: { id: string; teamIds: string[] }[] }>(
        'GET',
        '/settings/people',
      );
      expect(people.items.find(({ id }) => id === lab.agent.id)?.teamIds).toContain(day);
      expect(people.items.find(({ id }) => id === lab.agent.id)?.teamIds).not.toContain(night);
      expect(await lastEntry('team.delete')).toMatchObject({ target: { id: night, name: 'Night' } });

      // What an earlier edit took away does not come back with its undo.
      await lab.ada.call('POST', `/contacts/jobs/${editJob.id}/undo`);
      await endOfJob(editJob.id);
      expect((await readContact(moved)).teamIds).toEqual([]);
      expect((await settings('DELETE', `/teams/${night}`)).status).toBe(404);
    });

    test('is not joined any more by the contacts that an edit under way adds to it', async () => {
      const id = await makeTeam('Late');
      const contact = await addContact({});
      const begin = async (tx: Transaction): Promise<{ jobId: unknown; removal: Promise<unknown> }> => {
        await tx.system(systemStatement('', 'select 1 from contacts where id = $1 for update'), [contact]);
        const edit = { kind: 'edit', people: { ids: [contact] }, change: { addTeamIds: [id] } };
        const { body } = await lab.ada.call('POST', '/contacts/edits', { json: edit });
        await eventually(() => waiting(1));
        const removal = settings('DELETE', `/teams/${id}`);
        // Whether it waits for the edit or not.
        await Promise.race([removal, eventually(() => waiting(2))]);
        return { jobId: body.id, removal };
      };
      const { jobId, removal } = await lab.parley.db.transaction(begin);
      expect(await removal).toMatchObject({ status: 200 });
      await endOfJob(jobId);
      await lab.parley.settle();
      expect((await readContact(contact)).teamIds).toEqual([]);
    });

    test('that is deleted before an import comes to its rows is given to nobody', async () => {
      const gone = await makeTeam('Gone');
      const form = new FormData();
      form.append('file', new Blob(['phone,name\n4915100004900,Greta\n']), 'people.csv');
      const { body: job } = await lab.ada.call<{ id: string }>('POST', '/contacts/imports', { multipart: form });
      expect((await settings('DELETE', `/teams/${gone}`)).status).toBe(200);
      const mapping = {
        columns: [{ kind: 'phone' }, { kind: 'name' }],
        existing: 'update',
        emptyRemoves: false,
        teamId: gone,
      };
      const begin = systemStatement(
        '',
        `update contact_jobs set state = 'running', detail = (detail::jsonb || jsonb_build_object('mapping', $2::jsonb))::json
       where id = $1`,
      );
      await lab.parley.db.system(begin, [job.id, JSON.stringify(mapping)]);
      expect(await endOfJob(job.id)).toMatchObject({ state: 'done', created: 1 });
      const { body } = await lab.ada.call<{ contacts: { teamIds: string[] }[] }>('POST', '/contacts/search', {
        json: { filter: { search: '4915100004900' } },
      });
      expect(body.contacts).toMatchObject([{ teamIds: [] }]);
    });

    test('waits with its end for those who are just being given to it, and is taken off them too', async () => {
      const late = await makeTeam('Late');
      const contact = await addContact({});
      let deletion: Promise<{ status: number }> | undefined;
      await lab.parley.db.transaction(async (tx) => {
        expect(await holdTeams(tx, '100100', [late, unknownId])).toEqual([{ id: late, name: 'Late' }]);
        deletion = settings('DELETE', `/teams/${late}`);
        await eventually(() => waiting(1));
        await tx.system(systemStatement('', 'update contacts set team_ids = array[$2] where id = $1'), [contact, late]);
      });
      expect((await deletion)?.status).toBe(200);
      await lab.parley.settle();
      expect((await readContact(contact)).teamIds).toEqual([]);
    });

    test('that is the default stays', async () => {
      const defaultId = (await teams()).find(({ isDefault }) => isDefault)?.id;
      const refused = await settings('DELETE', `/teams/${defaultId}`);
      expect([refused.status, refused.body.reason]).toEqual([409, 'team.is_default']);
      expect((await teams()).some(({ id }) => id === defaultId)).toBe(true);
    });

    test('of another workspace, or of none, is not found', async () => {
      const id = await makeTeam('Ours');
      for (const one of [id, unknownId]) {
        const [uses, removal] = [
          await lab.stranger.call('GET', `/settings/teams/${one}/uses`),
          await lab.stranger.call('DELETE', `/settings/teams/${one}`),
        ];
        expect([uses.body.reason, removal.body.reason]).toEqual(['team.not_found', 'team.not_found']);
      }
      expect((await lab.agent.call('DELETE', `/settings/teams/${id}`)).status).toBe(403);
      expect((await teams()).some((team) => team.id === id)).toBe(true);
    });
  });
}

const waitingStatement = systemStatement<{ waiting: number }>(
  '',
  `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
);
