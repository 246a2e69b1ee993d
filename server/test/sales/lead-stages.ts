import { describe, expect, test } from 'vitest';
import type { SalesLab, Stage } from './lab.ts';

/** The stages of a workspace: five to begin with, changed and ordered by it, each label once. */
export function describeLeadStages(lab: SalesLab): void {
  const { listStages, own, put, addContact } = lab;

  describe('lead stages', () => {
    test('a new workspace has five, in order', async () => {
      const stages = await listStages();
      expect(stages.map(({ label, kind, sortOrder }) => [label, kind, sortOrder])).toEqual([
        ['New', 'open', 1],
        ['Qualified', 'open', 2],
        ['Proposal', 'open', 3],
        ['Won', 'won', 4],
        ['Lost', 'lost', 5],
      ]);
      expect(stages[0]?.color).toMatch(/^#[0-9a-f]{6}$/);
    });

    test('are added, changed, brought into an order and deleted', async () => {
      const added = await own<Stage>('POST', '/lead-stages', { Label: ' Trial ', color: '#AABBCC' });
      expect(added).toMatchObject({
        status: 201,
        body: { label: 'Trial', color: '#aabbcc', kind: 'open', sortOrder: 6 },
      });
      const path = `/lead-stages/${added.body.id}`;
      const changed = await own<Stage>('PATCH', path, { label: 'Trial run', kind: 'lost' });
      expect(changed).toMatchObject({ status: 200, body: { label: 'Trial run', color: '#aabbcc', kind: 'lost' } });
      expect((await own<Stage>('PATCH', path, { color: null })).body).toMatchObject({
        label: 'Trial run',
        color: null,
      });
      const ids = (await listStages()).map(({ id }) => id);
      const ordered = await own<{ stages: Stage[] }>('PUT', '/lead-stages/order', { stageIds: [...ids].reverse() });
      expect(ordered.body.stages.map(({ id, sortOrder }) => [id, sortOrder])).toEqual(
        [...ids].reverse().map((id, index) => [id, index + 1]),
      );
      await own('PUT', '/lead-stages/order', { stageIds: ids });
      expect(await own('DELETE', path)).toMatchObject({ status: 204, text: '' });
      expect(await own('DELETE', path)).toMatchObject({ status: 404, body: { reason: 'stage.not_found' } });
      expect(await listStages()).toHaveLength(5);
    });

    test.each([
      ['POST', '', {}, 'request.invalid'],
      ['POST', '', { label: '  ' }, 'request.invalid'],
      ['POST', '', { label: 'x'.repeat(101) }, 'request.invalid'],
      ['POST', '', { label: 'Odd', color: 'red' }, 'request.invalid'],
      ['POST', '', { label: 'Odd', kind: 'maybe' }, 'request.invalid'],
      ['PUT', '/order', { stageIds: ['65f0c1a2b3d4e5f6012343a1'] }, 'request.invalid'],
    ])('%s%s %j is 400', async (method, path, json, reason) => {
      expect(await own(method, `/lead-stages${path}`, json)).toMatchObject({
        status: 400,
        body: { code: 400, reason },
      });
      expect(await listStages()).toHaveLength(5);
    });

    test('an order must name every stage once', async () => {
      const [first, ...others] = (await listStages()).map(({ id }) => id);
      expect((await own('PUT', '/lead-stages/order', { stageIds: others })).status).toBe(400);
      const repeated = [...others, others[0] ?? ''];
      expect((await own('PUT', '/lead-stages/order', { stageIds: repeated })).status).toBe(400);
      expect((await listStages())[0]?.id).toBe(first);
    });

    test('an id that is none is 404, whatever stands in it', async () => {
      for (const id of ['none', '%00', '%F0%9F%99%82']) {
        expect((await own('PATCH', `/lead-stages/${id}`, {})).status, id).toBe(404);
        expect((await own('DELETE', `/lead-stages/${id}`)).status, id).toBe(404);
        expect((await own('PUT', `/leads/${id}`, { stage: 'New' })).status, id).toBe(404);
      }
      expect((await own('GET', '/leads?stage=a%00b')).status).toBe(404);
      expect((await put(await addContact(), { stage: 'a\0b' })).status).toBe(404);
    });

    test('a label is there once, in any case', async () => {
      const taken = { status: 409, body: { code: 409, reason: 'stage.label_taken' } };
      expect(await own('POST', '/lead-stages', { label: 'qualified' })).toMatchObject(taken);
      const [first] = await listStages();
      expect(await own('PATCH', `/lead-stages/${first?.id}`, { label: 'WON' })).toMatchObject(taken);
    });

    test('belong to their workspace', async () => {
      const [stage] = await listStages();
      expect(await listStages(lab.foreign)).toEqual([]);
      expect((await own('PATCH', `/lead-stages/${stage?.id}`, { label: 'Mine' }, lab.foreign)).status).toBe(404);
      expect((await own('DELETE', `/lead-stages/${stage?.id}`, undefined, lab.foreign)).status).toBe(404);
      expect((await own('GET', '/leads?stage=New', undefined, lab.foreign)).status).toBe(404);
      expect((await listStages())[0]).toEqual(stage);
    });
  });
}
