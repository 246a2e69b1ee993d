import { systemStatement } from '../../db/scope.ts';

/**
 * Charges delivered messages, each once, and counts free service messages, for a whole batch. What Meta says of the price
 * (`meta_type`, `meta_category`) goes before our own reckoning of cloud-api-behaviour section 10. A message that should cost
 * something but has no price is entered with 0 and a note.
 */
export const chargeStatement = systemStatement(
  'billing.charge',
  `with input as (
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::numeric[], $13::numeric[], $14::numeric[], $15::timestamptz[],
       $16::boolean[])
     as i (tenant_id, id, kind, template_id, conversation_id, channel_id, month, meta_type, meta_category, currency, country,
       marketing, utility, authentication, at, is_metered)),
   judged as (
     select i.*, coalesce(nullif(split_part(lower(replace(i.meta_category, '-', '_')), '_', 1), ''), lower(t.category),
         case i.kind when 'direct' then 'utility' else 'service' end) as category,
       coalesce(v.is_inside, false) as is_inside
     from input i
     left join lateral (
       select category from templates t where t.tenant_id = i.tenant_id and t.id = i.template_id limit 1) t on true
     left join lateral (
       select v.last_customer_message_at > i.at - interval '24 hours' as is_inside from conversations v
       where v.tenant_id = i.tenant_id and v.id = i.conversation_id limit 1) v on true),
   pools as (
     select tenant_id, channel_id, month, count(*)::integer as size from judged
     where category = 'service' and is_metered group by tenant_id, channel_id, month),
   counted as (
     insert into free_service_usage as u (tenant_id, channel_id, month, used)
     select tenant_id, channel_id, month, size from pools order by tenant_id, channel_id, month
     on conflict (tenant_id, channel_id, month) do update set used = u.used + excluded.used
     returning u.tenant_id, u.channel_id, u.month, u.used),
   placed as (
     select j.*, c.used - p.size
         + row_number() over (partition by j.tenant_id, j.channel_id, j.month, j.category order by j.id) as place
     from judged j
     left join pools p on p.tenant_id = j.tenant_id and p.channel_id = j.channel_id and p.month = j.month
     left join counted c on c.tenant_id = j.tenant_id and c.channel_id = j.channel_id and c.month = j.month),
   priced as (
     select p.*, case p.category when 'marketing' then p.marketing when 'authentication' then p.authentication
         when 'utility' then p.utility when 'service' then p.utility end as price
     from placed p
     where case
       when p.meta_type like 'free%' or p.category = 'referral' then false
       when p.meta_type is not null then true
       when p.category = 'service' then p.is_metered and p.place > $17
       when p.category = 'utility' then p.is_metered or not p.is_inside
       else true end),
   entered as (
     insert into wallet_entries (tenant_id, id, kind, amount, currency, category, country, note, created_at)
     select tenant_id, id, 'charge', -coalesce(price, 0), currency, category, country,
       case when price is null then 'no price is known' end, at
     from priced where price is null or price > 0 order by tenant_id, id
     on conflict (tenant_id, id) do nothing
     returning tenant_id, amount, created_at),
   spent as (select tenant_id, -sum(amount) as amount, max(created_at) as at from entered group by tenant_id order by tenant_id)
   update wallets w set credit = w.credit - greatest(0, s.amount - greatest(0, w.welcome_credit)),
     welcome_credit = w.welcome_credit - least(s.amount, greatest(0, w.welcome_credit)), updated_at = greatest(w.updated_at, s.at)
   from spent s where w.tenant_id = s.tenant_id and s.amount > 0`,
);
