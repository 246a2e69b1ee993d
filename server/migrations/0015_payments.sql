-- Orders that customers can pay inside WhatsApp. Amounts are hundredths of the currency.
create table orders (
  tenant_id text not null references tenants (id),
  id text not null,
  reference_id text not null,
  contact_id text not null,
  conversation_id text not null,
  channel_id text not null,
  message_id text not null,
  goods text not null check (goods in ('digital-goods', 'physical-goods')),
  currency text not null,
  total bigint not null,
  subtotal bigint not null,
  tax bigint not null,
  shipping bigint,
  discount bigint,
  items json not null,
  details json not null,
  payment_configuration text,
  payment_type text,
  payment_status text not null default 'none' check (payment_status in ('none', 'pending', 'failed', 'captured')),
  payment json,
  captured_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, reference_id),
  check (total = subtotal + tax + coalesce(shipping, 0) - coalesce(discount, 0))
);
comment on column orders.message_id is 'the message that showed the order to the customer';
comment on column orders.details is 'the parameters of the Cloud API''s review_and_pay action, as sent';
comment on column orders.payment is 'what Meta told last: amount, currency, transaction';

-- The status of an order is that of its newest update whose message did not fail; pending without one.
create table order_updates (
  tenant_id text not null,
  order_id text not null,
  id text not null,
  message_id text not null,
  status text not null check (status in ('processing', 'partially_shipped', 'shipped', 'completed', 'canceled')),
  description text,
  created_at timestamptz not null,
  primary key (tenant_id, order_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete cascade
);

-- Workspaces whose payments were switched; on without a row.
create table payment_switches (
  tenant_id text not null references tenants (id),
  enabled boolean not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
