/**
 * A library held in memory: a folder of source files read through the importer, and a search over their passages. For `--library DIR` and for tests;
 * the server's own library lives in its store.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { CslItem } from '#model/csl.ts'
import { matchRanges } from '#model/fold.ts'
import type { Passage, Snapshot, Source } from '#model/source.ts'
import { holdsQuery, holdsQuotation, readQuery, wordsOf } from '#model/wording.ts'
import { IMPORT_LIMITS, ingest } from './ingest.ts'

export { voiceAt } from './passages.ts'

/** How much one folder may hold. */
export const FOLDER_LIMITS = { files: 500, bytes: 200_000_000, depth: 4 } as const

/** A source with the snapshot it was read from. `voices` has one entry for each passage: `own` or `reported:NAME`. */
export type LibraryEntry = { source: Source; snapshot: Snapshot; voices: readonly string[] }

/** `refused` names the files that could not be read and why; they do not spoil the others. */
export type Library = { entries: readonly LibraryEntry[]; refused: readonly { file: string; reason: string }[] }

/**
 * Reads a folder and its subfolders, in the order of file names. Hidden files, links and JSON files (metadata) are passed over; `now` dates the import.
 * Known metadata comes from `known`, by path inside the folder. The same bytes twice are one source. Throws what the file system throws when the folder itself can't be read.
 */
export async function readFolder(folder: string, options: { now: number; known?: ReadonlyMap<string, CslItem> }): Promise<Library> {
  const files = await filesIn(folder, folder, 0)
  const entries = new Map<string, LibraryEntry>()
  const refused: { file: string; reason: string }[] = []
  let bytesLeft: number = FOLDER_LIMITS.bytes
  for (const [index, file] of files.entries()) {
    const { size } = await stat(join(folder, file))
    bytesLeft -= size
    if (index >= FOLDER_LIMITS.files || bytesLeft < 0) {
      refused.push({ file, reason: `The folder holds more than ${FOLDER_LIMITS.files} files or ${FOLDER_LIMITS.bytes / 1_000_000} MB; the rest was not read.` })
      break
    }
    const csl = options.known?.get(file)
    const entry = size > IMPORT_LIMITS.bytes ? { file, reason: `The file is larger than ${IMPORT_LIMITS.bytes / 1_000_000} MB.` } : await readEntry({ name: file, bytes: new Uint8Array(await readFile(join(folder, file))), ...(csl === undefined ? {} : { csl }) }, options.now)
    if ('reason' in entry) refused.push(entry)
    else if (!entries.has(entry.source.id)) entries.set(entry.source.id, entry)
  }
  return { entries: [...entries.values()], refused }
}

/** One file as an entry; its id comes from the bytes, so the same file is the same source everywhere. */
export async function readEntry(file: { name: string; bytes: Uint8Array; csl?: CslItem }, now: number): Promise<LibraryEntry | { file: string; reason: string }> {
  const read = await ingest(file)
  if (read.outcome !== 'text') return { file: file.name, reason: read.reason }
  const source: Source = { id: `file-${read.snapshot.sha256.slice(0, 24)}`, csl: read.csl, reliability: null, note: null, file: file.name, importedAt: now }
  return { source, snapshot: read.snapshot, voices: read.voices }
}

async function filesIn(root: string, folder: string, depth: number): Promise<string[]> {
  const found: string[] = []
  const children = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const child of children) {
    const path = join(folder, child.name)
    if (child.name.startsWith('.')) continue
    if (child.isDirectory() && depth < FOLDER_LIMITS.depth) found.push(...(await filesIn(root, path, depth + 1)))
    else if (child.isFile() && !/\.json$/iu.test(child.name)) found.push(relative(root, path))
    if (found.length > FOLDER_LIMITS.files) break
  }
  return found
}

export type EntryHit = { entry: LibraryEntry; passage: Passage; voice: string; /** BM25; only comparable within one search. */ score: number; /** Ranges of the quotation that matched. */ marks: readonly (readonly [number, number])[] }

/** BM25's usual constants. */
const SATURATION = 1.2
const LENGTH_WEIGHT = 0.75

type Indexed = { entry: LibraryEntry; index: number; words: readonly string[] }

/**
 * The passages that hold every word of the query (folded; the last one also as the beginning of a word; a "quoted phrase" as it stands), best first by BM25.
 * A passage that holds only some of them is no answer: a fact must not rest on a likeness. Ties keep the order of the library.
 */
export function searchEntries(entries: readonly LibraryEntry[], query: string, limit: number): EntryHit[] {
  const asked = readQuery(query)
  const { words } = asked
  if (words.length === 0 || limit <= 0) return []
  const passages = entries.flatMap((entry) => entry.snapshot.passages.map((passage, index): Indexed => ({ entry, index, words: wordsOf(passage.quote.exact) })))
  const candidates = passages.filter((passage) => holdsQuery(passage.words, asked))
  const weights = inverseFrequencies(passages, words)
  const average = passages.reduce((sum, passage) => sum + passage.words.length, 0) / Math.max(1, passages.length)
  return candidates
    .map((candidate) => toHit(candidate, query, bm25(candidate.words, words, weights, average)))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
}

function inverseFrequencies(passages: readonly Indexed[], words: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    words.map((word) => {
      const holding = passages.filter((passage) => passage.words.some((held) => held.startsWith(word))).length
      return [word, Math.log(1 + (passages.length - holding + 0.5) / (holding + 0.5))]
    }),
  )
}

function bm25(held: readonly string[], words: readonly string[], weights: ReadonlyMap<string, number>, average: number): number {
  return words.reduce((score, word) => {
    const frequency = held.filter((candidate) => candidate === word).length + 0.5 * held.filter((candidate) => candidate !== word && candidate.startsWith(word)).length
    const norm = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * held.length) / Math.max(1, average))
    return score + ((weights.get(word) ?? 0) * frequency * (SATURATION + 1)) / (frequency + norm)
  }, 0)
}

function toHit({ entry, index }: Indexed, query: string, score: number): EntryHit {
  const passage = entry.snapshot.passages[index]
  if (passage === undefined) throw new RangeError(`source ${entry.source.id} has no passage ${index}`)
  return { entry, passage, voice: entry.voices[index] ?? 'own', score, marks: matchRanges(passage.quote.exact, query) }
}

/**
 * The passage that holds a quotation, as `holdsQuotation` compares them; null when none does, so also for words that go on into the next passage.
 * `source` narrows it to the entry with that id or file name.
 */
export function findQuotation(entries: readonly LibraryEntry[], quote: string, source: string | null = null): { entry: LibraryEntry; passage: Passage; voice: string } | null {
  for (const entry of entries) {
    if (source !== null && entry.source.id !== source && entry.source.file !== source) continue
    const index = entry.snapshot.passages.findIndex((passage) => holdsQuotation(passage.quote.exact, quote))
    const passage = entry.snapshot.passages[index]
    if (passage !== undefined) return { entry, passage, voice: entry.voices[index] ?? 'own' }
  }
  return null
}
