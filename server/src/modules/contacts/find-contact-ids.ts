import { type Scope, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { toWhere } from './contact-filter.ts';

/** The newest contacts whose name or number holds this text, in any case; at most `limit`. */
export async function findContactIds(
  scope: Pick<Scope, 'tenant'>,
  ctx: Context,
  text: string,
  limit: number,
): Promise<string[]> {
  const where = toWhere({ name: text });
  const place = where.values.length + 2;
  const statement = tenantStatement<{ id: string }>(
    '',
    `select c.id from contacts c where ${where.text} order by c.id desc limit $${place}::int`,
  );
  const rows = await scope.tenant(ctx.tenantId, statement, [...where.values, limit]);
  return rows.map((row) => row.id);
}
