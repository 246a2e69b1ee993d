import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { firstIdAt, isId } from '../../kernel/ids.ts';
import {
  type DeliveryState,
  findDeliveryStatement,
  hastenDeliveryStatement,
  type LoggedAttempt,
  type LoggedDelivery,
  listAttemptsStatement,
  listDeliveriesStatement,
  requeueStatement,
} from './log-queries.ts';
import { getEndpoint } from './manage-endpoints.ts';

export interface DeliveryFilter {
  readonly eventType?: string | undefined;
  readonly state?: DeliveryState | undefined;
  /** The moment of the event: from (inclusive) and to (exclusive). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface DeliveryPage {
  readonly deliveries: LoggedDelivery[];
  /** Undefined at the end. */
  readonly nextCursor: string | undefined;
}

/** A delivery with its body and its attempts, the newest first, at most 500. */
export type WholeDelivery = LoggedDelivery & { readonly body: string; readonly tries: readonly LoggedAttempt[] };

const attemptLimit = 500;
const lastId = 'f'.repeat(24);

/** The deliveries of an endpoint, the newest first. Throws webhook.not_found, and request.invalid for a wrong cursor. */
export async function listDeliveries(
  deps: { db: Database },
  ctx: Context,
  endpointId: string,
  filter: DeliveryFilter,
  page: { limit: number; cursor: string | undefined },
): Promise<DeliveryPage> {
  const below = page.cursor?.trim().toLowerCase() || lastId;
  if (!isId(below)) throw new AppError('request.invalid', 'The cursor is none that a page gave: leave it out.');
  const endpoint = await getEndpoint(deps, ctx, endpointId);
  const first = firstIdAt(filter.from?.getTime() ?? 0);
  const found = await deps.db.tenant(ctx.tenantId, listDeliveriesStatement, [
    endpoint.id,
    below,
    first,
    filter.to ?? 'infinity',
    filter.eventType ?? null,
    filter.state ?? null,
    page.limit + 1,
  ]);
  const deliveries = found.slice(0, page.limit);
  return { deliveries, nextCursor: found.length > page.limit ? deliveries.at(-1)?.id : undefined };
}

/** Throws webhook.delivery_not_found: also when it is older than the log, or its endpoint is gone. */
export async function getDelivery(
  deps: { db: Pick<Database, 'tenant'> },
  ctx: Context,
  id: string,
): Promise<WholeDelivery> {
  const key = id.trim().toLowerCase();
  const [found] = isId(key) ? await deps.db.tenant(ctx.tenantId, findDeliveryStatement, [key]) : [];
  if (!found) throw new AppError('webhook.delivery_not_found', 'There is no such delivery, or no longer.');
  const earlier = await deps.db.tenant(ctx.tenantId, listAttemptsStatement, [found.id, attemptLimit]);
  const { answer, errorClass, ...delivery } = found;
  if (delivery.lastAttemptAt === null) return { ...delivery, tries: earlier };
  const { attempts: number, lastAttemptAt: at, durationMs, status, error } = delivery;
  const last = { number, at, durationMs, status, errorClass, error, answer };
  return { ...delivery, tries: [last, ...earlier].slice(0, attemptLimit) };
}

/**
 * Sends a delivery once more: the same id and bytes, tried for a day like a new one. One that waits is due at once.
 * Throws webhook.delivery_not_found, and webhook.disabled when its endpoint takes none.
 */
export async function replayDelivery(
  deps: { db: Database; clock: Clock; deliveriesDue: (endpointIds: Iterable<string>) => void },
  ctx: Context,
  id: string,
): Promise<WholeDelivery> {
  const replayed = await deps.db.transaction(async (tx) => {
    const delivery = await getDelivery({ db: tx }, ctx, id);
    const endpoint = await getEndpoint({ db: tx }, ctx, delivery.endpointId);
    if (endpoint.status !== 1) {
      throw new AppError('webhook.disabled', 'The endpoint takes no deliveries: enable it first.');
    }
    const now = deps.clock.now();
    if (delivery.state === 'waiting') {
      await tx.tenant(ctx.tenantId, hastenDeliveryStatement, [endpoint.id, delivery.id, now]);
    } else {
      await tx.tenant(ctx.tenantId, requeueStatement, [endpoint.id, [delivery.id], now]);
    }
    return getDelivery({ db: tx }, ctx, delivery.id);
  });
  deps.deliveriesDue([replayed.endpointId]);
  return replayed;
}
