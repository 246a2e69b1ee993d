import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectNoSeriousFaults,
  expectNoSeriousFaultsNow,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  visit,
  type WebLab,
  webPassword,
} from './web-lab.ts';

const sections = [
  ['profile', 'Ada Admin'],
  ['quick-replies', 'Quick replies'],
  ['people', 'People'],
  ['roles', 'Roles'],
  ['teams', 'Teams'],
  ['tags', 'Tags'],
  ['attributes', 'Attributes'],
  ['channels', 'Channels'],
  ['hours', 'Working hours'],
  ['workspace', 'Workspace'],
  ['audit', 'Audit log'],
] as const;

// Eleven pages, each looked at by axe in two colour schemes.
describe.skipIf(!hasBrowser)('the settings in the browser', { timeout: 150_000 }, () => {
  let lab: WebLab;
  let admin: Page;

  beforeAll(async () => {
    lab = await startWebLab();
    admin = await lab.open('Ada Admin', '/settings/roles');
  }, 120_000);
  afterAll(() => lab?.stop());

  const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

  test('a role is made, somebody is invited with it, joins in a second browser, and sees what it allows', async () => {
    await admin.getByRole('button', { name: 'Make a role' }).click();
    await dialog(admin, 'Make a role').getByLabel('Name').fill('Auditor');
    await dialog(admin, 'Make a role').getByLabel('Read the audit log').check();
    await expectNoSeriousFaults(admin);
    await admin.getByRole('button', { name: 'Make the role' }).click();
    await admin.getByRole('button', { name: /^Auditor/ }).waitFor();

    await admin.getByRole('link', { name: 'People' }).click();
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    const invite = dialog(admin, 'Invite somebody');
    await invite.getByLabel('E-mail').fill('nina@demo.test');
    const roles = invite.getByRole('combobox', { name: 'Roles' });
    await roles.press('Backspace');
    await roles.fill('Auditor');
    await admin.getByRole('option', { name: 'Auditor' }).click();
    await invite.getByLabel('E-mail').click();
    await admin.getByRole('listbox').waitFor({ state: 'hidden' });
    await expectNoSeriousFaults(admin);
    await invite.getByRole('button', { name: 'Make the link' }).click();
    const link =
      (await dialog(admin, /The link for/)
        .locator('code, pre')
        .first()
        .textContent()) ?? '';
    await dialog(admin, /The link for/)
      .getByRole('button', { name: 'Done' })
      .click();

    const nina = await lab.browser.open({ width: 390, height: 780 });
    await nina.goto(link);
    await nina.getByText('Ada Admin invited nina@demo.test.').waitFor();
    await expectNoSeriousFaults(nina);
    await nina.getByLabel('Your name').fill('Nina New');
    await nina.getByLabel('Password', { exact: true }).fill(webPassword);
    await nina.getByRole('button', { name: 'Join' }).click();
    await nina.getByRole('navigation', { name: 'Pages' }).waitFor();
    await visit(nina, '/settings/audit');
    await nina.getByRole('button', { name: /Ada Admin made the role Auditor/ }).waitFor();
    await visit(nina, '/settings/people');
    await nina.getByText('There is no such page for you').waitFor();
    await nina.goto(link);
    await nina.getByText('This invitation was accepted before.').waitFor();
    await nina.context().close();

    await admin.reload();
    await admin.getByRole('button', { name: /Nina New/ }).waitFor();
  });

  test('somebody is disabled after being named, and let in again', async () => {
    await visit(admin, '/settings/people');
    await admin.getByRole('button', { name: /Nina New/ }).click();
    await dialog(admin, 'Nina New').getByRole('button', { name: 'Disable' }).click();
    await dialog(admin, 'Disable Nina New?').getByRole('button', { name: 'Disable' }).click();
    await dialog(admin, 'Nina New').getByRole('button', { name: 'Let in again' }).click();
    await dialog(admin, 'Nina New').getByRole('button', { name: 'Disable' }).waitFor();
    await admin.goBack();
    await dialog(admin, 'Nina New').waitFor({ state: 'detached' });
  });

  test('a quick reply is changed where it stands', async () => {
    await visit(admin, '/settings/quick-replies');
    await admin.getByLabel('Word after the slash').fill('closing');
    await admin.getByLabel('Text', { exact: true }).fill('We answer until 17:00.');
    await admin.getByRole('button', { name: 'Add', exact: true }).click();
    await admin.getByRole('button', { name: 'Change /closing' }).click();
    const form = admin.locator('form', { has: admin.getByRole('button', { name: 'Save' }) });
    await form.getByLabel('Text').fill('We answer until 18:00.');
    await expectNoSeriousFaults(admin);
    await form.getByRole('button', { name: 'Save' }).click();
    await admin.getByText('/closing We answer until 18:00.').waitFor();
    await form.waitFor({ state: 'detached' });
  });

  test('hours are set with a holiday, and say what holds now', async () => {
    await admin.goto(`${lab.parley.baseUrl}/settings/hours?open=workspace`);
    const hours = dialog(admin, /^Hours of/);
    await hours.getByRole('button', { name: 'Add a range on Monday' }).click();
    await hours.getByRole('button', { name: 'Add a holiday' }).click();
    await hours.getByLabel('Holiday 1, date').fill('2030-12-25');
    await hours.getByLabel('Holiday 1, name').fill('Christmas');
    await expectNoSeriousFaults(admin);
    await hours.getByRole('button', { name: 'Save' }).click();
    await admin.getByText('Mon 09:00 to 17:00, 18:00 to 22:00').first().waitFor();
    await admin.getByText('closed on 2030-12-25 (Christmas)').first().waitFor();
  });

  test('an attribute is added before anybody has it, and offered to contacts', async () => {
    await admin.goto(`${lab.parley.baseUrl}/settings/attributes`);
    await admin.getByRole('button', { name: 'Add an attribute' }).click();
    const adding = dialog(admin, 'Add an attribute');
    await adding.getByLabel('Name').fill('loyalty');
    await adding.getByLabel('Description').fill('Points of the card');
    await expectNoSeriousFaults(admin);
    await adding.getByRole('button', { name: 'Add the attribute' }).click();
    await admin.getByRole('button', { name: /^loyalty\s*Points of the card\s*0 contacts/ }).click();
    const attribute = dialog(admin, 'Attribute loyalty');
    await attribute.getByLabel('Description').fill('Points');
    await attribute.getByRole('button', { name: 'Save the description' }).click();
    await admin.getByRole('button', { name: /^loyalty\s*Points\s*0 contacts/ }).waitFor();
    await expectNoSeriousFaults(admin);
    await admin.goto(`${lab.parley.baseUrl}/settings/attributes?add=1`);
    await adding.getByLabel('Name').fill('Loyalty');
    await adding.getByText('There is loyalty already.').waitFor();
    await adding.getByLabel('Name').fill('loyalty');
    await adding.getByRole('button', { name: 'Add the attribute' }).click();
    await adding.getByText('There is an attribute loyalty already: it was added before.').waitFor();
  });

  test('an attribute is renamed over another, and taken back where it was renamed', async () => {
    for (const [waId, names] of [
      ['4915100006001', ['town', 'city']],
      ['4915100006002', ['town']],
    ] as const) {
      const customParams = names.map((name) => ({ name, value: `a ${name}` }));
      const added = await lab.parley.api('POST', `/api/v1/addContact/${waId}`, { json: { name: waId, customParams } });
      expect(added.status).toBe(200);
    }
    // The test before ended on this page, which reads the list when it is opened.
    await admin.goto(new URL('/settings/attributes', admin.url()).href);
    await admin.getByRole('button', { name: /^town/ }).click();
    const attribute = dialog(admin, 'Attribute town');
    await attribute.getByText('2 contacts with it').waitFor();
    await attribute.getByLabel('Rename it for everybody').fill('city');
    await attribute.getByRole('button', { name: 'Rename' }).click();
    await attribute.getByText('1 contact has both town and city. Whose value stays?').waitFor();
    await attribute.getByLabel('That of town').check();
    await expectNoSeriousFaults(admin);
    await attribute.getByRole('button', { name: 'Rename' }).click();
    const card = admin.getByRole('article', { name: 'Edit of 2 contacts: town becomes city' });
    await card.getByText('2 updated').waitFor();
    await admin.getByRole('button', { name: /^city\s*2 contacts/ }).waitFor();
    await card.getByRole('button', { name: 'Take it back' }).click();
    await card.getByRole('button', { name: 'Take it back' }).click();
    await admin.getByRole('button', { name: /^town\s*2 contacts/ }).waitFor();
    await admin.getByRole('button', { name: /^town/ }).click();
    await attribute.getByRole('button', { name: 'Delete' }).click();
    await dialog(admin, 'Delete the attribute town?').getByText('taken off 2 contacts').waitFor();
    await dialog(admin, 'Delete the attribute town?').getByRole('button', { name: 'Delete' }).click();
    await admin.getByRole('article', { name: /town is removed/ }).waitFor();
    await admin.getByRole('button', { name: /^town/ }).waitFor({ state: 'detached' });
  });

  test('a team is deleted after its name was asked for, and times are shortened', async () => {
    await visit(admin, '/settings/teams?open=new');
    await dialog(admin, 'Make a team').getByLabel('Name').fill('Night shift');
    await admin.getByRole('button', { name: 'Make the team' }).click();
    await admin.getByRole('button', { name: /^Night shift/ }).click();
    await dialog(admin, 'Team Night shift').getByRole('button', { name: 'Delete' }).click();
    await expectNoSeriousFaults(admin);
    await dialog(admin, 'Delete the team Night shift?').getByRole('button', { name: 'Delete' }).click();
    await admin.getByRole('button', { name: /^Night shift/ }).waitFor({ state: 'detached' });

    await visit(admin, '/settings/workspace');
    const calls = admin.getByLabel('Voice calls, days');
    const save = admin.getByRole('button', { name: 'Save these times' });
    await calls.fill('10');
    await save.and(admin.locator(':disabled')).waitFor();
    await calls.fill('90');
    await save.click();
    const asks = dialog(admin, 'Delete what is older?');
    await asks.getByText('what is older than 90 days').waitFor();
    await asks.getByRole('button', { name: 'Delete what is older' }).click();
    await asks.waitFor({ state: 'detached' });
    await admin.reload();
    await expect.poll(() => calls.inputValue()).toBe('90 days');
  });

  test('the log opens an entry, filters by what was done, and says that it is whole', async () => {
    await admin.goto(`${lab.parley.baseUrl}/settings/audit?action=role`);
    await admin.getByRole('button', { name: /made the role Auditor/ }).click();
    await dialog(admin, /made the role Auditor/)
      .getByText('"audit.read"')
      .waitFor();
    await expectNoSeriousFaults(admin);
    await admin.keyboard.press('Escape');
    await admin.getByRole('button', { name: /invited/ }).waitFor({ state: 'detached' });
    await admin.getByRole('button', { name: 'Check that it is whole' }).click();
    await admin.getByText(/^All \d+ entries stand as they were written/).waitFor();
  });

  test('the sections are without serious faults, wide and light or narrow and dark', async () => {
    const narrow = await lab.open('Ada Admin', '/settings/profile', { width: 390, height: 780, dark: true });
    for (const [place, [id, heading]] of sections.entries()) {
      const page = place % 2 === 0 ? narrow : admin;
      await visit(page, `/settings/${id}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await expectNoSeriousFaultsNow(page);
      await expectNoSidewaysScroll(page);
    }
    await narrow.close();
  });

  test('whoever signs in comes to the page he asked for, and never to another site', async () => {
    const guest = await lab.browser.open();
    await guest.goto(`${lab.parley.baseUrl}/settings/audit?action=role`);
    await guest.waitForURL(/\/sign-in\?to=/);
    await guest.getByRole('button', { name: 'Ada Admin' }).click();
    await guest.waitForURL(/\/settings\/audit\?action=role/);
    await guest.context().clearCookies();
    await guest.goto(`${lab.parley.baseUrl}/sign-in?to=//elsewhere.example/x`);
    await guest.getByRole('button', { name: 'Ada Admin' }).click();
    await guest.waitForURL(/\/inbox/);
    await guest.context().close();
  });
});
