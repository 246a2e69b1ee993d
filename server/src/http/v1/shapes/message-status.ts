import { statusOfRank } from '../../../modules/messages/index.ts';

const words = {
  queued: 'SENDING',
  unconfirmed: 'SENDING',
  sent: 'SENT',
  failed: 'FAILED',
  delivered: 'DELIVERED',
  read: 'READ',
  replied: 'REPLIED',
} as const;

/** The statusString of v1 for a rank. What Meta has not confirmed is still being sent; failedDetail says so. */
export function toStatusString(rank: number): string {
  return words[statusOfRank(rank)];
}
