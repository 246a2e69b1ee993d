alter table contacts add column blocked_at timestamptz;
comment on column contacts.blocked_at is 'while set, nothing is sent to the contact and what it writes is stored but not shown';

alter table tickets add column expiry_due_at timestamptz;
comment on column tickets.expiry_due_at is 'when to look whether the ticket has expired, never later than it does; null: closed';
create index tickets_to_expire on tickets (expiry_due_at) where expiry_due_at is not null;
update tickets t set expiry_due_at = v.last_customer_message_at + interval '24 hours'
from conversations v
where v.tenant_id = t.tenant_id and v.id = t.conversation_id and v.ticket_id = t.id
  and v.status in ('open', 'pending') and t.closed_at is null;

-- A chat that the customer never wrote in can be assigned too.
alter table ticket_events alter column ticket_id drop not null;
