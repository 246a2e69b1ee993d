import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { applyOutcomes } from './apply-outcomes.ts';
import {
  deleteUnknownStatement,
  dueUnknownStatement,
  nextUnknownStatement,
  resendStatement,
} from './dispatch-queries.ts';

const unconfirmedDetail =
  'Unconfirmed: WhatsApp did not say whether it took this message, so it was not sent again. It may have arrived.';

/** With the policy to resend: so many tries without an answer, then a message is held after all. */
const maxTriesUnanswered = 5;

/**
 * Decides the attempts whose outcome stayed unknown past the grace time: held as `unconfirmed` (the default) or queued
 * again, by the policy of the channel. A status that comes later still raises an unconfirmed message. Answers the moment
 * (unix ms) at which the next one must be decided: infinity when there is none.
 */
export async function resolveUnknown(
  deps: { db: Database; clock: Clock; events: EventRecorder; log: Log },
  channel: { tenantId: string; channelId: string },
): Promise<number> {
  const { tenantId, channelId } = channel;
  const at = deps.clock.now();
  const due = await deps.db.tenant(tenantId, dueUnknownStatement, [channelId, at]);
  if (due.length > 0) await decide(deps, tenantId, channelId, at);
  const [next] = await deps.db.tenant(tenantId, nextUnknownStatement, [channelId]);
  return next?.due?.getTime() ?? Number.POSITIVE_INFINITY;
}

async function decide(
  deps: { db: Database; clock: Clock; events: EventRecorder; log: Log },
  tenantId: string,
  channelId: string,
  at: Date,
): Promise<void> {
  const { events, ...counts } = await deps.db.transaction(async (tx) => {
    const rows = await tx.tenant(tenantId, dueUnknownStatement, [channelId, at]);
    const mayResend = (row: (typeof rows)[number]): boolean =>
      row.unconfirmedPolicy === 'resend' && row.attempts < maxTriesUnanswered;
    const resend = rows.filter(mayResend).map((row) => row.id);
    const hold = rows.filter((row) => !mayResend(row)).map((row) => row.id);
    if (resend.length > 0) await tx.tenant(tenantId, resendStatement, [resend, at]);
    if (hold.length > 0) await tx.tenant(tenantId, deleteUnknownStatement, [hold]);
    const outcome = { kind: 'unconfirmed', at, detail: unconfirmedDetail } as const;
    const outcomes = hold.map((messageId) => ({ tenantId, messageId, outcome }));
    const events = await applyOutcomes(deps, tx, outcomes);
    return { events, unconfirmed: hold.length, sentAgain: resend.length };
  });
  if (counts.unconfirmed + counts.sentAgain > 0) {
    deps.log.warn({ tenantId, channelId, ...counts }, 'sends stayed without an answer');
  }
  deps.events.committed(events);
}
