import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { describeBlockedContacts } from './v1-chat-status/blocked.ts';
import { createChatCalls } from './v1-chat-status/lab.ts';
import { describeStatuses } from './v1-chat-status/status.ts';

let platform: TestPlatform;
let receiver: WebhookReceiver;
const calls = createChatCalls(
  () => platform,
  () => receiver,
);

beforeAll(async () => {
  platform = await startTestPlatform();
  receiver = await platform.subscribe(['message', 'newContactMessageReceived', 'sentMessageREPLIED_v2']);
});
afterAll(() => platform.stop());

describeStatuses(calls);
describeBlockedContacts(calls);
