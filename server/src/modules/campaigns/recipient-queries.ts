import { tenantStatement } from '../../db/scope.ts';

/** Writes recipients; answers the ids of those that are in: a person who is pending already is not. */
export const insertRecipientsStatement = tenantStatement<{ id: string }>(
  'campaigns.insert-recipients',
  `insert into campaign_recipients (tenant_id, campaign_id, message_id, person, wa_id, bsuid, contact_id, name,
     local_message_id, text, content, deferred_failure, state, skip_reason, due_at, time_zone, skip_detail)
   select $1, $2, i.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
     $10::text[], $11::json[], $12::text[], $13::text[], $14::text[], $15::timestamptz[], $16::text[], $17::text[]) as i
   on conflict do nothing returning message_id as id`,
);

export interface PendingRow {
  readonly messageId: string;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly name: string | null;
  readonly localMessageId: string | null;
  readonly text: string;
  readonly content: Record<string, unknown>;
  readonly deferredFailure: string | null;
}

/** The next pending recipients, in their order. Their campaign is locked by the caller. */
export const nextPendingStatement = tenantStatement<PendingRow>(
  'campaigns.next-pending',
  `select r.message_id as "messageId", r.wa_id as "waId", r.bsuid, r.name, r.local_message_id as "localMessageId",
     coalesce(r.text, '') as text, r.content, r.deferred_failure as "deferredFailure"
   from campaign_recipients r
   where r.tenant_id = $1 and r.campaign_id = $2 and r.state = 'pending' order by r.message_id limit $3`,
);

/** Those of a campaign that is timed whose moment has come. */
export const nextDueRecipientsStatement = tenantStatement<PendingRow & { readonly timeZone: string | null }>(
  'campaigns.next-due-recipients',
  `select r.message_id as "messageId", r.wa_id as "waId", r.bsuid, r.name, r.local_message_id as "localMessageId",
     coalesce(r.text, '') as text, r.content, r.deferred_failure as "deferredFailure", r.time_zone as "timeZone"
   from campaign_recipients r
   where r.tenant_id = $1 and r.campaign_id = $2 and r.state = 'pending' and r.due_at <= $3
   order by r.due_at, r.message_id limit $4`,
);

// Recipients of a campaign that was just launched are few to the planner, which would compare each with every one of the
// batch. Here and below they are found by look-ups of their own, and then by their place (ctid).
export const deferRecipientsStatement = tenantStatement(
  'campaigns.defer-recipients',
  `update campaign_recipients r set due_at = found.due_at
   from (
     select w.place, i.due_at from unnest($3::text[], $4::timestamptz[]) as i (id, due_at)
     cross join lateral (
       select x.ctid as place from campaign_recipients x
       where x.tenant_id = $1 and x.campaign_id = $2 and x.message_id = i.id and x.state = 'pending' for update) w) found
   where r.ctid = found.place`,
);

/** When the next recipient of a campaign that is timed may be sent to. */
export const nextRecipientDueStatement = tenantStatement<{ due: Date | null }>(
  'campaigns.next-recipient-due',
  `select min(r.due_at) as due from campaign_recipients r
   where r.tenant_id = $1 and r.campaign_id = $2 and r.state = 'pending' and r.due_at is not null`,
);

export const deletePendingStatement = tenantStatement(
  'campaigns.delete-pending',
  `delete from campaign_recipients r
   where r.tenant_id = $1 and r.campaign_id = $2 and r.message_id = any($3::text[]) and r.state = 'pending'`,
);

export const skipPendingStatement = tenantStatement(
  'campaigns.skip-pending',
  `update campaign_recipients r
   set state = 'skipped', skip_reason = found.reason, contact_id = coalesce(found.contact_id, r.contact_id)
   from (
     select w.place, i.reason, i.contact_id from unnest($3::text[], $4::text[], $5::text[]) as i (id, reason, contact_id)
     cross join lateral (
       select x.ctid as place from campaign_recipients x
       where x.tenant_id = $1 and x.campaign_id = $2 and x.message_id = i.id and x.state = 'pending' for update) w) found
   where r.ctid = found.place`,
);

/** Stops the next pending recipients of a cancelled campaign, which is locked by the caller. */
export const stopPendingStatement = tenantStatement<{ id: string }>(
  'campaigns.stop-pending',
  `update campaign_recipients r set state = 'stopped'
   from (
     select ctid as place from campaign_recipients
     where tenant_id = $1 and campaign_id = $2 and state = 'pending' order by message_id limit $3 for update) next
   where r.ctid = next.place
   returning r.message_id as id`,
);
