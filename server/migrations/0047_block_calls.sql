-- Two calls for one person by two processes may reach Meta in the wrong order: a change of mind waits for the call under way.
alter table block_changes add column taken_until timestamptz;
comment on column block_changes.taken_until is 'a process tells Meta of this row, or of what it was before, until then at the latest';
