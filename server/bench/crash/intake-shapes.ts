import { demoChannels } from '../../src/demo/demo-workspace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { SentMessage } from '../peers/meta-bodies.ts';
import { phoneNumbers } from '../phone-numbers.ts';
import { query } from '../platform/embedded-database.ts';
import { awaitEmptyQueues } from '../platform/queue-sizes.ts';
import { sendInCalls } from '../platform/send-in-calls.ts';
import type { Stage } from '../stage.ts';
import type { Check } from './check.ts';
import { checkMessages, type IntakeLoad } from './check-intake.ts';
import { buildMixedPost, perSender } from './mixed-post.ts';

const mixedSenders = 40;
const mixedSends = 50;
const postTimes = 3;
const crowdSenders = 500;
const crowdMessages = 4;
const crowdConnections = 100;
const crowdLimitMs = 120_000;
const sendLimitMs = 30_000;
const readRank = 40;
/** Series of numbers apart from those of the bulk sends. */
const mixedSeries = 901;
const sendsSeries = 902;
const crowdSeries = 903;

/** The people of these loads: their events reach the receiver as well. */
export const shapePeople = [
  ...phoneNumbers(mixedSeries, mixedSenders),
  ...phoneNumbers(sendsSeries, mixedSends),
  ...phoneNumbers(crowdSeries, crowdSenders),
];

export interface ShapeLoads {
  readonly sent: readonly SentMessage[];
  readonly loads: readonly { readonly name: string; readonly load: IntakeLoad }[];
}

/** One POST with many messages, statuses, numbers and accounts, three times at once; then 500 senders at the same time. */
export async function postShapes(stage: Stage, clock: Clock): Promise<ShapeLoads> {
  const sent = await sendWithoutStatuses(stage);
  const unixSeconds = Math.floor(clock.nowMs() / 1000);
  const mixed = buildMixedPost(phoneNumbers(mixedSeries, mixedSenders), sent, unixSeconds);
  await stage.peers.call('postBody', { body: mixed.body, times: postTimes });
  const senders = phoneNumbers(crowdSeries, crowdSenders);
  const posted = await stage.peers.call('postMessages', {
    senders,
    connections: crowdConnections,
    durationMs: crowdLimitMs,
    perSender: crowdMessages,
    pauseMs: 0,
    label: 'crowd',
  });
  const { phoneNumberId } = demoChannels[0];
  const crowd = { senders, bySender: posted.bySender, label: 'crowd', phoneNumberId };
  return {
    sent,
    loads: [
      ...mixed.loads.map((load) => ({
        name: `one POST with everything, three times: messages on number ${load.phoneNumberId}`,
        load: { ...load, bySender: load.senders.map(() => perSender) },
      })),
      { name: `messages of ${crowdSenders} senders at the same time`, load: crowd },
    ],
  };
}

/** Checks what `postShapes` posted. To be called when all is at rest. */
export async function checkShapes(dataDir: string, shapes: ShapeLoads): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { name, load } of shapes.loads) checks.push(await checkMessages(dataDir, name, load));
  const rows = await readOutgoing(dataDir);
  const unread = rows.filter((row) => row.status !== readRank).map((row) => `${row.waId} has status ${row.status}`);
  checks.push({
    name: 'one POST with everything: statuses in reverse order',
    looked: shapes.sent.length,
    breaches: unread,
  });
  return checks;
}

async function sendWithoutStatuses(stage: Stage): Promise<SentMessage[]> {
  await stage.peers.call('setAutomaticStatuses', { on: false });
  await sendInCalls(stage, 'v1', phoneNumbers(sendsSeries, mixedSends), 'before the mixed post');
  await awaitEmptyQueues(stage.baseUrl, ['send_waiting', 'send_under_way'], sendLimitMs);
  const { phoneNumberId } = demoChannels[0];
  const rows = await readOutgoing(stage.dataDir);
  return rows.map(({ wamid, id, waId }) => ({ wamid, echo: id, waId, phoneNumberId, atMs: 0 }));
}

function readOutgoing(dataDir: string): Promise<{ id: string; waId: string; wamid: string; status: number }[]> {
  return query(
    dataDir,
    `select m.id, c.wa_id as "waId", m.wamid, m.status from contacts c
     join messages m on m.tenant_id = c.tenant_id and m.contact_id = c.id
     where c.wa_id in (select unnest($1::text[])) and m.direction = 'out' order by m.id`,
    [phoneNumbers(sendsSeries, mixedSends)],
  );
}
