import { systemStatement } from '../src/db/scope.ts';
import { mainNumber, type Running } from './outgoing-lab.ts';

/** The texts that Parley brought to a phone, oldest first. */
export async function outTexts(parley: Running, waId: string): Promise<(string | null)[]> {
  const messages = await parley.simulator.phone(waId);
  return messages.filter((message) => message.direction === 'out').map((message) => message.text);
}

/** The outgoing items of v1's history of a person, oldest first. */
export async function historyOf(
  parley: Running,
  waId: string,
): Promise<{ text: string | null; statusString: string; failedDetail: string | null }[]> {
  type Item = { text: string | null; statusString: string; failedDetail: string | null; owner?: boolean };
  const answer = await parley.api<{ messages: { items: (Item & { eventType: string })[] } }>(
    'GET',
    `/api/v1/getMessages/${waId}`,
    { query: { pageSize: 100 } },
  );
  const own = answer.body.messages.items.filter((item) => item.owner === true || item.eventType === 'broadcastMessage');
  return own.reverse().map(({ text, statusString, failedDetail }) => ({ text, statusString, failedDetail }));
}

/** All outgoing messages as they are stored, oldest first. */
export function storedMessages(parley: Pick<Running, 'db'>): Promise<StoredMessage[]> {
  return parley.db.system(storedStatement);
}

/** Those of one person. */
export async function messagesTo(parley: Pick<Running, 'db'>, waId: string): Promise<StoredMessage[]> {
  return (await storedMessages(parley)).filter((message) => message.waId === waId);
}

export interface StoredMessage {
  id: string;
  waId: string;
  text: string | null;
  status: number;
  wamid: string | null;
  retries: number;
  failedCode: string | null;
  failedDetail: string | null;
}

const storedStatement = systemStatement<StoredMessage>(
  'test.stored-messages',
  `select m.id, c.wa_id as "waId", m.text, m.status, m.wamid, m.retries, m.failed_code as "failedCode",
     m.failed_detail as "failedDetail"
   from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
   where m.direction = 'out' order by m.id`,
);

/** What waits to be sent, oldest first. */
export function queueRows(parley: Pick<Running, 'db'>): Promise<QueueRow[]> {
  return parley.db.system(queueStatement);
}

export interface QueueRow {
  id: string;
  attempts: number;
  retry: number;
  dueAt: Date;
  leasedBy: number | null;
  unknownSince: Date | null;
  lastError: string | null;
}

const queueStatement = systemStatement<QueueRow>(
  'test.queue-rows',
  `select id, attempts, retry, due_at as "dueAt", leased_by as "leasedBy", unknown_since as "unknownSince",
     last_error as "lastError" from send_queue order by id`,
);

/** Whether the main channel is paused, and why. */
export async function channelState(parley: Pick<Running, 'db'>): Promise<ChannelState | undefined> {
  const [row] = await parley.db.system(channelStatement, [mainNumber]);
  return row;
}

export interface ChannelState {
  pausedAt: Date | null;
  pausedReason: string | null;
}

const channelStatement = systemStatement<ChannelState>(
  'test.channel',
  'select paused_at as "pausedAt", paused_reason as "pausedReason" from channels where phone_number = $1',
);
