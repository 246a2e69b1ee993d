import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { saveSwitchStatement, switchStatement } from './queries.ts';

/** Throws payment.switched_off when the workspace may not use payments (a private beta of WATI's, by arrangement). */
export async function requirePayments(deps: { readonly db: Database }, ctx: Context): Promise<void> {
  const [row] = await deps.db.tenant(ctx.tenantId, switchStatement);
  if (row?.enabled !== false) return;
  throw new AppError('payment.switched_off', 'Payments are switched off for this workspace.');
}

/** Opens or closes the payment calls of a workspace. Orders that were sent can still be paid. */
export async function switchPayments(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  enabled: boolean,
): Promise<void> {
  await deps.db.tenant(tenantId, saveSwitchStatement, [enabled, deps.clock.now()]);
}
