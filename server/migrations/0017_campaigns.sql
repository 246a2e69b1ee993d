-- A campaign is an object of its own: states, frozen recipients, counters that nobody waits for.
alter table campaigns
  add column state text not null default 'sending'
    check (state in ('preparing', 'scheduled', 'sending', 'paused', 'completed', 'cancelled')),
  add column state_reason text,
  add column state_actor text,
  add column updated_at timestamptz,
  add column scheduled_at timestamptz,
  add column started_at timestamptz,
  add column ended_at timestamptz,
  add column feeding boolean not null default false,
  add column look_at timestamptz,
  add column waiting_for text,
  add column template_name text,
  add column marketing boolean not null default false,
  add column skips_opted_out boolean not null default false,
  add column prepaid boolean not null default false,
  add column operator_id text,
  add column source text,
  add column first_message_id text,
  add column last_message_id text,
  add column pending integer not null default 0,
  add column queued integer not null default 0,
  add column sending integer not null default 0,
  add column sent integer not null default 0,
  add column delivered integer not null default 0,
  add column read integer not null default 0,
  add column replied integer not null default 0,
  add column failed integer not null default 0,
  add column skipped integer not null default 0,
  add column stopped integer not null default 0;
comment on column campaigns.state is 'preparing: recipients are still being written, nothing starts';
comment on column campaigns.state_actor is 'who changed the state last: operator:<id>, token:<id>, system ...';
comment on column campaigns.feeding is 'pending recipients may be left: to be sent, or to be stopped once it is cancelled';
comment on column campaigns.look_at is 'when the runner looks next, while it is feeding';
comment on column campaigns.waiting_for is 'what holds it back while it is sending: messaging_limit, channel_paused, workspace_limit, workspace_online';
comment on column campaigns.skips_opted_out is 'people who allow no broadcasts are skipped';
comment on column campaigns.prepaid is 'its messages are counted against the limits of the tenant already';
comment on column campaigns.first_message_id is 'the ids of its messages and recipients lie from here to last_message_id, in the order of the recipients';
comment on column campaigns.recipients is 'people it is meant for: pending, queued, sending, sent, failed, skipped and stopped ones';
comment on column campaigns.queued is 'this and the counters beside it want the open rows of campaign_count_changes added';
comment on column campaigns.sent is 'cumulative like delivered and read: a replied message counts in all of them, a failed one in none';
comment on column campaigns.accepted is 'no longer written';
comment on column campaigns.left_out is 'no longer written';
comment on column campaigns.progress_at is 'no longer written';
comment on column campaigns.accepted_at is 'no longer written';

update campaigns c set
  state = case when m.queued > 0 then 'sending' else 'completed' end,
  recipients = m.messages + c.left_out + greatest(0, c.recipients - m.messages - c.left_out),
  queued = m.queued, sending = m.sending, sent = m.sent, delivered = m.delivered, read = m.read, replied = m.replied,
  failed = m.failed, skipped = c.left_out, stopped = greatest(0, c.recipients - m.messages - c.left_out),
  first_message_id = m.first_id, last_message_id = m.last_id
from (
  select tenant_id, broadcast_id, count(*)::integer as messages,
    (count(*) filter (where status = 0))::integer as queued, (count(*) filter (where status = 10))::integer as sending,
    (count(*) filter (where status >= 20 and status <> 25))::integer as sent,
    (count(*) filter (where status >= 30))::integer as delivered, (count(*) filter (where status >= 40))::integer as read,
    (count(*) filter (where status >= 50))::integer as replied, (count(*) filter (where status = 25))::integer as failed,
    min(id) as first_id, max(id) as last_id
  from messages where broadcast_id is not null group by tenant_id, broadcast_id) m
where m.tenant_id = c.tenant_id and m.broadcast_id = c.id;
update campaigns set state = 'completed', stopped = recipients where first_message_id is null;
update campaigns set updated_at = coalesce(progress_at, created_at), scheduled_at = created_at, started_at = created_at,
  ended_at = case when state = 'completed' then coalesce(progress_at, created_at) end;

create index campaigns_due on campaigns (scheduled_at) where state = 'scheduled';
create index campaigns_feeding on campaigns (look_at) where feeding;
create index campaigns_preparing on campaigns (updated_at) where state = 'preparing';

-- Who a campaign is meant for, frozen. A pending row is deleted in the transaction that accepts its message; from then on
-- the message, which has its id, is the recipient. Skipped and stopped rows stay.
create table campaign_recipients (
  tenant_id text not null,
  campaign_id text not null,
  message_id text not null,
  person text not null,
  wa_id text,
  bsuid text,
  contact_id text,
  name text,
  local_message_id text,
  text text,
  content json,
  deferred_failure text,
  state text not null check (state in ('pending', 'skipped', 'stopped')),
  skip_reason text,
  primary key (tenant_id, campaign_id, message_id)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
comment on column campaign_recipients.message_id is 'decided with the recipient; ids rise in the order of the recipients';
comment on column campaign_recipients.person is 'the id of the contact, or wa: or bsuid: and the address of somebody not known yet';
comment on column campaign_recipients.name is 'for a contact that has none';
comment on column campaign_recipients.content is 'the template object of the Cloud API, filled';
comment on column campaign_recipients.deferred_failure is 'why the message must fail after it is accepted';
comment on column campaign_recipients.skip_reason is 'opted_out, blocked, duplicate';
create unique index campaign_recipients_once on campaign_recipients (tenant_id, campaign_id, person) where state = 'pending';
create index campaign_recipients_pending on campaign_recipients (tenant_id, campaign_id, message_id) where state = 'pending';

-- What changed in the counters of a campaign, written with the change and added to its row later.
create table campaign_count_changes (
  tenant_id text not null,
  campaign_id text not null,
  id text not null,
  pending integer not null default 0,
  queued integer not null default 0,
  sending integer not null default 0,
  sent integer not null default 0,
  delivered integer not null default 0,
  read integer not null default 0,
  replied integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  stopped integer not null default 0,
  primary key (tenant_id, campaign_id, id)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000);

-- Whom templates reached in the last day: the messaging limit of Meta. By created_at, since the ids of a campaign are
-- older than its messages.
create index messages_of_templates on messages (tenant_id, created_at) where kind = 'template';
