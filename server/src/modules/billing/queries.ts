import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { BillingRules, PriceCategory, Wallet } from './types.ts';

/** Prices that a list can have. */
export const maxPrices = 20_000;

export const listPricesStatement = systemStatement<{
  currency: string;
  category: PriceCategory;
  country: string;
  validFrom: Date;
  price: number;
}>(
  'billing.list-prices',
  `select currency, category, country, valid_from as "validFrom", price::float8 as price from prices
   order by currency, category, country, valid_from limit ${maxPrices}`,
);

export const savePricesStatement = systemStatement(
  'billing.save-prices',
  `insert into prices (currency, category, country, valid_from, price)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::numeric[])
   on conflict (currency, category, country, valid_from) do update set price = excluded.price`,
);

export const clearPricesStatement = systemStatement('billing.clear-prices', 'delete from prices');

export const findRulesStatement = systemStatement<BillingRules>(
  'billing.find-rules',
  `select service_charged_from as "serviceChargedFrom", free_service_messages as "freeServiceMessages",
     default_currency as "defaultCurrency"
   from billing_rules where name = 'rules'`,
);

export const saveRulesStatement = systemStatement(
  'billing.save-rules',
  `insert into billing_rules (name, service_charged_from, free_service_messages, default_currency)
   values ('rules', $1, $2, $3)
   on conflict (name) do update set service_charged_from = excluded.service_charged_from,
     free_service_messages = excluded.free_service_messages, default_currency = excluded.default_currency`,
);

export const walletsOnStatement = systemStatement<{ tenantId: string; currency: string; timeZone: string }>(
  'billing.wallets-on',
  `select w.tenant_id as "tenantId", w.currency, n.time_zone as "timeZone"
   from wallets w cross join lateral (select time_zone from tenants where id = w.tenant_id limit 1) n
   where w.is_on limit 100000`,
);

const walletColumns = `is_on as "isOn", currency, credit::float8 as credit, welcome_credit::float8 as "welcomeCredit"`;

export const findWalletStatement = tenantStatement<Wallet>(
  'billing.find-wallet',
  `select ${walletColumns} from wallets where tenant_id = $1`,
);

export const lockWalletStatement = tenantStatement<Wallet>(
  'billing.lock-wallet',
  `select ${walletColumns} from wallets where tenant_id = $1 for update`,
);

export const insertWalletStatement = tenantStatement(
  'billing.insert-wallet',
  `insert into wallets (tenant_id, is_on, currency, credit, welcome_credit, updated_at)
   select w.id, false, $2, 0, 0, $3 from (select $1::text as id) w
   where w.id is not null on conflict (tenant_id) do nothing`,
);

export const saveWalletStatement = tenantStatement(
  'billing.save-wallet',
  `update wallets set is_on = $2, currency = $3, credit = $4::numeric, welcome_credit = $5::numeric, updated_at = $6
   where tenant_id = $1`,
);

export const addEntriesStatement = tenantStatement(
  'billing.add-entries',
  `insert into wallet_entries (tenant_id, id, kind, amount, currency, note, created_at)
   select $1, i.id, i.kind, i.amount, i.currency, i.note, $7
   from unnest($2::text[], $3::text[], $4::numeric[], $5::text[], $6::text[]) as i (id, kind, amount, currency, note)`,
);

/** Free service messages that the numbers of a tenant have left in a month. */
export const freeLeftStatement = tenantStatement<{ left: number }>(
  'billing.free-left',
  `select coalesce(sum(greatest(0, $3::bigint - coalesce(u.used, 0))), 0)::bigint as left
   from channels c
   left join lateral (
     select used from free_service_usage f
     where f.tenant_id = c.tenant_id and f.channel_id = c.id and f.month = $2 limit 1) u on true
   where c.tenant_id = $1`,
);

export const timeZoneStatement = tenantStatement<{ timeZone: string }>(
  'billing.time-zone',
  'select time_zone as "timeZone" from (select id as tenant_id, time_zone from tenants) t where tenant_id = $1',
);
