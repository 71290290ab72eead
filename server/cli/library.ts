/** `--library DIR` on the command line: a folder of source files read in memory, or a data directory; without it, the data directory's own library. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { factFromPassage } from '#model/fact-from-passage.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { type EntryHit, findQuotation, type LibraryEntry, readFolder, searchEntries } from '#sources/library.ts'
import type { Lookup } from '#templates/instantiate.ts'
import { libraryLookup } from '../lookup.ts'
import { type Io, withParts } from './command.ts'
import { teamFor } from './people.ts'

const DATABASE = 'counterpoint.db'

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

/** A source is named by its id, its file or its title. */
function named(entries: readonly LibraryEntry[], name: string): readonly LibraryEntry[] {
  return entries.filter(({ source }) => [source.id, source.file, source.csl.title].includes(name))
}

/** As `libraryLookup`, over sources in memory. */
export function memoryLookup(entries: readonly LibraryEntry[], random: RandomBytes): Lookup {
  return (want) => {
    const hit = 'query' in want ? searchEntries(entries, want.query, 1)[0] : findQuotation(named(entries, want.source), want.quote)
    return hit ? factFromPassage(cited(hit), shortId(random)) : null
  }
}

const cited = ({ entry, passage, voice }: Pick<EntryHit, 'entry' | 'passage' | 'voice'>) => ({ passage, voice, source: { id: entry.source.id, csl: entry.source.csl, snapshotSha: entry.snapshot.sha256 } })
