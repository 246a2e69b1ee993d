import { FormData } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { type Person, password, signIn } from './inbox-lab.ts';

type Json = Record<string, unknown>;
type Row = { id: string; name: string | null; phone: string; attributes: Record<string, string> } & Json;
type Job = Record<
  'total' | 'done' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'undone' | 'kept',
  number
> & {
  id: string;
  state: string;
  canUndo: boolean;
  mapping: { columns: Json[] };
};

const unknownId = '0'.repeat(24);

describe('the contacts of the web app', () => {
  let parley: TestPlatform;
  let ada: Person;
  let agent: Person;

  beforeAll(async () => {
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
    ada = await signIn(parley, 'admin@demo.test');
    agent = await signIn(parley, 'agent@demo.test');
    await importText(`phone,name,city,marketing\n${people.map((one) => one.join(',')).join('\n')}`);
  }, 60_000);
  afterAll(() => parley?.stop());

  const people = [
    ['+49 151 0000 2001', 'Zoe', 'Berlin', 'yes'],
    ['4915100002002', 'adam', 'Bonn', 'no'],
    ['4915100002003', 'Mia', 'Berlin', 'yes'],
    ['4915100002004', '', 'Bonn', ''],
    ['4915100002005', 'Noa', '', 'yes'],
  ] as const;

  const contacts = (method: string, path: string, json?: unknown) =>
    ada.call<Json>(method, `/contacts${path}`, json === undefined ? {} : { json });

  async function search(input: Json): Promise<Row[]> {
    const rows: Row[] = [];
    for (let cursor: unknown; ; ) {
      const { status, body } = await contacts('POST', '/search', { ...input, ...(cursor ? { cursor } : {}) });
      expect(status).toBe(200);
      rows.push(...(body.contacts as Row[]));
      cursor = body.nextCursor;
      if (!cursor) return rows;
    }
  }
  const namesOf = (rows: readonly Row[]) => rows.map(({ name }) => name);
  const ofImport = { filter: { source: 'import' } };

  async function upload(content: string | Uint8Array): Promise<{ status: number; body: Job & Json }> {
    const form = new FormData();
    form.set(
      'file',
      new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: 'text/csv' }),
      'people.csv',
    );
    return ada.call<Job & Json>('POST', '/contacts/imports', { multipart: form });
  }

  const job = async (id: string): Promise<Job> => {
    await parley.settle();
    return (await contacts('GET', `/jobs/${id}`)).body as unknown as Job;
  };

  async function importText(content: string | Uint8Array, changes: Json = {}): Promise<Job> {
    const { status, body } = await upload(content);
    expect({ status, body }).toMatchObject({ status: 201, body: { state: 'draft' } });
    const started = await contacts('POST', `/imports/${body.id}/start`, { ...body.mapping, ...changes });
    expect(started.status).toBe(200);
    return job(body.id);
  }

  async function edit(input: Json): Promise<Job> {
    const { status, body } = await contacts('POST', '/edits', input);
    expect({ status, body }).toMatchObject({ status: 201, body: { kind: input.kind } });
    return job(String(body.id));
  }

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
      const csv = await ada.call('POST', '/contacts/export', {
        json: { people: { ids: [made.body.id] }, attributes: ['city', 'constructor'] },
      });
      expect(csv.status).toBe(200);
      expect(csv.headers['content-type']).toContain('text/csv');
      const text = csv.text.replace('\ufeff', '');
      expect(text.split('\r\n')[0]).toBe(
        'phone,name,allow_broadcast,opted_in,city,constructor,teams,contact_id,source,blocked,created_at,updated_at',
      );
      expect(text).toContain(`4915100002990,'=1+1,yes,no,"a""b",,,`);
      const all = await ada.call('POST', '/contacts/export', { json: { people: { filter: {} } } });
      expect(all.text.trim().split('\r\n').length).toBe(1 + (await search({})).length);
      expect((await agent.call('POST', '/contacts/export', { json: { people: { filter: {} } } })).status).toBe(403);
      await contacts('DELETE', `/people/${made.body.id}`);
    });
  });

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
      const events = await parley.db.system(
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
      const other = await parley.addTenant('200999');
      const made = await parley.call<{ id: string }>('POST', '/api/ext/v3/contacts', {
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

  describe('an edit of many', () => {
    test('changes those named or all who pass, and is taken back where nobody changed it since', async () => {
      const rows = await search({ ...ofImport, sort: 'name', descending: false });
      const change = { setAttributes: { city: 'Köln', wave: '1' }, allowBroadcast: true, optedIn: true };
      const done = await edit({ kind: 'edit', people: ofImport, change });
      expect(done).toMatchObject({ state: 'done', total: 5, done: 5, updated: 5, canUndo: true });
      const again = await edit({ kind: 'edit', people: { ids: rows.map(({ id }) => id) }, change });
      expect(again).toMatchObject({ updated: 0, unchanged: 5, canUndo: false });
      await contacts('PATCH', `/people/${rows[0]?.id}`, { setAttributes: { city: 'Mainz' } });
      expect((await contacts('POST', `/jobs/${done.id}/undo`)).body).toMatchObject({ state: 'undoing' });
      expect(await job(done.id)).toMatchObject({ state: 'undone', undone: 4, kept: 1 });
      const after = await search({ ...ofImport, sort: 'name', descending: false });
      expect(after.map(({ attributes }) => attributes)).toEqual([
        { city: 'Mainz' },
        ...rows.slice(1).map(({ attributes }) => attributes),
      ]);
      expect(after.map(({ allowBroadcast, optedIn }) => [allowBroadcast, optedIn])).toEqual(
        rows.map(({ allowBroadcast, optedIn }) => [allowBroadcast, optedIn]),
      );
      expect(await contacts('POST', `/jobs/${done.id}/undo`)).toMatchObject({
        status: 409,
        body: { reason: 'contactJob.not_undoable' },
      });
      await contacts('PATCH', `/people/${rows[0]?.id}`, { setAttributes: { city: 'Bonn' } });
    });

    test('adds to a static segment and deletes', async () => {
      const extra = await importText('Telefon;Name\r\n4915100002301;Una\r\n4915100002302;Ugo\r\n');
      expect(extra).toMatchObject({ created: 2 });
      const segment = await contacts('POST', '/segments', {
        name: 'Waves',
        kind: 'static',
        people: { filter: { search: '49151000023' } },
      });
      expect(segment.status).toBe(201);
      const inSegment = { filter: { segmentId: segment.body.id } };
      expect((await contacts('POST', '/count', inSegment)).body).toEqual({ total: 2, isMore: false });
      const rows = await search(ofImport);
      const add = { kind: 'addToSegment', segmentId: segment.body.id, people: { ids: [rows[2]?.id, rows[3]?.id] } };
      expect(await edit(add)).toMatchObject({ state: 'done', updated: 2, canUndo: false });
      expect(await search(inSegment)).toHaveLength(4);
      const detail = await contacts('GET', `/people/${rows[2]?.id}`);
      expect(detail.body).toMatchObject({ segments: [{ name: 'Waves' }] });
      const deletion = await edit({ kind: 'delete', people: { filter: { search: '49151000023' } } });
      expect(deletion).toMatchObject({ state: 'done', updated: 2 });
      expect(await search(inSegment)).toHaveLength(2);
      expect((await contacts('DELETE', `/segments/${segment.body.id}`)).status).toBe(204);
    });

    test('is refused when it is empty, names an unknown team or segment, or nobody', async () => {
      const people = { ids: [unknownId] };
      for (const [body, status] of [
        [{ kind: 'edit', people, change: {} }, 400],
        [{ kind: 'edit', people, change: { optedIn: true } }, 400],
        [{ kind: 'edit', people: ofImport, change: { addTeamIds: [unknownId] } }, 404],
        [{ kind: 'edit', people: ofImport, change: { setAttributes: { phone: '1' } } }, 400],
        [{ kind: 'edit', people: ofImport, change: { setAttributes: { ' ': '1' } } }, 400],
        [{ kind: 'addToSegment', people: ofImport, segmentId: unknownId }, 404],
        [{ kind: 'delete', people: {} }, 400],
        [{ kind: 'delete', people: { ...people, ...ofImport } }, 400],
      ] as const) {
        expect({ body, answer: await contacts('POST', '/edits', body) }).toMatchObject({ answer: { status } });
      }
    });
  });

  describe('an import', () => {
    test('of the same file updates nothing twice; a rule leaves known contacts alone', async () => {
      const text = 'phone,name,city\n4915100002401,Kai,Ulm\n4915100002402,Kim,Ulm\n';
      expect(await importText(text)).toMatchObject({ created: 2, updated: 0, failed: 0 });
      expect(await importText(text)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
      const changed = text.replaceAll('Ulm', 'Jena');
      expect(await importText(changed, { existing: 'skip' })).toMatchObject({ skipped: 2, updated: 0 });
      expect(await importText(changed)).toMatchObject({ updated: 2 });
    });

    test('reads Windows files, tells what is wrong row by row, and is taken back', async () => {
      const windows = Buffer.from(
        'Handy;Name;Stadt;Consent\r\n4915100002501;Jörg;"Köln; Süd";ja\r\nabc;X;Y;ja\r\n;Z;;\r\n4915100002502;Ina;Ulm;vielleicht\r\n4915100002401;Kai K.;;nein\r\n',
        'latin1',
      );
      const { body } = await upload(windows);
      expect(body.mapping.columns).toEqual([
        { kind: 'phone' },
        { kind: 'name' },
        { kind: 'attribute', name: 'Stadt' },
        { kind: 'optedIn' },
      ]);
      const preview = await contacts('POST', `/imports/${body.id}/preview`, body.mapping);
      expect(preview.body).toMatchObject({ checked: 5, problems: 3 });
      await contacts('POST', `/imports/${body.id}/start`, body.mapping);
      expect(await contacts('POST', `/imports/${body.id}/start`, body.mapping)).toMatchObject({ status: 409 });
      expect(await job(body.id)).toMatchObject({ state: 'done', created: 1, updated: 1, failed: 3 });
      expect(await search({ filter: { search: '4915100002501' } })).toMatchObject([
        { name: 'Jörg', attributes: { Stadt: 'Köln; Süd' }, optedIn: true },
      ]);
      const report = (await contacts('GET', `/jobs/${body.id}/errors`)).text;
      expect(report).toContain('row,problem,Handy,Name,Stadt,Consent');
      expect(report).toContain('3,"""abc"" is no phone number with country code.",abc,X,Y,ja');
      expect(report).toContain('4,The number is missing.,,Z,,');
      await contacts('POST', `/jobs/${body.id}/undo`);
      expect(await job(body.id)).toMatchObject({ state: 'undone', undone: 2, kept: 0 });
      expect(await search({ filter: { search: '4915100002501' } })).toEqual([]);
      expect(await search({ filter: { search: '4915100002401' } })).toMatchObject([{ name: 'Kai' }]);
    });

    test('that was taken back leaves contacts that are used by now', async () => {
      const done = await importText('phone,name\n4915100002601,Lea\n4915100002602,Leo\n4915100002601,Lea B.\n');
      expect(done).toMatchObject({ created: 2, updated: 1 });
      await parley.simulator.writeText('4915100002602', 'Hello');
      await parley.settle();
      await contacts('POST', `/jobs/${done.id}/undo`);
      expect(await job(done.id)).toMatchObject({ undone: 1, kept: 1 });
      expect(await search({ filter: { search: '49151000026' } })).toMatchObject([{ name: 'Leo' }]);
    });

    test('is refused when it is no table, has no rows, or no column with the number', async () => {
      for (const text of ['', 'phone,name\n', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 1])]) {
        expect((await upload(text)).status).toBe(400);
      }
      const { body } = await upload('a,b\n1,2\n');
      const columns = [{ kind: 'attribute', name: 'a' }, { kind: 'ignore' }];
      const path = `/imports/${body.id}/start`;
      const mapping = { existing: 'update', emptyRemoves: false };
      expect((await contacts('POST', path, { ...mapping, columns })).status).toBe(400);
      const inherited = [{ kind: 'attribute', name: '__proto__' }, { kind: 'phone' }];
      expect((await contacts('POST', path, { ...mapping, columns: inherited })).status).toBe(400);
      expect((await contacts('POST', path, { ...mapping, columns: columns.slice(1) })).status).toBe(400);
      expect(
        (await contacts('POST', path, { ...mapping, columns: [{ kind: 'phone' }, { kind: 'phone' }] })).status,
      ).toBe(400);
      expect((await contacts('POST', `/jobs/${body.id}/cancel`)).status).toBe(204);
      expect((await contacts('GET', `/jobs/${body.id}`)).status).toBe(404);
      for (const id of [unknownId, 'a%00b']) expect((await contacts('POST', `/jobs/${id}/undo`)).status).toBe(404);
      expect(await agent.call('GET', '/contacts/jobs', { query: { limit: '2' } })).toMatchObject({
        status: 200,
        body: { jobs: [{ operatorName: 'Ada Admin' }, {}], nextCursor: expect.any(String) },
      });
    });
  });

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
        await parley.simulator.writeText(waId, 'Hello');
        await parley.settle();
        await parley.simulator.advance(60);
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
      await parley.simulator.writeText('4915100002701', 'Hello there', { channel: '15550100002' });
      await parley.settle();
      expect(namesOf(await seen())).toEqual(['Early', 'Late', 'Never']);
      expect((await all(true))[0]?.id).toBe((await seen())[0]?.id);
      const wrong = Buffer.from(JSON.stringify(['lastSeen', true, false, late?.id, 'noon'])).toString('base64url');
      expect((await contacts('POST', '/search', { sort: 'lastSeen', cursor: wrong })).status).toBe(400);
    });

    test('who bears a tag is found, few or many; an unknown tag, and one of another workspace, is borne by nobody', async () => {
      const chat = await ada.chat('4915100002702');
      const tag = await ada.call('POST', '/inbox/tags', { json: { name: 'Of few' } });
      const many = await ada.call('POST', '/inbox/tags', { json: { name: 'Of many' } });
      const tagIds = [String(tag.body.id), String(many.body.id)];
      await ada.call('POST', `/inbox/conversations/${chat.id}/tags`, { json: { add: tagIds } });
      expect((await contacts('GET', '/facets')).body).toMatchObject({
        tags: expect.arrayContaining([{ id: tagIds[0], name: 'Of few' }]),
      });
      const tagged = (tagId: unknown) => search({ filter: { tagId }, sort: 'name', descending: false, limit: 200 });
      const count = async (filter: Json) => (await contacts('POST', '/count', { filter })).body;
      expect(namesOf(await tagged(tagIds[0]))).toEqual(['Late']);
      expect(await count({ tagId: tagIds[0] })).toEqual({ total: 1, isMore: false });
      for (const id of [unknownId, 'none'])
        expect([await tagged(id), await count({ tagId: id })]).toMatchObject([[], { total: 0 }]);
      await parley.addTenant('200998');
      await addTagged('200998', tagIds[1], 3);
      expect(namesOf(await tagged(tagIds[1]))).toEqual(['Late']);
      await addTagged(parley.tenantId, tagIds[1], 1_010);
      expect(await count({ tagId: tagIds[1] })).toEqual({ total: 1_011, isMore: false });
      expect(await count({ tagId: tagIds[1], search: 'Tagged 7' })).toEqual({ total: 111, isMore: false });
      expect(await count({ tagId: tagIds[1], optedIn: false })).toEqual({ total: 1_011, isMore: false });
      expect(await tagged(tagIds[1])).toHaveLength(1_011);
      expect(namesOf(await search({ filter: { tagId: tagIds[1], search: 'Late' } }))).toEqual(['Late']);
      const segment = { name: 'Tagged', kind: 'static', people: { filter: { tagId: tagIds[1] } } };
      const { body } = await contacts('POST', '/segments', segment);
      expect(await count({ segmentId: body.id })).toEqual({ total: 1_011, isMore: false });
    });

    /** Contacts, each with a chat on each of two channels that bears the tag. */
    async function addTagged(tenantId: string, tagId: string | undefined, people: number): Promise<void> {
      await parley.db.system(
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
});
