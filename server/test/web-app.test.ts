import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webAppDir } from '../src/http/web-app.ts';
import { endSessions } from '../src/modules/accounts/index.ts';
import type { TestBrowser } from './harness/browser.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';
import { startReceiver } from './harness/webhook-receiver.ts';
import {
  expectNoSeriousFaults,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  type WebLab,
  type WindowOptions,
  webPassword,
} from './web-lab.ts';

const customer = '4915100000777';
/** Compressed bytes of scripts that the inbox may ask for before it is shown. */
const scriptBudget = 250 * 1024;

describe.skipIf(!hasBrowser)('the web app', () => {
  let lab: WebLab;
  let parley: TestPlatform;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    lab = await startWebLab();
    ({ parley, browser } = lab);
    await customerWrites('Hello, is anybody there?');
    page = await signedIn('Ada Admin');
  }, 120_000);
  afterAll(() => lab?.stop());

  const customerWrites = async (body: string): Promise<void> => {
    await parley.simulator.writeText(customer, body, { profileName: 'Lena Vogt' });
    await parley.settle();
  };

  async function signedIn(name: string, path = '/', options?: WindowOptions): Promise<Page> {
    const opened = await lab.open(name, path, options);
    await opened.getByRole('region', { name: 'Conversations' }).waitFor();
    return opened;
  }

  const chat = (of: Page) => of.getByRole('button', { name: /Lena Vogt/ });
  const thread = (of: Page) => of.getByRole('log', { name: 'Messages' });

  test('signs in by e-mail and password, and says when they are wrong', async () => {
    const guest = await browser.open();
    await guest.goto(`${parley.baseUrl}/inbox?view=mine`);
    await guest.getByLabel('E-mail').fill('agent@demo.test');
    await guest.getByLabel('Password', { exact: true }).fill('wrong');
    await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
    await guest.getByText('The e-mail or the password is wrong.').waitFor();
    await guest.getByLabel('Password', { exact: true }).fill(webPassword);
    await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
    await guest.getByRole('region', { name: 'Conversations' }).waitFor();
    await guest.getByRole('button', { name: /Ana Agent, menu/ }).click();
    await guest.getByRole('menuitem', { name: 'Sign out' }).click();
    await guest.getByText('Sign in to Parley').waitFor();
    await guest.context().close();
  });

  test('the phone writes, the inbox shows it live, a reply shows on the phone, its ticks turn', async () => {
    await chat(page).click();
    await thread(page).getByText('Hello, is anybody there?').waitFor();
    await page.getByRole('button', { name: "The customer's phone" }).click();
    await page.getByLabel('Write as the customer').fill('Where is my parcel?');
    await page.getByRole('button', { name: 'Send as the customer' }).click();
    await thread(page).getByText('Where is my parcel?').waitFor();
    await page.getByRole('textbox', { name: 'Reply' }).fill('It left us this morning.');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'On the phone' }).getByText('It left us this morning.').waitFor();
    const reply = thread(page).getByRole('article').filter({ hasText: 'It left us this morning.' });
    await reply.getByRole('img', { name: 'Delivered' }).waitFor();
    await page.getByRole('button', { name: 'Read all' }).click();
    await reply.getByRole('img', { name: 'Read' }).waitFor();
    const stored = await parley.api<{ messages: { items: { text: string; statusString: string }[] } }>(
      'GET',
      `/api/v1/getMessages/${customer}`,
    );
    expect(stored.body.messages.items).toContainEqual(
      expect.objectContaining({ text: 'It left us this morning.', statusString: 'READ' }),
    );
  });

  test('an assignment is seen live in the browser of a colleague', async () => {
    const colleague = await signedIn('Ben Agent');
    await chat(colleague).click();
    await thread(colleague).getByText('Where is my parcel?').waitFor();
    await page.getByText('Ben Agent is here too').waitFor();
    await page.getByRole('button', { name: /^Assign/ }).click();
    await page.getByRole('menuitem', { name: 'Ana Agent' }).click();
    await colleague.getByRole('button', { name: 'Assigned to Ana Agent' }).waitFor();
    await colleague.getByRole('textbox', { name: 'Reply' }).fill('I am');
    await page.getByText('Ben Agent is writing a reply').waitFor();
    await colleague.close();
  });

  test('more windows than a browser keeps connections to a host all follow what happens', async () => {
    const windows: Page[] = [];
    while (windows.length < 7) windows.push(await signedIn('Ben Agent', '/inbox?view=all'));
    await customerWrites('Do you all see this?');
    await Promise.all(windows.map((opened) => chat(opened).getByText('Do you all see this?').waitFor()));
    await windows.shift()?.close();
    await Promise.all(
      windows.map((opened) => opened.evaluate('AudioContext = class { constructor() { sounds += 1 } }; sounds = 0')),
    );
    await customerWrites('And still?');
    await Promise.all(windows.map((opened) => chat(opened).getByText('And still?').waitFor()));
    // The list may show the message before it is told as one.
    const sounds = () => Promise.all(windows.map((opened) => opened.evaluate<number>('sounds')));
    await expect.poll(async () => (await sounds()).reduce((sum, count) => sum + count, 0)).toBe(1);
    await Promise.all(windows.map((opened) => opened.close()));
  });

  test('a private note is seen by the team and never by the customer', async () => {
    await page.getByText('Private note', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Private note' }).fill('A difficult one.');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await thread(page).getByText('A difficult one.').waitFor();
    expect(JSON.stringify(await parley.simulator.phone(customer))).not.toContain('A difficult one.');
  });

  test('out of the window the composer offers templates, and one is sent', async () => {
    await parley.simulator.advance(25 * 3_600);
    await page.reload();
    await page.getByText(/The 24-hour window closed/).waitFor();
    await page.getByRole('button', { name: 'Send a template' }).click();
    await page.getByRole('button', { name: /^welcome/ }).click();
    await page.getByLabel('company').fill('Parley');
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await thread(page).getByText('Hello Lena Vogt, welcome to Parley.').waitFor();
    await parley.settle();
    expect(JSON.stringify(await parley.simulator.phone(customer))).toContain('Hello Lena Vogt, welcome to Parley.');
  });

  test('a session that was ended elsewhere leads back to the sign-in page', async () => {
    const worker = await signedIn('Ana Agent');
    const [cookie] = await worker.context().cookies();
    await endSessions({ db: parley.db }, parley.tenantId, await operatorOf(`${cookie?.name}=${cookie?.value}`));
    await worker.getByRole('textbox', { name: /Search names/ }).fill('Lena');
    await worker.getByText('Sign in to Parley').waitFor();
    await worker.context().close();
  });

  const operatorOf = async (cookie: string): Promise<string> => {
    const { body } = await parley.call<{ operator: { id: string } }>('GET', '/internal/session', {
      token: null,
      headers: { cookie },
    });
    return body.operator.id;
  };

  test('what is searched for and chosen stands in the address', async () => {
    await page.getByRole('textbox', { name: /Search names/ }).fill('Lena');
    await page.waitForURL(/q=Lena/);
    await page.reload();
    await chat(page).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: /Search names/ }).inputValue()).toBe('Lena');
  });

  test('an address that leads nowhere says so and leads on; programs get an empty 404', async () => {
    const guest = await browser.open();
    await guest.goto(`${parley.baseUrl}/nowhere`);
    await guest.getByText('There is nothing at this address').waitFor();
    await guest.getByRole('link', { name: 'Go to the start' }).click();
    await guest.getByText('Sign in to Parley').waitFor();
    await guest.context().close();
    const answer = await fetch(`${parley.baseUrl}/nowhere`);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  test('an endpoint is added, tried, looked into, and a delivery sent again', async () => {
    const receiver = await startReceiver();
    const developer = await lab.open('Ada Admin', '/developer/webhooks');
    await developer.getByRole('button', { name: 'Add an endpoint' }).click();
    await developer.getByLabel('Address').fill(receiver.url);
    await developer.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await developer.getByRole('button', { name: 'I have kept it' }).click();
    await developer.getByRole('button', { name: 'Send a test event' }).click();
    await developer.getByText('A test event is on its way.').waitFor();
    await parley.settle();
    await developer
      .getByRole('button', { name: /Read again|There is more/ })
      .first()
      .click();
    await developer.getByRole('button', { name: 'message', exact: true }).click();
    const detail = developer.getByRole('dialog');
    await detail.getByText(/^1\. .*200 in/).waitFor();
    await detail.getByRole('button', { name: 'Send again' }).click();
    await developer.getByText('It is sent again: the same id and the same bytes.').waitFor();
    await parley.settle();
    await detail.getByRole('button', { name: 'Read again' }).click();
    await detail.getByText(/^2\. .*200 in/).waitFor();
    const bodies = receiver.received.map((entry) => JSON.stringify(entry.body));
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
    await developer.close();
    await receiver.close();
  });

  test('a page that cannot be had says so within the frame, and comes when it is asked for again', async () => {
    const fresh = await browser.open();
    await fresh.context().addCookies(await page.context().cookies());
    for (const [name, there] of [
      ['Campaigns', 'Campaigns'],
      ['Settings', 'Ada Admin'],
    ] as const) {
      await fresh.goto(`${parley.baseUrl}/inbox`);
      await fresh.getByRole('region', { name: 'Conversations' }).waitFor();
      await fresh.context().setOffline(true);
      await fresh.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await fresh.getByRole('alert').getByText('Parley cannot be reached').waitFor();
      await fresh.getByRole('navigation', { name: 'Pages' }).waitFor();
      await fresh.getByRole('button', { name: 'Try again' }).click();
      await fresh.context().setOffline(false);
      await fresh.getByRole('button', { name: 'Try again' }).click();
      await fresh.getByRole('heading', { level: 1, name: there }).waitFor();
    }
    await fresh.context().close();
  });

  test('asks for at most 250 kB of scripts before the inbox is shown', async () => {
    const fresh = await browser.open();
    const scripts: string[] = [];
    fresh.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('.js')) scripts.push(pathname);
    });
    await fresh.context().addCookies(await page.context().cookies());
    // What is fetched once the page has been quiet for seconds would be counted where a machine takes seconds to show it.
    await fresh.addInitScript(
      'const soon = setTimeout; setTimeout = (run, ms = 0) => (ms < 3_000 ? soon(run, ms) : 0)',
    );
    await fresh.goto(`${parley.baseUrl}/inbox`);
    await fresh.getByRole('region', { name: 'Conversations' }).waitFor();
    const bytes = scripts.map((path) => readFileSync(`${join(webAppDir, path)}.gz`).length);
    expect(scripts.length).toBeGreaterThan(1);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(scriptBudget);
    await fresh.context().close();
  });

  describe('has no serious fault of accessibility, in light and in dark colours', () => {
    let viewer: Page;
    beforeAll(async () => {
      viewer = await browser.open();
    });
    afterAll(() => viewer?.context().close());

    test.each(['/sign-in', '/inbox', '/inbox/conversation', '/developer/webhooks'])('%s', async (path) => {
      if (path !== '/sign-in') await viewer.context().addCookies(await page.context().cookies());
      const address = path === '/inbox/conversation' ? new URL(page.url()).pathname : path;
      await viewer.goto(`${parley.baseUrl}${address}?phone=true&panel=true`);
      await viewer
        .getByRole(path === '/sign-in' ? 'button' : 'navigation')
        .first()
        .waitFor();
      if (path === '/inbox/conversation') await viewer.getByRole('log', { name: 'On the phone' }).waitFor();
      await expectNoSeriousFaults(viewer);
    });
  });

  test('at 390 px one pane is shown at a time, without a sideways scroll', async () => {
    const phone = await signedIn('Ada Admin', '/inbox?view=all', { width: 390, height: 780 });
    await chat(phone).click();
    await thread(phone).waitFor();
    await phone.getByRole('region', { name: 'Conversations' }).waitFor({ state: 'hidden' });
    await expectNoSidewaysScroll(phone);
    await phone.getByRole('button', { name: 'Back to the list' }).click();
    await chat(phone).waitFor();
    await phone.close();
  });
});
