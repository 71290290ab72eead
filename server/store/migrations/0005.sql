-- The newest updates of all briefs, in the order they came, until they are moved into doc_update by the thousand: side by side they fill a few pages,
-- whereas in doc_update each brief's newest row stands on a page of its own. doc_update holds a beginning of every brief's log, this table what follows.

create table doc_recent (
  -- Only the order of arrival; begins at 1 again after each move. No index besides, it would scatter the pages again.
  id integer primary key,
  -- In front of data, so that a scan never walks over a long value.
  doc_id text not null,
  seq integer not null,
  at integer not null,
  actor text not null,
  data blob not null
) strict;
create trigger doc_recent_never_changes before update on doc_recent begin
  select raise(abort, 'an update of the log is never changed');
end;
create trigger doc_recent_only_moved before delete on doc_recent
when not exists (select 1 from doc_update where doc_id = old.doc_id and seq = old.seq and at = old.at and actor = old.actor and data = old.data) begin
  select raise(abort, 'a recent update leaves its table only for the log');
end;
