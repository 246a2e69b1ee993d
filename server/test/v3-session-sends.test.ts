import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { closeAfterEach } from './local-server.ts';
import { describeSendFile } from './v3-session-sends/file.ts';
import { describeSendFileViaUrl } from './v3-session-sends/file-via-url.ts';
import { createSessionCalls, customer } from './v3-session-sends/lab.ts';
import { describeSendText } from './v3-session-sends/text.ts';

const { serve } = closeAfterEach();
let platform: TestPlatform;
const calls = createSessionCalls(() => platform, serve);

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.simulator.writeText(customer, 'Hello', { profileName: 'Noor' });
  await platform.settle();
});
afterAll(() => platform.stop());

describeSendText(calls);
describeSendFile(calls);
describeSendFileViaUrl(calls);
