import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findErrorRule } from '../../meta/error-codes.ts';
import type { FindLimits } from '../accounts/index.ts';
import { retryFailed, type SendDeps, statusRank, type TakenBack } from '../messages/index.ts';
import { getCampaign } from './read-campaigns.ts';
import type { Campaign } from './types.ts';

/** Messages of a campaign that failed for one reason. */
export interface FailureGroup {
  /** Meta's code; null: it never came to Meta. */
  readonly code: string | null;
  readonly people: number;
  readonly lastAt: Date;
  readonly detail: string | null;
}

const groupLimit = 100;
/** Messages queued again in one transaction, and transactions of one call. */
const maxBatch = 1_000;
const maxBatches = 100;

const groupStatement = tenantStatement<FailureGroup>(
  'campaigns.failure-groups',
  `select m.failed_code as code, count(*) as people, max(coalesce(m.failed_at, m.created_at)) as "lastAt",
     min(m.failed_detail) as detail
   from messages m
   where m.tenant_id = $1 and m.broadcast_id = $2 and m.id >= $3 and m.id <= $4 and m.status = ${statusRank.failed}
   group by m.failed_code order by people desc limit $5`,
);

/** Why messages of a campaign failed, the most frequent reason first. */
export function listFailures(
  deps: { readonly db: Database },
  ctx: Context,
  { id, firstMessageId, lastMessageId }: Pick<Campaign, 'id' | 'firstMessageId' | 'lastMessageId'>,
): Promise<FailureGroup[]> {
  const bounds = [id, firstMessageId, lastMessageId, groupLimit];
  return deps.db.tenant(ctx.tenantId, groupStatement, bounds);
}

/** How long a failure has to lie before the same message may be tried again; undefined: never as it is. */
export function retryAfterMs(code: string | null): number | undefined {
  if (code === null || !/^\d{1,9}$/.test(code)) return undefined;
  const { verdict } = findErrorRule(Number(code));
  if (verdict.kind === 'wait') return verdict.afterMs;
  return verdict.kind === 'retry' ? 0 : undefined;
}

export interface RetryNowDeps extends SendDeps {
  readonly findLimits: FindLimits;
}

/**
 * Queues the failed messages of a campaign again that may go through as they are and have waited as long as Meta wants, at most 100,000,
 * but for those to people who were blocked or refused campaigns since.
 * Answers how many. Throws campaign.not_found, campaign.not_completed while any of its messages waits, tenant.offline.
 */
export async function retryFailures(deps: RetryNowDeps, ctx: Context, id: string): Promise<number> {
  const campaign = await getCampaign(deps, ctx, id);
  if (campaign.pending + campaign.queued > 0) {
    throw new AppError(
      'campaign.not_completed',
      'Messages of the campaign are still to be sent. Try again after that.',
    );
  }
  if ((await deps.findLimits(ctx.tenantId))?.isOffline) {
    throw new AppError('tenant.offline', 'Sends are switched off in this workspace.');
  }
  let queued = 0;
  for (const { code } of await listFailures(deps, ctx, campaign)) {
    const afterMs = retryAfterMs(code);
    if (code === null || afterMs === undefined) continue;
    const failedUntil = new Date(deps.clock.nowMs() - afterMs);
    for (let batch = 0; batch < maxBatches; batch += 1) {
      const count = await takeBack(deps, ctx, campaign, { code, failedUntil });
      queued += count;
      if (count < maxBatch) break;
    }
  }
  return queued;
}

async function takeBack(
  deps: RetryNowDeps,
  ctx: Context,
  { id, firstMessageId, lastMessageId, skipsOptedOut }: Campaign,
  { code, failedUntil }: { readonly code: string; readonly failedUntil: Date },
): Promise<number> {
  const within = { firstId: firstMessageId ?? '', lastId: lastMessageId ?? '' };
  const wanted = { tenantId: ctx.tenantId, broadcastId: id, code, failedUntil, limit: maxBatch, skipsOptedOut, within };
  const taken: TakenBack = await deps.db.transaction((tx) => retryFailed(deps, tx, wanted));
  if (taken.count === 0) return 0;
  deps.events.committed(taken.events);
  deps.queued(taken.channelIds);
  return taken.count;
}
