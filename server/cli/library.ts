/** `--library DIR` on the command line: a folder of source files read in memory, or a data directory; without it, the data directory's own library. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { factFromPassage } from '#model/fact-from-passage.ts'
import { foldWords } from '#model/fold.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { type EntryHit, type LibraryEntry, readFolder, searchEntries } from '#sources/library.ts'
import type { Lookup } from '#templates/instantiate.ts'
import { libraryLookup } from '../lookup.ts'
import { type Io, withParts } from './command.ts'
import { teamFor } from './people.ts'

const DATABASE = 'counterpoint.db'
const MAX_CANDIDATES = 50

/** Does the work with a lookup in the library that was meant. Files of a folder that can't be read are named on stderr. */
export async function withLookup<T>(folder: string | undefined, io: Io, random: RandomBytes, work: (lookup: Lookup) => Promise<T>): Promise<T> {
  if (folder !== undefined && !isFolder(folder)) throw new Refusal('not-found', `${folder} is not a folder.`)
  if (folder !== undefined && !existsSync(join(folder, DATABASE))) return work(await folderLookup(folder, io, random))
  const env = folder === undefined ? io.env : { ...io.env, DATA_DIR: folder }
  return withParts({ ...io, env }, async (parts) => work(libraryLookup({ store: parts.store, random }, (await teamFor(parts, undefined)).id)))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

async function folderLookup(folder: string, io: Io, random: RandomBytes): Promise<Lookup> {
  const { entries, refused } = await readFolder(folder, { now: Date.now() })
  for (const { file, reason } of refused) io.err(`${file} was not read: ${reason}`)
  return memoryLookup(entries, random)
}

/** As `libraryLookup`, over sources in memory. */
export function memoryLookup(entries: readonly LibraryEntry[], random: RandomBytes): Lookup {
  return (want) => {
    const hit = 'query' in want ? searchEntries(entries, want.query, 1)[0] : quoted(entries, want.source, want.quote)
    return hit ? factFromPassage(cited(hit), shortId(random)) : null
  }
}

function quoted(entries: readonly LibraryEntry[], named: string, quote: string): EntryHit | undefined {
  const source = entries.filter((entry) => [entry.source.id, entry.source.file, entry.source.csl.title].includes(named))
  const wanted = foldWords(quote)
  return searchEntries(source, `"${quote.replaceAll('"', ' ')}"`, MAX_CANDIDATES).find(({ passage }) => foldWords(passage.quote.exact).includes(wanted))
}

const cited = ({ entry, passage, voice }: EntryHit) => ({ passage, voice, source: { id: entry.source.id, csl: entry.source.csl, snapshotSha: entry.snapshot.sha256 } })
