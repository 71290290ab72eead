-- Version 2: snapshots of briefs, so that opening one reads bytes instead of replaying a history, and the archive of the updates behind them.
-- The log stays the truth: archive and tail together are every update there ever was, and a snapshot can always be made again from them.

create table doc_snapshot (
  doc_id text not null references doc (id),
  -- Holds all updates up to this one. The newest two are kept; the updates behind the older of them are in the archive.
  upto_seq integer not null,
  at integer not null,
  -- The schema version the brief had.
  schema integer not null,
  -- Of data, hex.
  sha256 text not null,
  -- Which clocks it holds, and which of them are deleted (an update with nothing but a delete set), in Yjs's encoding.
  state_vector blob not null,
  deletes blob not null,
  -- Which clocks belong to the brief's fields and info, encoded like deletes: only a change among them concerns the lists.
  watched blob not null,
  -- Yjs updates, each with its length (varuint) in front; all of them together are the brief.
  data blob not null,
  primary key (doc_id, upto_seq)
) strict;

create table doc_archive (
  doc_id text not null references doc (id),
  from_seq integer not null,
  upto_seq integer not null,
  -- How data is packed: 'zstd'. Unpacked, it holds the rows as they were in doc_update.
  packing text not null check (packing in ('zstd')),
  -- Of the unpacked rows, hex.
  sha256 text not null,
  data blob not null,
  primary key (doc_id, from_seq)
) strict;
create trigger doc_archive_never_changes before update on doc_archive begin
  select raise(abort, 'the archive of the log is never changed');
end;

-- An update leaves the log only when the archive holds it.
create trigger doc_update_only_archived before delete on doc_update
when not exists (select 1 from doc_archive where doc_id = old.doc_id and from_seq <= old.seq and upto_seq >= old.seq) begin
  select raise(abort, 'an update leaves the log only for the archive');
end;
