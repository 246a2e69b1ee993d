import type { Scope } from '../../db/scope.ts';
import { tenantStatement } from '../../db/scope.ts';

/** How many different people a business may write to first in 24 hours, and the channels that share it. */
export interface MessagingLimit {
  /** Undefined: no limit, or none known. */
  readonly people: number | undefined;
  readonly channelIds: readonly string[];
}

// The limit is of the portfolio (cloud-api-behaviour section 4); an account whose portfolio is not known stands alone.
const statement = tenantStatement<{ tier: string | null; channelId: string }>(
  'channels.messaging-limit',
  `select (select p.messaging_limit_tier from number_profiles p where p.tenant_id = $1 and p.channel_id = $2) as tier,
     other.id as "channelId"
   from channels own
   cross join lateral (select business_id from wabas where tenant_id = $1 and waba_id = own.waba_id limit 1) account
   cross join lateral (
     select ch.id from channels ch
     where ch.tenant_id = $1 and (ch.waba_id = own.waba_id or exists (
       select 1 from wabas w
       where w.tenant_id = $1 and w.waba_id = ch.waba_id and w.business_id = account.business_id))
     limit 100) other
   where own.tenant_id = $1 and own.id = $2`,
);

/** The limit as Meta last told it for the number (at most 100 channels share one). */
export async function findMessagingLimit(db: Scope, tenantId: string, channelId: string): Promise<MessagingLimit> {
  const rows = await db.tenant(tenantId, statement, [channelId]);
  return { people: readTier(rows[0]?.tier), channelIds: rows.map((row) => row.channelId) };
}

/** `TIER_50`, `TIER_2K` ...; every other word means no limit that is known. */
export function readTier(tier: string | null | undefined): number | undefined {
  const [, digits, thousands] = /^(?:TIER_)?(\d+)(K?)$/i.exec(tier?.trim() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands ? 1_000 : 1);
}
