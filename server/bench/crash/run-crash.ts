import { demoChannels } from '../../src/demo/demo-workspace.ts';
import { type Cleanup, createCleanup } from '../cleanup.ts';
import type { CloudReport, ConsumerReport, PostedReport } from '../peers/peer-protocol.ts';
import { phoneNumbers } from '../phone-numbers.ts';
import { readQueueSizes } from '../platform/queue-sizes.ts';
import { median, quantile } from '../report/statistics.ts';
import type { BenchDeps } from '../run-bench.ts';
import { openStage, type Stage } from '../stage.ts';
import { type BulkCalls, createBulkCalls } from './bulk-calls.ts';
import { type Check, describeCheck } from './check.ts';
import { checkEvents, webhookByEvent } from './check-events.ts';
import { checkMessages, checkRejects, checkWamids } from './check-intake.ts';
import { checkSends, type SendCounts } from './check-sends.ts';
import { checkStream } from './check-stream.ts';
import { comeToRest } from './come-to-rest.ts';
import { type CrashOptions, readCrashOptions } from './crash-options.ts';
import { checkShapes, postShapes, shapePeople } from './intake-shapes.ts';
import { type KillLog, runKillLoop } from './kill-loop.ts';
import { expectedRejects } from './mixed-post.ts';
import { createRandom } from './random.ts';
import { runBacklog } from './run-backlog.ts';
import { type StreamReport, startStreamReader } from './stream-reader.ts';

const bulkSeries = 1;
const customerSeries = 2;
const customers = 60;
/** So many recipients of the bulk sends write as well: their messages are answered. */
const answering = 60;
const customerConnections = 8;
const customerPauseMs = 120;
const unlimited = 1_000_000;
const unlimitedMs = 3_600_000;
const callsPerRest = 500;
const shownErrors = 12;

/** Kills the platform again and again under load and proves what it promises. Answers the exit code: 1 when a promise was broken. */
export async function runCrash(deps: BenchDeps, args: readonly string[]): Promise<number> {
  const options = readCrashOptions(args);
  const { backlog, kills, recipients, seed } = options;
  deps.print(
    backlog === undefined ? `seed ${seed}: ${kills} kills, ${recipients} recipients` : `a backlog of ${backlog}`,
  );
  const cleanup = createCleanup(deps.complain);
  try {
    const checks = await run(deps, cleanup, options);
    deps.print('');
    for (const check of checks) deps.print(describeCheck(check));
    const broken = checks.filter((check) => check.breaches.length > 0).length;
    deps.print(
      broken === 0
        ? '\nEvery promise held.'
        : `\n${broken} of ${checks.length} promises were broken (seed ${options.seed}).`,
    );
    return broken === 0 ? 0 : 1;
  } finally {
    await cleanup.run();
  }
}

async function run(deps: BenchDeps, cleanup: Cleanup, options: CrashOptions): Promise<Check[]> {
  const stage = await openStage({ cleanup, environment: deps.environment });
  try {
    const { backlog } = options;
    if (backlog !== undefined) return await runBacklog(stage, backlog, deps.print);
    return await runOn(stage, deps, cleanup, options);
  } catch (error) {
    throw stage.explain(error);
  }
}

async function runOn(stage: Stage, deps: BenchDeps, cleanup: Cleanup, options: CrashOptions): Promise<Check[]> {
  const begun = performance.now();
  await stage.subscribe(Object.values(webhookByEvent));
  await stage.peers.call('reset', { automaticStatuses: true, keepArrivals: true });
  const reader = startStreamReader(stage.baseUrl, stage.token);
  cleanup.add(() => reader.stop());
  const recipients = phoneNumbers(bulkSeries, options.recipients);
  const calls = createBulkCalls(stage, options.version, recipients);
  const senders = [...phoneNumbers(customerSeries, customers), ...recipients.slice(0, answering)];
  const writing = startCustomers(stage, senders);
  const kills = await runKillLoop({ stage, random: createRandom(options.seed), calls, print: deps.print }, options);
  while (calls.left() > 0) await calls.callNext(callsPerRest);
  await stage.peers.call('stopMessages', null);
  const written = await writing;
  const movedBefore = await comeToRest(stage);
  const shapes = await postShapes(stage, deps.clock);
  const moved = movedBefore + (await comeToRest(stage));
  const { phoneNumberId } = demoChannels[0];
  const load = { senders, bySender: written.bySender, label: 'crash', phoneNumberId };
  const cloud = await stage.peers.call('reportCloud', null);
  const consumer = await stage.peers.call('reportConsumer', null);
  const stream = await reader.finish();
  const sends = await checkSends(stage.dataDir, calls.made, withoutShapes(cloud));
  const about = { waIds: [...recipients, ...senders, ...shapePeople], phoneNumberId };
  const checks = [
    ...sends.checks,
    await checkMessages(stage.dataDir, 'messages of customers that were answered with 200 are stored', load),
    await checkWamids(stage.dataDir),
    ...(await checkShapes(stage.dataDir, shapes)),
    await checkRejects(stage.dataDir, expectedRejects),
    ...(await checkEvents(stage.dataDir, consumer, about)),
    ...(await checkStream(stage.dataDir, stream, consumer)),
    await checkRest(stage),
    { name: 'the platform started again after every kill', looked: kills.kills, breaches: kills.failedStarts },
  ];
  const facts = { calls, kills, written, sends: sends.counts, cloud, consumer, stream };
  printFacts(deps, facts, { movedSeconds: moved, minutes: (performance.now() - begun) / 60_000 });
  await printErrors(deps, stage);
  return checks;
}

function startCustomers(stage: Stage, senders: readonly string[]): Promise<PostedReport> {
  const pace = {
    connections: customerConnections,
    durationMs: unlimitedMs,
    perSender: unlimited,
    pauseMs: customerPauseMs,
  };
  return stage.peers.call('postMessages', { senders, ...pace, label: 'crash' });
}

function withoutShapes(cloud: CloudReport): CloudReport {
  const apart = new Set(shapePeople);
  const own = Object.entries(cloud.sendsByRecipient).filter(([waId]) => !apart.has(waId));
  return { ...cloud, sendsByRecipient: Object.fromEntries(own) };
}

async function checkRest(stage: Stage): Promise<Check> {
  const sizes = await readQueueSizes(stage.baseUrl);
  const left = Object.entries(sizes).filter(([queue, rows]) => rows > 0 && queue !== 'intake_rejected');
  const breaches = left.map(([queue, rows]) => `${queue}: ${rows}`);
  return { name: 'the queues are empty at the end', looked: Object.keys(sizes).length, breaches };
}

interface Facts {
  readonly calls: BulkCalls;
  readonly kills: KillLog;
  readonly written: PostedReport;
  readonly sends: SendCounts;
  readonly cloud: CloudReport;
  readonly consumer: ConsumerReport;
  readonly stream: StreamReport;
}

function printFacts(deps: BenchDeps, facts: Facts, times: { movedSeconds: number; minutes: number }): void {
  const { kills, sends, cloud, consumer, written, stream } = facts;
  const outcomes = (outcome: string): number => facts.calls.made.filter((call) => call.outcome === outcome).length;
  const arrivals = Object.values(consumer.arrivals).reduce((total, count) => total + count, 0);
  const ready = `${median(kills.readyMs).toFixed(0)} ms median, ${quantile(kills.readyMs, 1).toFixed(0)} ms at most`;
  const lines = [
    `${kills.kills} kills of the platform, ${kills.postmasterKills} of them with the postmaster; ready again after ${ready}`,
    `${facts.calls.made.length} bulk calls: ${outcomes('accepted')} accepted, ${outcomes('unanswered')} without an answer, ${outcomes('error')} with an error`,
    `${sends.accepted} recipients accepted; ${sends.unanswered} in calls without an answer, of which ${sends.unansweredStored} were accepted all the same`,
    `${sends.sentOnce} sent once, ${sends.unconfirmed} shown as unconfirmed`,
    `${written.posted} messages of customers and ${cloud.statusPosts - written.posted} other webhooks answered with 200, after ${cloud.retries} tries that were not`,
    `${arrivals} events arrived, ${consumer.duplicates} of them more than once`,
    `${stream.events.length} events read from the stream, over ${stream.brokenReads} reads without an answer`,
    `the clock was moved by ${times.movedSeconds} s; all took ${times.minutes.toFixed(1)} minutes`,
  ];
  deps.print(`\n${lines.join('\n')}`);
}

async function printErrors(deps: BenchDeps, stage: Stage): Promise<void> {
  const errors = [...(await stage.loggedErrors())].sort((a, b) => b[1] - a[1]);
  if (errors.length > 0) deps.print('\nlogged as errors by the platform:');
  for (const [text, times] of errors.slice(0, shownErrors)) deps.print(`  ${times} times: ${text.slice(0, 200)}`);
}
