import { systemStatement, tenantStatement } from '../../db/scope.ts';
import { contactLookup } from '../contacts/index.ts';
import type { Order, PaymentFacts, PaymentStatus } from './types.ts';

// A message that failed never told the customer anything (rank 25 of messages.status).
const failed = 25;
const messageFailed = (row: string): string =>
  `exists (select 1 from messages m where m.tenant_id = ${row}.tenant_id and m.id = ${row}.message_id and m.status = ${failed})`;

const orderSelect = `select o.tenant_id as "tenantId", o.id, o.reference_id as "referenceId", o.contact_id as "contactId",
    o.conversation_id as "conversationId", o.channel_id as "channelId", o.message_id as "messageId", o.goods, o.currency,
    o.total, o.subtotal, o.tax, o.shipping, o.discount, o.items, o.details,
    o.payment_configuration as "paymentConfiguration", o.payment_type as "paymentType",
    coalesce(u.status, 'pending') as status, u.description as "statusDescription", o.payment_status as "paymentStatus",
    o.payment, o.captured_at as "capturedAt", o.created_at as "createdAt", o.updated_at as "updatedAt"
  from orders o
  left join lateral (
    select n.status, n.description from order_updates n
    where n.tenant_id = o.tenant_id and n.order_id = o.id and not ${messageFailed('n')}
    order by n.id desc limit 1) u on true
  where o.tenant_id = $1 and o.reference_id = $2`;

export const findOrderStatement = tenantStatement<Order>('payments.find-order', orderSelect);

export const lockOrderStatement = tenantStatement<{ id: string }>(
  'payments.lock-order',
  'select id from orders where tenant_id = $1 and reference_id = $2 for update',
);

/** An order whose message failed was never seen: its reference is free again. */
export const freeReferenceStatement = tenantStatement(
  'payments.free-reference',
  `delete from orders o where o.tenant_id = $1 and o.reference_id = $2 and o.payment_status = 'none'
     and ${messageFailed('o')}`,
);

export const insertOrderStatement = tenantStatement<{ id: string }>(
  'payments.insert-order',
  `insert into orders (tenant_id, id, reference_id, contact_id, conversation_id, channel_id, message_id, goods, currency,
     total, subtotal, tax, shipping, discount, items, details, payment_configuration, payment_type, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)
   on conflict (tenant_id, reference_id) do nothing returning id`,
);

export const insertUpdateStatement = tenantStatement(
  'payments.insert-update',
  `with touched as (update orders set updated_at = $7 where tenant_id = $1 and id = $2)
   insert into order_updates (tenant_id, order_id, id, message_id, status, description, created_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export interface LockedPayment {
  tenantId: string;
  referenceId: string;
  id: string;
  conversationId: string;
  paymentStatus: PaymentStatus;
  /** Empty: the contact was deleted. */
  customer: string;
  channel: PaymentFacts['channel'];
}

/** Locks in the order given: callers sort, so that two batches never deadlock. */
export const lockPaymentsStatement = systemStatement<LockedPayment>(
  'payments.lock-payments',
  `select o.tenant_id as "tenantId", o.reference_id as "referenceId", o.id, o.conversation_id as "conversationId",
     o.payment_status as "paymentStatus", coalesce(c.wa_id, c.bsuid, '') as customer,
     json_build_object('id', o.channel_id, 'phoneNumber', ch.phone_number, 'isDefault', ch.is_default) as channel
   from unnest($1::text[], $2::text[]) as wanted (tenant_id, reference_id)
   cross join lateral (
     select * from orders x where x.tenant_id = wanted.tenant_id and x.reference_id = wanted.reference_id for update) o
   left join lateral (${contactLookup('wa_id, bsuid', 'o.tenant_id', 'o.contact_id')}) c on true
   cross join lateral (
     select phone_number, is_default from channels where tenant_id = o.tenant_id and id = o.channel_id limit 1) ch`,
);

export const raisePaymentsStatement = systemStatement(
  'payments.raise',
  `update orders o set payment_status = i.status, payment = i.payment, updated_at = $6,
     captured_at = case when i.status = 'captured' then i.at else o.captured_at end
   from unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::timestamptz[])
     as i (tenant_id, id, status, payment, at)
   where o.tenant_id = i.tenant_id and o.id = i.id`,
);

export const switchStatement = tenantStatement<{ enabled: boolean }>(
  'payments.switch',
  'select enabled from payment_switches where tenant_id = $1',
);

export const saveSwitchStatement = tenantStatement(
  'payments.save-switch',
  `insert into payment_switches (tenant_id, enabled, updated_at) values ($1, $2, $3)
   on conflict (tenant_id) do update set enabled = excluded.enabled, updated_at = excluded.updated_at`,
);
