import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from './inbox-lab.ts';
import { png } from './media-samples.ts';
import {
  expectNoSeriousFaults,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  type WebLab,
  webPassword,
} from './web-lab.ts';

const customer = '4915100000778';
/** A menu or a dialog that is open. */
const opened = '[role=menu], [role=dialog]';
/** Milliseconds: axe takes its time on a machine that does much else. */
const patience = 120_000;

describe.skipIf(!hasBrowser)('the inbox in the browser', () => {
  let lab: WebLab;
  let page: Page;

  beforeAll(async () => {
    lab = await startWebLab();
    await lab.parley.simulator.writeText(customer, 'Hello, is anybody there?', { profileName: 'Lena Vogt' });
    await lab.parley.settle();
    page = await lab.open('Ada Admin', '/inbox?panel=true&phone=true');
    await page.getByRole('button', { name: /Lena Vogt/ }).click();
    await thread().getByText('Hello, is anybody there?').waitFor();
  }, 120_000);
  afterAll(() => lab?.stop());

  const thread = () => page.getByRole('log', { name: 'Messages' });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

  test(
    'a voice message is recorded, heard, and sent as WhatsApp wants it',
    async () => {
      await button('Record a voice message').click();
      // Whole seconds: a busy machine may show the first one to nobody.
      await page
        .getByRole('timer')
        .getByText(/^0:0[1-9]$/)
        .waitFor();
      await button('Stop').click();
      const heard = page.getByLabel('What was recorded');
      await heard.waitFor();
      const duration = () => page.evaluate<number>("document.querySelector('audio[src^=blob]').duration");
      await expect.poll(duration).toBeGreaterThan(0.5);
      await page.getByRole('group', { name: 'Voice message' }).getByRole('button', { name: 'Send' }).click();
      await thread().getByLabel('voice.ogg').waitFor();
      await lab.parley.settle();
      const sent = (await lab.parley.simulator.phone(customer)).find((message) => message.type === 'audio');
      expect(sent).toMatchObject({ direction: 'out', audio: { voice: true } });
    },
    patience,
  );

  test(
    'filters are saved as a view of the team, chosen again, and deleted by name',
    async () => {
      await button('Filters').click();
      await page.getByLabel('Unread only').check();
      await page.keyboard.press('Escape');
      await button('Save this view').click();
      await page.getByRole('menuitem', { name: 'Save what is shown as a view' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill('Not read');
      await page.getByRole('switch', { name: 'Share it with the team' }).press('Space');
      await expectNoSeriousFaults(page, opened);
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.waitForURL(/saved=[0-9a-f]{24}/);
      const choose = async (name: string | RegExp): Promise<void> => {
        await page.getByRole('combobox', { name: 'View' }).click();
        await page.getByRole('option', { name }).click();
      };
      await choose(/^Open/);
      await page.waitForURL((url) => !url.searchParams.has('saved') && !url.searchParams.has('unread'));
      await choose('Not read');
      await page.waitForURL(/unread=true/);
      const colleague = await lab.open('Ben Agent', new URL(page.url()).pathname + new URL(page.url()).search);
      await colleague.getByRole('button', { name: 'Saved view Not read' }).waitFor();
      await colleague.close();
      await button('Saved view Not read').click();
      await page.getByRole('menuitem', { name: 'Delete this view' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete “Not read”' }).click();
      await button('Save this view').waitFor();
      await choose(/^All/);
    },
    patience,
  );

  test(
    'the panel shows a basket as it comes, and that marketing was stopped',
    async () => {
      await button('Send something').click();
      await page.getByRole('menuitem', { name: 'A basket' }).click();
      const panel = page.getByRole('complementary', { name: 'Contact' });
      await page.setViewportSize({ width: 1900, height: 900 });
      await panel.getByText('€15.00').waitFor();
      await page.getByRole('switch', { name: 'Wants no marketing' }).press('Space');
      await panel.getByText(/stopped marketing on the phone/).waitFor();
    },
    patience,
  );

  test(
    'a tag bears its colour in the list, the chat and the panel; closed hours are said; a change is taken back',
    async () => {
      const admin = await signIn(lab.parley, 'admin@demo.test');
      const { id } = await admin.chat(customer);
      await admin.call('POST', '/settings/tags', { json: { name: 'Urgent', color: 'yellow' } });
      await admin.call('POST', `/inbox/conversations/${id}/tags`, { json: { add: ['Urgent'] } });
      const panel = page.getByRole('complementary', { name: 'Contact' });
      for (const place of [page.locator('.row'), page.locator('header'), panel]) {
        await place.locator('.tag-pill[data-color=yellow]', { hasText: 'Urgent' }).first().waitFor();
      }
      const blockItem = (name: RegExp) => page.getByRole('menuitem', { name });
      const more = page.getByRole('button', { name: 'More', exact: true });
      await more.click();
      await blockItem(/^Block /).click();
      await page.getByRole('alert').filter({ hasText: 'is blocked' }).waitFor();
      await page.keyboard.press('Control+z');
      await page.getByRole('alert').filter({ hasText: 'back as before.' }).waitFor();
      await more.click();
      await blockItem(/^Block /).waitFor();
      await page.keyboard.press('Escape');
      const closed = { timeZone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] };
      await admin.call('PUT', '/settings/hours', { json: { hours: closed } });
      await page.reload();
      await page.getByText('The team is closed now.').waitFor();
      await lab.parley.simulator.writeText(customer, 'By night');
      await page.locator('header').getByText('Came in outside working hours').waitFor();
      await page.locator('.row').getByLabel('Came in outside working hours').first().waitFor();
      const said = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
      const setCity = async (value: string): Promise<void> => {
        await panel
          .getByRole('button', { name: /^(Add an attribute|Change city)$/ })
          .first()
          .click();
        const field = panel.getByRole('textbox', { name: /^(Value|city)$/ });
        await field.waitFor();
        const name = panel.getByRole('combobox', { name: 'Name' });
        if (await name.isVisible()) await name.fill('city');
        await field.fill(value);
        await page.keyboard.press('Enter');
        // It stays while the mouse is on it.
        await said('Changed city.').hover();
      };
      await setCity('Ulm');
      await panel.getByText('Ulm').waitFor();
      await expectNoSeriousFaults(page, '.pane, .mantine-Notifications-root');
      await said('Changed city.').getByRole('button', { name: 'Undo' }).click();
      await said('City: back as before.').waitFor();
      await panel.getByText('Ulm').waitFor({ state: 'detached' });
      await setCity('Bonn');
      const { body } = await admin.call<{ contact: { id: string } }>('GET', `/inbox/conversations/${id}/panel`);
      const path = `/contacts/people/${body.contact.id}`;
      await admin.call('PATCH', path, { json: { setAttributes: { city: 'Jena' } } });
      await said('Changed city.').getByRole('button', { name: 'Undo' }).click();
      await said('Somebody changed this contact meanwhile (city).').waitFor();
      await panel.getByText('Jena').waitFor();
      await admin.call('PUT', '/settings/hours', { json: { hours: null } });
    },
    patience,
  );

  test(
    'what the customer changes and deletes on the phone is shown so',
    async () => {
      const phone = page.getByRole('log', { name: 'On the phone' });
      const first = phone.getByRole('article').filter({ hasText: 'is anybody there?' });
      await first.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Write as the customer').fill('Hello, are you there?');
      await button('Send as the customer').click();
      await thread().getByText('Hello, are you there?').waitFor();
      await first.getByRole('button', { name: 'Delete' }).click();
      await thread().getByText('The customer deleted this message.').waitFor();
    },
    patience,
  );

  test(
    'a long chat by keys: to the first unread message and back, an answer, solved and not, and to another chat',
    async () => {
      const talker = '4915100000779';
      for (let number = 1; number <= 60; number += 1) {
        await lab.parley.simulator.writeText(talker, `Line *${number}*, see https://a.test/${number}.`, {
          profileName: 'Tom Talker',
        });
      }
      await lab.parley.settle();
      const agent = await lab.open('Ana Agent', '/inbox?view=nonsense&closing=soon');
      await agent.getByRole('button', { name: /Tom Talker/ }).click();
      await expect.poll(() => agent.title()).toMatch(/Tom Talker · Parley$/);
      const log = agent.getByRole('log', { name: 'Messages' });
      await log.locator('strong', { hasText: /^60$/ }).waitFor();
      await agent.getByRole('button', { name: 'To the first unread message' }).click();
      const first = log.getByRole('link', { name: 'https://a.test/1', exact: true });
      await expect.poll(async () => (await first.boundingBox())?.y ?? 0).toSatisfy((y: number) => y > 0 && y < 300);
      await lab.parley.simulator.writeText(talker, 'And one more');
      await agent.getByRole('button', { name: 'New messages' }).click();
      await agent.getByRole('button', { name: 'New messages' }).waitFor({ state: 'detached' });
      // What a browser does not have over plain HTTP.
      await agent.evaluate('delete Crypto.prototype.randomUUID');
      await agent.keyboard.press('r');
      await agent.keyboard.type('I read it all.');
      await agent.keyboard.press('Enter');
      await log.getByText('I read it all.').waitFor();
      const files = ['one.png', 'two.png'].map((name) => ({ name, mimeType: 'image/png', buffer: png }));
      await agent.locator('input[type=file]').setInputFiles(files);
      await agent.getByRole('button', { name: 'Leave out one.png' }).click();
      await agent.keyboard.type('As you asked');
      await agent.keyboard.press('Enter');
      await log
        .getByRole('article')
        .filter({ hasText: 'As you asked' })
        .getByRole('img', { name: 'Delivered' })
        .waitFor();
      const pictures = (await lab.parley.simulator.phone(talker)).filter(({ type }) => type === 'image');
      expect(pictures).toMatchObject([{ direction: 'out', text: 'As you asked' }]);
      await agent.getByRole('button', { name: 'Send later' }).press('Enter');
      await agent
        .getByRole('dialog', { name: 'Send later' })
        .getByLabel('Message')
        .and(agent.locator(':focus'))
        .waitFor();
      await agent.keyboard.type('Once, later');
      await agent.getByRole('dialog').getByRole('button', { name: 'Send later' }).dblclick();
      await agent.getByRole('dialog').waitFor({ state: 'hidden' });
      await expect.poll(() => agent.getByText(/Once, later/).count()).toBe(1);
      await agent.getByRole('button', { name: 'Send later' }).press('Enter');
      await agent.getByRole('dialog', { name: 'Send later' }).waitFor();
      await agent.keyboard.press('Escape');
      await agent.getByRole('button', { name: 'Send later' }).and(agent.locator(':focus')).waitFor();
      await agent.keyboard.press('e');
      await agent.getByRole('alert').filter({ hasText: 'Tom Talker is solved.' }).waitFor();
      await agent.keyboard.press('Control+z');
      await agent.getByRole('alert').filter({ hasText: 'back as before.' }).waitFor();
      await agent.getByRole('button', { name: 'Solve' }).waitFor();
      // Signed in anew in another window, whose session is that of the browser from then on.
      const again = { email: 'agent@demo.test', password: webPassword };
      await agent.context().request.post(`${lab.parley.baseUrl}/internal/session`, { data: again });
      await agent.keyboard.press('r');
      await agent.keyboard.type('With another session');
      await agent.keyboard.press('Enter');
      const later = log.getByRole('article').filter({ hasText: 'With another session' });
      await later.getByRole('img', { name: 'Delivered' }).waitFor();
      await agent.keyboard.press('Escape');
      await agent.keyboard.press('Control+k');
      const bar = agent.getByRole('dialog', { name: 'Command bar' });
      await bar.getByLabel('Command', { exact: true }).and(agent.locator(':focus')).waitFor();
      await agent.keyboard.type('Lena Vogt');
      await agent.locator('[data-action][data-selected]', { hasText: 'Lena Vogt' }).waitFor();
      await expectNoSeriousFaults(agent, '[role=dialog]');
      await agent.keyboard.press('Enter');
      await agent.getByRole('heading', { name: 'Lena Vogt' }).waitFor();
      await agent.close();
    },
    patience,
  );

  test(
    'what opens has no serious fault of accessibility, in light and dark',
    async () => {
      await button("The customer's phone").click();
      for (const name of [
        /^Assign/,
        'More',
        'Emoji',
        'Send a template',
        'Send later',
        'Start a conversation',
        /^Filters/,
      ]) {
        await button(name).click();
        await page.locator(opened).first().waitFor();
        await expectNoSeriousFaults(page, opened);
        await page.keyboard.press('Escape');
        await page.locator(opened).first().waitFor({ state: 'detached' });
      }
    },
    patience,
  );

  test(
    'keys are shown on ?, and the whole fits 390 px',
    async () => {
      await thread().press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await expectNoSeriousFaults(page, opened);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 780 });
      await expectNoSidewaysScroll(page);
    },
    patience,
  );
});
