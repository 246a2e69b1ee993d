import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { png } from './media-samples.ts';
import {
  expectNoSeriousFaults,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  visit,
  type WebLab,
} from './web-lab.ts';

const people = { ann: '31641000001', ben: '31641000002', otto: '31641000003', uma: '12125550188' };
const mia = '31641000009';

/** Of six rows three can be sent to. */
const rows = [
  'Phone;Name',
  `+${people.ann};Ann`,
  `${people.ben};Ben`,
  `${people.ben};Ben again`,
  `${people.otto};Otto`,
  '12ab;Nobody',
  `${people.uma};Uma`,
];

describe.skipIf(!hasBrowser)('the campaigns of the web app', () => {
  let lab: WebLab;
  let page: Page;
  beforeAll(async () => {
    lab = await startWebLab();
    const json = { whatsapp_number: people.otto, name: 'Otto' };
    await lab.parley.api('POST', '/api/ext/v3/contacts', { json });
    const optOut = systemStatement('', 'update contacts set allow_broadcast = false where wa_id = $1');
    await lab.parley.db.system(optOut, [people.otto]);
  }, 120_000);
  afterAll(() => lab.stop());

  const shownTo = async (waId: string): Promise<(string | null)[]> =>
    (await lab.parley.simulator.phone(waId)).map(({ text }) => text);
  const setPaused = (at: 'now()' | 'null') =>
    lab.parley.db.system(systemStatement('', `update channels set paused_at = ${at}`), []);
  const next = (name = 'Next') => page.getByRole('button', { name }).click();
  /** What the dry run says is sent to whom. */
  const listed = async (): Promise<string[]> =>
    page
      .getByRole('region', { name: 'People of the dry run' })
      .locator('button[aria-pressed]')
      .evaluateAll((buttons) => buttons.map((button) => button.textContent ?? ''));

  test('what a dry run shows is what is sent', async () => {
    page = await lab.open('Ada Admin', '/campaigns');
    await page.getByText('No campaign yet').waitFor();
    const room = 'document.querySelector(".campaigns-page").scrollHeight - window.innerHeight';
    expect(await page.evaluate(room)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: 'New campaign' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Autumn sale');
    await page.getByLabel('A CSV file').check();
    await page.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`),
    });
    await page.getByText('6 rows').waitFor();
    await expectNoSeriousFaults(page);
    await next();
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: /welcome/ }).click();
    await page.getByLabel('Text of company').fill('Parley');
    await page.getByText('Hello Ann, welcome to Parley.').waitFor();
    await expectNoSeriousFaults(page);
    // It is kept on the server: nothing is lost by a reload.
    await page.getByText('Draft saved').waitFor();
    await page.reload();
    await page.getByText('Hello Ann, welcome to Parley.').waitFor();
    await next();
    await page.getByLabel('As soon as it is launched').waitFor();
    await expectNoSeriousFaults(page);
    await next('Try it out');

    await page.getByRole('button', { name: 'Send to 3 people' }).waitFor();
    for (const line of ['Want no broadcasts: 1', 'In the audience already: 1', 'No valid number: 1']) {
      await page.getByText(line).waitFor();
    }
    await expect.poll(listed).toEqual([`Ann, +${people.ann}`, `Ben, +${people.ben}`, `Uma, +${people.uma}`]);
    await page.getByRole('button', { name: `Uma, +${people.uma}` }).click();
    await page.getByText('Hello Uma, welcome to Parley.').waitFor();
    await expectNoSeriousFaults(page);
    await page.setViewportSize({ width: 390, height: 780 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await shownTo(people.ann)).toEqual([]);

    await page.getByRole('button', { name: 'Send to 3 people' }).click();
    await page.waitForURL(/\/campaigns\/[0-9a-f]{24}/);
    await lab.parley.settle();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    const sent = await Promise.all(Object.values(people).map(shownTo));
    expect(sent).toEqual([
      ['Hello Ann, welcome to Parley.'],
      ['Hello Ben, welcome to Parley.'],
      [],
      ['Hello Uma, welcome to Parley.'],
    ]);
    await page.getByRole('button', { name: 'Delivered 3 (50 %)' }).waitFor();
    await page.getByRole('button', { name: 'Skipped 3 (50 %)' }).click();
    await page.getByText('No phone number. Row 6: 12ab').waitFor();
    expect(page.url()).toContain('state=skipped');
    await expectNoSeriousFaults(page);
    await page.setViewportSize({ width: 390, height: 780 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  }, 240_000);

  test('a copy waits for its moment, and is cancelled by name', async () => {
    await page.getByRole('button', { name: 'Copy' }).dblclick();
    await page.getByText('people.csv').first().waitFor();
    await page.getByRole('button', { name: '3. Time' }).click();
    await page.getByLabel('At one moment').check();
    await next('Try it out');
    await page.getByRole('alert').getByText('Choose a day and a time.').waitFor();
    await expectNoSeriousFaults(page);
    await next('Change it');
    await page.getByLabel('Day and time').fill('2099-01-01T09:00');
    await next('Try it out');
    await page.getByRole('button', { name: 'Send to 3 people' }).click();
    await page.waitForURL(/\/campaigns\/[0-9a-f]{24}/);
    await page.getByText('Scheduled', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel “Copy of Autumn sale”?' });
    await dialog.getByText('It was sent to nobody yet.').waitFor();
    await expectNoSeriousFaults(page);
    await dialog.getByRole('button', { name: 'Cancel the campaign' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Campaigns', exact: true }).last().click();
    await page.getByRole('link', { name: 'Copy of Autumn sale' }).waitFor();
    await page.getByRole('link', { name: 'Autumn sale', exact: true }).waitFor();
    await expectNoSeriousFaults(page);
    await page.setViewportSize({ width: 390, height: 780 });
    await expectNoSidewaysScroll(page);
  }, 120_000);

  test('one that waits says why, and is paused by a double click', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await setPaused('now()');
    await page.getByRole('link', { name: 'Autumn sale', exact: true }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: '2. Message' }).click();
    await page.getByLabel('Text of company').fill('');
    await page.getByRole('button', { name: '4. Dry run' }).click();
    await page.getByRole('alert').getByText('The value of company is empty.').waitFor();
    await next('Change it');
    await page.getByLabel('Text of company').fill('Parley');
    await page.getByRole('button', { name: '4. Dry run' }).click();
    await page.getByRole('button', { name: 'Send to 3 people' }).click();
    await page.waitForURL(/\/campaigns\/[0-9a-f]{24}/);
    await page.getByRole('alert', { name: 'It waits' }).getByText('The number is paused.').waitFor();
    await expectNoSeriousFaults(page);
    await page.getByRole('button', { name: 'Pause' }).dblclick();
    await page.getByRole('alert', { name: 'Paused by hand' }).getByText('until it is resumed').waitFor();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await page.getByText('That did not work').count()).toBe(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Leave it paused' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Cancel the campaign' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    await setPaused('null');
  }, 120_000);

  test('a file is given for the header of an offer, with its end, and shown before it is sent', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    // Whoever sits elsewhere means the clock of the workspace as well.
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Tokyo' });
    await writeOffer(page);
    await visit(page, '/campaigns/new');
    await page.getByLabel('Name', { exact: true }).fill('Flash');
    await page.getByLabel('A CSV file').check();
    const buffer = Buffer.from(`Phone;Name\r\n+${mia};Mia\r\n`);
    await page.locator('input[type=file]').setInputFiles({ name: 'few.csv', mimeType: 'text/csv', buffer });
    await page.getByText('few.csv').waitFor();
    await next();
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: /flash/ }).click();
    const file = page.getByLabel('File of header_picture');
    await file.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('words') });
    await page.getByRole('alert').waitFor();
    await file.setInputFiles({ name: 'sale.png', mimeType: 'image/png', buffer: png });
    await page.getByText('sale.png').waitFor();
    await page.getByRole('complementary', { name: 'Preview' }).locator('img').waitFor();
    await page.getByLabel('Day and time of expiration_time_ms').fill('2099-01-01T09:00');
    await page.getByText('Ends 1 Jan 2099, 09:00').waitFor();
    await expectNoSeriousFaults(page);
    await page.setViewportSize({ width: 390, height: 780 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await next();
    await next('Try it out');
    await page.getByRole('complementary', { name: 'Their message' }).locator('img').waitFor();
    await page.getByRole('button', { name: 'Send to 1 person' }).click();
    await page.waitForURL(/\/campaigns\/[0-9a-f]{24}/);
    await lab.parley.settle();
    expect(JSON.stringify(await lab.parley.simulator.phone(mia))).toMatch(/"image":\{"id":"\d+"/);
  }, 120_000);

  test('one that is not there leads to the others, and a name is asked for where it is written', async () => {
    await visit(page, '/campaigns/ffffffffffffffffffffffff');
    await page.getByText('There is no such campaign').waitFor();
    await page.getByRole('link', { name: 'All campaigns' }).click();
    await page.getByRole('link', { name: 'New campaign' }).first().click();
    await page.getByRole('button', { name: '4. Dry run' }).click();
    await page.getByRole('alert').getByText('Give the campaign a name.').waitFor();
    const name = page.getByRole('textbox', { name: 'Name' });
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await name.fill('Never mind');
    await page.getByText('Draft saved').waitFor();
  });

  test('a draft is deleted by name', async () => {
    await visit(page, '/campaigns');
    await page.getByRole('button', { name: 'Delete the draft Never mind' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete the draft?' });
    await dialog.getByText('The draft “Never mind” is deleted').waitFor();
    await expectNoSeriousFaults(page, '[role=dialog]');
    await dialog.getByRole('button', { name: 'Delete the draft' }).click();
    await page.getByRole('link', { name: 'Never mind' }).waitFor({ state: 'detached' });
  });
});

/** A limited-time offer with a code, an address and a picture of each message, approved. */
async function writeOffer(page: Page): Promise<void> {
  await visit(page, '/templates/new?sample=blank');
  await page.getByLabel('Name', { exact: true }).fill('flash');
  await page.getByText('Limited-time offer', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Marketing' }).click();
  await page.getByLabel('Words of the offer').fill('Ends soon');
  await page.getByText('Picture', { exact: true }).click();
  await page.getByLabel('Sample file').setInputFiles({ name: 'flash.png', mimeType: 'image/png', buffer: png });
  await page.getByText('flash.png').waitFor();
  await page.getByLabel('Each message brings a file of its own').check();
  await page.getByLabel('Text of the message').fill('A fifth off any lamp for you, this week only.');
  await page.getByLabel('Sample of the code').fill('LAMP20');
  await page.getByRole('textbox', { name: 'Address' }).fill('https://lamps.example/shop');
  await page.getByText(/^\d+ things? to correct$/).waitFor({ state: 'detached' });
  await expectNoSeriousFaults(page);
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('It can be sent.').waitFor();
}
