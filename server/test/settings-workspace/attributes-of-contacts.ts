import { expect, test } from 'vitest';
import { addFlow } from '../../src/modules/automation/index.ts';
import type { Json, WorkspaceLab } from './lab.ts';

/** Attributes that contacts have are counted, renamed and deleted for everybody, and each is taken back. */
export function describeAttributesOfContacts(lab: WorkspaceLab): void {
  const { addContact, countOf, counted, settings, endOfJob, attributesOf, lastEntry } = lab;

  test('are listed with how many contacts have them', async () => {
    await addContact({ shoe: '41', hat: 'M' });
    await addContact({ shoe: '42' });
    expect([await countOf('shoe'), await countOf('hat')]).toEqual([2, 1]);
    expect((await counted()).isWhole).toBe(true);
    expect((await lab.agent.call('GET', '/settings/attributes')).status).toBe(403);
  });

  test('tell what uses them', async () => {
    const id = await addContact({ size: 'L', Size: 'XL' });
    const groups = [[{ attribute: 'size', operator: '==', value: 'L' }]];
    const segment = { name: 'Large', kind: 'dynamic', groups };
    expect((await lab.ada.call('POST', '/contacts/segments', { json: segment })).status).toBe(201);
    const reply = { shortcut: 'fit', text: 'Yours is {{SIZE|none}}.' };
    expect((await lab.ada.call('POST', '/inbox/quick-replies', { json: reply })).status).toBe(201);
    const ctx = { tenantId: '100100', actor: { kind: 'system' as const }, requestId: 'test' };
    const nodes = [{ id: 'a', kind: 'message', text: 'Size {{ size }} it is.' }];
    await addFlow(lab.parley, ctx, { name: 'Fitter', status: 'draft', definition: { start: 'a', nodes } });
    const { body } = await lab.ada.call<{ uses: { kind: string; name: string }[] }>(
      'GET',
      '/settings/attributes/uses',
      {
        query: { name: 'size', newName: 'Size' },
      },
    );
    expect(body).toMatchObject({ contacts: 1, isMore: false, withBoth: 1, isMoreWithBoth: false });
    expect(body.uses.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'segment Large',
      'quickReply fit',
      'chatbot Fitter',
    ]);
    expect((await lab.ada.call('DELETE', `/contacts/people/${id}`)).status).toBeLessThan(300);
  });

  test('are renamed for everybody, which is in the log and can be taken back', async () => {
    const [one, two] = [await addContact({ town: 'Bonn' }), await addContact({ town: 'Ulm', hat: 'S' })];
    const asked = async () => {
      const { body } = await lab.ada.call<{ segments: { name: string; groups: { attribute: string }[][] }[] }>(
        'GET',
        '/contacts/segments',
      );
      return body.segments
        .find(({ name }) => name === 'From Bonn')
        ?.groups.flat()
        .map(({ attribute }) => attribute);
    };
    const groups = [['town', 'hat'].map((attribute) => ({ attribute, operator: 'exist', value: '' }))];
    await lab.ada.call('POST', '/contacts/segments', { json: { name: 'From Bonn', kind: 'dynamic', groups } });
    const renamed = await settings('POST', '/attributes/rename', { name: 'town', newName: ' city ' });
    expect(renamed).toMatchObject({ status: 200, body: { contacts: 2 } });
    expect(await endOfJob(renamed.body.jobId)).toMatchObject({
      state: 'done',
      updated: 2,
      canUndo: true,
      renamed: { from: 'town', to: 'city' },
    });
    expect([await attributesOf(one), await attributesOf(two)]).toEqual([{ city: 'Bonn' }, { city: 'Ulm', hat: 'S' }]);
    expect(await lastEntry('attribute.rename')).toMatchObject({
      target: { name: 'town' },
      changes: { before: { name: 'town', contacts: 2 }, after: { name: 'city' } },
    });
    expect(await asked()).toEqual(['city', 'hat']);
    await lab.ada.call('POST', `/contacts/jobs/${renamed.body.jobId}/undo`);
    expect(await endOfJob(renamed.body.jobId)).toMatchObject({ state: 'undone', undone: 2 });
    expect(await asked()).toEqual(['town', 'hat']);
    expect(await attributesOf(one)).toEqual({ town: 'Bonn' });
  });

  test('are not renamed over another one until it is said whose value stays', async () => {
    const both = await addContact({ color: 'red', colour: 'blue' });
    const alone = await addContact({ color: 'green' });
    const refused = await settings('POST', '/attributes/rename', { name: 'color', newName: 'colour' });
    expect(refused).toMatchObject({
      status: 409,
      body: { reason: 'attribute.name_taken', message: '1 contact has both color and colour.' },
    });
    const kept = await settings('POST', '/attributes/rename', {
      name: 'color',
      newName: 'colour',
      whenBoth: 'existing',
    });
    await endOfJob(kept.body.jobId);
    expect([await attributesOf(both), await attributesOf(alone)]).toEqual([{ colour: 'blue' }, { colour: 'green' }]);
    await lab.ada.call('POST', `/contacts/jobs/${kept.body.jobId}/undo`);
    await endOfJob(kept.body.jobId);
    const won = await settings('POST', '/attributes/rename', {
      name: 'color',
      newName: 'colour',
      whenBoth: 'renamed',
    });
    await endOfJob(won.body.jobId);
    expect(await attributesOf(both)).toEqual({ colour: 'red' });
  });

  test('are deleted for everybody, which is in the log and can be taken back', async () => {
    const id = await addContact({ shelf: 'B2', hat: 'L' });
    const { status, body } = await lab.ada.call('DELETE', '/settings/attributes', { query: { name: 'shelf' } });
    expect({ status, body }).toMatchObject({ status: 200, body: { contacts: 1 } });
    expect(await endOfJob(body.jobId)).toMatchObject({ state: 'done', updated: 1, canUndo: true });
    expect(await attributesOf(id)).toEqual({ hat: 'L' });
    expect(await lastEntry('attribute.delete')).toMatchObject({ target: { name: 'shelf' } });
    await lab.ada.call('POST', `/contacts/jobs/${body.jobId}/undo`);
    await endOfJob(body.jobId);
    expect(await attributesOf(id)).toEqual({ shelf: 'B2', hat: 'L' });
  });

  test.each([
    ['phone, which is none', { name: 'phone', newName: 'x' }, 400, 'request.invalid'],
    ['into name, which is none', { name: 'hat', newName: 'name' }, 400, 'request.invalid'],
    ['into itself', { name: 'hat', newName: ' hat' }, 400, 'request.invalid'],
    ['into nothing', { name: 'hat', newName: '  ' }, 400, 'request.invalid'],
    ['that nobody has', { name: 'wig', newName: 'hair' }, 404, 'attribute.not_found'],
  ])('%s are not renamed, and no edit begins', async (_what, json, status, reason) => {
    const before = await lab.ada.call<{ jobs: Json[] }>('GET', '/contacts/jobs');
    const refused = await settings('POST', '/attributes/rename', json);
    expect([refused.status, refused.body.reason]).toEqual([status, reason]);
    expect((await lab.ada.call<{ jobs: Json[] }>('GET', '/contacts/jobs')).body).toEqual(before.body);
  });
}
