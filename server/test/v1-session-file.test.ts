import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { closeAfterEach } from './local-server.ts';
import { createFileCalls, customer } from './v1-session-file/lab.ts';
import { describeUploads } from './v1-session-file/upload.ts';
import { describeViaUrl } from './v1-session-file/via-url.ts';

const { serve } = closeAfterEach();
let platform: TestPlatform;
const calls = createFileCalls(() => platform, serve);

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.simulator.writeText(customer, 'Send me a file', { profileName: 'Mei Tam' });
  await platform.settle();
});
afterAll(() => platform.stop());

describeUploads(calls);
describeViaUrl(calls);
