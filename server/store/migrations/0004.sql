-- Whose words a Yjs client id carries: the person or key ("key:<id>") who first wrote under it in a brief. Nobody else's are taken under the same id.
-- Ids that were used before this table existed are not in it: whoever writes under one next owns it.

create table doc_author (
  doc_id text not null references doc (id),
  client integer not null,
  actor text not null,
  primary key (doc_id, client)
) strict, without rowid;

-- A key that was taken back stays, so that what was done with it keeps its name.
alter table api_key add column revoked_at integer;
