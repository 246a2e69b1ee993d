import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import type { InboxDeps } from './list-inbox.ts';

/** What a person bought: an order sent to be paid inside WhatsApp, or a basket sent from a catalogue. */
export interface PanelOrder {
  readonly id: string;
  readonly kind: 'payment' | 'basket';
  readonly conversationId: string;
  /** The message that shows it. */
  readonly messageId: string;
  readonly referenceId: string | null;
  /** Of a payment order; a basket has none. */
  readonly status: string | null;
  readonly paymentStatus: string | null;
  readonly currency: string | null;
  /** In the currency, as people write it: 12.5. */
  readonly total: number;
  readonly items: number;
  readonly at: Date;
}

/** A change of what a person wants to be sent. */
export interface PanelConsent {
  readonly allowBroadcast: boolean;
  /** Who said so: `customer`, or what else changed it. */
  readonly by: string;
  readonly at: Date;
}

const orderLimit = 20;
const consentLimit = 20;
/** A payment order bears its sums in hundredths. */
const minorUnits = 100;
// A message that failed never told the customer anything (rank 25 of messages.status).
const failed = 25;

interface PaymentOrderRow extends Omit<PanelOrder, 'kind'> {}

const paymentOrdersStatement = tenantStatement<PaymentOrderRow>(
  'inbox.panel-orders',
  `select o.id, o.conversation_id as "conversationId", o.message_id as "messageId", o.reference_id as "referenceId",
     coalesce(u.status, 'pending') as status, o.payment_status as "paymentStatus", o.currency, o.total,
     json_array_length(o.items) as items, o.created_at as at
   from (select * from orders x where x.tenant_id = $1 and x.contact_id = $2 order by x.id desc limit ${orderLimit}) o
   left join lateral (
     select n.status from order_updates n
     cross join lateral (
       select m.status from messages m where m.tenant_id = n.tenant_id and m.id = n.message_id limit 1) m
     where n.tenant_id = $1 and n.order_id = o.id and m.status <> ${failed}
     order by n.id desc limit 1) u on true`,
);

interface BasketRow {
  id: string;
  conversationId: string;
  content: { readonly product_items?: readonly Readonly<Record<string, unknown>>[] } | null;
  at: Date;
}

const basketsStatement = tenantStatement<BasketRow>(
  'inbox.panel-baskets',
  `select m.id, m.conversation_id as "conversationId", m.content, coalesce(m.sent_at, m.created_at) as at
   from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select * from messages x where x.tenant_id = $1 and x.conversation_id = wanted.id and x.type = 'order'
     order by x.id desc limit ${orderLimit}) m
   order by m.id desc limit ${orderLimit}`,
);

const consentStatement = tenantStatement<PanelConsent>(
  'inbox.panel-consent',
  `select (e.data ->> 'allowBroadcast')::boolean as "allowBroadcast", coalesce(e.data ->> 'by', '') as by, e.created_at as at
   from events e where e.tenant_id = $1 and e.subject_id = $2 and e.type = 'contact.consentChanged'
   order by e.id desc limit ${consentLimit}`,
);

/** The newest orders of a person in these chats, at most 20. */
export async function listPanelOrders(
  deps: Pick<InboxDeps, 'db'>,
  { tenantId }: Context,
  contactId: string,
  conversationIds: readonly string[],
): Promise<PanelOrder[]> {
  const [payments, baskets] = await Promise.all([
    deps.db.tenant(tenantId, paymentOrdersStatement, [contactId]),
    deps.db.tenant(tenantId, basketsStatement, [conversationIds]),
  ]);
  const paid = payments.map((row): PanelOrder => ({ ...row, kind: 'payment', total: row.total / minorUnits }));
  return [...paid, ...baskets.map(toBasket)].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, orderLimit);
}

/** What a person allowed and forbade, the newest first, at most 20; as far back as events are kept. */
export async function listConsent(
  deps: Pick<InboxDeps, 'db'>,
  { tenantId }: Context,
  contactId: string,
): Promise<PanelConsent[]> {
  return deps.db.tenant(tenantId, consentStatement, [contactId]);
}

function toBasket({ id, conversationId, content, at }: BasketRow): PanelOrder {
  const items = Array.isArray(content?.product_items) ? content.product_items : [];
  const numberOf = (value: unknown): number => (Number.isFinite(Number(value)) ? Number(value) : 0);
  const sum = items.reduce((total, item) => total + numberOf(item.item_price) * numberOf(item.quantity), 0);
  const { currency } = items[0] ?? {};
  return {
    id,
    kind: 'basket',
    conversationId,
    messageId: id,
    referenceId: null,
    status: null,
    paymentStatus: null,
    currency: typeof currency === 'string' ? currency : null,
    total: Math.round(sum * minorUnits) / minorUnits,
    items: items.length,
    at,
  };
}
