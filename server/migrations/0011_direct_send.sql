-- Direct sends: utility messages without a template, outside the window too. Not valid: what is stored already passed the
-- narrower rule.
alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in ('session', 'template', 'direct')) not valid;
