import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findLastFailure, isBroadcastWaiting } from '../messages/index.ts';
import { findStatement, setRetryStatement } from './queries.ts';
import { heldBackCode, roundGapMs } from './retry-rounds.ts';

/** Days that `until` may lie ahead. */
export const maxRetryDays = 30;
/** A broadcast whose acceptance stood still for so long was cut off: what there is of it is all of it. */
const cutOffAfterMs = 10 * 60_000;

export interface AutoRetry {
  readonly until: Date;
  /** The first round; undefined when it would come after `until`, so that nothing is tried again. */
  readonly nextAt: Date | undefined;
}

/**
 * Has the messages of a completed broadcast that Meta kept back (131049) tried again, once a day until `until`, first a
 * day after the last of them failed. Enabling it again sets a new end. Throws campaign.not_found, campaign.not_completed
 * while any of its messages is queued, or request.invalid when `until` is not ahead of now by 30 days at most.
 */
export async function enableAutoRetry(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Context,
  input: { readonly broadcastId: string; readonly until: Date },
): Promise<AutoRetry> {
  const { broadcastId, until } = input;
  const nowMs = deps.clock.nowMs();
  if (until.getTime() <= nowMs) throw new AppError('request.invalid', 'retryUntil must lie in the future.');
  if (until.getTime() > nowMs + maxRetryDays * roundGapMs) {
    throw new AppError('request.invalid', `retryUntil must lie at most ${maxRetryDays} days ahead.`);
  }
  const [campaign] = await deps.db.tenant(ctx.tenantId, findStatement, [broadcastId]);
  if (!campaign) throw new AppError('campaign.not_found', 'Broadcast not found');
  const { id, createdAt, progressAt, acceptedAt } = campaign;
  const to = progressAt ?? createdAt;
  const isAccepting = acceptedAt === null && nowMs - to.getTime() < cutOffAfterMs;
  if (isAccepting || (await isBroadcastWaiting(deps, ctx.tenantId, { id, from: createdAt, to }))) {
    throw new AppError('campaign.not_completed', 'The broadcast is not completed: messages of it are still queued.');
  }
  const lastFailure = await findLastFailure(deps, ctx.tenantId, id, heldBackCode);
  const firstMs = lastFailure ? Math.max(nowMs, lastFailure.getTime() + roundGapMs) : nowMs;
  const nextAt = firstMs <= until.getTime() ? new Date(firstMs) : undefined;
  await deps.db.tenant(ctx.tenantId, setRetryStatement, [id, until, nextAt ?? null]);
  return { until, nextAt };
}
