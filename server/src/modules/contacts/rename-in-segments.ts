import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { AttributeRenaming } from './contact-change.ts';
import type { AttributeCondition } from './contact-filter.ts';
import { type Segment, segmentLimit } from './segments.ts';

const lockStatement = tenantStatement<Pick<Segment, 'id' | 'groups'>>(
  'segments.lock-dynamic',
  `select s.id, s.groups from segments s where s.tenant_id = $1 and s.kind = 'dynamic'
   order by s.id limit ${segmentLimit} for no key update`,
);

const writeStatement = tenantStatement(
  'segments.write-groups',
  `update segments set groups = $3, updated_at = $4 where tenant_id = $1 and id = $2 and kind = 'dynamic'`,
);

/**
 * Lets dynamic segments ask for an attribute by its new name, in the caller's transaction; only those of `ids` where they
 * are given. Answers the ids of those that were changed.
 */
export async function renameInSegments(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { from, to }: Pick<AttributeRenaming, 'from' | 'to'>,
  ids?: readonly string[],
): Promise<string[]> {
  const isNamed = ({ name }: AttributeCondition): boolean => name === from;
  const found = (await tx.tenant(ctx.tenantId, lockStatement)).filter(
    ({ id, groups }) => groups?.flat().some(isNamed) && (ids?.includes(id) ?? true),
  );
  for (const { id, groups } of found) {
    const renamed = groups?.map((group) => group.map((one) => (isNamed(one) ? { ...one, name: to } : one)));
    await tx.tenant(ctx.tenantId, writeStatement, [id, JSON.stringify(renamed), deps.clock.now()]);
  }
  return found.map(({ id }) => id);
}
