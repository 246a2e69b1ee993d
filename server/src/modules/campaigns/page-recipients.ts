import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { findContactIds } from '../contacts/index.ts';
import { statusRank } from '../messages/index.ts';
import { loadRecipients, type RecipientRow } from './list-recipients.ts';
import type { CounterName } from './types.ts';

/** As the counters count: who replied has also read, and who has read was sent to. */
export type RecipientFilter = CounterName;

/** A campaign, or a dry run, which has no messages. */
export interface RecipientsOf {
  readonly id: string;
  readonly firstMessageId: string | null;
  readonly lastMessageId: string | null;
}

/** Contacts whose name or number a search looks at. */
const searchLimit = 1_000;
const frozenStates = ['pending', 'skipped', 'stopped'];

const { queued, unconfirmed, sent, failed, delivered, read, replied } = statusRank;
const ranksOf: Partial<Readonly<Record<RecipientFilter, readonly number[]>>> = {
  queued: [queued],
  sending: [unconfirmed],
  sent: [sent, delivered, read, replied],
  delivered: [delivered, read, replied],
  read: [read, replied],
  replied: [replied],
  failed: [failed],
};

// The ids of a campaign's messages are made together, so a narrow range of the primary key holds them.
const pageStatement = tenantStatement<{ id: string }>(
  'campaigns.recipients-after',
  `select id from (
     (select r.message_id as id from campaign_recipients r
      where r.tenant_id = $1 and r.campaign_id = $2 and r.message_id > $5 and r.state = any($7::text[])
        and ($10::text is null or r.contact_id = any($9::text[]) or r.wa_id like $10 or r.name ilike $10
          or r.skip_detail ilike $10)
      order by r.message_id limit $6::bigint)
     union all
     (select m.id from messages m
      where m.tenant_id = $1 and m.broadcast_id = $2 and m.id >= $3 and m.id <= $4 and m.id > $5
        and m.status = any($8::smallint[]) and ($10::text is null or m.contact_id = any($9::text[]))
      order by m.id limit $6::bigint)) keys
   order by id limit $6::bigint`,
);

/**
 * The next recipients after an id, in the order in which they were named. A search looks for names and numbers, among the 1,000 newest
 * contacts that match.
 */
export async function pageRecipients(
  deps: { readonly db: Database },
  ctx: Context,
  of: RecipientsOf,
  page: {
    readonly filter?: RecipientFilter | undefined;
    readonly search?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<RecipientRow[]> {
  const { filter, after = '', limit } = page;
  const search = page.search?.trim() ?? '';
  const contactIds = search === '' ? [] : await findContactIds(deps.db, ctx, search, searchLimit);
  const pattern = search === '' ? null : `%${search.replace(/[\\%_]/g, '\\$&').replace(/^\+/, '')}%`;
  const ranks = filter === undefined ? Object.values(statusRank) : (ranksOf[filter] ?? []);
  const states = filter === undefined ? frozenStates : frozenStates.filter((state) => state === filter);
  const bounds = [of.id, of.firstMessageId, of.lastMessageId, after, limit];
  const keys = await deps.db.tenant(ctx.tenantId, pageStatement, [...bounds, states, ranks, contactIds, pattern]);
  return loadRecipients(
    deps,
    ctx,
    of.id,
    keys.map(({ id }) => id),
  );
}
