import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { png } from './media-samples.ts';
import {
  expectNoSeriousFaults,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  visit,
  type WebLab,
} from './web-lab.ts';

/** A story has many steps, and asks axe several times. */
const storyMs = 120_000;

describe.skipIf(!hasBrowser)('the templates of the web app', () => {
  let lab: WebLab;
  let page: Page;

  beforeAll(async () => {
    lab = await startWebLab();
    page = await lab.open('Ada Admin', '/templates');
  }, 120_000);
  afterAll(() => lab?.stop());

  const card = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const preview = () => page.getByRole('complementary', { name: 'Preview' });
  const addVariable = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add a variable to the text' }).click();
    await page.getByLabel('Name of the variable').fill(name);
    await page.keyboard.press('Enter');
  };

  test(
    'a template is written with a variable, submitted, approved, and can be sent from the inbox',
    async () => {
      await card('welcome').getByText('Approved').waitFor();
      await expectNoSeriousFaults(page);
      await page.getByRole('link', { name: 'New template' }).click();
      await page.getByRole('link', { name: 'Order on its way' }).waitFor();
      await page.getByRole('link', { name: 'A blank page' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Lamp Ready');
      await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('lamp_ready');
      const text = page.getByLabel('Text of the message');
      await text.fill('Hello ');
      await addVariable('customer');
      await page
        .getByText('The body must not begin or end with a variable')
        .or(page.getByText('1 thing to correct'))
        .first()
        .waitFor();
      await expect.poll(() => text.inputValue()).toBe('Hello {{customer}}');
      await text.fill(`${await text.inputValue()}, your lamp is ready and waits for you in our shop.`);
      await page.getByLabel('Sample for customer').fill('Mei');
      await preview().getByText('Hello Mei, your lamp is ready').waitFor();
      await page.getByRole('button', { name: 'Add a button' }).click();
      await page.getByRole('menuitem', { name: 'Quick reply' }).click();
      await page.getByText('1 thing to correct').waitFor();
      await page.getByLabel('What stands on it').fill('I will come');
      await page
        .getByLabel('Sample file')
        .or(page.getByText('Picture', { exact: true }))
        .first()
        .click();
      await page.locator('input[type=file]').setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: png });
      await page.getByText('lamp.png').waitFor();
      await preview().locator('img').waitFor();
      await page.getByText('1 thing to correct').waitFor({ state: 'detached' });
      await expectNoSeriousFaults(page);
      await page.getByRole('button', { name: 'Submit for review' }).click();
      await page.getByRole('dialog').getByText('Hello Mei, your lamp is ready').waitFor();
      await expectNoSeriousFaults(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
      await page.getByText('WhatsApp reviews it').waitFor();
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('It can be sent.').waitFor();
      await expectNoSeriousFaults(page);
      await page.getByRole('link', { name: 'All templates' }).click();
      await card('lamp_ready').getByText('Approved').waitFor();

      await lab.parley.simulator.writeText('4915100000999', 'Is it ready?', { profileName: 'Lena Vogt' });
      await lab.parley.settle();
      const inbox = await lab.open('Ada Admin', '/inbox');
      await inbox.getByRole('button', { name: /Lena Vogt/ }).click();
      await inbox.getByRole('button', { name: 'Send a template' }).click();
      await inbox.getByRole('button', { name: /^lamp_ready/ }).click();
      await inbox.getByRole('textbox', { name: 'customer', exact: true }).fill('Lena');
      await inbox.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
      await inbox.getByRole('log', { name: 'Messages' }).getByText('Hello Lena, your lamp is ready').waitFor();
      await lab.parley.settle();
      expect(JSON.stringify(await lab.parley.simulator.phone('4915100000999'))).toContain(
        'Hello Lena, your lamp is ready',
      );
      await inbox.close();
    },
    storyMs,
  );

  test(
    'a press of Submit is answered: it leads to the first fault, and reads what was written just before',
    async () => {
      await visit(page, '/templates/new?sample=blank');
      await page.getByLabel('Text of the message').fill('Hello {{customer}}, your lamp waits for you in our shop.');
      const submit = page.getByRole('button', { name: 'Submit for review' });
      await submit.click();
      await page.getByText('A sample is needed.').waitFor();
      await expect
        .poll(() => page.getByLabel('Name', { exact: true }).evaluate((it) => it.matches(':focus')))
        .toBe(true);
      await expectNoSeriousFaults(page);
      await page.getByLabel('Sample for customer').fill('Mei');
      await page.getByLabel('Name', { exact: true }).fill('lamp_waits');
      await submit.click();
      await page.getByRole('dialog').getByText('Hello Mei, your lamp waits').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
      page.once('dialog', (question) => void question.accept());
      await visit(page, '/templates');
    },
    storyMs,
  );

  test(
    'a carousel is written card by card, approved, and swiped on the phone',
    async () => {
      await visit(page, '/templates/new?sample=blank');
      await page.getByLabel('Name', { exact: true }).fill('lamps');
      await page.getByText('Carousel', { exact: true }).click();
      await page.getByLabel('Text of the message').fill('Two lamps for {{name}}, picked for you today.');
      await page.getByRole('button', { name: 'Submit for review' }).click();
      await page.getByRole('tab', { name: 'Card 2 ! has something to correct' }).waitFor();
      for (const place of [1, 2]) {
        await page.getByRole('tab', { name: `Card ${place}` }).click();
        await page
          .getByLabel(`Sample file of card ${place}`)
          .setInputFiles({ name: `lamp${place}.png`, mimeType: 'image/png', buffer: png });
        await page.getByText(`lamp${place}.png`).waitFor();
        await page.getByLabel(`Text of card ${place}`).fill(`Lamp ${place} for {{price}} only`);
        await page.getByLabel('What stands on it').fill('Tell me more');
      }
      await page.getByLabel('Sample for name').fill('Mei');
      await page.getByLabel('Sample for price').fill('40');
      await preview().getByText('Lamp 2 for 40 only').waitFor();
      await page.getByRole('button', { name: 'Move this card forward' }).click();
      await preview().getByRole('listitem').first().getByText('Lamp 2 for 40 only').waitFor();
      await page.getByText(/^\d+ things? to correct$/).waitFor({ state: 'detached' });
      await expectNoSeriousFaults(page);
      await page.setViewportSize({ width: 390, height: 780 });
      await expectNoSidewaysScroll(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole('button', { name: 'Submit for review' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
      await page.getByText('WhatsApp reviews it').waitFor();
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('It can be sent.').waitFor();
      await page.getByRole('list', { name: '2 cards' }).getByText('Lamp 1 for 40 only').waitFor();
      await page.getByRole('button', { name: 'Edit' }).click();
      await expect.poll(() => page.getByLabel('Text of card 1').inputValue()).toBe('Lamp 2 for {{price}} only');
    },
    storyMs,
  );

  test(
    'what is wrong is told where it stands, and another category can be tried',
    async () => {
      await page.goto(`${lab.parley.baseUrl}/templates/new?sample=blank`);
      await page.getByRole('button', { name: 'Submit for review' }).click();
      const name = page.getByRole('textbox', { name: 'Name' });
      await name.and(page.locator(':focus')).waitFor();
      await expectNoSeriousFaults(page);
      await name.fill('tried');
      await page.getByLabel('Text of the message').fill('Your lamp is on its way to you.');
      await page.getByRole('button', { name: 'Add a button' }).click();
      await page.getByRole('menuitem', { name: 'Open an address' }).click();
      await page.getByLabel('What stands on it').fill('Follow');
      const address = page.getByRole('textbox', { name: 'Address' });
      await address.fill('nowhere');
      await page.getByText('The button "Follow" needs an absolute http or https address.').waitFor();
      expect(await address.getAttribute('aria-invalid')).toBe('true');
      await page.getByRole('button', { name: 'Submit for review' }).click();
      await address.and(page.locator(':focus')).waitFor();
      await address.fill('https://lamps.example/way');
      for (const category of ['Authentication', 'Utility']) {
        await page.getByRole('combobox', { name: 'Category' }).click();
        await page.getByRole('option', { name: category }).click();
      }
      expect(await page.getByLabel('Text of the message').inputValue()).toBe('Your lamp is on its way to you.');
      expect(await address.inputValue()).toBe('https://lamps.example/way');
      await page.getByText(/^\d+ things? to correct$/).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Save the draft' }).click();
      await page.getByRole('heading', { name: 'tried', level: 1 }).waitFor();
    },
    storyMs,
  );

  test(
    'a rejected one says why; it is corrected from a sample, copied to another language, and deleted by its name',
    async () => {
      await page.goto(`${lab.parley.baseUrl}/templates/new?sample=order_shipped`);
      await page.getByRole('button', { name: 'Save the draft' }).click();
      await page.getByRole('heading', { name: 'order_shipped', level: 1 }).waitFor();
      await page
        .getByLabel('Text of the message')
        .fill('A 20% off deal for {{name}} with {{carrier}}, only this week and only for you.');
      await page
        .getByRole('region', { name: 'What reviewers may refuse' })
        .getByText(/promotion/)
        .waitFor();
      await page.getByRole('button', { name: 'Submit for review' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
      await page.getByRole('combobox', { name: 'Reason for a rejection' }).click();
      await page.getByRole('option', { name: 'Promotional' }).click();
      await page.getByRole('button', { name: 'Reject' }).click();
      await page.getByText(/It promotes something in a category that allows none/).waitFor();

      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('dialog').waitFor();
      await expectNoSeriousFaults(page);
      await page.getByRole('dialog').getByRole('combobox', { name: 'Language' }).click();
      await page.getByRole('option', { name: 'German (de)' }).click();
      await page.getByRole('button', { name: 'Write it' }).click();
      await page
        .getByText('German (de)')
        .or(page.getByRole('button', { name: 'Save the draft' }))
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Save the draft' }).click();
      await page.getByRole('heading', { name: 'order_shipped', level: 1 }).waitFor();
      await visit(page, '/templates?q=order_shipped&status=DRAFT');
      await card('order_shipped').getByText('German').waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await card('order_shipped').getByRole('link', { name: 'en', exact: true }).click();

      await page.getByRole('button', { name: 'Delete' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('All 2 languages').click();
      await dialog.getByRole('button', { name: 'Delete', exact: true, disabled: true }).waitFor();
      await dialog.getByLabel('Write order_shipped to delete it').fill('order_shipped');
      await expectNoSeriousFaults(page);
      await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
      await card('welcome').waitFor();
      await card('order_shipped').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Read again from WhatsApp' }).click();
      await page.getByText(/WhatsApp has \d+ templates/).waitFor();
    },
    storyMs,
  );

  test(
    'on a phone nothing scrolls sideways, and who may only read sees no way to write',
    async () => {
      await page.setViewportSize({ width: 390, height: 780 });
      for (const [path, name] of [
        ['/templates/new', 'What shall it begin with?'],
        ['/templates/new?sample=welcome_offer', 'New template'],
        ['/templates', 'Templates'],
      ] as const) {
        await visit(page, path);
        await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
        await page.locator('.template-phone .bubble').first().waitFor();
        await expectNoSidewaysScroll(page);
      }
      const agent = await lab.open('Ana Agent', '/templates');
      await agent.getByRole('link', { name: 'welcome', exact: true }).click();
      await agent.getByText('It can be sent.').waitFor();
      expect(await agent.getByRole('button', { name: /Edit|Copy|Delete/ }).count()).toBe(0);
      await agent.close();
    },
    storyMs,
  );
});
