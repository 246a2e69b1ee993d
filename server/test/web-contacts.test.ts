import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectNoSeriousFaults,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  visit,
  type WebLab,
} from './web-lab.ts';

const rows = 20_000;

describe.skipIf(!hasBrowser)('contacts in the browser', { timeout: 60_000 }, () => {
  let lab: WebLab;
  let page: Page;

  beforeAll(async () => {
    lab = await startWebLab();
    page = await lab.open('Ada Admin', '/contacts/imports');
  }, 120_000);
  afterAll(() => lab?.stop());

  const table = () => page.getByRole('table', { name: 'Contacts' });
  const names = async () => table().locator('.contacts-name').allTextContents();

  async function importFile(people: number): Promise<void> {
    const lines = Array.from({ length: people }, (_, at) => {
      const place = String(at).padStart(5, '0');
      return `4917600${place},Person ${place},${at % 2 ? 'Bonn' : 'Berlin'}`;
    });
    const buffer = Buffer.from(`phone;name;city\r\n${lines.join('\r\n').replaceAll(',', ';')}\r\nnone;Nobody;Bonn\r\n`);
    await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
    const shown = new Intl.NumberFormat('en-GB').format(people + 1);
    await page.getByRole('button', { name: `Import ${shown} rows` }).waitFor();
  }

  test('20,000 contacts are imported; some of them a second time, and nothing changes', async () => {
    await page.getByText('Nothing imported yet').waitFor();
    await importFile(rows);
    await expectNoSeriousFaults(page);
    await page.getByRole('button', { name: 'Import 20,001 rows' }).click();
    await page.getByText('20,000 created, 1 with errors').waitFor({ timeout: 60_000 });
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Rows with errors (CSV)' }).click(),
    ]);
    expect(report.suggestedFilename()).toBe('import-errors.csv');
    await page.getByRole('link', { name: 'All imports and edits' }).click();
    await importFile(2_000);
    await page.getByRole('button', { name: 'Import 2,001 rows' }).click();
    await page.getByText('2,000 already so, 1 with errors').waitFor({ timeout: 60_000 });
  }, 150_000);

  test('the grid is searched, sorted and scrolled; its address says what it shows', async () => {
    await page.getByRole('link', { name: 'All', exact: true }).click();
    await page.getByText(`${new Intl.NumberFormat('en-GB').format(rows)} contacts`).waitFor();
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await page.waitForURL(/sort=name/);
    await table().getByText('Person 00000').waitFor();
    await page.getByRole('region', { name: 'Contacts', exact: true }).evaluate((grid) => {
      grid.scrollTop = grid.scrollHeight;
    });
    await table().getByText('Person 00099').waitFor();
    await page.getByRole('textbox', { name: 'Search names and numbers' }).fill('Person 0012');
    await page.waitForURL(/q=/);
    await table().getByText('Person 00120').waitFor();
    await page.reload();
    await table().getByText('Person 00120').waitFor();
    expect((await names()).every((name) => name.includes('Person 0012'))).toBe(true);
    await expectNoSeriousFaults(page);
  });

  test('a contact is added, after a wrong number, and is shown', async () => {
    await page.getByRole('button', { name: 'New contact' }).click();
    const added = page.getByRole('dialog', { name: 'New contact' });
    await added.getByLabel('WhatsApp number').fill('12');
    await added.getByRole('button', { name: 'Add the contact' }).click();
    await added.getByRole('alert').waitFor();
    await added.getByLabel('WhatsApp number').fill('+31 6 55555555');
    await added.getByLabel('Name').fill('Hanna Hand');
    await added.getByRole('button', { name: 'Add the contact' }).click();
    await page.getByRole('dialog', { name: 'Contact', exact: true }).getByText('Hanna Hand').first().waitFor();
    await added.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('all that match are changed at once, and that is taken back', async () => {
    await page.getByRole('checkbox', { name: 'Choose Person 00120' }).check();
    await page.getByRole('button', { name: /^Choose all/ }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: /^Edit all/ });
    await dialog.getByRole('combobox', { name: 'Attribute' }).fill('wave');
    await dialog.getByRole('textbox', { name: 'Value' }).fill('1');
    await expectNoSeriousFaults(page);
    await dialog.getByRole('button', { name: /^Change all/ }).click();
    await page
      .getByRole('status')
      .getByText(/^\d+ updated$/)
      .waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText(/get their old values back/).waitFor();
    await expectNoSeriousFaults(page);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText(/\d+ taken back$/).waitFor();
  });

  test('a contact is changed in its drawer, and deleted by its name', async () => {
    await visit(page, '/contacts?q=Person%2000007');
    await page.getByRole('link', { name: /Person 00007/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Contact' });
    await drawer.getByRole('button', { name: 'Change city' }).click();
    await drawer.getByRole('textbox', { name: 'city' }).fill('Ulm');
    await page.keyboard.press('Enter');
    await drawer.getByText('Ulm').waitFor();
    await page.getByRole('alert').getByText('Changed city.').waitFor();
    await page.keyboard.press('Control+z');
    await drawer.getByText('Bonn').waitFor();
    await drawer.getByRole('switch', { name: 'Takes campaigns' }).press('Space');
    await expect.poll(() => drawer.getByRole('switch', { name: 'Takes campaigns' }).isChecked()).toBe(false);
    await expectNoSeriousFaults(page);
    await drawer.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Person 00007' });
    const remove = dialog.getByRole('button', { name: 'Delete' });
    await dialog.getByRole('button', { name: 'Delete', disabled: true }).waitFor();
    await dialog.getByRole('textbox').fill('Person 00007');
    await remove.click();
    await page.getByText('Nobody matches').waitFor();
  });

  test('two contacts become one by a double click, and are parted again', async () => {
    const refused: string[] = [];
    page.on('response', (answer) => answer.status() >= 400 && refused.push(answer.url()));
    await visit(page, '/contacts?q=Person%200001');
    await page.getByRole('link', { name: /Person 00011/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Contact' });
    await drawer.getByRole('button', { name: 'Merge with another' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge with Person 00011' });
    await dialog.getByRole('combobox', { name: 'The other contact' }).fill('Person 00012');
    await page.getByRole('option', { name: /Person 00012/ }).click();
    await dialog.getByText('the number +491760000012').waitFor();
    await expectNoSeriousFaults(page);
    await dialog.getByRole('button', { name: 'Merge' }).dblclick();
    const told = page.getByRole('alert').filter({ hasText: 'Person 00011 and Person 00012 are one contact now.' });
    await told.waitFor();
    await table().getByText('Person 00012').waitFor({ state: 'detached' });
    await told.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('They are two contacts again.').waitFor();
    await table().getByText('Person 00012').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(refused).toEqual([]);
  });

  test('a segment is built with a live count and opened in the grid', async () => {
    await page.getByRole('link', { name: 'Segments' }).click();
    await page.getByRole('button', { name: 'New segment' }).first().click();
    const form = page.getByRole('dialog', { name: 'New segment' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Zeros');
    await form.getByRole('combobox', { name: 'Condition 1.1: attribute' }).fill('name');
    await form.getByRole('textbox', { name: 'Condition 1.1: value' }).fill('Person 00008');
    await form.getByText('1 contact', { exact: true }).waitFor();
    await expectNoSeriousFaults(page);
    await form.getByRole('button', { name: 'Make the segment' }).click();
    await page.getByRole('article', { name: 'Zeros' }).getByText('1 contact', { exact: true }).waitFor();
    await expectNoSeriousFaults(page);
    await page.getByRole('link', { name: 'Zeros' }).click();
    await table().getByText('Person 00008').waitFor();
  });

  test('narrow screens do not scroll sideways', async () => {
    const narrow = await lab.open('Ada Admin', '/contacts?dialog=filters', { width: 390, height: 780, dark: true });
    await narrow.getByRole('button', { name: /^Show [\d,]+ contacts/ }).waitFor();
    await expectNoSeriousFaults(narrow);
    for (const [path, shown] of [
      ['/contacts/segments', narrow.getByRole('article', { name: 'Zeros' })],
      ['/contacts/imports', narrow.locator('input[type=file]')],
      ['/contacts', narrow.getByRole('region', { name: 'Contacts', exact: true })],
    ] as const) {
      await visit(narrow, path);
      await shown.waitFor({ state: 'attached' });
      await narrow.getByRole('heading', { name: 'Contacts', exact: true }).waitFor({ state: 'attached' });
      await expectNoSidewaysScroll(narrow);
    }
    await narrow.close();
  });

  test('who may not export sees no way to', async () => {
    const agent = await lab.open('Ana Agent', '/contacts');
    await agent.getByRole('button', { name: 'New contact' }).waitFor();
    expect(await agent.getByRole('button', { name: 'Export' }).count()).toBe(0);
    await agent.close();
  });
});
