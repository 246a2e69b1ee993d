import { webhookByEvent } from '../bench/crash/check-events.ts';
import type { PhoneMessage } from './harness/simulator-client.ts';
import type { Arrival, StoredLine } from './simulation-lab.ts';

interface Line {
  readonly waId: string;
  readonly text: string;
}

interface HistoryItem {
  readonly text: string | null;
  readonly finalText: string | null;
  readonly statusString?: string;
  readonly owner?: boolean;
  readonly eventType: string;
}

/** Everything that a run of one seed left behind. */
export interface SeedFacts {
  readonly people: readonly string[];
  readonly accepted: readonly Line[];
  readonly written: readonly Line[];
  /** All that Meta knows of each person's messages, delivered or not. */
  readonly phones: ReadonlyMap<string, readonly PhoneMessage[]>;
  /** v1's history of each person, oldest first. */
  readonly histories: ReadonlyMap<string, readonly HistoryItem[]>;
  readonly stored: readonly StoredLine[];
  readonly events: readonly { readonly conversationId: string; readonly entries: readonly string[] }[];
  readonly arrivals: readonly Arrival[];
  readonly leftovers: readonly unknown[];
}

const rank = { queued: 0, unconfirmed: 10, sent: 20, delivered: 30, read: 40, replied: 50 } as const;

/** What was broken of the promises, in words. */
export function judge(facts: SeedFacts): string[] {
  return [
    ...facts.leftovers.map((row) => `left in a queue: ${JSON.stringify(row)}`),
    ...checkAccepted(facts),
    ...checkSentOnce(facts),
    ...checkWritten(facts),
    ...checkHistories(facts),
    ...checkEvents(facts),
  ];
}

/** Every accepted message is stored once and has come to an end that has a name. */
function checkAccepted({ accepted, stored }: SeedFacts): string[] {
  const out = stored.filter((line) => line.direction === 'out');
  const lost = accepted.flatMap(({ waId, text }) => {
    const own = out.filter((line) => line.waId === waId && line.text === text);
    return own.length === 1 ? [] : [`"${text}" to ${waId} is stored ${own.length} times`];
  });
  const open = out.filter((line) => line.status === rank.queued).map((line) => `"${line.text}" is still queued`);
  return [...lost, ...open];
}

/** No message stands twice on a phone, and none that the platform does not know; what failed may be tried again. */
function checkSentOnce({ phones, stored }: SeedFacts): string[] {
  return [...phones].flatMap(([waId, phone]) => {
    const sent = phone.filter((message) => message.direction === 'out' && message.status !== 'failed');
    const own = stored.filter((line) => line.direction === 'out' && line.waId === waId);
    const texts = [...new Set(sent.map((message) => message.text))];
    const twice = texts.filter((text) => sent.filter((message) => message.text === text).length > 1);
    const unknown = texts.filter((text) => !own.some((line) => line.text === text));
    return [...twice.map((text) => `"${text}" was sent twice`), ...unknown.map((text) => `"${text}" is not stored`)];
  });
}

/** What a customer wrote is stored once. */
function checkWritten({ written, stored }: SeedFacts): string[] {
  return written.flatMap(({ waId, text }) => {
    const own = stored.filter((line) => line.direction === 'in' && line.waId === waId && line.text === text);
    return own.length === 1 ? [] : [`"${text}" of ${waId} is stored ${own.length} times`];
  });
}

/** The history is what the phone shows: the same texts in and out, with the status that Meta last told. */
function checkHistories({ people, phones, histories, stored }: SeedFacts): string[] {
  return people.flatMap((waId) => {
    const phone = phones.get(waId) ?? [];
    const history = histories.get(waId) ?? [];
    const wrong: string[] = [];
    for (const message of phone) {
      const shown = history.filter((item) => textOf(item) === message.text);
      if (message.status === 'failed') continue;
      if (shown.length !== 1) wrong.push(`the history of ${waId} has "${message.text}" ${shown.length} times`);
      if (message.direction === 'out')
        wrong.push(
          ...checkStatus(
            message,
            stored.filter((line) => line.waId === waId),
          ),
        );
    }
    const onPhone = new Set(phone.map((message) => message.text));
    const reached = history.filter((item) => ['DELIVERED', 'READ'].includes(item.statusString?.toUpperCase() ?? ''));
    const ghosts = reached.filter((item) => !onPhone.has(textOf(item) ?? ''));
    return [...wrong, ...ghosts.map((item) => `"${textOf(item)}" is shown as delivered and is on no phone`)];
  });
}

function textOf(item: HistoryItem): string | null {
  return item.finalText ?? item.text;
}

// A message whose answer and statuses were all lost has no id by which Meta's words could find it.
function checkStatus(message: PhoneMessage, stored: readonly StoredLine[]): string[] {
  const own = stored.find((line) => line.direction === 'out' && line.text === message.text);
  const isUnconfirmed = own?.status === rank.unconfirmed || own?.failedDetail?.startsWith('Unconfirmed');
  if (!own || (own.wamid === null && isUnconfirmed)) return [];
  if (own.wamid !== message.id) {
    return [`"${message.text}" (${own.status}) is ${own.wamid}, at Meta ${message.id} (${message.status})`];
  }
  const least = message.status === 'accepted' ? rank.sent : rank[message.status as 'sent' | 'delivered' | 'read'];
  const most = least === rank.sent || message.status === 'delivered' ? least : rank.replied;
  const isRight = own.status >= least && (own.status <= most || own.status === rank.replied);
  return isRight ? [] : [`"${message.text}" has the status ${own.status}, at Meta it is ${message.status}`];
}

/**
 * Each event of the log reached the receiver, and nothing else did. In a conversation the milestones of a message come in
 * their order, and so do the events of one kind. What two processes write in one moment of different messages and kinds has
 * no order of its own.
 */
function checkEvents({ events, arrivals, stored }: SeedFacts): string[] {
  return events.flatMap(({ conversationId, entries }) => {
    const sessions = new Set(stored.filter((line) => !line.text?.startsWith('Hello ')).map((line) => line.id));
    const wanted = entries.flatMap((entry) => toArrival(entry, sessions) ?? []);
    const arrived = arrivals.filter((arrival) => arrival.conversationId === conversationId).map(({ entry }) => entry);
    const missing = wanted.filter((entry) => !arrived.includes(entry)).map((entry) => `${entry} did not arrive`);
    const surplus = arrived.filter((entry) => !wanted.includes(entry)).map((entry) => `${entry} arrived unasked`);
    const repeated = wanted.filter((entry, index) => wanted.indexOf(entry) !== index);
    const disorder = [byMessage, byType].flatMap((keyOf) => findDisorder(wanted, arrived, keyOf));
    return [...missing, ...surplus, ...repeated.map((entry) => `${entry} happened twice`), ...disorder];
  });
}

const byMessage = (entry: string): string => entry.split(' ')[1] ?? '';
// Templates of bulk sends wait for nothing that goes to the chat, so they have an order of their own each.
const byType = (entry: string): string => (entry.startsWith('template') ? entry : (entry.split(' ')[0] ?? ''));

function findDisorder(
  wanted: readonly string[],
  arrived: readonly string[],
  keyOf: (entry: string) => string,
): string[] {
  return [...new Set(wanted.map(keyOf))].flatMap((key) => {
    const common = wanted.filter((entry) => keyOf(entry) === key && arrived.includes(entry));
    const inOrder = arrived.filter((entry) => keyOf(entry) === key && wanted.includes(entry));
    const at = common.findIndex((entry, index) => inOrder[index] !== entry);
    return at < 0 ? [] : [`${inOrder[at]} arrived before ${common[at]}`];
  });
}

function toArrival(entry: string, sessions: ReadonlySet<string>): string | undefined {
  const [type = '', id = ''] = entry.split(' ');
  if (sessions.has(id) && type === 'message.sent') return `sessionMessageSent_v2 ${id}`;
  if (sessions.has(id) && type === 'message.failed') return `sessionMessageFailed ${id}`;
  const name = webhookByEvent[type as keyof typeof webhookByEvent];
  return name === undefined ? undefined : `${name} ${id}`;
}
