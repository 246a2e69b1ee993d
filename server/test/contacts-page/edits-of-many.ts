import { describe, expect, test } from 'vitest';
import { type ContactsPageLab, ofImport, unknownId } from './lab.ts';

/** Many contacts are changed at once, and that is taken back. */
export function describeEditsOfMany(lab: ContactsPageLab): void {
  const { search, edit, contacts, job, importText } = lab;

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
}
