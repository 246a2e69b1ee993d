-- When a workspace and its teams are there, and the colours of tags.

create table working_hours (
  tenant_id text not null,
  team_id text not null,
  time_zone text not null,
  week json not null,
  holidays json not null,
  updated_at timestamptz not null,
  primary key (tenant_id, team_id)
);
comment on column working_hours.team_id is 'empty: the workspace; a team without hours of its own has those';

alter table tags add column color text;
comment on column tags.color is 'a word of the palette; null: grey';
