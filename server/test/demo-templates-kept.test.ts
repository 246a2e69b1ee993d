import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoTenantId, demoWabaId } from '../src/demo/demo-workspace.ts';
import { readKeptTemplates } from '../src/demo/kept-templates.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';

let parley: TestPlatform;

beforeAll(async () => {
  parley = await startTestPlatform();
  await parley.settle();
});

afterAll(() => parley.stop());

test('a simulator that starts anew has the templates that the workspace knows', async () => {
  const json = { elementName: 'mine', language: 'en', category: 'UTILITY', body: 'Good day to you!' };
  const made = await parley.api<{ result: object }>('POST', '/api/v1/whatsApp/templates', { json });
  await parley.api('POST', '/api/v1/whatsApp/templates', { json: { ...json, elementName: 'only_a_draft' } });
  await parley.api('POST', '/api/v1/templates/update', { json: made.body.result });
  await parley.simulator.call('POST', '/templates/mine/review', { decision: 'APPROVED' });
  await parley.settle();
  await parley.api('DELETE', '/api/v1/whatsApp/templates/200200/promo');
  const kept = await readKeptTemplates(parley.db, { tenantId: demoTenantId, wabaId: demoWabaId });
  expect(kept.map(({ name, status }) => [name, status]).sort()).toEqual([
    ['draft_note', 'PENDING'],
    ['mine', 'APPROVED'],
    ['order_update', 'APPROVED'],
    ['otp', 'APPROVED'],
    ['welcome', 'APPROVED'],
  ]);
  expect(kept.find(({ name }) => name === 'mine')).toMatchObject({
    id: expect.stringMatching(/^\d{16}$/),
    components: [{ type: 'BODY', text: 'Good day to you!' }],
  });
});
