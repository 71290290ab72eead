-- Version 3: the library beyond the texts. Several snapshots of a source, records without a text, what was read out of each snapshot, facts and their reviews,
-- marks people set over those of the rules, conflicts that were settled, and where briefs lean on a source.
-- People inside a row are JSON {id, name}: the name they had when they did it.

-- The snapshot that counts now: the newest import. Null for a record without a text, and while the first import is being written.
alter table source add column snapshot_id text references snapshot (id);
-- Since when nobody should lean on it, by whom, and why; null while it stands.
alter table source add column withdrawn_at integer;
alter table source add column withdrawn_by text;
alter table source add column withdrawn_reason text;
update source set snapshot_id = (select id from snapshot where source_id = source.id and ready = 1 order by created_at desc, id desc limit 1);
create index source_file on source (team_id, file);
create index source_withdrawn on source (team_id) where withdrawn_at is not null;

create trigger snapshot_never_changes before update of source_id, team_id, sha256, text_sha256, media_type, importer, text on snapshot when old.ready = 1 begin
  select raise(abort, 'a snapshot never changes; a new import is a new snapshot');
end;

-- Beside the snapshot, because SQLite walks over its text to reach columns behind it.
create table snapshot_about (
  snapshot_id text primary key references snapshot (id),
  imported_by text not null,
  -- 1 when the source was made for this import, and goes with it when the import comes to nothing.
  makes_source integer not null check (makes_source in (0, 1)),
  -- 1 once figures, facts and the like were read out of it.
  extracted integer not null check (extracted in (0, 1)),
  -- 1 once the source has a newer one: it can be read, and its passages are not found any more.
  superseded integer not null default 0 check (superseded in (0, 1))
) strict, without rowid;
create index snapshot_unread on snapshot_about (extracted) where extracted = 0;
create index snapshot_superseded on snapshot_about (superseded) where superseded = 1;
insert into snapshot_about (snapshot_id, imported_by, makes_source, extracted)
select snapshot.id, '{"id":' || json_quote(source.imported_by) || ',"name":' || json_quote(source.imported_by) || '}', 1, 0 from snapshot join source on source.id = snapshot.source_id;

-- The smallest 64 of the hashes of a current snapshot's quotations: two texts that share most of their passages share most of these.
create table snapshot_sketch (
  team_id text not null,
  hash text not null,
  snapshot_id text not null references snapshot (id),
  primary key (team_id, hash, snapshot_id)
) strict, without rowid;
create index sketch_snapshot on snapshot_sketch (snapshot_id);
insert into snapshot_sketch (team_id, hash, snapshot_id)
select team_id, hash, id from (
  select distinct snapshot.team_id, substr(passage.quote_hash, 1, 16) as hash, snapshot.id, dense_rank() over (partition by snapshot.id order by substr(passage.quote_hash, 1, 16)) as place
  from source join snapshot on snapshot.id = source.snapshot_id join passage on passage.snapshot_id = snapshot.id
) where place <= 64;

-- What a rule had said of a block that a person marked otherwise; null while the rule's word stands. kind, reason and decided_by are what counts now.
alter table block add column rule_kind text;
alter table block add column rule_reason text;
alter table block add column rule_by text;
create index block_switched on block (snapshot_id) where rule_kind is not null;

-- 1 while a person has set its block aside: it can be read and what cites it stands, but it is not found and supports nothing new.
alter table passage add column aside integer not null default 0 check (aside in (0, 1));
drop index passage_place;
-- In the order of the text; passages of a block that a person took back in come after the others in ord.
create index passage_start on passage (snapshot_id, start);
create trigger passage_never_changes before update of id, snapshot_id, start, "end", exact, prefix, suffix, paragraph, page, quote_hash on passage begin
  select raise(abort, 'a passage never changes');
end;

-- Figures, dates and ranks stated in a passage, as JSON lists; no row when it states none.
create table passage_finding (
  passage_seq integer primary key references passage (seq),
  figures text not null,
  dates text not null,
  ranks text not null
) strict;

-- Which passages state a figure of a dimension about a topic. passage.seq says whose: a team is one range of it. Derived from passage_finding.figures, and
-- found through them again when the passage goes: an index for that would cost every import more than the deleting ever will.
create table figure_key (
  dimension text not null,
  stem text not null,
  passage_seq integer not null,
  primary key (dimension, stem, passage_seq)
) strict, without rowid;

-- What was read out of a snapshot outside its passages, in order of the text: references, the evidence of its metadata, figures between passages; data is JSON.
create table snapshot_finding (
  snapshot_id text not null references snapshot (id),
  kind text not null check (kind in ('figure', 'date', 'rank', 'reference', 'evidence')),
  ord integer not null,
  data text not null,
  primary key (snapshot_id, kind, ord)
) strict, without rowid;

create table fact (
  -- In the order they were proposed; pages of the list go by it.
  seq integer primary key autoincrement,
  id text not null unique,
  team_id text not null references team (id),
  source_id text not null references source (id),
  -- Of passage_seq, which is what ties it to the text.
  snapshot_id text not null,
  passage_seq integer not null references passage (seq),
  rev integer not null check (rev >= 1),
  status text not null check (status in ('candidate', 'reviewed', 'disputed', 'superseded', 'retracted')),
  kind text not null check (kind in ('measure', 'event', 'relation', 'quote')),
  voice text not null,
  -- Null until somebody puts it in other words: the quotation.
  claim text,
  start integer not null,
  "end" integer not null,
  -- Null when it is all of its passage: the passage's.
  exact text,
  prefix text,
  suffix text,
  as_of text,
  shelf_life integer,
  confidence text check (confidence in ('high', 'moderate', 'low', 'very low')),
  note text,
  reviewed_by text,
  reviewed_at integer
) strict;
create index fact_status on fact (team_id, status, seq);
create index fact_source on fact (source_id, snapshot_id, status);
create index fact_passage on fact (passage_seq);
create trigger fact_counts_its_changes before update on fact when new.rev <> old.rev + 1 begin
  select raise(abort, 'every change of a fact is counted');
end;

-- Directed: fact_id supersedes other_id, or says that it disagrees with it.
create table fact_link (
  fact_id text not null references fact (id),
  kind text not null check (kind in ('supersedes', 'conflictsWith')),
  other_id text not null references fact (id),
  primary key (fact_id, kind, other_id)
) strict, without rowid;

-- key is derived from both statements, so that it is the same from one comparison to the next.
create table settlement (
  team_id text not null references team (id),
  key text not null,
  settled_as text not null check (settled_as in ('prefer-a', 'prefer-b', 'report-both', 'not-comparable')),
  reason text not null,
  settled_by text not null,
  at integer not null,
  primary key (team_id, key)
) strict, without rowid;

-- Counts the changes of a team's library: what was derived from it is old when the number is.
create table library_rev (
  team_id text primary key references team (id),
  rev integer not null
) strict, without rowid;

-- Where briefs lean on sources, as of the update each brief was last looked through at. Can always be made again from the log.
create table doc_looked (
  doc_id text primary key references doc (id),
  head integer not null
) strict, without rowid;
create table doc_use (
  doc_id text not null references doc (id),
  ord integer not null,
  kind text not null check (kind in ('fact', 'citation')),
  source_id text,
  fact_id text,
  passage_id text,
  block text,
  sentence text not null,
  quote text,
  primary key (doc_id, ord)
) strict, without rowid;
create index use_source on doc_use (source_id, passage_id);
create index use_fact on doc_use (fact_id) where fact_id is not null;
