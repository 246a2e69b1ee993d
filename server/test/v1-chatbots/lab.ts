import { systemStatement } from '../../src/db/scope.ts';
import { addFlow } from '../../src/modules/automation/index.ts';
import type { ApiCall } from '../harness/api-client.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';

interface Failure {
  result: boolean;
  info: string;
  message: string;
}
interface Item {
  eventType: string;
  operatorName: string | null;
  assignedId: string | null;
  text: string | null;
  owner: boolean;
  type: string | number;
  interactiveData: { action: { buttons: { reply: { id: string; title: string } }[] } } | null;
  eventDescription: string;
}

/** The platform, its chatbot of the demo, and a token of another workspace. */
export interface BotLab {
  readonly parley: TestPlatform;
  /** The id of the chatbot Welcome. */
  readonly welcome: string;
  readonly foreignToken: string;
}

export type BotCalls = ReturnType<typeof createBotCalls>;

/** Chatbots that are added and started, and customers who talk to them. */
export function createBotCalls(lab: () => BotLab) {
  const parley = () => lab().parley;
  const welcome = () => lab().welcome;
  const foreignToken = () => lab().foreignToken;

  const start = (call: ApiCall) => parley().api<string & Failure>('POST', '/api/v1/chatbots/start', call);
  const startFor = (target: string, chatbotId = welcome()) => start({ query: { target, chatbotId } });

  let nextNumber = 85255502000;
  async function newCustomer(text = 'Hi', options: { channel?: string } = {}): Promise<string> {
    nextNumber += 1;
    const waId = String(nextNumber);
    await parley().simulator.writeText(waId, text, { profileName: 'Mei Tam', ...options });
    await parley().settle();
    return waId;
  }

  async function write(waId: string, text: string): Promise<void> {
    await parley().simulator.writeText(waId, text);
    await parley().settle();
  }

  /** What the phone got since the last look, oldest first. */
  async function heard(waId: string): Promise<(string | null)[]> {
    await parley().settle();
    const messages = await parley().simulator.phone(waId);
    const lastIn = messages.findLastIndex((message) => message.direction === 'in');
    return messages.slice(lastIn + 1).map((message) => message.text);
  }

  async function history(waId: string): Promise<Item[]> {
    const answer = await parley().api<{ messages: { items: Item[] } }>('GET', `/api/v1/getMessages/${waId}`, {
      query: { pageSize: 100 },
    });
    return answer.body.messages.items.reverse();
  }

  async function addBot(
    name: string,
    nodes: unknown[],
    status: 'active' | 'draft' = 'active',
    tenantId = parley().tenantId,
  ): Promise<string> {
    const { db, clock } = parley();
    const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
    const flow = await addFlow({ db, clock }, ctx, { name, status, definition: { start: 'a', nodes } });
    return flow?.id ?? '';
  }

  const endOf = async (waId: string) => (await parley().db.system(runsStatement, [waId])).at(-1)?.reason;

  return { parley, welcome, foreignToken, start, startFor, newCustomer, write, heard, history, addBot, endOf };
}

const runsStatement = systemStatement<{ reason: string | null; step: number }>(
  'test.runs',
  `select r.end_reason as reason, r.step from flow_runs r join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
   where c.wa_id = $1 order by r.id`,
);
