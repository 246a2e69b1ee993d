import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemStatement } from '../src/db/scope.ts';
import { startReceiver } from './harness/webhook-receiver.ts';
import {
  expectNoSeriousFaults,
  expectNoSidewaysScroll,
  hasBrowser,
  startWebLab,
  visit,
  type WebLab,
} from './web-lab.ts';

describe.skipIf(!hasBrowser)('the developer pages', { timeout: 90_000 }, () => {
  let lab: WebLab;
  let page: Page;
  let token: string;
  beforeAll(async () => {
    lab = await startWebLab();
    page = await lab.open('Ada Admin', '/developer');
  }, 120_000);
  afterAll(() => lab?.stop());

  const dialog = () => page.getByRole('dialog');

  test('a token is made, shown once, and opens what was chosen', async () => {
    await page.waitForURL(/\/developer\/tokens$/);
    await page.getByRole('button', { name: 'Make a token' }).click();
    await dialog().getByLabel('Name').fill('Shop system');
    await dialog().getByRole('checkbox', { name: 'contacts:read', exact: true }).check();
    await expectNoSeriousFaults(page);
    await dialog().getByRole('button', { name: 'Make the token' }).click();
    token = (await dialog().getByText(/^pk_/).textContent()) ?? '';
    await dialog()
      .getByText(/^curl -H "Authorization: Bearer pk_/)
      .waitFor();
    await expectNoSeriousFaults(page);
    await dialog().getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('row', { name: /Shop system.*contacts:read.*Never.*Ada Admin/ }).waitFor();
    await dialog().waitFor({ state: 'detached' });
    const call = (path: string) => lab.parley.api('GET', path, { token });
    expect((await call('/api/v1/getContacts?name=Lena')).status).toBe(200);
    expect((await call('/api/ext/v3/channels')).status).toBe(403);
    expect(await page.content()).not.toContain(token);
  });

  test('its calls are in the log, and a call is looked into', async () => {
    await page
      .getByRole('row', { name: /Shop system/ })
      .getByRole('link', { name: 'Its calls' })
      .click();
    const refused = page.getByRole('row', { name: /403 listChannels.*auth.scope_missing/ });
    const readAgain = async (): Promise<number> => {
      await page.getByText('Read again').click();
      return refused.count();
    };
    await expect.poll(readAgain).toBe(1);
    await page.getByRole('button', { name: 'getContacts', exact: true }).click();
    await dialog().getByText('/100100/api/v1/getContacts?name=Lena').waitFor();
    await dialog().getByLabel('Answer, body').getByText('"contact_list"').waitFor();
    await expectNoSeriousFaults(page);
    await page.goBack();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByRole('switch', { name: 'Live' }).click();
    await lab.parley.api('GET', '/api/v1/getContacts?name=Later', { token });
    await page.getByText('/100100/api/v1/getContacts?name=Later').waitFor();
  });

  test('the reference is searched, a reading and a writing call are tried', async () => {
    await page.getByRole('link', { name: 'Reference' }).click();
    await page.getByLabel('Search the reference').fill('version 1 list contacts');
    await page.getByRole('link', { name: /\/api\/v1\/getContacts/ }).click();
    await page.getByLabel('pageSize').fill('5');
    await page.getByLabel('The call in curl').getByText('/100100/api/v1/getContacts?pageSize=5').waitFor();
    await page.getByText('Python', { exact: true }).click();
    await page.getByLabel('The call in Python').getByText('requests.request(').waitFor();
    await page.getByRole('button', { name: 'Send GET' }).click();
    await page.getByLabel('Body of the answer').getByText('"pageSize": 5').waitFor();
    await expectNoSeriousFaults(page);
    await page.getByLabel('Search the reference').fill('lead stage');
    await page.getByRole('link', { name: /Add a lead stage/ }).click();
    await page.getByLabel('Body', { exact: true }).last().fill('{"label": ');
    await page.getByRole('button', { name: 'Send POST' }).click();
    await page
      .getByRole('alert')
      .getByText(/The body is no JSON/)
      .waitFor();
    await page.getByLabel('Body', { exact: true }).last().fill('{"label": "Tried"}');
    await page.getByRole('button', { name: 'Send POST' }).click();
    await dialog().getByRole('button', { name: 'Send it' }).click();
    await page.getByText('201 Created').waitFor();
    const { body } = await lab.parley.api<{ stages: { label: string }[] }>('GET', '/api/parley/v1/lead-stages');
    expect(body.stages.map(({ label }) => label)).toContain('Tried');
    await page.getByRole('link', { name: 'In the request log' }).click();
    await page.getByRole('row', { name: /201 createLeadStage.*Ada Admin, in the reference/ }).waitFor();
  });

  test('an event is shown with its members and samples', async () => {
    await visit(page, '/developer/reference?show=event.message');
    await page.getByRole('region', { name: 'Members' }).getByText('whatsappMessageId').first().waitFor();
    await page.getByLabel('Example of message, JSON').getByText('"eventType": "message"').waitFor();
    await expectNoSeriousFaults(page);
  });

  test('a token is rotated, and revoked by its name', async () => {
    await visit(page, '/developer/tokens');
    const menu = () => page.getByRole('button', { name: 'Actions of Shop system' }).first().click();
    await menu();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await dialog().getByRole('button', { name: 'Rotate' }).click();
    const next = (await dialog().getByText(/^pk_/).textContent()) ?? '';
    await dialog().getByRole('button', { name: 'I have kept it' }).click();
    const statusOf = async (text: string) =>
      (await lab.parley.api('GET', '/api/v1/getContacts', { token: text })).status;
    expect([await statusOf(token), await statusOf(next)]).toEqual([200, 200]);
    await menu();
    await page.getByRole('menuitem', { name: 'Revoke' }).click();
    await dialog().getByRole('button', { name: 'Revoke', disabled: true }).waitFor();
    await dialog().getByLabel('Type Shop system to confirm').fill('Shop system');
    await expectNoSeriousFaults(page);
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Shop system is revoked. No call with it is taken any more.').waitFor();
    expect(await statusOf(next)).toBe(401);
    await expectNoSeriousFaults(page);
  });

  test('at 390 px nothing scrolls sideways, and one part is shown at a time', async () => {
    const phone = await lab.open('Ada Admin', '/developer/tokens?make=true', { width: 390, height: 780 });
    await phone.getByRole('dialog').getByLabel('Name').waitFor();
    await expectNoSidewaysScroll(phone);
    for (const [path, shown] of [
      ['tokens', phone.getByRole('heading', { level: 1, name: 'API tokens' })],
      ['requests', phone.getByRole('heading', { level: 1, name: 'Requests' })],
      ['webhooks', phone.getByRole('heading', { level: 1, name: 'Webhooks' })],
      ['reference', phone.getByLabel('Search the reference')],
    ] as const) {
      await visit(phone, `/developer/${path}`);
      await shown.waitFor();
      await phone.getByRole('navigation', { name: 'Developer' }).waitFor();
      await expectNoSidewaysScroll(phone);
    }
    for (let place = 0; place < 10; place += 1) {
      const json = { url: `http://127.0.0.1:9/hook/${place}`, eventTypes: ['message'] };
      await lab.parley.api('POST', '/api/parley/v1/webhook-endpoints', { json });
    }
    await phone.goto(`${lab.parley.baseUrl}/developer/webhooks`);
    const test = await phone.getByRole('button', { name: 'Send a test event' }).boundingBox();
    // Many endpoints leave room for the one that is shown.
    expect(test?.y ?? 780).toBeLessThan(600);
    await lab.parley.db.system(systemStatement('', 'delete from webhook_endpoints'));
    await visit(phone, '/developer/reference');
    await phone.getByRole('link', { name: /\/api\/v1\/getContacts/ }).click();
    await phone.getByRole('heading', { name: 'List contacts' }).waitFor();
    await phone.getByLabel('Search the reference').waitFor({ state: 'hidden' });
    await expectNoSidewaysScroll(phone);
    await phone.getByRole('button', { name: 'All calls' }).click();
    await phone.getByLabel('Search the reference').waitFor();
    await phone.close();
  });

  test('a webhook endpoint is added, tried, looked into, changed, and given a new secret', async () => {
    const receiver = await startReceiver();
    try {
      await visit(page, '/developer/webhooks');
      await page.getByRole('button', { name: 'Add an endpoint' }).click();
      await dialog().getByLabel('Address').fill(`${receiver.url}/first`);
      await dialog().getByRole('button', { name: 'Add', exact: true }).click();
      await dialog()
        .getByText(/^whsec_/)
        .waitFor();
      const first = await dialog()
        .getByText(/^whsec_/)
        .textContent();
      await page.mouse.click(5, 795);
      await dialog().getByRole('button', { name: 'I have kept it' }).click();
      receiver.answerWith(500);
      await page.getByRole('button', { name: 'Send a test event' }).click();
      await page.getByText('A test event is on its way.').waitFor();
      await lab.parley.settle();
      const failed = page.getByRole('row', { name: /message test failed 500/ });
      const readAgain = async (): Promise<number> => {
        await page.getByRole('button', { name: 'Read again' }).click();
        return failed.count();
      };
      await expect.poll(readAgain, { timeout: 20_000 }).toBe(1);
      await failed.getByRole('button', { name: 'message' }).click();
      await dialog()
        .getByText(/^1\. .*: 500/)
        .waitFor();
      await expectNoSeriousFaults(page);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: 'Change' }).click();
      await dialog().getByLabel('Address').fill(`${receiver.url}/second`);
      await dialog().getByRole('button', { name: 'Save' }).click();
      await page.getByRole('region', { name: 'Endpoint', exact: true }).getByText(`${receiver.url}/second`).waitFor();
      await page.getByRole('button', { name: 'New secret' }).click();
      await dialog().getByRole('button', { name: 'Make it' }).click();
      const second = await dialog()
        .getByText(/^whsec_/)
        .textContent();
      expect(second).not.toBe(first);
      await dialog().getByText('signed with the one before too').waitFor();
      await expectNoSeriousFaults(page);
      await dialog().getByRole('button', { name: 'I have kept it' }).click();
      await page.getByText('yes, with the secret before too until').waitFor();

      await page.getByRole('button', { name: 'Replay' }).click();
      await dialog().getByRole('button', { name: 'Send again' }).click();
      await lab.parley.settle();
      await page.getByText('there was nothing to send again').waitFor();
      await expectNoSeriousFaults(page);
    } finally {
      await receiver.close();
    }
  });

  test('who may not manage tokens does not see the pages', async () => {
    const agent = await lab.open('Ana Agent', '/developer/tokens');
    await agent.getByText('Your roles do not show this page').waitFor();
    await agent.close();
  });
});
