import { expect, test } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import { createGate } from '../outgoing-lab.ts';
import type { CampaignPagesLab, Json } from './lab.ts';

/** A dry run tells how far it is, and goes when nobody launches it. */
export function describeEndsOfDryRuns(lab: CampaignPagesLab): void {
  const { tryOut, draftOf, numbers, run, get, launch, post, toPlan } = lab;

  test('a dry run that takes long tells how far it is, and one whose process is gone says so', async () => {
    const dryRun = await tryOut(await draftOf(numbers(1).map((waId) => `${waId};Ann`)));
    await run("update campaign_dry_runs set state = 'counting', summary = null, counted = 7 where id = $1", dryRun.id);
    expect(await get(`/dry-runs/${dryRun.id}`)).toMatchObject({
      status: 202,
      body: { state: 'counting', counted: 7, problem: null },
    });
    expect((await launch(dryRun)).status).toBe(404);
    await lab.parley.simulator.advance(240);
    expect((await get(`/dry-runs/${dryRun.id}`)).body).toMatchObject({
      state: 'over',
      problem: expect.stringContaining('interrupted'),
    });
  });

  test('a dry run cannot be launched of which the draft was changed, or launched, while it was counted', async () => {
    for (const change of ['save', 'delete'] as const) {
      const draftId = await draftOf(numbers(1).map((waId) => `${waId};Ann`));
      const [isHeld, mayFreeze] = [createGate(), createGate()];
      const holding = lab.parley.db.transaction(async (tx) => {
        await tx.system(systemStatement('', 'lock table campaign_recipients in share row exclusive mode'));
        isHeld.open();
        await mayFreeze.opened;
      });
      await isHeld.opened;
      const counting = post<Json>(`/drafts/${draftId}/dry-runs`);
      const runs = () => run('select id, state, hash from campaign_dry_runs where draft_id = $1', draftId);
      await expect.poll(runs).toMatchObject([{ state: 'counting' }]);
      const path = `/campaigns/drafts/${draftId}`;
      const save = () => lab.admin.call('PUT', path, { json: { name: 'winter', plan: toPlan() } });
      const changed = await (change === 'save' ? save() : lab.admin.call('DELETE', path));
      expect(changed.status).toBeLessThan(300);
      mayFreeze.open();
      await holding;
      expect(await counting).toMatchObject({ status: 409, body: { reason: 'campaign.dry_run_over' } });
      expect(await runs()).toMatchObject([{ state: 'over', hash: null }]);
    }
  });

  test('dry runs that nobody launches are swept, with their people', async () => {
    const dryRun = await tryOut(await draftOf(numbers(1).map((waId) => `${waId};Ann`)));
    await lab.parley.simulator.advance(27 * 3_600);
    const [left] = (await run(
      `select (select count(*) from campaign_dry_runs where id = $1)::integer as runs,
       (select count(*) from campaign_recipients where campaign_id = $1)::integer as people`,
      dryRun.id,
    )) as [Json];
    expect(left).toEqual({ runs: 0, people: 0 });
  });
}
