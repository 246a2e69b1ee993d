import type { Database } from '../../db/database.ts';
import { backoffMs } from '../../kernel/backoff.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { together } from '../../kernel/together.ts';
import type { BlockOutcome, GraphClient } from '../../meta/graph-client.ts';
import { createDueWorker, type DueWorker } from '../../queue/due-worker.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import {
  type BlockChange,
  endBlockStatement,
  nextBlockStatement,
  putOffBlockStatement,
  releaseBlockStatement,
  takeBlocksStatement,
} from './block-queries.ts';

export interface BlockMirrorDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly graph: Pick<GraphClient, 'blockUser' | 'unblockUser'>;
  loadCredentials(tenantId: string, channelId: string): Promise<ChannelCredentials | undefined>;
}

const pollMs = 5_000;
const maxTaken = 20;
/** A call takes thirty seconds at most; then another process may try. */
const leaseMs = 120_000;
const maxTries = 10;
const gaps = { baseMs: 10_000, capMs: 3_600_000 };

/**
 * Tells Meta who is blocked, so that they can't write either. The block of the platform holds whatever Meta says: Meta takes
 * only people who wrote within 24 hours. Any number of processes may run one.
 */
export function createBlockMirror(deps: BlockMirrorDeps): DueWorker {
  const { db, clock, log } = deps;
  const step = async (): Promise<boolean> => {
    const now = clock.nowMs();
    const taken = await db.system(takeBlocksStatement, [new Date(now), new Date(now + leaseMs), maxTaken]);
    // Side by side: one after the other they might last longer than they are ours.
    await together(...taken.map((change) => tell(deps, change)));
    return taken.length > 0;
  };
  const nextDueMs = async (): Promise<number | undefined> => {
    const [row] = await db.system(nextBlockStatement);
    return row?.due?.getTime();
  };
  return createDueWorker({ name: 'blocks at Meta', step, nextDueMs, pollMs, clock, log });
}

async function tell(deps: BlockMirrorDeps, change: BlockChange): Promise<void> {
  const { tenantId, contactId, channelId, version, attempts, waId, bsuid } = change;
  const credentials = await deps.loadCredentials(tenantId, channelId);
  const isGone = credentials === undefined || (waId === null && bsuid === null);
  const outcome = isGone ? undefined : await call(deps, credentials, change);
  const again = outcome === undefined || attempts >= maxTries ? undefined : retryAfterMs(outcome, attempts);
  if (outcome && outcome.kind !== 'done') {
    const detail = outcome.kind === 'rejected' ? outcome.rule.plain : outcome.detail;
    deps.log.warn({ tenantId, contactId, channelId, attempts, again, detail }, 'Meta did not take a block or its end');
  }
  const key = [contactId, channelId, version];
  const settled =
    again === undefined
      ? await deps.db.tenant(tenantId, endBlockStatement, key)
      : await deps.db.tenant(tenantId, putOffBlockStatement, [...key, new Date(deps.clock.nowMs() + again)]);
  if (settled.length === 0) await deps.db.tenant(tenantId, releaseBlockStatement, [...key, deps.clock.now()]);
}

function call(
  { graph }: BlockMirrorDeps,
  { phoneNumberId, accessToken }: ChannelCredentials,
  { waId, bsuid, blocked }: BlockChange,
): Promise<BlockOutcome> {
  const input = { phoneNumberId, accessToken, person: { waId, bsuid } };
  return blocked ? graph.blockUser(input) : graph.unblockUser(input);
}

/** When to try again; undefined: never. Saying it twice does no harm, so an unknown outcome is tried again too. */
function retryAfterMs(outcome: BlockOutcome, attempts: number): number | undefined {
  if (outcome.kind === 'done' || outcome.kind === 'refused') return undefined;
  if (outcome.kind === 'unavailable') return backoffMs(attempts, gaps);
  const { verdict } = outcome;
  if (verdict.kind === 'wait') return verdict.afterMs;
  const passes = verdict.kind === 'retry' || (verdict.kind === 'fix' && verdict.pausesChannel);
  return passes ? backoffMs(attempts, gaps) : undefined;
}
