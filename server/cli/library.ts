/** `--library DIR` on the command line: a folder of source files read in memory, or a data directory; without it, the data directory's own library. */
import { statSync } from 'node:fs'
import { factFromPassage } from '#model/fact-from-passage.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { type EntryHit, findQuotation, type LibraryEntry, readFolder, searchEntries } from '#sources/library.ts'
import type { Lookup } from '#templates/instantiate.ts'
import { libraryLookup } from '../lookup.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/store.ts'
import { type Io, quietConfig } from './command.ts'
import { hasData, openStored } from './stored.ts'
import { firstTeam } from './team.ts'

/** Does the work with a lookup in the library that was meant. Files of a folder that can't be read are named on stderr. */
export async function withLookup<T>(folder: string | undefined, io: Io, random: RandomBytes, work: (lookup: Lookup) => Promise<T>): Promise<T> {
  if (folder !== undefined && !isFolder(folder)) throw new Refusal('not-found', `${folder} is not a folder.`)
  if (folder !== undefined && !hasData(folder)) return work(await folderLookup(folder, io, random))
  const { lookup, close } = storedLookup({ ...quietConfig(io), ...(folder === undefined ? {} : { dataDir: folder }) }, random)
  try {
    return await work(lookup)
  } finally {
    await close()
  }
}

/** Opened when the first fact is asked for: data without facts needs no library. */
function storedLookup(config: Config, random: RandomBytes): { lookup: Lookup; close(): Promise<void> } {
  let opened: Promise<Store> | undefined
  let inTeam: Lookup | undefined
  return {
    async lookup(want) {
      opened ??= openStored(config)
      const store = await opened
      inTeam ??= libraryLookup({ store, random }, (await firstTeam(store, config.dataDir)).id)
      return inTeam(want)
    },
    close: async () => (await opened)?.close(),
  }
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
