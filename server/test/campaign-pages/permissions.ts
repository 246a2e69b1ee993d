import { FormData } from 'undici';
import { describe, expect, test } from 'vitest';
import { createTenant } from '../../src/modules/accounts/index.ts';
import { signIn } from '../inbox-lab.ts';
import type { CampaignPagesLab, Json } from './lab.ts';

/** Who may do what, and that another workspace finds nothing. */
export function describePermissions(lab: CampaignPagesLab): void {
  const { get, post, toPlan, addPerson, run, draftOf, numbers, tryOut, launch } = lab;

  describe('who may do it', () => {
    test('takes the permissions, and another workspace finds nothing', async () => {
      const agent = await signIn(lab.parley, 'agent@demo.test');
      expect((await get('', undefined, agent)).body).toMatchObject({ code: 403, reason: 'auth.permission_missing' });
      expect((await post('/drafts', { json: { name: 'x', plan: toPlan() } }, agent)).status).toBe(403);
      expect((await post('/media', { multipart: new FormData() }, agent)).status).toBe(403);
      const viewer = await addPerson('100100', 'viewer@demo.test', 'dashboardViewer');
      expect((await get('', undefined, viewer)).status).toBe(200);
      const [{ id }] = (await run('select id from campaigns limit 1')) as [{ id: string }];
      expect((await post(`/${id}/pause`, {}, viewer)).status).toBe(403);
      expect((await get('/choices', undefined, viewer)).status).toBe(403);

      const draftId = await draftOf(numbers(1).map((waId) => `${waId};Ann`));
      const dryRun = await tryOut(draftId);
      const [file] = (await run('select id from campaign_files limit 1')) as [{ id: string }];
      const ours = { name: 'Ours', kind: 'dynamic', groups: [[{ attribute: 'ours', operator: 'exist', value: '' }]] };
      const { body: segment } = await lab.admin.call('POST', '/contacts/segments', { json: ours });
      const segmentId = String(segment.id);
      await createTenant(lab.parley, { id: '300300', name: 'Other' });
      const stranger = await addPerson('300300', 'stranger@other.test', 'administrator');
      const tries = await Promise.all([
        get(`/${id}`, undefined, stranger),
        get(`/${id}/results`, undefined, stranger),
        get(`/${id}/cost`, undefined, stranger),
        get('/first-person', { segmentIds: segmentId }, stranger),
        get(`/${id}/recipients`, undefined, stranger),
        get(`/${id}/export`, undefined, stranger),
        post(`/${id}/cancel`, {}, stranger),
        post(`/${id}/retry`, {}, stranger),
        post(`/${id}/copy`, {}, stranger),
        get(`/files/${file.id}`, undefined, stranger),
        get(`/drafts/${draftId}`, undefined, stranger),
        post(`/drafts/${draftId}/dry-runs`, {}, stranger),
        get(`/dry-runs/${dryRun.id}`, undefined, stranger),
        get(`/dry-runs/${dryRun.id}/recipients`, undefined, stranger),
        post(`/dry-runs/${dryRun.id}/launch`, { json: { hash: dryRun.hash } }, stranger),
        get('/not-an-id', undefined, stranger),
      ]);
      expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404));
      expect((await get<{ campaigns: Json[] }>('', undefined, stranger)).body.campaigns).toEqual([]);
      expect((await launch(dryRun)).status).toBe(201);
    });
  });
}
