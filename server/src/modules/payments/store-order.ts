import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { toOrderEvent } from './order-events.ts';
import { freeReferenceStatement, insertOrderStatement } from './queries.ts';
import type { OrderDetails } from './types.ts';

/** Whom an order was shown, and by which message. */
export interface OrderPlace {
  readonly contactId: string;
  readonly conversationId: string;
  readonly channelId: string;
  readonly messageId: string;
}

/**
 * Stores an order in the caller's transaction, which also accepts its message. Throws order.reference_taken when the
 * tenant has an order with that reference whose message did not fail; two at once cannot both win.
 */
export async function storeOrder(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  order: { readonly tenantId: string; readonly details: OrderDetails; readonly place: OrderPlace },
): Promise<PlatformEvent[]> {
  const { tenantId, details, place } = order;
  const at = deps.clock.now();
  await tx.tenant(tenantId, freeReferenceStatement, [details.referenceId]);
  const id = newId(at.getTime());
  const [stored] = await tx.tenant(tenantId, insertOrderStatement, [
    id,
    details.referenceId,
    place.contactId,
    place.conversationId,
    place.channelId,
    place.messageId,
    details.goods,
    details.currency,
    details.total,
    details.subtotal,
    details.tax,
    details.shipping,
    details.discount,
    JSON.stringify(details.items),
    JSON.stringify(details.parameters),
    details.paymentConfiguration,
    details.paymentType,
    at,
  ]);
  if (!stored) {
    throw new AppError('order.reference_taken', `The reference_id ${details.referenceId} belongs to another order.`);
  }
  const event = toOrderEvent(deps.clock, {
    type: 'order.created',
    tenantId,
    orderId: id,
    conversationId: place.conversationId,
    data: { referenceId: details.referenceId, currency: details.currency, total: details.total },
    at,
  });
  await deps.events.record(tx, [event]);
  return [event];
}
