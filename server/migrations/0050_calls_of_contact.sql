-- Calls follow their contact when two become one.
create index calls_of_contact on calls (tenant_id, contact_id);
