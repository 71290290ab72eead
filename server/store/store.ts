/**
 * What we need of a store. The embedded store (`sqlite.ts`) implements it on `node:sqlite` in worker threads; a PostgreSQL store will implement
 * the same interface, and one conformance suite (`tests/server/store/conformance.ts`) runs against every implementation.
 *
 * Only `server/store/` speaks SQL. Ids are UUIDv7 text, times integer milliseconds since 1970, bytes `Uint8Array`. Every promise that writes
 * resolves after the commit is on disk. Faults of the caller are `Refusal`s (`not-found`, `conflict`); anything else is a bug or a broken disk.
 */
import type { Role } from '#model/api.ts'
import type { CslItem } from '#model/csl.ts'
import type { Passage } from '#model/source.ts'
import type { LibraryStore } from './library.ts'

export type DocumentRow = {
  id: string
  team: string
  /** Derived from the brief's own title; for lists only. */
  title: string
  kind: string
  /** "id@rev" or null. */
  template: string | null
  /** Sequence number of the newest update; gap-free from 1. */
  head: number
  createdAt: number
  changedAt: number
}

export type NewDocumentRow = Omit<DocumentRow, 'head' | 'changedAt'> & { /** The first update (seq 1), written in the same commit. */ seed: Uint8Array; actor: string }

/** One update of one brief. `actor` is a person's id, or `key:<id>`, or `server`. `claims`: Yjs client ids that are the actor's from now on (see `StoredState.authors`). */
export type NewUpdate = { doc: string; actor: string; at: number; data: Uint8Array; claims?: readonly number[] }
export type UpdateRow = { seq: number; actor: string; at: number; data: Uint8Array }

export type StoredLog = { head: number; updates: readonly UpdateRow[] }

/**
 * A brief's state up to one update, in the form the relay serves it. `parts` are Yjs updates that together are the brief; `stateVector`, `deletes` (an update
 * with nothing but a delete set) and `watched` (the clocks of its fields and info, encoded like `deletes`) say what is in them without looking inside.
 */
export type Snapshot = { upto: number; schema: number; stateVector: Uint8Array; deletes: Uint8Array; watched: Uint8Array; parts: readonly Uint8Array[] }
export type StoredSnapshot = Snapshot & { at: number }
/** `quarantined`: updates Yjs could not apply, or that rest on such; they stay in the log and are not in the snapshot. */
export type NewSnapshot = Snapshot & { quarantined: readonly { seq: number; reason: string }[] }

/** The newest snapshot and the updates since: together the brief as it is. `authors`: whose words a Yjs client id carries, as far as updates claimed them. */
export type StoredState = { head: number; /** As the lists have it. */ title: string; authors: readonly (readonly [client: number, actor: string])[]; snapshot: StoredSnapshot | null; tail: readonly UpdateRow[] }

/** What `compact` brought about: the newest snapshot, and the text of the brief's title field. */
export type Compacted = { snapshot: Snapshot; title: string }

export type TeamRow = { id: string; slug: string; name: string; createdAt: number }
export type Membership = { team: TeamRow; role: Role }
/** A hashed secret that stands for someone: an API key (`team` + `role` of its own) or a sign-in link (`person`, single use, runs out). */
export type KeyRow = { id: string; team: string; name: string; role: Role; hash: string; createdAt: number }
/** A key as lists show it. `revokedAt`: null while it works. */
export type KeySummary = Omit<KeyRow, 'hash'> & { teamSlug: string; revokedAt: number | null }
export type LinkRow = { hash: string; person: string; createdAt: number; expiresAt: number }

export type { NewSource, StoredSource, StoredSourceText } from './library.ts'

/** `marks` are ranges of the quotation that matched: start inclusive, end exclusive, in order, apart from each other. */
export type StoredHit = { passage: Passage; voice: string; source: { id: string; csl: CslItem; snapshotSha: string }; marks: readonly (readonly [number, number])[] }

/**
 * What is looked for in a library. `q`: words folded (case, diacritics) and stemmed, all must match, the last one also as a beginning from three letters on;
 * "quoted phrases". `source` is an id, `publisher` a name (of the publisher or of the container), `from` and `to` are ISO dates, months or years, both included, of issue
 * (undated sources are in no range). Of `cues`, words or phrases of an axis, a passage has to hold one at least. `verbatim`: the words themselves, no other form of them.
 */
export type LibraryQuery = { q: string; source?: string; publisher?: string; from?: string; to?: string; cues?: readonly string[]; verbatim?: boolean }

/** `capped`: not all that match was ranked; `note` says in a sentence what the order or the list leaves out, null when nothing. */
export type LibraryHits = { hits: readonly StoredHit[]; capped: boolean; note: string | null }

export type AuditEntry = { at: number; actor: string; action: string; object: string; detail?: unknown }

export type StoredBlob = { bytes: Uint8Array; mediaType: string }

/** Where the store tells what a person running it should know; pino's signature. */
export type StoreLog = { info(fields: object, message: string): void; error(fields: object, message: string): void }

export interface Store extends LibraryStore {
  // The log
  createDocument(row: NewDocumentRow): Promise<void>
  /** Appends in order and resolves with the seq of each, after the commit. Calls that arrive while a commit runs share the next one. */
  append(updates: readonly NewUpdate[]): Promise<readonly number[]>
  /** The brief as it is, without replaying its history. Throws `not-found`. */
  readState(doc: string): Promise<StoredState>
  /** Merges what came since the newest snapshot into a new one, away from this thread, and moves what is no longer needed to open the brief into the archive. Null when there is nothing to merge, or somebody else did it meanwhile. */
  compact(doc: string): Promise<Compacted | null>
  /** All updates with `seq > after`, however old. Throws `not-found`. */
  readLog(doc: string, after?: number): Promise<StoredLog>
  document(id: string): Promise<DocumentRow | null>
  /** The briefs of these teams, newest change first. */
  documents(teams: readonly string[]): Promise<readonly DocumentRow[]>
  setTitle(doc: string, title: string): Promise<void>
  /** Takes a brief off the lists; its log stays. */
  deleteDocument(doc: string, actor: string, at: number): Promise<void>

  // Bytes as they came: the original files of sources, illustrations
  /** Keeps the bytes by content hash and resolves with it (sha256, hex), once they are on disk. The same bytes are kept once. */
  putBlob(bytes: Uint8Array, mediaType: string): Promise<string>
  /** Checked against their hash when read; null when there are none. */
  blob(sha256: string): Promise<StoredBlob | null>

  // The library, beside what LibraryStore promises
  /** Full text over the passages of a team that may be found: not those of withdrawn sources, of older imports, or set aside. Whole words first, by rank; then words that only begin so. Ranks at most 20,000 matches, the newest. */
  search(team: string, query: LibraryQuery, limit: number): Promise<LibraryHits>

  // People and rights
  createTeam(team: TeamRow): Promise<void>
  teams(): Promise<readonly TeamRow[]>
  setMember(team: string, person: string, role: Role): Promise<void>
  removeMember(team: string, person: string): Promise<void>
  memberships(person: string): Promise<readonly Membership[]>
  createKey(key: KeyRow): Promise<void>
  /** The keys of all teams, oldest first, those taken back included. */
  keys(): Promise<readonly KeySummary[]>
  /** From now on the key stands for no one. False when there is none that works. */
  revokeKey(id: string, at: number): Promise<boolean>
  /** By id; null once it was taken back. */
  keyById(id: string): Promise<KeySummary | null>
  /** By hash of the secret; null once it was taken back. */
  key(hash: string): Promise<(KeyRow & { teamRow: TeamRow }) | null>
  createLink(link: LinkRow): Promise<void>
  /** Takes the link: the person it stands for, once and before it runs out; null otherwise. */
  consumeLink(hash: string, now: number): Promise<string | null>

  /** Append-only record of what was done. */
  audit(entry: AuditEntry): Promise<void>
  /** What was done to this object, oldest first. */
  audits(object: string): Promise<readonly AuditEntry[]>

  /** True when the writer answers; for `/readyz`. */
  ready(): Promise<boolean>
  /** Finishes what was accepted, then closes. */
  close(): Promise<void>
}
