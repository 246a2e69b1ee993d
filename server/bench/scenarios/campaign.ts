import { setTimeout as pause } from 'node:timers/promises';
import { phoneNumbers } from '../phone-numbers.ts';
import { query } from '../platform/embedded-database.ts';
import { awaitEmptyQueues, workQueues } from '../platform/queue-sizes.ts';
import { describeAnswer, sendBulk, sendSingle, wasAccepted } from '../platform/sends.ts';
import { quantile } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import { checkDeliveries, milestoneEvents } from './check-deliveries.ts';
import type { BenchSize, Figure, RunResult, Scenario } from './scenario.ts';

const recipients = 10_000;
const fastRate = 1_000;
const slowRecipients = 1_600;
const slowRate = 80;
/** One integrator goes on with single sends meanwhile, so many a second. */
const singlesPerSecond = 10;
/** A changed rate is known to the sender after so long. */
const rateKnownMs = 3_000;
const completeLimitMs = 180_000;
const quietLimitMs = 20_000;
/** The bucket is full at the start: the first second of a run is left out of its rate. */
const warmUpSeconds = 1;

/** Campaigns by one call of v3: how long it takes, whether the rate of the number is used up, and what others feel of it. */
export const campaign: Scenario = {
  name: 'campaign',
  describe: () =>
    `${recipients} recipients by one v3 call at ${fastRate}/s, then ${slowRecipients} at ${slowRate}/s, beside single sends`,
  prepare: (stage) => stage.subscribe(milestoneEvents),
  run: runCampaigns,
};

async function runCampaigns(stage: Stage, _size: BenchSize, series: number): Promise<RunResult> {
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: false });
  const fast = await runOne(
    stage,
    phoneNumbers(series * 3, recipients),
    fastRate,
    phoneNumbers(series * 3 + 2, 500_000),
  );
  const beside = phoneNumbers(series * 3 + 2, 500_000).slice(fast.singles.length);
  const slow = await runOne(stage, phoneNumbers(series * 3 + 1, slowRecipients), slowRate, beside);
  const all = [...fast.people, ...fast.singles, ...slow.people, ...slow.singles];
  await stage.peers.call('awaitArrivals', { count: all.length * milestoneEvents.length, quietLimitMs });
  await awaitEmptyQueues(stage.baseUrl, workQueues, completeLimitMs);
  const least = (rate: number): NonNullable<Figure['target']> => ({ atLeast: rate * 0.98 });
  return {
    figures: [
      { name: 'accept 10,000', value: fast.acceptMs, unit: 'ms', target: { atMost: 1_500 } },
      { name: `drain at ${fastRate}/s`, value: fast.rate, unit: 'messages/s', target: least(fastRate) },
      { name: `drain at ${slowRate}/s`, value: slow.rate, unit: 'messages/s', digits: 1, target: least(slowRate) },
      ...waits(fastRate, fast.singleMs),
      ...waits(slowRate, slow.singleMs),
    ],
    faults: await checkDeliveries(stage, all),
  };
}

/** How long others wait for their answers while a campaign goes out. */
function waits(rate: number, answerMs: readonly number[]): Figure[] {
  const name = `single sends beside ${rate}/s`;
  return [
    { name: `${name}: p50`, value: quantile(answerMs, 0.5), unit: 'ms', digits: 1 },
    { name: `${name}: p99`, value: quantile(answerMs, 0.99), unit: 'ms', digits: 1, target: { atMost: 200 } },
  ];
}

interface OneRun {
  readonly people: readonly string[];
  readonly acceptMs: number;
  /** Messages a second of the channel, campaign and single sends together. */
  readonly rate: number;
  readonly singles: readonly string[];
  readonly singleMs: readonly number[];
}

async function runOne(
  stage: Stage,
  people: readonly string[],
  rate: number,
  numbers: readonly string[],
): Promise<OneRun> {
  await query(stage.dataDir, 'update channels set throughput_per_s = $1', [rate]);
  await pause(rateKnownMs);
  const beside = sendSingles(stage, numbers);
  const answer = await sendBulk(stage.api, 'v3', { recipients: people, broadcastName: `campaign ${rate}` });
  if (answer.kind !== 'answered' || !wasAccepted(answer)) {
    throw new Error(`A campaign was not taken: ${describeAnswer(answer)}`);
  }
  const { broadcast_id: id } = answer.body as { broadcast_id: string };
  await awaitCompletion(stage, id);
  const { sent: singles, answerMs: singleMs } = await beside.stop();
  return { people, acceptMs: answer.ms, rate: await readRate(stage, id), singles, singleMs };
}

function sendSingles(stage: Stage, numbers: readonly string[]) {
  const sent: string[] = [];
  const answerMs: number[] = [];
  let going = true;
  const work = (async (): Promise<void> => {
    for (const waId of numbers) {
      if (!going) return;
      const answer = await sendSingle(stage.api, waId);
      if (answer.kind !== 'answered' || !wasAccepted(answer)) throw new Error(describeAnswer(answer));
      sent.push(waId);
      answerMs.push(answer.ms);
      await pause(1_000 / singlesPerSecond);
    }
  })();
  return {
    async stop() {
      going = false;
      await work;
      return { sent, answerMs };
    },
  };
}

async function awaitCompletion(stage: Stage, id: string): Promise<void> {
  const end = performance.now() + completeLimitMs;
  while (performance.now() < end) {
    const [row] = await query<{ state: string }>(stage.dataDir, 'select state from campaigns where id = $1', [id]);
    if (row?.state === 'completed') return;
    await pause(500);
  }
  throw new Error('A campaign was not completed in time.');
}

async function readRate(stage: Stage, id: string): Promise<number> {
  const text = `
    select count(*)::integer as messages, extract(epoch from b.last - b.first)::float8 as seconds
    from (
      select min(sent_at) + make_interval(secs => $2) as first, max(sent_at) as last from messages
      where broadcast_id = $1) b
    join messages m on m.sent_at > b.first and m.sent_at <= b.last
    group by b.first, b.last`;
  const values = [id, warmUpSeconds];
  const [row] = await query<{ messages: number; seconds: number }>(stage.dataDir, text, values);
  return row ? row.messages / row.seconds : 0;
}
