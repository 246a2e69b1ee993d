import { type Scope, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';

/** What a send to many must know of a contact. */
export interface KnownPerson {
  readonly contactId: string;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly allowsBroadcast: boolean;
  readonly isBlocked: boolean;
}

// Each address is a look-up of its own, by its index. A BSUID that a contact had before leads to it, and so
// does the number under which Meta knows it.
const columns = 'id, wa_id, bsuid, allow_broadcast, blocked_at';
const statement = tenantStatement<KnownPerson & { place: number }>(
  'contacts.find-known',
  `select wanted.place::integer as place, c.id as "contactId", c.wa_id as "waId", c.bsuid,
     c.allow_broadcast as "allowsBroadcast", c.blocked_at is not null as "isBlocked"
   from unnest($2::text[], $3::text[]) with ordinality as wanted (wa_id, bsuid, place)
   cross join lateral (
     (select ${columns} from contacts where tenant_id = $1 and wa_id = wanted.wa_id limit 1)
     union all
     (select ${columns} from contacts where tenant_id = $1 and bsuid = wanted.bsuid limit 1)
     union all
     (select ${columns} from contacts where tenant_id = $1 and id = (
       select contact_id from contact_aliases where tenant_id = $1 and alias = coalesce(wanted.wa_id, wanted.bsuid)) limit 1)
     limit 1) c`,
);

/** The contacts behind these people, by their place in the list (from 0), where the tenant knows them: one query for all. */
export async function findKnownPeople(
  tx: Pick<Scope, 'tenant'>,
  ctx: Pick<Context, 'tenantId'>,
  people: readonly { readonly waId?: string | null | undefined; readonly bsuid?: string | null | undefined }[],
): Promise<ReadonlyMap<number, KnownPerson>> {
  const addresses = [people.map((person) => person.waId ?? null), people.map((person) => person.bsuid ?? null)];
  const rows = await tx.tenant(ctx.tenantId, statement, addresses);
  return new Map(rows.map(({ place, ...person }) => [place - 1, person]));
}
