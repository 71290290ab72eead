/** A list of references (CSL-JSON, BibTeX, RIS) into the library: a source without a text for each record that the team does not have. */
import type { ImportResult } from '#model/api.ts'
import type { CslItem } from '#model/csl.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import type { FileToImport, ImportParts } from './importing.ts'
import { recordKeys } from './store/record-keys.ts'

/** Ids of sources that one answer names. */
const MOST_NAMED = 1_000

/** Null when the file is no list of references: it is then a text like any other. What could not be taken is among the warnings. */
export async function importRecords(parts: ImportParts, file: FileToImport): Promise<ImportResult | null> {
  if (file.into !== undefined || !mayBeRecords(file)) return null
  const read = await parts.librarian.ask('records', { name: file.name, bytes: file.bytes }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'too-large') return { items: [], warnings: ['The list of references took too long to read.'] }
    throw error
  })
  if (read === null) return null
  if (read.items.length === 0) return { ...result(file, []), outcome: 'refused', reason: read.warnings[0] ?? 'The list holds no reference.' }
  const at = parts.now()
  const known = await parts.store.knownRecords(file.team, read.items)
  const fresh = firstOfEach(read.items.filter((_, index) => known[index] === null))
  const added = fresh.map((csl) => ({ source: { id: uuidv7(at, parts.random), csl, reliability: null, note: null, file: file.name, importedAt: at }, team: file.team, actor: file.actor }))
  await parts.store.addRecords(added)
  await parts.store.audit({ at, actor: file.actor, action: 'add-records', object: file.team, detail: { file: file.name, added: added.length, known: read.items.length - added.length } })
  const ids = [...added.map(({ source }) => source.id), ...known.filter((id) => id !== null)]
  const told = result(file, ids.slice(0, MOST_NAMED))
  return {
    ...told,
    source: read.items.length === 1 ? (ids[0] ?? null) : null,
    title: read.items.length === 1 ? (read.items[0]?.title ?? null) : null,
    warnings: [sentence(added.length, read.items.length - added.length), ...read.warnings],
    records: { added: added.length, known: read.items.length - added.length, sources: ids.slice(0, MOST_NAMED) },
  }
}

/** A cheap look: what it lets through is read properly. */
function mayBeRecords({ name, bytes }: FileToImport): boolean {
  if (/\.(?:bib|bibtex|ris|json|csljson|enw)$/i.test(name)) return true
  return /^\W{0,8}(?:[[{]\s*["{]|@\w+\s*[{(]|TY {1,2}-)/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 400)))
}

function firstOfEach(items: readonly CslItem[]): CslItem[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const keys = recordKeys(item)
    const isNew = !keys.some((key) => seen.has(key))
    for (const key of keys) seen.add(key)
    return isNew
  })
}

function sentence(added: number, known: number): string {
  const became = added === 1 ? 'One record became a source' : `${added} records became sources`
  return `${became} without a text${known > 0 ? `; ${known} ${known === 1 ? 'was' : 'were'} there already` : ''}.`
}

function result({ name }: FileToImport, sources: readonly string[]): ImportResult {
  return { file: name, outcome: 'text', source: null, snapshot: null, title: null, language: null, pages: null, passages: 0, warnings: [], records: { added: 0, known: 0, sources: [...sources] } }
}
