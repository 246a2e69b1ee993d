import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { createAssignCalls, customer, unassigned } from './v1-assign/lab.ts';
import { describeAssignOperator } from './v1-assign/operator.ts';
import { describeRefusals } from './v1-assign/refusals.ts';
import { describeAssignTeam } from './v1-assign/team.ts';

let platform: TestPlatform;
let contactId: string;
const calls = createAssignCalls(
  () => platform,
  () => contactId,
);

beforeAll(async () => {
  platform = await startTestPlatform();
  for (const waId of [customer, unassigned]) await platform.simulator.writeText(waId, 'Hello', { profileName: 'Mei' });
  await platform.settle();
  contactId = String((await calls.contactOf(customer)).id);
});
afterAll(() => platform.stop());

describeAssignOperator(calls);
describeRefusals(calls);
describeAssignTeam(calls);
