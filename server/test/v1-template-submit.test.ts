import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { LocalServer } from './local-server.ts';
import { describeEditing } from './v1-template-submit/editing.ts';
import { createSubmitCalls, startSampleServer } from './v1-template-submit/lab.ts';
import { describeLostAnswers } from './v1-template-submit/lost-answers.ts';
import { describeRefusals } from './v1-template-submit/refusals.ts';
import { describeSubmitting } from './v1-template-submit/submitting.ts';

let platform: TestPlatform;
let files: LocalServer;
const calls = createSubmitCalls(
  () => platform,
  () => files.url,
);
const { draft, update, asked, rowOf } = calls;

beforeAll(async () => {
  files = await startSampleServer();
  platform = await startTestPlatform();
  await platform.settle();
});
afterAll(async () => {
  await platform.stop();
  await files.close();
});

describeSubmitting(calls);
describeEditing(calls);
describeRefusals(calls);
describeLostAnswers(calls);

test('two submissions at once ask Meta once', async () => {
  const row = await draft();
  const answers = await Promise.all([update(row), update(row), update(row)]);
  expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
  expect(await asked('template.create', row.elementName)).toHaveLength(1);
  expect(await rowOf(row)).toMatchObject({ status: 'PENDING' });
});
