import { describe, expect, test } from 'vitest';
import type { WorkspaceLab } from './lab.ts';

/** Attributes that no contact has yet are kept with what they mean, offered, described, renamed and deleted. */
export function describeKeptAttributes(lab: WorkspaceLab): void {
  const { settings, counted, lastEntry, addContact, countOf, endOfJob } = lab;

  describe('that no contact has', () => {
    const add = (name: string, description?: string) => settings('POST', '/attributes', { name, description });
    const offered = async (): Promise<string[]> => {
      const { body } = await lab.ada.call<{ attributes: string[] }>('GET', '/contacts/facets');
      return body.attributes;
    };

    test('are added with what they mean, offered everywhere, and in the log', async () => {
      const added = await add(' plan ', ' What they pay for ');
      expect(added).toMatchObject({
        status: 201,
        body: { name: 'plan', contacts: 0, description: 'What they pay for' },
      });
      const { items } = await counted();
      expect(items.find(({ name }) => name === 'plan')).toEqual(added.body);
      expect(await offered()).toContain('plan');
      expect((await lab.ada.call<{ attributes: string[] }>('GET', '/campaigns/choices')).body.attributes).toContain(
        'plan',
      );
      expect(await lastEntry('attribute.create')).toMatchObject({ target: { name: 'plan' } });
      const id = await addContact({ plan: 'gold' });
      expect(await countOf('plan')).toBe(1);
      expect((await lab.ada.call('DELETE', `/contacts/people/${id}`)).status).toBeLessThan(300);
      expect(await countOf('plan')).toBe(0);
    });

    test.each([
      ['that was added before', 'plan', 409, 'attribute.exists'],
      ['that contacts have', 'shoe', 409, 'attribute.exists'],
      ['that is the name', 'name', 400, 'request.invalid'],
      ['without a name', '  ', 400, 'request.invalid'],
    ])('one %s is refused', async (_what, name, status, reason) => {
      const before = await counted();
      const refused = await add(name);
      expect([refused.status, refused.body.reason]).toEqual([status, reason]);
      expect(await counted()).toEqual(before);
    });

    test('differ by case, as those of contacts do', async () => {
      expect((await add('PLAN')).status).toBe(201);
      expect((await lab.ada.call('DELETE', '/settings/attributes', { query: { name: 'PLAN' } })).status).toBe(200);
    });

    test('are described, and so is one that only contacts have, which is kept then', async () => {
      const say = (name: string, description: string | null) => settings('PATCH', '/attributes', { name, description });
      expect(await say('plan', 'Gold or silver')).toMatchObject({
        status: 200,
        body: { description: 'Gold or silver' },
      });
      expect(await lastEntry('attribute.change')).toMatchObject({
        changes: { before: { description: 'What they pay for' }, after: { description: 'Gold or silver' } },
      });
      const id = await addContact({ glove: '8' });
      expect((await say('glove', 'Size of the glove')).status).toBe(200);
      await lab.ada.call('DELETE', `/contacts/people/${id}`);
      expect(await countOf('glove')).toBe(0);
      expect((await say('unknown', 'x')).body.reason).toBe('attribute.not_found');
    });

    test('are renamed and deleted, and each is taken back', async () => {
      const renamed = await settings('POST', '/attributes/rename', { name: 'plan', newName: 'tariff' });
      expect(renamed).toMatchObject({ status: 200, body: { contacts: 0 } });
      expect(await endOfJob(renamed.body.jobId)).toMatchObject({ state: 'done', canUndo: true });
      expect([await countOf('plan'), await countOf('tariff')]).toEqual([undefined, 0]);
      await lab.ada.call('POST', `/contacts/jobs/${renamed.body.jobId}/undo`);
      expect(await endOfJob(renamed.body.jobId)).toMatchObject({ state: 'undone' });
      expect([await countOf('plan'), await countOf('tariff')]).toEqual([0, undefined]);
      const deleted = await lab.ada.call('DELETE', '/settings/attributes', { query: { name: 'plan' } });
      await endOfJob(deleted.body.jobId);
      expect(await offered()).not.toContain('plan');
      await lab.ada.call('POST', `/contacts/jobs/${deleted.body.jobId}/undo`);
      await endOfJob(deleted.body.jobId);
      const { items } = await counted();
      expect(items.find(({ name }) => name === 'plan')).toMatchObject({ contacts: 0, description: 'Gold or silver' });
    });

    test('of another workspace neither show nor stand in the way', async () => {
      expect((await lab.agent.call('POST', '/settings/attributes', { json: { name: 'mine' } })).status).toBe(403);
      const taken = await lab.stranger.call('POST', '/settings/attributes', { json: { name: 'plan' } });
      expect(taken.status).toBe(201);
      expect((await lab.stranger.call('GET', '/settings/attributes')).body).toMatchObject({
        items: [{ name: 'plan', description: null }],
      });
      await lab.stranger.call('DELETE', '/settings/attributes', { query: { name: 'plan' } });
      expect(await countOf('plan')).toBe(0);
    });
  });
}
