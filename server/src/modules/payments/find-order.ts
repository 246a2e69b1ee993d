import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { toStorableText } from '../../kernel/storable-text.ts';
import { findOrderStatement } from './queries.ts';
import type { Order } from './types.ts';

/** The order with that reference. Throws order.not_found. */
export async function getOrder(deps: { readonly db: Database }, ctx: Context, referenceId: string): Promise<Order> {
  const [order] = await deps.db.tenant(ctx.tenantId, findOrderStatement, [toStorableText(referenceId)]);
  if (!order) throw new AppError('order.not_found', `There is no order with the reference_id ${referenceId}.`);
  return order;
}
