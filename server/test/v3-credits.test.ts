import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import { describeBatchCharge } from './v3-credits/batch-charge.ts';
import { describeSendsBeyondCredit } from './v3-credits/beyond-credit.ts';
import { describeEstimates } from './v3-credits/estimates.ts';
import { createCreditCalls } from './v3-credits/lab.ts';
import { describeWallet } from './v3-credits/wallet.ts';

let platform: TestPlatform;
const calls = createCreditCalls(() => platform);

beforeAll(async () => {
  platform = await startTestPlatform();
  await calls.learnIds();
});
afterAll(() => platform.stop());

describeEstimates(calls);
describeWallet(calls);
describeSendsBeyondCredit(calls);
describeBatchCharge(calls);
