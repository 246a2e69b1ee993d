import type { ApiCall } from '../harness/api-client.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import { type HistoryItem, historyOf, type Json, rowsOf } from '../intake-lab.ts';

export const second = '15550100002';
/** Two customers who have just written. */
export const customer = '85255502001';
export const unassigned = '85255502002';

export type AssignCalls = ReturnType<typeof createAssignCalls>;

/** Calls that give chats to operators, and what the history tells of them. `contactId` is the id of `customer`. */
export function createAssignCalls(parley: () => TestPlatform, contactId: () => string) {
  async function contactOf(waId: string): Promise<Json> {
    const answer = await parley().api<{ contact_list: Json[] }>('GET', '/api/v1/getContacts', {
      query: { name: waId },
    });
    return answer.body.contact_list[0] ?? {};
  }

  const assign = (query: Record<string, string>, call: ApiCall = {}) =>
    parley().api('POST', '/api/v1/assignOperator', { query, ...call });

  const ticketRows = async (waId: string): Promise<HistoryItem[]> =>
    (await historyOf(parley(), waId)).filter((item) => item.eventType === 'ticket');

  const operatorIdOf = async (email: string): Promise<string> =>
    (await rowsOf<{ id: string }>(parley(), 'select id from operators where email = $1', [email]))[0]?.id ?? '';

  const countTicketRows = async (): Promise<number> =>
    (await rowsOf<{ rows: number }>(parley(), 'select count(*) as rows from ticket_events'))[0]?.rows ?? -1;

  return { parley, contactId, contactOf, assign, ticketRows, operatorIdOf, countTicketRows };
}
