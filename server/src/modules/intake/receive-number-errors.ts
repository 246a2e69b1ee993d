import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import type { WebhookError } from '../../meta/payload.ts';
import { type Channel, pauseChannelIn } from '../channels/index.ts';

/** A number with the reason for which none of its messages would go. */
export interface BrokenNumber {
  readonly tenantId: string;
  readonly channelId: string;
  readonly reason: string;
}

/** The trouble among these (cloud-api-behaviour 8.20) that breaks the number; undefined when it goes on sending. */
export function toBrokenNumber(errors: readonly WebhookError[], channel: Channel): BrokenNumber | undefined {
  for (const { code } of errors) {
    if (code === undefined) continue;
    const { verdict, plain, suggestion } = findErrorRule(code);
    if (verdict.kind !== 'fix' || !verdict.pausesChannel) continue;
    return { tenantId: channel.tenantId, channelId: channel.id, reason: `${plain} ${suggestion}` };
  }
  return undefined;
}

/** Pauses numbers that Meta says are broken, in the caller's transaction. Answers the events, which are recorded. */
export async function receiveNumberErrors(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  broken: readonly BrokenNumber[],
): Promise<PlatformEvent[]> {
  const events: PlatformEvent[] = [];
  for (const number of broken.toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1))) {
    events.push(...(await pauseChannelIn(deps, tx, number)));
  }
  return events;
}
