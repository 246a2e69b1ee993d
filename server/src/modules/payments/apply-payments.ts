import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { toOrderEvent } from './order-events.ts';
import { raisesPayment } from './order-status.ts';
import { type LockedPayment, lockPaymentsStatement, raisePaymentsStatement } from './queries.ts';
import type { PaymentFacts, PaymentReport, PaymentStatus } from './types.ts';

/** What Meta tells of the payment of an order. */
export interface PaymentNotice {
  readonly tenantId: string;
  readonly referenceId: string;
  readonly status: Exclude<PaymentStatus, 'none'>;
  readonly at: Date;
  readonly report: PaymentReport;
}

/**
 * Applies reports of payments in the order given, in the caller's transaction: the state only rises, so repeats and
 * disorder change nothing. Answers the events, which are recorded, and the reports whose order nobody knows.
 */
export async function applyPayments(
  deps: { clock: Clock; events: EventRecorder },
  tx: Transaction,
  notices: readonly PaymentNotice[],
): Promise<{ events: PlatformEvent[]; unknown: PaymentNotice[] }> {
  if (notices.length === 0) return { events: [], unknown: [] };
  const orders = await lockOrders(tx, notices);
  const events: PlatformEvent[] = [];
  const unknown: PaymentNotice[] = [];
  const raised = new Map<LockedPayment, PaymentNotice>();
  for (const notice of notices) {
    const order = orders.get(keyOf(notice));
    if (!order) unknown.push(notice);
    else if (raisesPayment(order.paymentStatus, notice.status)) {
      order.paymentStatus = notice.status;
      raised.set(order, notice);
      const event = toEvent(deps.clock, order, notice);
      if (event) events.push(event);
    }
  }
  await storeRaised(deps, tx, raised);
  await deps.events.record(tx, events);
  return { events, unknown };
}

async function lockOrders(tx: Transaction, notices: readonly PaymentNotice[]): Promise<Map<string, LockedPayment>> {
  const wanted = [...new Map(notices.map((notice) => [keyOf(notice), notice])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, notice]) => notice);
  const rows = await tx.system(lockPaymentsStatement, [
    wanted.map((notice) => notice.tenantId),
    wanted.map((notice) => notice.referenceId),
  ]);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

async function storeRaised(
  deps: { clock: Clock },
  tx: Transaction,
  raised: ReadonlyMap<LockedPayment, PaymentNotice>,
): Promise<void> {
  if (raised.size === 0) return;
  const rows = [...raised];
  await tx.system(raisePaymentsStatement, [
    rows.map(([order]) => order.tenantId),
    rows.map(([order]) => order.id),
    rows.map(([, notice]) => notice.status),
    rows.map(([, notice]) => JSON.stringify(notice.report)),
    rows.map(([, notice]) => notice.at.toISOString()),
    deps.clock.now(),
  ]);
}

// A payment that has only begun is shown by the order and told to nobody.
function toEvent(clock: Clock, order: LockedPayment, { status, report, at }: PaymentNotice): PlatformEvent | undefined {
  if (status === 'pending') return undefined;
  const { tenantId, id: orderId, conversationId, referenceId, customer, channel } = order;
  const data = { referenceId, ...report };
  const facts: PaymentFacts = { referenceId, customer, channel };
  const common = { tenantId, orderId, conversationId, data, at };
  return status === 'captured'
    ? toOrderEvent(clock, { ...common, type: 'payment.captured', facts })
    : toOrderEvent(clock, { ...common, type: 'payment.failed' });
}

function keyOf(row: { readonly tenantId: string; readonly referenceId: string }): string {
  return `${row.tenantId}/${row.referenceId}`;
}
