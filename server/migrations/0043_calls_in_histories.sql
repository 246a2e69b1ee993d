-- Voice calls stand among the rows about a chat; histories of v1 tell them apart.
comment on column ticket_events.type is '0 opened, 1 any other change, 2 a voice call';
