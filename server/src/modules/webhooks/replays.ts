import type { Database, Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { firstIdAt, isId, newId } from '../../kernel/ids.ts';
import { readEventTypes } from './event-names.ts';
import { getEndpoint } from './manage-endpoints.ts';
import { lockTenantStatement, updateEndpointStatement } from './queries.ts';
import {
  findReplayStatement,
  insertReplayStatement,
  listReplaysStatement,
  type Replay,
  runningReplayStatement,
} from './replay-queries.ts';

export interface ReplayDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Told after the commit: a replay is to be run. */
  readonly replaysDue: () => void;
  /** Told after the commit which endpoints have something to deliver. */
  readonly deliveriesDue: (endpointIds: Iterable<string>) => void;
}

export interface ReplayInput {
  /** `missed`: what was given up or happened while it was disabled, and the endpoint is enabled. `all`: the rest too. */
  readonly deliveries: 'missed' | 'all';
  /** The moment of the event: from (inclusive; by default the beginning of the log) and to (exclusive; by default now). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Empty or undefined: of all events. */
  readonly eventTypes?: readonly string[] | undefined;
}

const listLimit = 50;
const defective = 2;

/**
 * Begins to queue ended deliveries of an endpoint again, in the order of their events: `runReplaySlice` does it. An endpoint
 * that takes none is held as Defective until all it missed is queued, and is then enabled, so that nothing overtakes.
 * Throws webhook.not_found, webhook.event_unknown, webhook.range_invalid, webhook.replay_running (one at a time), and
 * webhook.disabled (`all` needs an enabled endpoint).
 */
export async function startReplay(
  deps: ReplayDeps,
  ctx: Context,
  endpointId: string,
  input: ReplayInput,
): Promise<Replay> {
  const now = deps.clock.now();
  const [from, to] = [input.from ?? new Date(0), input.to ?? new Date(now.getTime() + 1)];
  if (from >= to) throw new AppError('webhook.range_invalid', 'The time to replay must end after it begins.');
  const eventTypes = input.eventTypes?.length ? readEventTypes(input.eventTypes) : null;
  const id = newId(now.getTime());
  const replay = await deps.db.transaction(async (tx) => {
    await tx.system(lockTenantStatement, [ctx.tenantId]);
    const endpoint = await getEndpoint({ db: tx }, ctx, endpointId);
    await refuseSecond(tx, ctx, endpoint.id);
    const states = input.deliveries === 'missed' ? ['failed', 'missed'] : ['delivered', 'failed', 'missed'];
    const enable = input.deliveries === 'missed' && endpoint.status !== 1;
    if (!enable && endpoint.status !== 1) {
      throw new AppError('webhook.disabled', 'The endpoint takes no deliveries: enable it first.');
    }
    if (enable) await tx.tenant(ctx.tenantId, updateEndpointStatement, [endpoint.id, null, null, defective, now]);
    const position = firstIdAt(from.getTime());
    const values = [id, endpoint.id, states, eventTypes, from, to, enable, position, now];
    await tx.tenant(ctx.tenantId, insertReplayStatement, values);
    return getReplay({ db: tx }, ctx, id);
  });
  deps.replaysDue();
  return replay;
}

/** Throws webhook.replay_not_found. */
export async function getReplay(deps: { db: Pick<Database, 'tenant'> }, ctx: Context, id: string): Promise<Replay> {
  const key = id.trim().toLowerCase();
  const [replay] = isId(key) ? await deps.db.tenant(ctx.tenantId, findReplayStatement, [key]) : [];
  if (!replay) throw new AppError('webhook.replay_not_found', 'There is no such replay.');
  return replay;
}

/** The latest 50 replays of an endpoint, the newest first. Throws webhook.not_found. */
export async function listReplays(deps: Pick<ReplayDeps, 'db'>, ctx: Context, endpointId: string): Promise<Replay[]> {
  const endpoint = await getEndpoint(deps, ctx, endpointId);
  return deps.db.tenant(ctx.tenantId, listReplaysStatement, [endpoint.id, listLimit]);
}

async function refuseSecond(tx: Transaction, ctx: Context, endpointId: string): Promise<void> {
  const [running] = await tx.tenant(ctx.tenantId, runningReplayStatement, [endpointId]);
  if (!running) return;
  throw new AppError('webhook.replay_running', 'A replay of this endpoint is under way.', {
    details: { replayId: running.id },
  });
}
