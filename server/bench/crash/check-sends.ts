import type { CloudReport } from '../peers/peer-protocol.ts';
import { query } from '../platform/embedded-database.ts';
import type { BulkCall } from './bulk-calls.ts';
import type { Check } from './check.ts';

interface MessageRow {
  waId: string;
  status: number;
}

export interface SendCounts {
  readonly accepted: number;
  readonly unanswered: number;
  /** Recipients of calls without an answer whose message was accepted all the same. */
  readonly unansweredStored: number;
  readonly sentOnce: number;
  readonly unconfirmed: number;
}

const unconfirmedRank = 10;
const readRank = 40;

/**
 * What became of every recipient: sent once and read, or shown as unconfirmed; the recipients of a call without an
 * answer are there all or none, and never twice.
 */
export async function checkSends(
  dataDir: string,
  calls: readonly BulkCall[],
  cloud: CloudReport,
): Promise<{ checks: Check[]; counts: SendCounts }> {
  const recipients = calls.flatMap((call) => call.recipients);
  const statuses = groupStatuses(await readMessages(dataDir, recipients));
  const answered = calls.filter((call) => call.outcome === 'accepted');
  const others = calls.filter((call) => call.outcome !== 'accepted');
  const accepted = answered.flatMap((call) => call.recipients);
  const uncertain = others.flatMap((call) => call.recipients);
  const stored = uncertain.filter((waId) => statuses.has(waId));
  const sendsOf = (waId: string): number => cloud.sendsByRecipient[waId] ?? 0;
  const strangers = Object.keys(cloud.sendsByRecipient).filter((waId) => !statuses.has(waId));
  const present = recipients.filter((waId) => statuses.has(waId));
  const isUnconfirmed = (waId: string): boolean => sendsOf(waId) === 0 && statuses.get(waId)?.[0] === unconfirmedRank;
  return {
    checks: [
      {
        name: 'recipients of answered calls have one message each',
        looked: accepted.length,
        breaches: accepted.flatMap((waId) => describeRows(waId, statuses.get(waId))),
      },
      {
        name: 'calls without an answer were accepted whole or not at all',
        looked: others.length,
        breaches: others.flatMap((call) => describeUncertain(call, statuses)),
      },
      {
        name: 'nobody was sent more than one message',
        looked: recipients.length,
        breaches: [
          ...recipients.filter((waId) => sendsOf(waId) > 1).map((waId) => `${waId} got ${sendsOf(waId)} messages`),
          ...cloud.repeatedEchoes.map((echo) => `message ${echo} was sent more than once`),
        ],
      },
      {
        name: 'every message was sent and shows the status that Meta told, or is shown as unconfirmed',
        looked: present.length,
        breaches: present.flatMap((waId) => describeEnd(waId, sendsOf(waId), statuses.get(waId)?.[0])),
      },
      {
        name: 'nothing was sent that is not stored',
        looked: Object.keys(cloud.sendsByRecipient).length,
        breaches: strangers.map((waId) => `${waId} got a message that the platform does not know`),
      },
    ],
    counts: {
      accepted: accepted.length,
      unanswered: uncertain.length,
      unansweredStored: stored.length,
      sentOnce: recipients.filter((waId) => sendsOf(waId) === 1).length,
      unconfirmed: present.filter(isUnconfirmed).length,
    },
  };
}

function readMessages(dataDir: string, recipients: readonly string[]): Promise<MessageRow[]> {
  return query<MessageRow>(
    dataDir,
    `select c.wa_id as "waId", m.status from contacts c
     join messages m on m.tenant_id = c.tenant_id and m.contact_id = c.id
     where c.wa_id in (select unnest($1::text[])) and m.direction = 'out'`,
    [recipients],
  );
}

function groupStatuses(rows: readonly MessageRow[]): Map<string, number[]> {
  const statuses = new Map<string, number[]>();
  for (const { waId, status } of rows) statuses.set(waId, [...(statuses.get(waId) ?? []), status]);
  return statuses;
}

function describeRows(waId: string, rows: readonly number[] | undefined): string[] {
  const count = rows?.length ?? 0;
  return count === 1 ? [] : [`${waId} has ${count} messages`];
}

function describeUncertain(call: BulkCall, statuses: ReadonlyMap<string, readonly number[]>): string[] {
  const counts = call.recipients.map((waId) => statuses.get(waId)?.length ?? 0);
  const there = counts.filter((count) => count > 0).length;
  const twice = counts.filter((count) => count > 1).length;
  const partly = there > 0 && there < counts.length;
  return [
    ...(partly ? [`${there} of ${counts.length} recipients of a call are there (${call.said})`] : []),
    ...(twice > 0 ? [`${twice} recipients of a call have more than one message`] : []),
  ];
}

// The fake Cloud API tells of every send that it was delivered and read, until that was answered with 200.
function describeEnd(waId: string, sends: number, status: number | undefined): string[] {
  if (sends === 0) return status === unconfirmedRank ? [] : [`${waId} got nothing and is shown with status ${status}`];
  return status !== undefined && status >= readRank
    ? []
    : [`${waId} was told as read and is shown with status ${status}`];
}
