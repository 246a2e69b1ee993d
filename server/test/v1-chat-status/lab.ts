import type { ApiCall } from '../harness/api-client.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { WebhookReceiver } from '../harness/webhook-receiver.ts';
import { historyOf, type Json, rowsOf } from '../intake-lab.ts';

export const second = '15550100002';
export const windowHours = 24;

export type ChatCalls = ReturnType<typeof createChatCalls>;

/** Customers who have just written, what changes the status of their chats, and what is told of them. */
export function createChatCalls(parley: () => TestPlatform, receiver: () => WebhookReceiver) {
  let numbers = 85255503000;

  /** A customer who has just written. */
  async function newCustomer(options: { channel?: string } = {}): Promise<string> {
    numbers += 1;
    await parley().simulator.writeText(String(numbers), 'Hello', { ...options, profileName: 'Mei' });
    await parley().settle();
    return String(numbers);
  }

  const change = (whatsappNumber: string, ticketStatus: string, more: Json = {}, call: ApiCall = {}) =>
    parley().api('POST', '/api/v1/updateChatStatus', { json: { ticketStatus, whatsappNumber, ...more }, ...call });

  async function rows(waId: string): Promise<string[]> {
    return (await historyOf(parley(), waId)).map((item) => item.eventDescription ?? item.text ?? '');
  }

  const stateOf = (waId: string) =>
    rowsOf(
      parley(),
      `select v.status, c.blocked_at is not null as blocked,
       (select count(*) from tickets t where t.conversation_id = v.id and t.closed_at is null) as open,
       (select json_agg(t.close_reason order by t.id) from tickets t where t.conversation_id = v.id) as tickets
     from conversations v join contacts c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     where c.wa_id = $1 order by v.id`,
      [waId],
    );

  return { parley, receiver, newCustomer, change, rows, stateOf };
}

/** The first row of the chat of a new customer. */
export const opening = (waId: string): string => `The chat has been initialized by contact Mei (${waId})`;
