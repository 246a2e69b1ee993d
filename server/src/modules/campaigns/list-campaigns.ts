import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import { campaignColumns, campaignJoins } from './read-campaigns.ts';
import { type Campaign, type CounterName, type Counters, counterNames } from './types.ts';

export interface CampaignFilter {
  readonly channelId?: string | undefined;
  /** Made at or after this moment. */
  readonly from?: Date | undefined;
  /** Made before this moment. */
  readonly to?: Date | undefined;
  /** Part of the name, in any case. */
  readonly name?: string | undefined;
}

// Ids are time-ordered, so the dates are a range of the primary key. Those made at once take ids of the next moments.
const idSlackMs = 60_000;
const filtered = `c.tenant_id = $1 and c.id >= $2 and c.id < $3 and c.state <> 'preparing'
  and ($4::text is null or c.channel_id = $4) and ($5::timestamptz is null or c.created_at >= $5)
  and ($6::timestamptz is null or c.created_at < $6) and ($7::text is null or c.name ilike $7)`;

// The page is cut out before anything is looked up for its rows.
const listStatement = tenantStatement<Campaign>(
  'campaigns.list',
  `select ${campaignColumns}
   from (select * from campaigns c where ${filtered} order by c.id desc limit $8::bigint offset $9::bigint) c
   ${campaignJoins} order by c.id desc`,
);

const countStatement = tenantStatement<{ total: number }>(
  'campaigns.count',
  `select count(*) as total from campaigns c where ${filtered}`,
);

// Counters are the rows and what is not added to them yet, seen at one moment.
const sumStatement = tenantStatement<{ name: CounterName; total: number }>(
  'campaigns.sum',
  `select n.name, coalesce(f.counts[n.place], 0) + coalesce(o.counts[n.place], 0) as total
   from unnest($8::text[]) with ordinality as n (name, place)
   cross join (select array[${sums('c')}] as counts from campaigns c where ${filtered}) f
   cross join (
     select array[${sums('x')}] as counts from campaign_count_changes x
     cross join lateral (select 1 from campaigns c where c.id = x.campaign_id and ${filtered} limit 1) mine
     where x.tenant_id = $1) o`,
);

/** A page of campaigns, the newest first, and how many match in all. `pageNumber` counts from 1. */
export async function listCampaigns(
  deps: { readonly db: Database },
  ctx: Context,
  filter: CampaignFilter,
  page: { readonly pageNumber: number; readonly pageSize: number },
): Promise<{ campaigns: Campaign[]; total: number }> {
  const values = toValues(filter);
  const offset = (page.pageNumber - 1) * page.pageSize;
  const [counted] = await deps.db.tenant(ctx.tenantId, countStatement, values);
  const total = counted?.total ?? 0;
  if (offset >= total) return { campaigns: [], total };
  return { campaigns: await deps.db.tenant(ctx.tenantId, listStatement, [...values, page.pageSize, offset]), total };
}

/** The counters of all campaigns that match, added up. */
export async function sumCampaigns(
  deps: { readonly db: Database },
  ctx: Context,
  filter: CampaignFilter,
): Promise<Counters> {
  const rows = await deps.db.tenant(ctx.tenantId, sumStatement, [...toValues(filter), counterNames]);
  return Object.fromEntries(rows.map(({ name, total }) => [name, total])) as Record<CounterName, number>;
}

function sums(alias: string): string {
  return counterNames.map((name) => `sum(${alias}.${name})::bigint`).join(', ');
}

function toValues({ channelId, from, to, name }: CampaignFilter): unknown[] {
  const pattern = name?.trim() ? `%${name.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
  const firstId = from ? firstIdAt(from.getTime()) : '';
  const endId = to ? firstIdAt(to.getTime() + idSlackMs) : 'g';
  return [firstId, endId, channelId ?? null, from ?? null, to ?? null, pattern];
}
