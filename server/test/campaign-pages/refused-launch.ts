import { FormData } from 'undici';
import { describe, expect, test } from 'vitest';
import { audience, type CampaignPagesLab, type Json, now, path } from './lab.ts';

/** Nothing is sent that the dry run did not show, and no dry run is made of half a draft. */
export function describeRefusedLaunch(lab: CampaignPagesLab): void {
  const { numbers, addContact, run, get, toPlan, post, tryOut, launch, received, draftOf } = lab;

  describe('a launch is refused', () => {
    test('with what changed, when the audience of a segment is another by now', async () => {
      const [stays, leaves, joins] = numbers(3) as [string, string, string];
      const named = async (waId: string) => {
        await addContact(waId, `Guest ${waId}`);
        await run(`update contacts set attributes = '{"city":"Oslo"}' where wa_id = $1`, waId);
      };
      for (const waId of [stays, leaves]) await named(waId);
      const conditions = [{ attribute: 'city', operator: '==', value: 'Oslo' }];
      const json = { name: 'Oslo', refreshType: 2, groups: [{ conditions }] };
      const made = await lab.parley.api<{ result: { id: string } }>('POST', '/api/v1/createCustomSegment', { json });
      const segment = made.body.result;
      expect((await get(`/segments/${segment.id}/size`)).body).toEqual({ people: 2 });
      const values = [
        { name: 'name', from: 'attribute', value: 'name', fallback: '' },
        { name: 'company', from: 'text', value: 'Parley', fallback: '' },
      ];
      const plan = toPlan({ audience: { ...audience, kind: 'segments', segmentIds: [segment.id] }, values });
      const draft = await post<{ id: string }>('/drafts', { json: { name: 'segment', plan } });
      const dryRun = await tryOut(draft.body.id);
      await named(joins);
      await run('update contacts set allow_broadcast = false where wa_id = $1', leaves);
      await run(`update contacts set name = 'Somebody' where wa_id = $1`, stays);
      const refused = await launch(dryRun);
      expect([refused.status, refused.body]).toMatchObject([
        409,
        { reason: 'campaign.audience_changed', changes: { joined: 1, left: 1, changed: 1 } },
      ]);
      await lab.parley.simulator.advance(5);
      expect(await received([stays, leaves, joins])).toEqual([0, 0, 0]);
      const second = await tryOut(draft.body.id);
      expect(second).toMatchObject({ pending: 2, skipped: { opted_out: 1 } });
      // The first is over now.
      expect((await launch(dryRun)).body).toMatchObject({ code: 409, reason: 'campaign.dry_run_over' });
      expect((await launch(second)).status).toBe(201);
      await lab.parley.simulator.advance(5);
      expect(await received([stays, leaves, joins])).toEqual([1, 0, 1]);
    });

    test('when the dry run is an hour old, of another hash, or of a draft that was changed', async () => {
      const draftId = await draftOf(numbers(1).map((waId) => `${waId};Ann`));
      const dryRun = await tryOut(draftId);
      expect((await launch({ ...dryRun, hash: 'other' })).status).toBe(409);
      const { body: draft } = await get<{ plan: Json }>(`/drafts/${draftId}`);
      const save = (name: string) =>
        lab.admin.call('PUT', path(`/drafts/${draftId}`), { json: { name, plan: draft.plan } });
      expect((await save('winter')).status).toBe(200);
      expect((await launch(dryRun)).body).toMatchObject({ reason: 'campaign.dry_run_over' });
      const fresh = await tryOut(draftId);
      await lab.parley.simulator.advance(3_601);
      expect((await launch(fresh)).body).toMatchObject({ reason: 'campaign.dry_run_over' });
    });
  });

  describe('what is missing or wrong of a draft', () => {
    const byHand = { ...audience, kind: 'contacts', contactIds: ['0123456789abcdef01234567'] };

    test.each([
      ['audience', {}, 'Choose who the campaign is meant for.'],
      ['audience', { audience: { ...audience, kind: 'segments' } }, 'Choose a segment.'],
      ['templateId', { audience: byHand, templateId: null }, 'Choose a template.'],
      ['values', { audience: byHand, values: [] }, 'Say where the values of name, company come from.'],
      [
        'values',
        {
          audience: byHand,
          values: [
            { name: 'name', from: 'attribute', value: 'name', fallback: '' },
            { name: 'company', from: 'text', value: ' ', fallback: '' },
          ],
        },
        'The value of company is empty.',
      ],
      ['audience', { audience: byHand }, 'There is nobody in this audience.'],
      [
        'schedule',
        { audience: byHand, schedule: { ...now, kind: 'at', at: '2020-01-01T09:00' } },
        'That moment has passed. Choose a later one.',
      ],
    ])('stops the dry run: %s', async (_field, more, message) => {
      const draft = await post<{ id: string }>('/drafts', { json: { name: 'half', plan: toPlan(more) } });
      const { status, body } = await post(`/drafts/${draft.body.id}/dry-runs`);
      expect([status, body]).toMatchObject([400, { reason: 'request.invalid', message }]);
      await lab.admin.call('DELETE', path(`/drafts/${draft.body.id}`));
    });

    test('and what is no plan or file is refused at once', async () => {
      const json = { name: 'x', plan: toPlan({ schedule: { ...now, quietFrom: '25:00' } }) };
      expect((await post('/drafts', { json })).status).toBe(400);
      const multipart = new FormData();
      multipart.append('file', new File(['Phone\r\n'], 'empty.csv', { type: 'text/csv' }));
      expect((await post('/files', { multipart })).body).toMatchObject({ code: 400 });
      const [{ files }] = (await run('select count(*)::integer as files from campaign_files where row_count = 0')) as [
        { files: number },
      ];
      expect(files).toBe(0);
    });
  });
}
