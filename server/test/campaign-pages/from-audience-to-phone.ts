import { describe, expect, test } from 'vitest';
import { countersAndRecount } from '../campaign-lab.ts';
import { audience, type CampaignPagesLab, type Json, path, rate } from './lab.ts';

/** A dry run shows exactly what a launch then sends, whether the people come from a file or are picked by hand. */
export function describeCampaignFromFile(lab: CampaignPagesLab): void {
  const { numbers, addContact, run, upload, toPlan, post, tryOut, get, received, launch, campaignOf } = lab;

  describe('a campaign from a file', () => {
    test('is tried out, and sends exactly what the dry run showed', async () => {
      const [good, declined, twice, blank] = numbers(4) as [string, string, string, string];
      await addContact(declined, 'Dee');
      await run('update contacts set allow_broadcast = false where wa_id = $1', declined);
      const text = `\uFEFFPhone;Name\r\n+${good};Ann\r\n${declined};Dee\r\n${twice};Tom\r\n${twice};Tim\r\n12ab;Bad\r\n${blank};\r\n`;
      const file = await upload(text);
      expect(file).toMatchObject({
        columns: ['Phone', 'Name'],
        rows: 6,
        guess: { phoneColumn: 'Phone', countryCodeColumn: null, nameColumn: 'Name' },
      });
      const plan = toPlan({ audience: { ...audience, kind: 'file', fileId: file.id, phoneColumn: 'Phone' } });
      const draft = await post<{ id: string }>('/drafts', { json: { name: 'autumn', plan } });
      const dryRun = await tryOut(draft.body.id);
      expect(dryRun).toMatchObject({
        recipients: 6,
        pending: 2,
        skipped: { opted_out: 1, blocked: 0, duplicate: 1, invalid_number: 1, no_value: 1 },
        cost: { category: 'utility', countries: [{ country: 'NL', people: 2, price: 0.05, cost: 0.1 }] },
        rate: { perSecond: rate },
        warnings: [],
      });
      const { body: page } = await get<{ recipients: Json[] }>(`/dry-runs/${dryRun.id}/recipients`);
      expect(page.recipients.map(({ phone, state, skipReason }) => [phone, state, skipReason])).toEqual([
        [good, 'pending', null],
        [declined, 'skipped', 'opted_out'],
        [twice, 'pending', null],
        [twice, 'skipped', 'duplicate'],
        [null, 'skipped', 'invalid_number'],
        [blank, 'skipped', 'no_value'],
      ]);
      expect(page.recipients[4]).toMatchObject({ reason: 'No phone number. Row 6: 12ab' });
      expect(page.recipients[2]).toMatchObject({ preview: { body: 'Hello Tom, welcome to Parley.' } });
      expect(await received([good, declined, twice, blank])).toEqual([0, 0, 0, 0]);
      // Nothing of a dry run is shown as a campaign.
      expect((await get(`/${dryRun.id}`)).status).toBe(404);

      const { status, body } = await launch(dryRun);
      expect([status, body]).toMatchObject([201, { id: dryRun.id, name: 'autumn', recipients: 6 }]);
      await lab.parley.simulator.advance(10);
      expect(await received([good, declined, twice, blank])).toEqual([1, 0, 1, 0]);
      expect((await lab.parley.simulator.phone(twice))[0]?.text).toContain('Hello Tom, welcome to Parley.');
      const campaign = await campaignOf(dryRun.id);
      expect(campaign).toMatchObject({
        state: 'completed',
        counters: { sent: 2, delivered: 2, skipped: 4, pending: 0 },
      });
      const { counters, recount } = await countersAndRecount(lab.parley.db, dryRun.id);
      expect(counters).toEqual(recount);
      // A second launch finds the first, and the draft is used up.
      expect((await launch(dryRun)).body).toMatchObject({ id: dryRun.id, state: 'completed' });
      expect((await get(`/drafts/${draft.body.id}`)).status).toBe(404);

      const { body: list } = await get<{ campaigns: Json[] }>('', { search: 'AUTU', state: 'completed' });
      expect(list.campaigns[0]).toMatchObject({ id: dryRun.id });
      const csv = await get(`/${dryRun.id}/export`);
      expect(csv.headers['content-type']).toContain('text/csv');
      expect(csv.text.split('\r\n')).toHaveLength(8);
      expect(csv.text).toContain(`${declined},Dee,skipped,Wants no broadcasts.`);
      const found = await get<{ recipients: Json[] }>(`/${dryRun.id}/recipients`, { search: good, state: 'sent' });
      expect(found.body.recipients).toMatchObject([{ phone: good, state: 'delivered' }]);
    });

    test('takes fallbacks, and people of the contacts by hand, and may be copied', async () => {
      const [known, unnamed] = numbers(2) as [string, string];
      const ids = [await addContact(known, 'Kim'), await addContact(unnamed, 'x')];
      await run('update contacts set name = null where wa_id = $1', unnamed);
      const { body: picked } = await get<{ contacts: Json[] }>('/contacts', { search: known });
      expect(picked.contacts).toMatchObject([{ id: ids[0], name: 'Kim', phone: known, allowsBroadcast: true }]);
      const values = [
        { name: 'name', from: 'attribute', value: 'name', fallback: 'friend' },
        { name: 'company', from: 'text', value: 'Parley', fallback: '' },
      ];
      const plan = toPlan({ audience: { ...audience, kind: 'contacts', contactIds: ids }, values });
      const draft = await post<{ id: string }>('/drafts', { json: { name: 'by hand', plan } });
      const campaign = (await launch(await tryOut(draft.body.id))).body;
      await lab.parley.simulator.advance(5);
      const texts = await Promise.all([known, unnamed].map((waId) => lab.parley.simulator.phone(waId)));
      expect(texts.map(([message]) => message?.text)).toEqual([
        'Hello Kim, welcome to Parley.',
        'Hello friend, welcome to Parley.',
      ]);
      const copy = await post(`/${campaign.id}/copy`);
      expect([copy.status, copy.body]).toMatchObject([201, { name: 'Copy of by hand', plan: { values } }]);
      expect((await lab.admin.call('DELETE', path(`/drafts/${String(copy.body.id)}`))).status).toBe(204);
      expect((await post(`/drafts/${String(copy.body.id)}/dry-runs`)).status).toBe(404);
    });
  });
}
