import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createDemoWorkspace, demoTenantId, demoWabaId, readDemoSecrets } from '../src/demo/demo-workspace.ts';
import { readKeptTemplates } from '../src/demo/kept-templates.ts';
import { createEventRecorder } from '../src/events/record.ts';
import { createClock } from '../src/kernel/clock.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { cloneDatabase } from './harness/test-database.ts';

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

test('two processes that start at once over an empty database make one demo workspace, and know the same secrets', async () => {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-demo-'));
  const secrets = createSecretBox('a secret key for the tests only');
  const deps = { db: database.db, clock: createClock(), secrets, events: createEventRecorder([]) };
  const demo = readDemoSecrets(readConfig({ PARLEY_DATA_DIR: dataDir }));
  expect(readDemoSecrets(readConfig({ PARLEY_DATA_DIR: dataDir }))).toEqual(demo);
  const made = await Promise.all([1, 2, 3].map(() => createDemoWorkspace(deps, demo, 80)));
  expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  await database.drop();
  await rm(dataDir, { recursive: true });
});
