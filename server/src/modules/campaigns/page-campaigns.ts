import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { campaignColumns, campaignJoins } from './read-campaigns.ts';
import type { Campaign, CampaignState } from './types.ts';

// The page is cut out before anything is looked up for its rows.
const pageStatement = tenantStatement<Campaign>(
  'campaigns.page',
  `select ${campaignColumns}
   from (
     select * from campaigns c
     where c.tenant_id = $1 and c.state <> 'preparing' and ($2::text is null or c.id < $2)
       and ($3::text is null or c.state = $3) and ($4::text is null or c.name ilike $4 or c.template_name ilike $4)
     order by c.id desc limit $5::bigint) c
   ${campaignJoins} order by c.id desc`,
);

/** Campaigns, the newest first: those older than `before`. A search looks into their names and those of their templates. */
export function pageCampaigns(
  deps: { readonly db: Database },
  ctx: Context,
  page: {
    readonly state?: Exclude<CampaignState, 'preparing'> | undefined;
    readonly search?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
): Promise<Campaign[]> {
  const search = page.search?.trim() ?? '';
  const pattern = search === '' ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const values = [page.before ?? null, page.state ?? null, pattern, page.limit];
  return deps.db.tenant(ctx.tenantId, pageStatement, values);
}
