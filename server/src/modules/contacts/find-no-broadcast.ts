import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';

// Each address is a look-up of its own, by its index.
const statement = tenantStatement<{ place: number }>(
  'contacts.find-no-broadcast',
  `select wanted.place::integer as place from unnest($2::text[], $3::text[]) with ordinality as wanted (wa_id, bsuid, place)
   cross join lateral (
     (select allow_broadcast from contacts where tenant_id = $1 and wa_id = wanted.wa_id limit 1)
     union all
     (select allow_broadcast from contacts where tenant_id = $1 and wanted.wa_id is null and bsuid = wanted.bsuid limit 1)) c
   where not c.allow_broadcast`,
);

/** The places (from 0) of those people in the list whom the tenant knows as contacts that allow no broadcasts. */
export async function findNoBroadcast(
  tx: Transaction,
  ctx: Context,
  people: readonly { readonly waId: string | undefined; readonly bsuid: string | undefined }[],
): Promise<Set<number>> {
  const addresses = [people.map((person) => person.waId ?? null), people.map((person) => person.bsuid ?? null)];
  const rows = await tx.tenant(ctx.tenantId, statement, addresses);
  return new Set(rows.map((row) => row.place - 1));
}
