-- What the contact panel of the inbox reads, each by the person or the chat.
create index orders_of_contact on orders (tenant_id, contact_id, id);
create index messages_orders on messages (tenant_id, conversation_id, id) where type = 'order';
create index segment_members_of_contact on segment_members (tenant_id, contact_id, segment_id);
create index events_consent on events (tenant_id, subject_id, id) where type = 'contact.consentChanged';
