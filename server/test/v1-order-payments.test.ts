import { afterAll, beforeAll } from 'vitest';
import { startTestPlatform, type TestPlatform } from './harness/start-test-platform.ts';
import type { WebhookReceiver } from './harness/webhook-receiver.ts';
import { customer } from './orders-lab.ts';
import { describeAccess } from './v1-order-payments/access.ts';
import { describeOrderStatus } from './v1-order-payments/order-status.ts';
import { describePaymentStatus } from './v1-order-payments/payment-status.ts';

let platform: TestPlatform;
let receiver: WebhookReceiver;
const parley = () => platform;

beforeAll(async () => {
  platform = await startTestPlatform();
  receiver = await platform.subscribe(['paymentCaptured', 'sessionMessageSent_v2', 'sessionMessageFailed']);
  await platform.simulator.writeText(customer, 'I would like some tea', { profileName: 'Asha Rao' });
  await platform.settle();
});
afterAll(() => platform.stop());

describePaymentStatus(parley, () => receiver);
describeOrderStatus(parley);
describeAccess(parley);
