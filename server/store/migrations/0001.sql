-- Version 1: the log of every brief, the library with its full text, people and rights, and the record of what was done.
-- Times are milliseconds since 1970, ids UUIDv7 text unless said otherwise, JSON is text. STRICT: a value of another type is refused.

create table team (
  -- Small and never reused: the passages of team n have the row numbers n * 2^36 + 1 and up (see passage.seq).
  num integer primary key autoincrement,
  id text not null unique,
  slug text not null unique,
  name text not null,
  created_at integer not null
) strict;

create table member (
  team_id text not null references team (id),
  person text not null,
  role text not null check (role in ('owner', 'editor', 'suggester', 'commenter', 'reader')),
  primary key (team_id, person)
) strict, without rowid;
create index member_person on member (person);

-- Only hashes of secrets are kept.
create table api_key (
  id text primary key,
  team_id text not null references team (id),
  name text not null,
  role text not null check (role in ('owner', 'editor', 'suggester', 'commenter', 'reader')),
  hash text not null unique,
  created_at integer not null
) strict, without rowid;

create table sign_in_link (
  hash text primary key,
  person text not null,
  created_at integer not null,
  expires_at integer not null,
  consumed_at integer
) strict, without rowid;

create table doc (
  id text primary key,
  team_id text not null references team (id),
  title text not null,
  kind text not null,
  template text,
  -- seq of the newest update; the updates of a brief are numbered 1 … head without a gap.
  head integer not null check (head >= 1),
  created_at integer not null,
  created_by text not null,
  changed_at integer not null,
  deleted_at integer,
  deleted_by text
) strict, without rowid;
create index doc_team on doc (team_id) where deleted_at is null;

create table doc_update (
  doc_id text not null references doc (id),
  seq integer not null,
  at integer not null,
  actor text not null,
  data blob not null,
  primary key (doc_id, seq)
) strict, without rowid;
create trigger doc_update_never_changes before update on doc_update begin
  select raise(abort, 'an update of the log is never changed');
end;

-- Bytes are files by content hash (blobs/ab/<sha256>); the row is written after the bytes are on disk.
create table blob (
  sha256 text primary key,
  size integer not null,
  media_type text not null,
  created_at integer not null
) strict, without rowid;

create table source (
  id text primary key,
  team_id text not null references team (id),
  csl text not null,
  reliability text,
  note text,
  file text not null,
  imported_at integer not null,
  imported_by text not null
) strict, without rowid;
create index source_team on source (team_id);

create table snapshot (
  id text primary key,
  source_id text not null references source (id),
  team_id text not null references team (id),
  sha256 text not null,
  text_sha256 text not null,
  media_type text not null,
  importer text not null,
  passage_count integer not null,
  created_at integer not null,
  -- 0 while its passages are still being written: nobody sees it yet, and what a killed import left is cleared away.
  ready integer not null check (ready in (0, 1)),
  -- Last, because SQLite walks over a long value to reach the columns behind it.
  text text not null
) strict;
create unique index snapshot_bytes on snapshot (team_id, sha256) where ready = 1;
create index snapshot_source on snapshot (source_id);
create index snapshot_unready on snapshot (ready) where ready = 0;

create table block (
  snapshot_id text not null references snapshot (id),
  ord integer not null,
  start integer not null,
  "end" integer not null,
  kind text not null,
  reason text not null,
  decided_by text not null,
  primary key (snapshot_id, ord)
) strict, without rowid;

create table passage (
  -- Row number of the full text too. team.num * 2^36 + a count: so the full text of one team is one range of rows, newest last.
  seq integer primary key,
  -- Derived from bytes and place, so the same file in two teams gives the same id.
  id text not null,
  snapshot_id text not null references snapshot (id),
  ord integer not null,
  start integer not null,
  "end" integer not null,
  exact text not null,
  prefix text not null,
  suffix text not null,
  paragraph integer not null,
  page integer,
  quote_hash text not null,
  voice text not null
) strict;
create unique index passage_place on passage (snapshot_id, ord);
create index passage_id on passage (id);

-- Holds the index alone; the text is in passage.exact and is folded before it comes here.
create virtual table passage_fts using fts5 (
  body,
  content = '',
  contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);

create table audit (
  id integer primary key,
  at integer not null,
  actor text not null,
  action text not null,
  object text not null,
  detail text
) strict;
create index audit_object on audit (object, id);
create trigger audit_never_changes before update on audit begin
  select raise(abort, 'the record of what was done is never changed');
end;
create trigger audit_never_shrinks before delete on audit begin
  select raise(abort, 'the record of what was done is never shortened');
end;
