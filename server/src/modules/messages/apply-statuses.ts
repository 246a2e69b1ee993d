import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isId, newId } from '../../kernel/ids.ts';
import { pauseChannelIn } from '../channels/index.ts';
import { applyOutcomes, keyOf, type MessageOutcome, toBatchOfIds } from './apply-outcomes.ts';
import {
  findByWamidStatement,
  insertQueuedStatement,
  insertWamidsStatement,
  knownSentStatement,
  parkStatement,
} from './outcome-queries.ts';
import { priorityOf } from './queue-priority.ts';
import { removeQueued } from './remove-queued.ts';
import { decideFailedStatus } from './retry-policy.ts';
import type { Outcome } from './state-machine.ts';
import { type StatusReport, toOutcome } from './status-report.ts';
import { type Message, statusRank } from './types.ts';

export interface IncomingStatus {
  readonly tenantId: string;
  readonly channelId: string;
  /** What we sent as biz_opaque_callback_data, echoed by Meta. */
  readonly echo: string | undefined;
  readonly report: StatusReport;
}

interface Matched {
  tenantId: string;
  messageId: string;
  retry: number | undefined;
  report: StatusReport;
  outcome: Outcome;
}

/**
 * Applies statuses of Meta in the order given. The echoed id names the message, so a status needs no wamid and may come
 * before the answer to the send: it then settles the attempt itself. Statuses of unknown wamids are parked until the
 * wamid appears. A failure that may pass is queued again instead of told, and one of the whole number pauses it
 * (cloud-api-behaviour section 5).
 */
export async function applyStatuses(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  statuses: readonly IncomingStatus[],
): Promise<PlatformEvent[]> {
  const { told: matched, unsettled } = await lookForSent(tx, await matchStatuses(deps, tx, statuses));
  if (matched.length === 0) return [];
  // Queue rows before messages: the order in which the dispatcher settles, so the two never deadlock.
  const taken = takeFromQueue(tx, unsettled);
  recordWamids(tx, unsettled);
  await taken;
  const again: { message: Message; dueAt: Date }[] = [];
  const pauses = new Map<string, { tenantId: string; channelId: string; reason: string }>();
  const byOutcome = new Map(matched.map((entry) => [entry.outcome, entry]));
  const arrivedAfterAll: Matched[] = [];
  const events = await applyOutcomes(deps, tx, toOutcomes(matched), (message, outcome) => {
    const entry = byOutcome.get(outcome);
    if (!entry || isOfEarlierTry(message, entry)) return undefined;
    if (entry.retry !== undefined && entry.retry < message.retries) arrivedAfterAll.push(entry);
    const next = outcome.kind === 'failed' ? decideFailure(deps.clock, message, entry.report) : undefined;
    if (!next) return outcome;
    const { tenantId, channelId } = message;
    if (next.pauseChannel !== undefined) pauses.set(channelId, { tenantId, channelId, reason: next.pauseChannel });
    message.retries += 1;
    message.wamid = null;
    again.push({ message: { ...message }, dueAt: next.dueAt });
    return undefined;
  });
  await queueAgain(tx, again);
  // Queued for a new try while this waited for the message: it is not sent again.
  await takeFromQueue(tx, arrivedAfterAll);
  return [...events, ...(await pauseChannels(deps, tx, [...pauses.values()]))];
}

/**
 * Of messages known to be sent under the very wamid of the status: their sent statuses tell nothing new, and the others need
 * no look at the queue and no wamid, since the answer to the send has settled both. States only rise and wamids stay, so
 * what is seen without a lock stays true; a new try that comes between is noticed when the message is locked.
 */
async function lookForSent(
  tx: Transaction,
  matched: readonly Matched[],
): Promise<{ told: readonly Matched[]; unsettled: readonly Matched[] }> {
  if (matched.length === 0) return { told: [], unsettled: [] };
  const rows = await tx.system(knownSentStatement, toBatchOfIds(matched));
  const wamids = new Map(rows.map((row) => [keyOf(row.tenant_id, row.id), row.wamid]));
  const isKnown = (entry: Matched): boolean =>
    wamids.get(keyOf(entry.tenantId, entry.messageId)) === entry.report.wamid;
  return {
    told: matched.filter((entry) => entry.outcome.kind !== 'sent' || !isKnown(entry)),
    unsettled: matched.filter((entry) => !isKnown(entry)),
  };
}

// Meta repeats statuses, those of earlier tries too. Proof of delivery counts whichever try it belongs to.
function isOfEarlierTry(message: Message, entry: Matched): boolean {
  if (isProofOfDelivery(entry.outcome)) return false;
  return entry.retry === undefined ? message.wamid !== entry.report.wamid : entry.retry < message.retries;
}

async function pauseChannels(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  pauses: readonly { tenantId: string; channelId: string; reason: string }[],
): Promise<PlatformEvent[]> {
  const events: PlatformEvent[] = [];
  for (const pause of pauses.toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1))) {
    events.push(...(await pauseChannelIn(deps, tx, pause)));
  }
  return events;
}

function toOutcomes(matched: readonly Matched[]): MessageOutcome[] {
  return matched.map(({ tenantId, messageId, outcome }) => ({ tenantId, messageId, outcome }));
}

function isProofOfDelivery(outcome: Outcome): boolean {
  return outcome.kind === 'delivered' || outcome.kind === 'read';
}

async function matchStatuses(
  deps: { clock: Clock },
  tx: Transaction,
  statuses: readonly IncomingStatus[],
): Promise<Matched[]> {
  const strangers = statuses.filter((status) => readEcho(status.echo) === undefined);
  const known = await findMessages(tx, strangers);
  const matched: Matched[] = [];
  const parked: IncomingStatus[] = [];
  for (const status of statuses) {
    const outcome = toOutcome(status.report);
    if (!outcome) continue;
    const echo = readEcho(status.echo);
    const messageId = echo?.messageId ?? known.get(keyOf(status.tenantId, status.report.wamid));
    if (!messageId) parked.push(status);
    else matched.push({ tenantId: status.tenantId, messageId, retry: echo?.retry, report: status.report, outcome });
  }
  await park(deps, tx, parked);
  return matched;
}

/** The echo is `<message id>` or `<message id>.<retry>`. */
function readEcho(echo: string | undefined): { messageId: string; retry: number } | undefined {
  const [messageId = '', retry = '0'] = (echo ?? '').split('.', 2);
  return isId(messageId) && /^\d{1,4}$/.test(retry) ? { messageId, retry: Number(retry) } : undefined;
}

export function writeEcho(messageId: string, retry: number): string {
  return retry === 0 ? messageId : `${messageId}.${retry}`;
}

async function findMessages(tx: Transaction, statuses: readonly IncomingStatus[]): Promise<Map<string, string>> {
  if (statuses.length === 0) return new Map();
  const rows = await tx.system(findByWamidStatement, [
    statuses.map((status) => status.tenantId),
    statuses.map((status) => status.report.wamid),
  ]);
  return new Map(rows.map((row) => [keyOf(row.tenant_id, row.wamid), row.message_id]));
}

async function takeFromQueue(tx: Transaction, matched: readonly Matched[]): Promise<void> {
  await removeQueued(
    tx,
    matched.flatMap(({ tenantId, messageId, retry, outcome }) =>
      retry === undefined
        ? []
        : [{ tenantId, messageId, retry: isProofOfDelivery(outcome) ? null : retry, fence: null }],
    ),
  );
}

function recordWamids(tx: Transaction, matched: readonly Matched[]): void {
  const echoed = matched.filter((entry) => entry.retry !== undefined);
  if (echoed.length === 0) return;
  tx.write(insertWamidsStatement, [
    echoed.map((entry) => entry.tenantId),
    echoed.map((entry) => entry.report.wamid),
    echoed.map((entry) => entry.messageId),
  ]);
}

// Only the failure of the try now under way leads to another one.
function decideFailure(
  clock: Clock,
  message: Message,
  report: StatusReport,
): ReturnType<typeof decideFailedStatus> | undefined {
  if (report.errorCode === undefined || message.status >= statusRank.failed) return undefined;
  if (message.wamid !== null && message.wamid !== report.wamid) return undefined;
  return decideFailedStatus(report.errorCode, message.retries, clock.nowMs());
}

async function queueAgain(tx: Transaction, again: readonly { message: Message; dueAt: Date }[]): Promise<void> {
  if (again.length === 0) return;
  await tx.system(insertQueuedStatement, [
    again.map(({ message }) => message.tenantId),
    again.map(({ message }) => message.id),
    again.map(({ message }) => message.channelId),
    again.map(({ message }) => message.conversationId),
    again.map(({ message }) => message.kind === 'session'),
    again.map(({ message }) => priorityOf(message)),
    again.map(({ dueAt }) => dueAt.toISOString()),
    again.map(({ message }) => message.retries),
  ]);
}

async function park(deps: { clock: Clock }, tx: Transaction, statuses: readonly IncomingStatus[]): Promise<void> {
  if (statuses.length === 0) return;
  const at = deps.clock.now().toISOString();
  await tx.system(parkStatement, [
    statuses.map((status) => status.tenantId),
    statuses.map(() => newId(deps.clock.nowMs())),
    statuses.map((status) => status.channelId),
    statuses.map((status) => status.report.wamid),
    statuses.map((status) => JSON.stringify(status.report)),
    statuses.map(() => at),
  ]);
}
