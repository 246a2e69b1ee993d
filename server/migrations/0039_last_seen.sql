-- The grid of contacts by when people last wrote. Chats in which nobody did, such as those of campaigns, are not in it.
create index conversations_by_last_seen on conversations (tenant_id, last_customer_message_at, contact_id, id)
  where last_customer_message_at is not null;
