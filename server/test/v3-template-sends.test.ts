import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { describeForms } from './v3-template-sends/forms.ts';
import { createSendCalls } from './v3-template-sends/lab.ts';
import { describeLimits, describeTenThousand } from './v3-template-sends/large-sends.ts';
import { describeRecipients } from './v3-template-sends/recipients.ts';
import { describeSchedule } from './v3-template-sends/schedule.ts';

let platform: TestPlatform;
const calls = createSendCalls(() => platform);

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

describeRecipients(calls);
describeForms(calls);
describeTenThousand(calls);
describeSchedule(calls);
describeLimits(calls);
