import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findLastFailure } from '../messages/index.ts';
import { setRetryStatement } from './queries.ts';
import { getCampaign } from './read-campaigns.ts';
import { heldBackCode, roundGapMs } from './retry-rounds.ts';

/** Days that `until` may lie ahead. */
const maxRetryDays = 30;

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
  const { id, pending, queued } = await getCampaign(deps, ctx, broadcastId);
  if (pending + queued > 0) {
    throw new AppError('campaign.not_completed', 'The broadcast is not completed: messages of it are still queued.');
  }
  const lastFailure = await findLastFailure(deps, ctx.tenantId, id, heldBackCode);
  const firstMs = lastFailure ? Math.max(nowMs, lastFailure.getTime() + roundGapMs) : nowMs;
  const nextAt = firstMs <= until.getTime() ? new Date(firstMs) : undefined;
  await deps.db.tenant(ctx.tenantId, setRetryStatement, [id, until, nextAt ?? null]);
  return { until, nextAt };
}
