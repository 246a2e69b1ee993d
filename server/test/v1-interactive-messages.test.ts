import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { closeAfterEach } from './local-server.ts';
import { describeBoth } from './v1-interactive-messages/both.ts';
import { describeButtons } from './v1-interactive-messages/buttons.ts';
import { createChoiceCalls, customer } from './v1-interactive-messages/lab.ts';
import { describeLists } from './v1-interactive-messages/lists.ts';

const { serve } = closeAfterEach();
let platform: TestPlatform;
const calls = createChoiceCalls(() => platform, serve);

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.simulator.writeText(customer, 'What are my choices?', { profileName: 'Mei Tam' });
  await platform.settle();
});
afterAll(() => platform.stop());

describeBoth(calls);
describeButtons(calls);
describeLists(calls);
