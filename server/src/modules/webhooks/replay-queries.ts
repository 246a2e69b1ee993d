import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { DeliveryState } from './log-queries.ts';

export interface Replay {
  tenantId: string;
  id: string;
  endpointId: string;
  states: Exclude<DeliveryState, 'waiting'>[];
  /** Null: of all. */
  eventTypes: string[] | null;
  createdFrom: Date;
  createdBefore: Date;
  /** Whether the endpoint is enabled when all is queued. */
  enable: boolean;
  state: 'running' | 'done';
  /** The last delivery that was queued. */
  position: string;
  queued: number;
  /** There was more than a replay may queue: another one goes on. */
  truncated: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `tenant_id as "tenantId", id, endpoint_id as "endpointId", states, event_types as "eventTypes",
  created_from as "createdFrom", created_before as "createdBefore", enable, state, position, queued, truncated,
  created_at as "createdAt", updated_at as "updatedAt"`;

export const insertReplayStatement = tenantStatement(
  'webhooks.insert-replay',
  `insert into webhook_replays (tenant_id, id, endpoint_id, states, event_types, created_from, created_before, enable,
     state, position, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $10)`,
);

export const findReplayStatement = tenantStatement<Replay>(
  'webhooks.find-replay',
  `select ${columns} from webhook_replays where tenant_id = $1 and id = $2`,
);

export const listReplaysStatement = tenantStatement<Replay>(
  'webhooks.list-replays',
  `select ${columns} from webhook_replays where tenant_id = $1 and endpoint_id = $2 order by id desc limit $3`,
);

export const runningReplayStatement = tenantStatement<{ id: string }>(
  'webhooks.running-replay',
  `select id from webhook_replays where tenant_id = $1 and endpoint_id = $2 and state = 'running'`,
);

/** Who sets the status of an endpoint decides it: a replay under way no longer does. */
export const keepDisabledStatement = tenantStatement(
  'webhooks.keep-disabled',
  `update webhook_replays set enable = false where tenant_id = $1 and endpoint_id = $2 and state = 'running'`,
);

export const deleteReplaysStatement = tenantStatement(
  'webhooks.delete-replays',
  'delete from webhook_replays where tenant_id = $1 and endpoint_id = $2',
);

export const listRunningReplaysStatement = systemStatement<{ tenantId: string; id: string }>(
  'webhooks.list-running-replays',
  `select tenant_id as "tenantId", id from webhook_replays where state = 'running' order by tenant_id, id limit 100`,
);

export const anyReplayStatement = systemStatement<{ runs: boolean }>(
  'webhooks.any-replay',
  `select exists (select 1 from webhook_replays where state = 'running') as runs`,
  { gathered: 'runs' },
);

/** `settled`: every transaction that was under way when it began has ended, so the log has all of before. */
export const lockReplayStatement = tenantStatement<Replay & { settled: boolean }>(
  'webhooks.lock-replay',
  `select ${columns}, pg_snapshot_xmin(pg_current_snapshot()) > begun_by as settled
   from webhook_replays where tenant_id = $1 and id = $2 and state = 'running' for update`,
);

export const noteReplayStatement = tenantStatement(
  'webhooks.note-replay',
  `update webhook_replays set position = $3, queued = queued + $4, state = $5, truncated = $6, updated_at = $7
   where tenant_id = $1 and id = $2`,
);
