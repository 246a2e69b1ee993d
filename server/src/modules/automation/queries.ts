import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { FlowInput, FlowRun, FlowStatus } from './types.ts';

export interface FlowRow {
  id: string;
  name: string;
  status: FlowStatus;
  definition: unknown;
  createdAt: Date;
}

const flowColumns = 'id, name, status, definition, created_at as "createdAt"';

/** One that bears the name already stays as it is. */
export const insertFlowStatement = tenantStatement<FlowRow>(
  'flows.insert',
  `insert into flows (tenant_id, id, name, status, definition, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $6) on conflict (tenant_id, name) do nothing returning ${flowColumns}`,
);

export const listFlowsStatement = tenantStatement<{ id: string; name: string; createdAt: Date }>(
  'flows.list',
  `select id, name, created_at as "createdAt" from flows where tenant_id = $1 and status = 'active' order by id limit $2`,
);

export const findFlowStatement = tenantStatement<FlowRow>(
  'flows.find',
  `select ${flowColumns} from flows where tenant_id = $1 and id = $2`,
);

export const insertRunStatement = tenantStatement(
  'flows.insert-run',
  `insert into flow_runs (tenant_id, id, flow_id, conversation_id, contact_id, channel_id, node_id, due_at, started_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
);

export interface DueRun {
  tenantId: string;
  runId: string;
  conversationId: string;
  contactId: string;
}

/** Runs that go on by themselves at $1, and runs that a customer wrote into, each where it is now; at most $2 of each. */
export const listDueStatement = systemStatement<DueRun>(
  'flows.list-due',
  `(select tenant_id as "tenantId", id as "runId", conversation_id as "conversationId", contact_id as "contactId"
    from flow_runs where due_at <= $1 order by due_at limit $2)
   union
   (select i.tenant_id, i.run_id, coalesce(r.conversation_id, i.conversation_id), coalesce(r.contact_id, i.contact_id) from (
      select * from flow_inputs order by tenant_id, run_id, message_id limit $2) i
    left join lateral (
      select conversation_id, contact_id from flow_runs where tenant_id = i.tenant_id and id = i.run_id limit 1) r on true)`,
);

export const nextDueStatement = systemStatement<{ dueAt: Date | null }>(
  'flows.next-due',
  `select least((select min(due_at) from flow_runs where due_at is not null),
     (select received_at from flow_inputs order by tenant_id, run_id, message_id limit 1)) as "dueAt"`,
  { gathered: 'dueAt' },
);

/** A run that has not ended. */
export const findRunStatement = tenantStatement<FlowRun>(
  'flows.find-run',
  `select tenant_id as "tenantId", id, flow_id as "flowId", conversation_id as "conversationId",
     contact_id as "contactId", channel_id as "channelId", node_id as "nodeId", step, waiting, asked_id as "askedId",
     misses, due_at as "dueAt"
   from flow_runs where tenant_id = $1 and id = $2 and ended_at is null`,
);

export const waitStatement = tenantStatement<{ id: string }>(
  'flows.wait',
  `update flow_runs set node_id = $4, step = step + 1, waiting = true, asked_id = $5, misses = $6, due_at = $7
   where tenant_id = $1 and id = $2 and step = $3 and ended_at is null returning id`,
);

export const endRunStatement = tenantStatement<{ id: string }>(
  'flows.end-run',
  `update flow_runs set step = step + 1, waiting = false, due_at = null, end_reason = $4, ended_at = $5
   where tenant_id = $1 and id = $2 and step = $3 and ended_at is null returning id`,
);

export const insertInputsStatement = systemStatement(
  'flows.insert-inputs',
  `insert into flow_inputs (tenant_id, run_id, message_id, conversation_id, contact_id, text, reply_id, received_at)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
     $8::timestamptz[])`,
);

/** Takes what a customer wrote since the last look, oldest first by the caller's sorting. */
export const takeInputsStatement = tenantStatement<FlowInput>(
  'flows.take-inputs',
  `delete from flow_inputs where tenant_id = $1 and run_id = $2
   returning message_id as "messageId", text, reply_id as "replyId"`,
);
