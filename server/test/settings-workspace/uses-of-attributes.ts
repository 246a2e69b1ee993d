import { expect, test } from 'vitest';
import { addFlow } from '../../src/modules/automation/index.ts';
import type { Json, WorkspaceLab } from './lab.ts';

/** What names an attribute follows its new name, and another workspace sees none of it. */
export function describeUsesOfAttributes(lab: WorkspaceLab): void {
  const { addContact, settings, endOfJob, lastEntry, attributesOf } = lab;

  test('are followed by drafts, quick replies and chatbots, and back again', async () => {
    await addContact({ pet: 'cat' });
    const plan = {
      audience: {
        kind: 'none',
        segmentIds: [],
        contactIds: [],
        fileId: null,
        phoneColumn: null,
        countryCodeColumn: null,
        nameColumn: null,
      },
      templateId: null,
      channelId: null,
      values: [
        { name: 'a', from: 'attribute', value: 'pet', fallback: 'friend' },
        { name: 'b', from: 'text', value: 'pet', fallback: '' },
      ],
      schedule: { kind: 'now', at: null, quietFrom: null, quietTo: null },
    };
    const draft = await lab.ada.call<{ id: string }>('POST', '/campaigns/drafts', { json: { name: 'Food', plan } });
    expect(draft.status).toBe(201);
    const reply = { shortcut: 'pet', text: 'How is {{ PET |your pet}}, {{name}}? {{petty}}' };
    expect((await lab.ada.call('POST', '/inbox/quick-replies', { json: reply })).status).toBe(201);
    const ctx = { tenantId: '100100', actor: { kind: 'system' as const }, requestId: 'test' };
    const nodes = [
      { id: 'a', kind: 'question', text: 'Is {{ pet }} right?', attribute: 'pet', next: 'b' },
      { id: 'b', kind: 'condition', attribute: 'pet', operator: '==', value: 'pet' },
    ];
    await addFlow(lab.parley, ctx, { name: 'Vet', status: 'active', definition: { start: 'a', nodes } });
    const usesOf = async (name: string) => {
      const { body } = await lab.ada.call<{ uses: { kind: string }[] }>('GET', '/settings/attributes/uses', {
        query: { name },
      });
      return body.uses.map(({ kind }) => kind);
    };
    const texts = async () => {
      const { body } = await lab.ada.call<{ quickReplies: { shortcut: string; text: string }[] }>(
        'GET',
        '/inbox/quick-replies',
      );
      return body.quickReplies.find(({ shortcut }) => shortcut === 'pet')?.text;
    };
    const all = ['campaignDraft', 'quickReply', 'chatbot'];
    expect(await usesOf('pet')).toEqual(all);
    const renamed = await settings('POST', '/attributes/rename', { name: 'pet', newName: 'animal' });
    await endOfJob(renamed.body.jobId);
    expect([await usesOf('pet'), await usesOf('animal')]).toEqual([[], all]);
    expect(await texts()).toBe('How is {{animal|your pet}}, {{name}}? {{petty}}');
    const read = await lab.ada.call('GET', `/campaigns/drafts/${draft.body.id}`);
    expect(read.body).toMatchObject({ plan: { values: [{ value: 'animal', fallback: 'friend' }, { value: 'pet' }] } });
    expect(await lastEntry('attribute.rename')).toMatchObject({
      changes: { after: { name: 'animal', drafts: 1, quickReplies: 1, chatbots: 1 } },
    });
    await lab.ada.call('POST', `/contacts/jobs/${renamed.body.jobId}/undo`);
    await endOfJob(renamed.body.jobId);
    expect([await usesOf('pet'), await usesOf('animal')]).toEqual([all, []]);
  });

  test('of another workspace are not there', async () => {
    const id = await addContact({ secret: 'yes' });
    const seen = await lab.stranger.call<{ items: Json[] }>('GET', '/settings/attributes');
    expect(seen.body).toEqual({ items: [], isWhole: true });
    const query = { name: 'secret' };
    expect((await lab.stranger.call('GET', '/settings/attributes/uses', { query })).body).toMatchObject({
      contacts: 0,
    });
    expect((await lab.stranger.call('DELETE', '/settings/attributes', { query })).status).toBe(404);
    expect(await attributesOf(id)).toEqual({ secret: 'yes' });
  });
}
