-- A foreign key costs a look-up and a row lock of the tenant for each new row: a bulk send makes thousands at once, and
-- every row is written through its tenant's scope anyway.
alter table contacts drop constraint contacts_tenant_id_fkey;
alter table conversations drop constraint conversations_tenant_id_fkey;
