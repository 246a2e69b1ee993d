import { setTimeout as pause } from 'node:timers/promises';
import { present } from '../kernel/assert.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { findOperator } from '../modules/accounts/index.ts';
import {
  addTag,
  assignOperator,
  type ConversationDeps,
  changeStatus,
  findConversations,
} from '../modules/conversations/index.ts';
import { addNote, createQuickReply, markRead } from '../modules/inbox/index.ts';
import { type SendDeps, sendSessionMessage } from '../modules/messages/index.ts';
import { demoTenantId } from './demo-workspace.ts';

/** What one of the demo's people did with the chat of a customer. */
interface DemoAnswer {
  readonly waId: string;
  readonly operator: string;
  readonly tags: readonly string[];
  readonly text?: string;
  readonly note?: string;
  readonly solves?: boolean;
}

const answers: readonly DemoAnswer[] = [
  {
    waId: '31600000101',
    operator: 'agent@demo.test',
    tags: ['Late'],
    text: 'Hello Noor! Order 1042 left us on Tuesday and reaches you tomorrow before noon.',
  },
  {
    waId: '85255500103',
    operator: 'agent2@demo.test',
    tags: ['Refund', 'VIP'],
    note: 'It is the blue jar. A new lid is in stock: ask for the address.',
  },
  {
    waId: '919000000105',
    operator: 'agent@demo.test',
    tags: [],
    text: 'Glad to hear that, Asha! Enjoy it.',
    solves: true,
  },
];

const quickReplies = [
  { shortcut: 'hello', text: 'Hello {{name}}, thank you for writing. How can we help?' },
  { shortcut: 'hours', text: 'We answer from Monday to Friday, 9:00 to 17:00.' },
] as const;

/** A message of a customer is in its chat some 20 ms after it was taken. */
const lookEveryMs = 20;
const looks = 100;

/** Lets the demo's people answer the first customers, so that a new workspace shows what an inbox in use looks like. */
export async function giveFirstAnswers(deps: SendDeps & ConversationDeps): Promise<void> {
  for (const { shortcut, text } of quickReplies) {
    await createQuickReply(deps, await contextOf(deps, 'admin@demo.test'), { shortcut, text, mediaId: undefined });
  }
  for (const answer of answers) await giveAnswer(deps, answer);
}

async function giveAnswer(deps: SendDeps & ConversationDeps, answer: DemoAnswer): Promise<void> {
  const ctx = await contextOf(deps, answer.operator);
  const conversation = await awaitConversation(deps, ctx, answer.waId);
  if (!conversation) return;
  const { id: conversationId, contactId } = conversation;
  await assignOperator(deps, ctx, { conversationId, email: answer.operator });
  for (const name of answer.tags) await addTag(deps, ctx, { conversationId, name });
  if (answer.note !== undefined) {
    const clientId = newId(deps.clock.nowMs());
    const { operatorId } = ctx.actor;
    await addNote(deps, ctx, { conversationId, operatorId, clientId, text: answer.note, mentions: [] });
  }
  if (answer.text !== undefined) {
    await sendSessionMessage(deps, ctx, { conversation, content: { kind: 'text', text: answer.text } });
  }
  await markRead(deps, ctx, { conversationId, upToId: undefined });
  if (answer.solves) await changeStatus(deps, ctx, { contactId, conversationId, status: 'solved' });
}

async function awaitConversation(deps: ConversationDeps, ctx: Context, waId: string) {
  for (let look = 1; look <= looks; look += 1) {
    const conversation = (await findConversations(deps, ctx, waId))?.conversations[0];
    if (conversation?.lastCustomerMessageAt) return conversation;
    await pause(lookEveryMs);
  }
  return undefined;
}

async function contextOf(deps: ConversationDeps, email: string) {
  const { id: operatorId } = present(await findOperator(deps, demoTenantId, email), `the demo's ${email}`);
  return { tenantId: demoTenantId, actor: { kind: 'operator', operatorId }, requestId: 'demo' } as const;
}
