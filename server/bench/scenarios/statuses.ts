import { phoneNumbers } from '../phone-numbers.ts';
import { query } from '../platform/embedded-database.ts';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import { sendInCalls } from '../platform/send-in-calls.ts';
import type { Stage } from '../stage.ts';
import type { BenchSize, Faults, RunResult, Scenario } from './scenario.ts';

const connections = 32;
const statuses = ['sent', 'delivered', 'read'] as const;
const drainLimitMs = 120_000;
const readRank = 40;

/** Statuses of messages sent before, with no endpoint that hears of them: the intake alone. */
export const statusesAlone: Scenario = {
  name: 'statuses',
  describe: (size) => `${statuses.length} statuses of ${size.statusMessages} messages over ${connections} connections`,
  prepare: async () => undefined,
  run: runStatuses,
};

async function runStatuses(stage: Stage, size: BenchSize, series: number): Promise<RunResult> {
  const recipients = phoneNumbers(series, size.statusMessages);
  await stage.peers.call('reset', { automaticStatuses: false, keepArrivals: false });
  await sendInCalls(stage, size.bulkApi, recipients, `statuses ${series}`);
  await awaitEmptyQueues(stage.baseUrl, workQueues, drainLimitMs);
  const begun = performance.now();
  const posted = await stage.peers.call('postStatuses', { connections, statuses });
  const appliedAt = await awaitEmptyQueues(stage.baseUrl, ['intake_waiting'], drainLimitMs);
  const seconds = (appliedAt - begun) / 1000;
  return {
    figures: [
      { name: 'accepted', value: posted.posted / (posted.durationMs / 1000), unit: 'statuses/s' },
      {
        name: 'applied, drain included',
        value: posted.posted / seconds,
        unit: 'statuses/s',
        target: { atLeast: 3_000 },
      },
      { name: 'answer: p95', value: posted.answerMs.p95, unit: 'ms', digits: 1 },
    ],
    faults: await checkApplied(stage, recipients),
  };
}

async function checkApplied(stage: Stage, recipients: readonly string[]): Promise<Faults> {
  const rows = await query<{ waId: string; messages: string; read: string }>(
    stage.dataDir,
    `select c.wa_id as "waId", count(*) as messages, count(*) filter (where m.status = ${readRank}) as read
     from contacts c join messages m on m.tenant_id = c.tenant_id and m.contact_id = c.id
     where c.wa_id = any($1::text[]) and m.direction = 'out' group by c.wa_id`,
    [recipients],
  );
  const read = rows.filter((row) => Number(row.read) === 1).length;
  const repeated = rows.filter((row) => Number(row.messages) > 1).length;
  const lost = recipients.length - read;
  return { lost, duplicates: repeated, orderBreaks: 0, notes: lost > 0 ? [`${lost} messages are not read`] : [] };
}
