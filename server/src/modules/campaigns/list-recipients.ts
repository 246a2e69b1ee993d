import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { type MessageStatus, statusOfRank } from '../messages/index.ts';
import type { RecipientMarks } from './recipient-marks.ts';
import type { Campaign, SkipReason } from './types.ts';

/** `unconfirmed`: handed to WhatsApp without an answer. */
export type RecipientState = 'pending' | 'skipped' | 'stopped' | MessageStatus;

/** Somebody a campaign is meant for, and what became of it. */
export interface RecipientRow {
  /** That of its message, which may not be made yet. */
  readonly id: string;
  readonly contactId: string | null;
  readonly name: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  /** Null: the one that follows from the id. */
  readonly localMessageId: string | null;
  /** The `template` object of the Cloud API, filled. */
  readonly content: Record<string, unknown> | null;
  readonly state: RecipientState;
  readonly skipReason: SkipReason | null;
  /** Null before WhatsApp has taken the message. */
  readonly wamid: string | null;
  readonly failedCode: string | null;
  readonly failedDetail: string | null;
  /** What was given for an invalid number, or which values are missing. */
  readonly skipDetail: string | null;
  /** Not before this moment; null: as soon as may be. */
  readonly dueAt: Date | null;
  /** The body as the person reads it. */
  readonly text: string | null;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
  readonly repliedAt: Date | null;
}

// The ids of a campaign's messages are made together, so a narrow range of the primary key holds them.
const pageStatement = tenantStatement<{ id: string }>(
  'campaigns.page-recipients',
  `select id from (
     (select message_id as id from campaign_recipients where tenant_id = $1 and campaign_id = $2 and ($7::text is null or message_id > $7)
      order by message_id limit $5::bigint + $6::bigint)
     union all
     (select id from messages where tenant_id = $1 and broadcast_id = $2 and id >= greatest($3, $7::text) and id <= $4
        and ($7::text is null or id > $7)
      order by id limit $5::bigint + $6::bigint)) keys
   order by id limit $5::bigint offset $6::bigint`,
);

type StoredRow = Omit<RecipientRow, 'state'>;

const contactName = 'coalesce(c.name, c.profile_name, c.wa_id, c.username)';

const messagesStatement = tenantStatement<StoredRow & { status: number }>(
  'campaigns.recipient-messages',
  `select m.id, m.contact_id as "contactId", ${contactName} as name, c.wa_id as "waId", c.bsuid,
     m.local_message_id as "localMessageId", m.content, m.status, null as "skipReason", m.wamid,
     m.failed_code as "failedCode", m.failed_detail as "failedDetail", null as "skipDetail", null as "dueAt", m.text,
     m.sent_at as "sentAt", m.delivered_at as "deliveredAt", m.read_at as "readAt", m.replied_at as "repliedAt"
   from unnest($2::text[]) as wanted (id)
   cross join lateral (select * from messages x where x.tenant_id = $1 and x.id = wanted.id limit 1) m
   left join lateral (select * from contacts x where x.tenant_id = $1 and x.id = m.contact_id limit 1) c on true`,
);

const frozenStatement = tenantStatement<StoredRow & { state: 'pending' | 'skipped' | 'stopped' }>(
  'campaigns.frozen-recipients',
  `select r.message_id as id, coalesce(r.contact_id, c.id) as "contactId", coalesce(${contactName}, r.name, r.wa_id) as name,
     coalesce(r.wa_id, c.wa_id) as "waId", coalesce(r.bsuid, c.bsuid) as bsuid, r.local_message_id as "localMessageId",
     r.content, r.state, r.skip_reason as "skipReason", null as wamid, null as "failedCode", null as "failedDetail",
     r.skip_detail as "skipDetail", r.due_at as "dueAt", r.text, null as "sentAt", null as "deliveredAt", null as "readAt",
     null as "repliedAt"
   from campaign_recipients r
   left join lateral (
     select * from contacts x where x.tenant_id = $1 and x.id = r.contact_id limit 1) c on true
   where r.tenant_id = $1 and r.campaign_id = $2 and r.message_id = any($3::text[])`,
);

/** A page of the recipients of a campaign in the order in which they were named. `pageNumber` counts from 1. */
export async function listRecipients(
  deps: { readonly db: Database; readonly recipientMarks: RecipientMarks },
  ctx: Context,
  campaign: Campaign,
  page: { readonly pageNumber: number; readonly pageSize: number },
): Promise<RecipientRow[]> {
  const offset = (page.pageNumber - 1) * page.pageSize;
  if (offset >= campaign.recipients) return [];
  const { id, firstMessageId, lastMessageId } = campaign;
  const start = deps.recipientMarks.findBefore(id, offset);
  const bounds = [id, firstMessageId, lastMessageId, page.pageSize, offset - start.offset, start.afterId ?? null];
  const keys = (await deps.db.tenant(ctx.tenantId, pageStatement, bounds)).map((row) => row.id);
  const last = keys.at(-1);
  if (last === undefined) return [];
  deps.recipientMarks.note(id, offset + keys.length, last);
  return loadRecipients(deps, ctx, id, keys);
}

/** The recipients of a campaign or dry run with these ids, in their order. */
export async function loadRecipients(
  deps: { readonly db: Database },
  ctx: Context,
  id: string,
  keys: readonly string[],
): Promise<RecipientRow[]> {
  // Frozen ones first: one that is taken into a message meanwhile is found there.
  const frozen = await deps.db.tenant(ctx.tenantId, frozenStatement, [id, keys]);
  const messages = await deps.db.tenant(ctx.tenantId, messagesStatement, [keys]);
  const rows = new Map<string, RecipientRow>(frozen.map((row) => [row.id, row]));
  for (const { status, ...row } of messages) rows.set(row.id, { ...row, state: statusOfRank(status) });
  return keys.flatMap((key) => rows.get(key) ?? []);
}
