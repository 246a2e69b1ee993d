-- Templates made here: what Meta does not keep of them, and calls to Meta whose end is not known yet.
-- What its maker said: names of parameters, samples.
alter table templates add column own json;
alter table templates add column rejected_reason text;
alter table templates add column meta_call text check (meta_call in ('create', 'edit', 'delete'));
alter table templates add column meta_call_id text;
alter table templates add column meta_call_at timestamptz;
alter table templates add column status_before text;
-- When Meta last told of it by an answer or an event, which are newer than a list that was begun before.
alter table templates add column told_at timestamptz;
