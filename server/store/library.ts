/**
 * The library's part of the store: sources with their snapshots, what was read out of them, facts and their reviews, settled conflicts, and where briefs lean on it.
 *
 * As everywhere in the store: writes resolve after the commit is on disk, faults of the caller are `Refusal`s, and nothing of one team is ever in an answer about another.
 */
import type { CslItem } from '#model/csl.ts'
import type { DateRecord, Extraction, FigureRecord, MetadataEvidence, RankRecord, Reference } from '#model/extraction.ts'
import type { FactChange, FactStatus, LibraryFact, LibrarySource, SettledAs, SnapshotSummary, Use } from '#model/library.ts'
import type { Block, BlockKind, Passage, PositionSelector, QuoteSelector, Source } from '#model/source.ts'

/** Who did it, with the name they had then. */
export type PersonName = { id: string; name: string }

export type NewPassage = Passage & { voice: string }

/** One import of one file. `found` is what was read out of its text; `newId` is called once for every fact that is kept of it. */
export type NewImport = {
  team: string
  actor: string
  /** As the audit and the list of imports show it; `actor` when left out. */
  actorName?: string
  snapshot: { id: string; sha256: string; textSha256: string; mediaType: string; importer: string; text: string; blocks: readonly Block[] }
  passages: readonly NewPassage[]
  found?: { extraction: Extraction; newId: () => string }
}

/** The source and its first snapshot with everything derived from it. */
export type NewSource = NewImport & { source: Source }

/** A source without a text: a bibliographic record. */
export type NewRecord = { source: Source; team: string; actor: string }

/** A source as lists show it. */
export type StoredSource = LibrarySource & { team: string }

/** A source with the text of one of its snapshots. */
export type StoredSourceText = StoredSource & { /** Of the snapshot that is read; `snapshotSha` is the newest. Null for a record. */ shown: string | null; mediaType: string; text: string; blocks: readonly Block[]; passages: readonly Passage[] }

/** A part of a snapshot, cut at blocks. Offsets count from the beginning of the whole text; `text` begins at `textStart`. */
export type StoredWindow = StoredSourceText & { textStart: number; from: number; blockCount: number }

/** Another source of the team that a new file may be a new version of. `shared` is an estimate from the sketches of how many passages both have, exact while both have at most 64. */
export type Likeness = { source: StoredSource; sameFile: boolean; shared: number }

/** What a person changes about a fact; `rev` is the revision they saw. */
export type FactWrite = { id: string; change: FactChange; by: PersonName; at: number }

export type FactQuery = { team: string; status: FactStatus | null; source: string | null; q: string; after: number; limit: number }
/** `next` is where the following page begins; null at the end. `total` counts what the query finds, `counts` all facts of the team by status (of the source, when one is asked for). */
export type FactRows = { facts: readonly LibraryFact[]; total: number; counts: Readonly<Record<FactStatus, number>>; next: number | null }
export type StoredFact = LibraryFact & { team: string; snapshotId: string }

/** A fact as it is looked for in a new text. `touched`: somebody has reviewed it or said something about it. */
export type FactAnchor = { id: string; status: FactStatus; claim: string; touched: boolean; quote: QuoteSelector; position: PositionSelector }

/** Where a fact of an earlier snapshot stands in the new one; `passage` is the id of the passage that holds it. */
export type CarriedFact = { id: string; passage: string; quote: QuoteSelector; position: PositionSelector }

export type StoredFindings = { figures: readonly FigureRecord[]; dates: readonly DateRecord[]; ranks: readonly RankRecord[]; references: readonly Reference[]; evidence: readonly MetadataEvidence[]; facts: readonly LibraryFact[] }

export type SnapshotToRead = { team: string; source: string; snapshot: string; sha256: string }

/** A block's new mark: null gives it back to the rules. `passages` are those the block is cut into under its new kind; none when such blocks are not read. */
export type BlockMark = { source: string; start: number; kind: BlockKind | null; by: PersonName; at: number }
export type BlockCut = { team: string; source: string; /** Of the snapshot the block was read from. */ snapshotSha: string; text: string; block: PositionSelector; passages: readonly NewPassage[]; found: NonNullable<NewImport['found']> }

/** What a passage states, for the comparison of statements. The lists are JSON as stored: who compares them decodes them, away from the threads that serve. */
export type StatedPassage = { seq: number; passageId: string; source: string; csl: string; snapshotSha: string; quote: string; paragraph: number; figures: string; dates: string; ranks: string }

export type Settled = { key: string; as: SettledAs; reason: string; by: PersonName; at: number }

/** One place in a brief, as the index keeps it. */
export type NewUse = Omit<Use, 'document'> & { sourceId: string | null }
export type DocumentToLook = { id: string; title: string; head: number }

export type LibraryStore = {
  /** Stores source, snapshot, blocks, passages, their full text and what was read out of them: all of it appears at once, or nothing. Long ones are written in chunks, between which appends go first. A snapshot with the same bytes in the same team is a `conflict` whose message names the source. */
  addSource(source: NewSource): Promise<void>
  /** The same for a new import of a source that is there: the source's newest snapshot from then on; the earlier ones stay readable. Proposed facts that stand where one of `carried` does are not kept twice. */
  addSnapshot(source: string, made: NewImport, carried?: readonly PositionSelector[]): Promise<void>
  /** Long lists in chunks. */
  addRecords(records: readonly NewRecord[]): Promise<void>
  /** For each record the source of the team that is the same thing, or null. */
  knownRecords(team: string, records: readonly CslItem[]): Promise<readonly (string | null)[]>
  /** Newest import first. */
  sources(team: string): Promise<readonly StoredSource[]>
  /** Without its text. */
  sourceRow(id: string): Promise<StoredSource | null>
  /** With all of its text; of the newest snapshot, or the one with this sha256. */
  source(id: string, sha256?: string): Promise<StoredSourceText | null>
  /** With at most `limit` blocks from block `from` on, and about two million characters. */
  sourceWindow(id: string, part: { sha256?: string; from: number; limit: number }): Promise<StoredWindow | null>
  /** The source in this team that was imported from exactly these bytes, lately or earlier, or null. */
  sourceByBytes(team: string, sha256: string): Promise<StoredSource | null>
  /** Sources of the team that share passages or carry the same file name, and records with this title; most alike first. `hashes` are those of the new text's quotations. */
  likenesses(team: string, file: { file: string; title: string }, hashes: readonly string[]): Promise<readonly Likeness[]>
  /** Of a source, newest first. */
  snapshots(source: string): Promise<readonly SnapshotSummary[]>
  /** What a person says about a source. Audited in the same commit. */
  changeSource(id: string, change: { csl?: CslItem; reliability?: string | null; note?: string | null }, by: PersonName, at: number): Promise<void>
  /** `reason` null restores it. Audited in the same commit. */
  withdrawSource(id: string, reason: string | null, by: PersonName, at: number): Promise<void>

  /** Of the newest snapshot, or the one with this sha256; null when there is no such source or snapshot. Passages set aside are left out. */
  findings(source: string, sha256?: string): Promise<StoredFindings | null>
  /** A newest snapshot out of which nothing was read yet (an older version imported it), or null. */
  snapshotToRead(): Promise<SnapshotToRead | null>
  /** Keeps what was read out of a snapshot that had nothing yet; `found` null when it cannot be read. Once: a second time adds nothing. */
  addFindings(snapshot: SnapshotToRead, text: string, passages: readonly Passage[], found: NewImport['found'] | null): Promise<void>
  /** Changes a block's mark and keeps the rule's word. Audited in the same commit. `not-found` when no block of the newest snapshot starts there. */
  markBlock(mark: BlockMark): Promise<void>
  /** Sets the passages of a block aside or takes them back, so that exactly `cut.passages` are found; adds those that were never cut. */
  recutBlock(cut: BlockCut): Promise<void>

  facts(query: FactQuery): Promise<FactRows>
  fact(id: string): Promise<StoredFact | null>
  /** Keeps a passage as a fact: the id given, or of the fact it has already. `not-found` when the newest snapshot has no such passage, `conflict` for a new fact of a passage set aside or a source withdrawn. */
  addFact(fact: { id: string; source: string; passageId: string; by: PersonName; at: number }): Promise<string>
  /** `conflict` when `rev` is not the fact's any more. Audited in the same commit. */
  changeFact(write: FactWrite): Promise<void>
  /** Facts on a source's newest snapshot, as they are looked for in a new text. */
  factAnchors(source: string): Promise<readonly FactAnchor[]>
  /** Moves facts to the newest snapshot of their source, with all that people said about them, also meanwhile: nobody can change where a fact stands. A passage that is not of that snapshot moves nothing. */
  carryFacts(source: string, facts: readonly CarriedFact[], at: number): Promise<void>

  /** Counts changes of the team's library. */
  libraryRev(team: string): Promise<number>
  /** What passages of sources in use state, newest first, from below `before` on. */
  statedPassages(team: string, before: number, limit: number): Promise<readonly StatedPassage[]>
  /** What a source states, and passages of others that state a figure of the same dimension about the same; at most `limit` of those, the newest first, and `capped` says when there were more. */
  statedBeside(team: string, source: string, limit: number): Promise<{ passages: readonly StatedPassage[]; capped: boolean }>
  settlements(team: string): Promise<readonly Settled[]>
  /** A person's word on a pair of statements; null takes it back. Audited in the same commit. */
  settle(team: string, key: string, word: { as: SettledAs; reason: string } | null, by: PersonName, at: number): Promise<void>

  /** Briefs of a team that changed since they were looked through. */
  documentsToLook(team: string): Promise<readonly DocumentToLook[]>
  /** Replaces what is known of a brief, as of update `head`. An older look never replaces a newer one. */
  putUses(doc: string, head: number, uses: readonly NewUse[]): Promise<void>
  usesOfSource(source: string): Promise<readonly Use[]>
  usesOfFact(fact: string): Promise<readonly Use[]>
}
