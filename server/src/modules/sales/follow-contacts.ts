import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventConsumer } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';

const giveLeadStatement = tenantStatement<{ contactId: string }>(
  'leads.give',
  `update leads set contact_id = $3 where tenant_id = $1 and contact_id = $2
     and not exists (select 1 from leads x where x.tenant_id = $1 and x.contact_id = $3)
   returning contact_id as "contactId"`,
);

const giveMovesStatement = tenantStatement(
  'leads.give-moves',
  'update lead_moves set contact_id = $3 where tenant_id = $1 and contact_id = $2',
);

const endLeadStatement = tenantStatement(
  'leads.end',
  `with gone as (
     delete from leads where tenant_id = $1 and contact_id = $2
     returning contact_id, stage_id, value_minor, currency, owner_id)
   insert into lead_moves (tenant_id, id, contact_id, kind, from_stage_id, stage_id, value_minor, currency, owner_id, actor, at)
   select $1, $3, contact_id, 'removed', stage_id, stage_id, value_minor, currency, owner_id, $4, $5 from gone`,
);

/**
 * Lets a lead follow its contact when two become one, with its history, and ends that of a contact that is deleted. Where
 * both have a lead, that of the contact which stays is the one.
 */
export function createLeadFollower(deps: { readonly clock: Clock }): EventConsumer {
  return {
    name: 'sales contacts',
    async consume(tx, events) {
      for (const event of events) {
        if (event.type === 'contact.merged') await follow(deps, tx, event, String(event.data?.loserId));
        if (event.type === 'contact.deleted') await end(deps, tx, event, event.subjectId);
      }
    },
    committed() {},
  };
}

async function follow(
  deps: { readonly clock: Clock },
  tx: Transaction,
  event: PlatformEvent,
  loserId: string,
): Promise<void> {
  const given = await tx.tenant(event.tenantId, giveLeadStatement, [loserId, event.subjectId]);
  if (given.length > 0) await tx.tenant(event.tenantId, giveMovesStatement, [loserId, event.subjectId]);
  else await end(deps, tx, event, loserId);
}

async function end(
  deps: { readonly clock: Clock },
  tx: Transaction,
  event: PlatformEvent,
  contactId: string,
): Promise<void> {
  const actor = JSON.stringify({ kind: 'system' });
  await tx.tenant(event.tenantId, endLeadStatement, [contactId, newId(deps.clock.nowMs()), actor, event.at]);
}
