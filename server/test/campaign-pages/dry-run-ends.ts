import { expect, test } from 'vitest';
import type { CampaignPagesLab, Json } from './lab.ts';

/** A dry run tells how far it is, and goes when nobody launches it. */
export function describeEndsOfDryRuns(lab: CampaignPagesLab): void {
  const { tryOut, draftOf, numbers, run, get, launch } = lab;

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
