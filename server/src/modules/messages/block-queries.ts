import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { contactLookup } from '../contacts/index.ts';

/**
 * What Meta is to be told for every number that has a chat with the contact; a later change takes the place of an earlier
 * one, and waits for the call that is under way for it.
 */
export const wantBlockStatement = tenantStatement(
  'blocks.want',
  `insert into block_changes as b (tenant_id, contact_id, channel_id, blocked, due_at)
   select $1, $2, v.channel_id, $3, $4 from (
     select channel_id from conversations where tenant_id = $1 and contact_id = $2 order by channel_id limit 100) v
   on conflict (tenant_id, contact_id, channel_id) do update set blocked = excluded.blocked, version = b.version + 1,
     attempts = 0, due_at = greatest(excluded.due_at, b.taken_until)`,
);

export interface BlockChange {
  tenantId: string;
  contactId: string;
  channelId: string;
  blocked: boolean;
  version: number;
  attempts: number;
  /** Neither: the contact was deleted. */
  waId: string | null;
  bsuid: string | null;
}

/** Takes changes that are due ($1), each put off ($2) so that nobody else takes it, with how the person is reached. */
export const takeBlocksStatement = systemStatement<BlockChange>(
  'blocks.take',
  `with c as materialized (
     select ctid as place from block_changes where due_at <= $1 order by due_at limit $3 for update skip locked),
   taken as (
     update block_changes b set due_at = $2, taken_until = $2, attempts = b.attempts + 1 from c where b.ctid = c.place
     returning b.tenant_id, b.contact_id, b.channel_id, b.blocked, b.version, b.attempts)
   select t.tenant_id as "tenantId", t.contact_id as "contactId", t.channel_id as "channelId", t.blocked, t.version, t.attempts,
     p.wa_id as "waId", p.bsuid
   from taken t left join lateral (${contactLookup('wa_id, bsuid', 't.tenant_id', 't.contact_id')}) p on true`,
);

/** The change is at Meta, or will never be. Answers nothing when another came meanwhile, which stays. */
export const endBlockStatement = tenantStatement<{ version: number }>(
  'blocks.end',
  `delete from block_changes where tenant_id = $1 and contact_id = $2 and channel_id = $3 and version = $4
   returning version`,
);

/** Answers nothing when another change came meanwhile, which stays. */
export const putOffBlockStatement = tenantStatement<{ version: number }>(
  'blocks.put-off',
  `update block_changes set due_at = $5, taken_until = null
   where tenant_id = $1 and contact_id = $2 and channel_id = $3 and version = $4 returning version`,
);

/** The change that came while Meta was told of an earlier one ($4) need not wait any more. */
export const releaseBlockStatement = tenantStatement(
  'blocks.release',
  `update block_changes set due_at = $5, taken_until = null
   where tenant_id = $1 and contact_id = $2 and channel_id = $3 and version > $4`,
);

export const nextBlockStatement = systemStatement<{ due: Date | null }>(
  'blocks.next',
  'select min(due_at) as due from block_changes',
  { gathered: 'due' },
);
