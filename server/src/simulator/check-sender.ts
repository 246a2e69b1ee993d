import type { Channel } from './accounts.ts';
import { GraphError } from './graph-errors.ts';

/** Whether a number may send at all; throws what Meta answers when it may not. */
export function checkSender({ state, waba }: Channel, nowMs: number): void {
  if (waba.isLocked) throw new GraphError(131031, 'The account has been locked.');
  switch (state.status) {
    case 'DELETED':
      throw new GraphError(33, 'The phone number has been deleted.');
    case 'PENDING':
    case 'DISCONNECTED':
      throw new GraphError(133010, 'The phone number is not registered on the WhatsApp Business Platform.');
    case 'BANNED':
      throw new GraphError(131031, 'The phone number has been banned.');
    case 'RESTRICTED':
      throw new GraphError(368, 'The phone number is restricted for a violation of the policy.');
    case 'RATE_LIMITED':
      throw new GraphError(131048, 'The phone number is limited, since people blocked or reported it.');
    default:
  }
  if (nowMs < state.upgradeEndsMs) throw new GraphError(131057, 'The number is being moved to a higher throughput.');
  if (state.nameStatus === 'DECLINED') throw new GraphError(131037, 'The display name was declined.');
}

/** A test number writes to the people on its list only. */
export function checkTestRecipient({ state }: Channel, waId: string): void {
  if (!state.testRecipients || state.testRecipients.has(waId)) return;
  throw new GraphError(131030, 'The recipient is not on the list of this test number.');
}
