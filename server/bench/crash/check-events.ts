import type { ConsumerReport } from '../peers/peer-protocol.ts';
import { query } from '../platform/embedded-database.ts';
import type { Check } from './check.ts';

/** The webhook by which the receiver hears of an event; it subscribed to these. */
export const webhookByEvent = {
  'message.sent': 'templateMessageSent_v2',
  'message.delivered': 'sentMessageDELIVERED_v2',
  'message.read': 'sentMessageREAD_v2',
  'message.replied': 'sentMessageREPLIED_v2',
  'message.failed': 'templateMessageFailed',
  'message.received': 'message',
} as const;

interface EventLine {
  conversationId: string;
  /** `<type> <message id>` in the order of the events. */
  events: string[];
}

/** Every event of these people on that number reached the receiver, those of a conversation in their order. */
export async function checkEvents(
  dataDir: string,
  consumer: ConsumerReport,
  about: { waIds: readonly string[]; phoneNumberId: string },
): Promise<Check[]> {
  const lines = await readEventLines(dataDir, about);
  const known = new Set(lines.map((line) => line.conversationId));
  const total = lines.reduce((count, line) => count + line.events.length, 0);
  const missing: string[] = [];
  const disorder: string[] = [];
  const unknown: string[] = [];
  for (const { conversationId, events } of lines) {
    const wanted = events.map(toArrival);
    const arrived = consumer.byConversation[conversationId] ?? [];
    const seen = new Set(arrived);
    const told = new Set(wanted);
    missing.push(...wanted.filter((entry) => !seen.has(entry)).map((entry) => `${entry} did not arrive`));
    unknown.push(...arrived.filter((entry) => !told.has(entry)).map((entry) => `${entry} arrived without an event`));
    const common = wanted.filter((entry) => seen.has(entry));
    const inOrder = arrived.filter((entry) => told.has(entry));
    const at = common.findIndex((entry, index) => inOrder[index] !== entry);
    if (at >= 0) disorder.push(`conversation ${conversationId}: ${inOrder[at]} arrived before ${common[at]}`);
  }
  const strangers = Object.keys(consumer.byConversation).filter((id) => !known.has(id));
  return [
    { name: 'every event reached the receiver', looked: total, breaches: missing },
    { name: 'events of a conversation arrived in order', looked: lines.length, breaches: disorder },
    {
      name: 'nothing arrived without an event',
      looked: total,
      breaches: [...unknown, ...strangers.map(describeStranger)],
    },
    await checkOnce(dataDir),
  ];
}

function describeStranger(conversationId: string): string {
  return `conversation ${conversationId} was told of and is not stored`;
}

async function readEventLines(
  dataDir: string,
  { waIds, phoneNumberId }: { waIds: readonly string[]; phoneNumberId: string },
): Promise<EventLine[]> {
  return query<EventLine>(
    dataDir,
    `select e.conversation_id as "conversationId", array_agg(e.type || ' ' || e.subject_id order by e.id) as events
     from events e
     join conversations v on v.tenant_id = e.tenant_id and v.id = e.conversation_id
     join contacts c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     join channels h on h.tenant_id = v.tenant_id and h.id = v.channel_id
     where c.wa_id in (select unnest($1::text[])) and h.phone_number_id = $2 and e.type = any($3::text[])
     group by e.conversation_id`,
    [waIds, phoneNumberId, Object.keys(webhookByEvent)],
  );
}

function toArrival(event: string): string {
  const [type = '', id = ''] = event.split(' ');
  return `${webhookByEvent[type as keyof typeof webhookByEvent]} ${id}`;
}

async function checkOnce(dataDir: string): Promise<Check> {
  const rows = await query<{ subject: string; type: string; times: string }>(
    dataDir,
    `select subject_id as subject, type, count(*) as times from events where type = any($1::text[])
     group by subject_id, type`,
    [Object.keys(webhookByEvent)],
  );
  const breaches = rows.flatMap(({ subject, type, times }) =>
    Number(times) > 1 ? [`${type} of ${subject} was recorded ${times} times`] : [],
  );
  return { name: 'each milestone was recorded once', looked: rows.length, breaches };
}
