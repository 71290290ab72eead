/** The store of the search bench: a generated library written through the store's own import, so that what is searched is what a team would have. */
import { createHash } from 'node:crypto'
import { openSqliteStore } from '../../server/store/sqlite.ts'
import type { NewSource, Store } from '../../server/store/store.ts'
import { createSpeaker, type Speaker } from './search.text.ts'

export const TEAM = 'team'
/** Passages of an ordinary source, and of the one long one, which is a tenth of the library. */
const ORDINARY = 2000
export const PUBLISHERS = 20
const FIRST_YEAR = 2005
const YEARS = 20

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

export function openBenchStore(folder: string): Promise<Store> {
  return openSqliteStore({ folder, now: Date.now, log: { info: () => undefined, error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) } })
}

export async function buildLibrary(folder: string, passages: number, seed: number): Promise<Speaker> {
  const speaker = createSpeaker(seed)
  const store = await openBenchStore(folder)
  await store.createTeam({ id: TEAM, slug: 'desk', name: 'The desk', createdAt: 1 })
  const long = Math.floor(passages / 10)
  await store.addSource(generatedSource(speaker, 0, long))
  for (let left = passages - long, index = 1; left > 0; left -= ORDINARY, index++) await store.addSource(generatedSource(speaker, index, Math.min(ORDINARY, left)))
  await store.close()
  return speaker
}

function generatedSource(speaker: Speaker, index: number, count: number): NewSource {
  const said = Array.from({ length: count }, () => speaker.passage())
  const text = said.join('\n')
  const id = `s${index}`
  let start = 0
  return {
    team: TEAM,
    actor: 'bench',
    source: {
      id,
      csl: { type: 'report', title: `Report ${index}`, publisher: `Institution ${index % PUBLISHERS}`, issued: { 'date-parts': [[FIRST_YEAR + (index % YEARS), 1 + (index % 12)]] } },
      reliability: null,
      note: null,
      file: `${id}.txt`,
      importedAt: index,
    },
    snapshot: { id: `n${index}`, sha256: sha(id), textSha256: sha(text), mediaType: 'text/plain', importer: 'bench/1', text, blocks: [{ start: 0, end: text.length, kind: 'body', reason: 'a paragraph', decidedBy: 'rule' }] },
    passages: said.map((exact, ord) => {
      const position = { start, end: start + exact.length }
      start = position.end + 1
      return { id: `${id}-${ord}`, quote: { exact, prefix: text.slice(Math.max(0, position.start - 48), position.start), suffix: text.slice(position.end, position.end + 48) }, position, paragraph: ord + 1, page: null, quoteHash: sha(exact), voice: 'own' }
    }),
  }
}
