import { tenantStatement } from '../../db/scope.ts';
import type { AuditEntry } from './types.ts';

/** Takes the next place of the chain and holds it until the commit; answers the hash of the entry before. */
export const takePlaceStatement = tenantStatement<{ position: number; hash: string }>(
  'audit.take-place',
  `insert into audit_heads as h (tenant_id, position, hash) values ($1, 1, '')
   on conflict (tenant_id) do update set position = h.position + 1
   returning position, hash`,
);

export const insertEntryStatement = tenantStatement(
  'audit.insert-entry',
  `with added as (
     insert into audit_entries (tenant_id, position, at, action, actor_kind, actor_id, actor_name, target_id, target_name,
       address, request_id, changes, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning hash)
   update audit_heads set hash = added.hash from added where tenant_id = $1`,
);

const members = `position, at, action, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName",
  target_id as "targetId", target_name as "targetName", address, request_id as "requestId", changes::text as changes, hash`;

/** $2 before that position; $3 the person or token; $4 the beginning of the action; from $5 to before $6. */
export const listEntriesStatement = tenantStatement<AuditEntry>(
  'audit.list-entries',
  `select ${members} from audit_entries
   where tenant_id = $1 and ($2::bigint is null or position < $2) and ($3::text is null or actor_id = $3)
     and ($4::text is null or action like $4) and ($5::timestamptz is null or at >= $5)
     and ($6::timestamptz is null or at < $6)
   order by position desc limit $7`,
);

export const chainSliceStatement = tenantStatement<AuditEntry>(
  'audit.chain-slice',
  `select ${members} from audit_entries where tenant_id = $1 and position > $2 order by position limit $3`,
);

export const headStatement = tenantStatement<{ position: number; hash: string }>(
  'audit.head',
  'select position, hash from audit_heads where tenant_id = $1',
);
