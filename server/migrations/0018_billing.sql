-- What a delivered message costs: by category and country of the recipient, from a day on. Empty: the example list of the
-- program is used. Of the whole platform, not of a tenant.
create table prices (
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  category text not null check (category in ('marketing', 'utility', 'authentication')),
  country text not null check (country ~ '^([A-Z]{2}|\*)$'),
  valid_from timestamptz not null,
  price numeric(14, 6) not null check (price >= 0),
  primary key (currency, category, country, valid_from)
);
comment on column prices.country is 'ISO 3166 code, or * for every country without a price of its own';

-- Rules of Meta that may move. No row: those of the program.
create table billing_rules (
  name text primary key check (name = 'rules'),
  service_charged_from timestamptz not null,
  free_service_messages integer not null check (free_service_messages >= 0),
  default_currency text not null
);
comment on column billing_rules.service_charged_from is 'from then on service messages have a monthly allowance, and utility templates inside the window are charged';
comment on column billing_rules.free_service_messages is 'per business number and calendar month';
comment on column billing_rules.default_currency is 'of estimates for tenants without a wallet';

-- No row, or off: nothing is charged and nothing refused.
create table wallets (
  tenant_id text not null references tenants (id),
  is_on boolean not null,
  currency text not null,
  credit numeric(18, 6) not null,
  welcome_credit numeric(18, 6) not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
comment on column wallets.credit is 'may be below zero: what was under way is charged when it is delivered';
comment on column wallets.welcome_credit is 'given, not paid; used up first';
create index wallets_on on wallets (is_on) where is_on;

-- Every change of a wallet. Rows are only added; their sum is what the wallet holds.
create table wallet_entries (
  tenant_id text not null,
  id text not null,
  kind text not null check (kind in ('charge', 'top_up', 'adjustment', 'welcome')),
  amount numeric(18, 6) not null,
  currency text not null,
  category text,
  country text,
  note text,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on column wallet_entries.id is 'of a charge: the id of the message, so that none is charged twice';

-- Delivered service messages of a business number in a month, counted while the wallet is on.
create table free_service_usage (
  tenant_id text not null,
  channel_id text not null,
  month text not null,
  used integer not null,
  primary key (tenant_id, channel_id, month)
);
comment on column free_service_usage.month is 'YYYY-MM in the time zone of the tenant';
