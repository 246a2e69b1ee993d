import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { ConversationMove } from '../conversations/index.ts';

// The runs of the conversations of one contact, of which each has one: a handful.
const moveRunsStatement = tenantStatement(
  'flows.move-runs',
  `update flow_runs r set conversation_id = i.conversation_id, contact_id = $4
   from unnest($2::text[], $3::text[]) as i (id, conversation_id) where r.tenant_id = $1 and r.id = i.id`,
);

const moveInputsStatement = tenantStatement(
  'flows.move-inputs',
  `update flow_inputs f set conversation_id = i.conversation_id, contact_id = $4
   from unnest($2::text[], $3::text[]) as i (run_id, conversation_id) where f.tenant_id = $1 and f.run_id = i.run_id`,
);

const endRunsStatement = tenantStatement(
  'flows.end-runs',
  `update flow_runs set step = step + 1, waiting = false, due_at = null, end_reason = $3, ended_at = $4
   where tenant_id = $1 and id = any($2::text[]) and ended_at is null`,
);

/** Lets chatbots follow contacts that became one, and ends those of a contact that is deleted, with what happened. */
export function createFlowFollower(): EventConsumer {
  return {
    name: 'automation contacts',
    async consume(tx, events) {
      for (const event of events) {
        if (event.type === 'contact.merged' || event.type === 'contact.unmerged') await followMerge(tx, event);
        if (event.type === 'contact.deleted') {
          await endRuns(tx, event, (event.data?.flowRunIds ?? []) as readonly string[], 'contact_deleted');
        }
      }
    },
    committed() {},
  };
}

async function followMerge(tx: Transaction, event: PlatformEvent): Promise<void> {
  const moves = (event.data?.conversations ?? []) as readonly ConversationMove[];
  const runs = moves.flatMap(({ flowRun, toId }) => (flowRun ? [{ ...flowRun, conversationId: toId }] : []));
  const going = runs.filter((run) => run.goesOn);
  if (going.length > 0) {
    const values = [going.map((run) => run.id), going.map((run) => run.conversationId), event.subjectId];
    await tx.tenant(event.tenantId, moveRunsStatement, values);
    await tx.tenant(event.tenantId, moveInputsStatement, values);
  }
  const ended = runs.filter((run) => !run.goesOn);
  await endRuns(
    tx,
    event,
    ended.map((run) => run.id),
    'chats_joined',
  );
}

async function endRuns(tx: Transaction, event: PlatformEvent, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length > 0) await tx.tenant(event.tenantId, endRunsStatement, [ids, reason, event.at]);
}
