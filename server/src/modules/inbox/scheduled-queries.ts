import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { MessageDraft } from './message-draft.ts';

/** A message that waits for its time, or had it. */
export interface ScheduledMessage {
  tenantId: string;
  id: string;
  clientId: string;
  conversationId: string;
  operatorId: string;
  operatorName: string;
  content: MessageDraft;
  sendAt: Date;
  state: 'waiting' | 'sent' | 'failed' | 'cancelled';
  reason: string | null;
  detail: string | null;
  messageId: string | null;
  createdAt: Date;
}

const plain = `x.tenant_id as "tenantId", x.id, x.client_id as "clientId", x.conversation_id as "conversationId",
  x.operator_id as "operatorId", x.content, x.send_at as "sendAt", x.state, x.reason, x.detail,
  x.message_id as "messageId", x.created_at as "createdAt"`;
const withName = `${plain}, coalesce((
  select o.name from operators o where o.tenant_id = $1 and o.id = x.operator_id limit 1), '') as "operatorName"`;

export const listStatement = tenantStatement<ScheduledMessage>(
  'inbox.list-scheduled',
  `select ${withName} from (
     select * from scheduled_messages where tenant_id = $1 and conversation_id = $2 order by id desc limit 200) x
   order by x.state = 'waiting' desc, case when x.state = 'waiting' then x.send_at end, x.id desc limit $3::int`,
);

export const findStatement = tenantStatement<ScheduledMessage>(
  'inbox.find-scheduled',
  `select ${withName} from unnest($2::text[]) as wanted (id)
   cross join lateral (select s.* from scheduled_messages s where s.tenant_id = $1 and s.id = wanted.id limit 1) x`,
);

export const findByClientIdStatement = tenantStatement<{ id: string; conversationId: string }>(
  'inbox.scheduled-by-client-id',
  'select id, conversation_id as "conversationId" from scheduled_messages where tenant_id = $1 and client_id = $2',
);

export const countWaitingStatement = tenantStatement<{ waiting: number }>(
  'inbox.count-waiting',
  `select count(*) as waiting from (
     select state from scheduled_messages where tenant_id = $1 and conversation_id = $2 order by id desc limit 200) x
   where x.state = 'waiting'`,
);

export const insertStatement = tenantStatement<{ id: string }>(
  'inbox.insert-scheduled',
  `insert into scheduled_messages (tenant_id, id, client_id, conversation_id, operator_id, content, send_at, state,
     created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6::json, $7, 'waiting', $8, $8) on conflict (tenant_id, client_id) do nothing returning id`,
);

/** Only one that waits changes its state; where a chat is named, only one of that chat. */
export const endStatement = tenantStatement<{ id: string; conversationId: string }>(
  'inbox.end-scheduled',
  `update scheduled_messages set state = $3, reason = $4, detail = $5, message_id = $6, updated_at = $7
   where tenant_id = $1 and id = $2 and state = 'waiting' and ($8::text is null or conversation_id = $8)
   returning id, conversation_id as "conversationId"`,
);

export const dueStatement = systemStatement<Omit<ScheduledMessage, 'operatorName'>>(
  'inbox.due-scheduled',
  `select ${plain} from scheduled_messages x where x.state = 'waiting' and x.send_at <= $1 order by x.send_at limit $2::int`,
);

export const nextDueStatement = systemStatement<{ dueAt: Date | null }>(
  'inbox.next-scheduled',
  `select min(send_at) as "dueAt" from scheduled_messages where state = 'waiting'`,
  { gathered: 'dueAt' },
);
