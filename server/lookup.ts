/** How the facts a template's data asks for are found in the stored library of a team. */
import { type CitedPassage, factFromPassage } from '#model/fact-from-passage.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { holdsQuotation } from '#model/wording.ts'
import { voiceAt } from '#sources/library.ts'
import type { Lookup } from '#templates/instantiate.ts'
import type { Store, StoredSourceText } from './store/store.ts'

type LookupStore = Pick<Store, 'search' | 'source' | 'sources'>

/** `team` is an id. A source is named by its id, its file or its title. Each answer is a new record with an id of its own. */
export function libraryLookup({ store, random }: { store: LookupStore; random: RandomBytes }, team: string): Lookup {
  const textOf = lastRead(store)

  const best = async (query: string): Promise<CitedPassage | undefined> => {
    // A fact must not rest on a likeness ("offices" for "officers").
    const { hits } = await store.search(team, { q: query, verbatim: true }, 1)
    return hits[0]
  }

  const quoted = async (named: string, quote: string): Promise<CitedPassage | undefined> => {
    const candidates = (await store.sources(team)).filter(({ id, file, csl }) => [id, file, csl.title].includes(named))
    for (const { id } of candidates) {
      const source = await textOf(id)
      const passage = source?.passages.find((candidate) => holdsQuotation(candidate.quote.exact, quote))
      if (source?.shown && passage) return { passage, voice: voiceAt(source.text, source.blocks, passage.position), source: { id, csl: source.csl, snapshotSha: source.shown } }
    }
    return undefined
  }

  return async (want) => {
    const found = 'query' in want ? await best(want.query) : await quoted(want.source, want.quote)
    return found ? factFromPassage(found, shortId(random)) : null
  }
}

/** Facts often come from one source in a row, so the one that was read last is kept. A long one is megabytes, so only that. */
function lastRead(store: LookupStore): (id: string) => Promise<StoredSourceText | null> {
  let last: StoredSourceText | null = null
  return async (id) => {
    if (last?.id !== id) last = await store.source(id)
    return last
  }
}
