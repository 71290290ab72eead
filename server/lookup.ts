/** How the facts a template's data asks for are found in the stored library of a team. */
import { type CitedPassage, factFromPassage } from '#model/fact-from-passage.ts'
import { foldWords } from '#model/fold.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import type { Lookup } from '#templates/instantiate.ts'
import type { Store } from './store/store.ts'

/** A quotation is looked for among this many passages that hold its words. */
const MAX_CANDIDATES = 50

/** `team` is an id. A source is named by its id, its file or its title. Each answer is a new record with an id of its own. */
export function libraryLookup({ store, random }: { store: Pick<Store, 'search' | 'sources'>; random: RandomBytes }, team: string): Lookup {
  const best = async (query: string): Promise<CitedPassage | undefined> => (await store.search(team, query, 1)).hits[0]

  const quoted = async (named: string, quote: string): Promise<CitedPassage | undefined> => {
    const source = (await store.sources(team)).find(({ id, file, csl }) => [id, file, csl.title].includes(named))
    if (!source) return undefined
    const { hits } = await store.search(team, `"${quote.replaceAll('"', ' ')}"`, MAX_CANDIDATES)
    const wanted = foldWords(quote)
    return hits.find((hit) => hit.source.id === source.id && foldWords(hit.passage.quote.exact).includes(wanted))
  }

  return async (want) => {
    const found = 'query' in want ? await best(want.query) : await quoted(want.source, want.quote)
    return found ? factFromPassage(found, shortId(random)) : null
  }
}
