/** CSL-JSON (citeproc's data model, as Zotero and Mendeley export it): a list, one item, or `{items: [...]}`. */
import { CSL_TYPES } from '#model/csl.ts'
import { address, dateOf, doi, type Entry, nameOf, present, RecordsFault, words } from './entry.ts'

/** CSL's other kinds by the nearest of ours. */
const KINDS: Readonly<Record<string, string>> = { bill: 'legislation', hearing: 'legal_case', regulation: 'legislation', 'paper-conference': 'article', thesis: 'report', post: 'webpage', 'post-weblog': 'webpage', 'entry-encyclopedia': 'chapter', 'entry-dictionary': 'chapter', 'entry': 'chapter', review: 'article', broadcast: 'document', interview: 'speech', manuscript: 'document', pamphlet: 'report', periodical: 'article', standard: 'document', collection: 'book' }

export function* cslEntries(text: string): Generator<Entry> {
  const list = listIn(parsed(text))
  const lines = linesOf(text)
  for (const [index, item] of list.entries()) {
    const key = words((item as Record<string, unknown> | null)?.['id']) ?? null
    const line = lines(index, key)
    if (typeof item !== 'object' || item === null || Array.isArray(item)) yield { key, line, fields: {}, fault: 'it is no object' }
    else yield { key, line, fields: fieldsOf(item as Record<string, unknown>) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = Number(/position (\d+)/u.exec(error.message)?.[1] ?? 0)
    throw new RecordsFault('the list is no valid JSON from here on', text.slice(0, at).split('\n').length)
  }
}

function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const items = (value as { items?: unknown } | null)?.items
  return Array.isArray(items) ? items : [value]
}

/** JSON keeps no lines; an item's own id is found again in the text, in order. */
function linesOf(text: string): (index: number, key: string | null) => number {
  let at = 0
  let line = 1
  return (_index, key) => {
    const found = key === null ? -1 : text.indexOf(JSON.stringify(key), at)
    if (found < 0) return line
    line += text.slice(at, found).split('\n').length - 1
    at = found
    return line
  }
}

function fieldsOf(item: Record<string, unknown>): Record<string, unknown> {
  const kind = words(item['type']) ?? 'document'
  return present({
    type: (CSL_TYPES as readonly string[]).includes(kind) ? kind : (KINDS[kind] ?? 'document'),
    title: words(item['title']),
    author: (Array.isArray(item['author']) ? item['author'] : []).slice(0, 100).flatMap((name) => personIn(name) ?? []),
    issued: dateIn(item['issued']),
    accessed: dateIn(item['accessed']),
    publisher: words(item['publisher']),
    'container-title': words(item['container-title']),
    number: words(item['number']),
    volume: words(item['volume']),
    issue: words(item['issue']),
    page: words(item['page']),
    DOI: doi(item['DOI']),
    URL: address(item['URL']),
    language: words(item['language']),
    note: words(item['note'], 4000),
  })
}

function personIn(name: unknown): object | null {
  if (typeof name === 'string') return nameOf(name)
  const { family, given, literal, 'non-dropping-particle': particle } = (name ?? {}) as Record<string, unknown>
  const own = words(family)
  if (own === undefined) return nameOf(words(literal) ?? words(given) ?? '', true)
  const before = words(particle)
  return present({ family: before === undefined ? own : `${before} ${own}`, given: words(given) })
}

function dateIn(date: unknown): object | undefined {
  if (typeof date === 'string' || typeof date === 'number') return dateOf(date)
  const { 'date-parts': parts, literal, raw } = (date ?? {}) as Record<string, unknown>
  const read = (Array.isArray(parts) ? parts : []).slice(0, 2).map(partsIn).filter((part) => part.length > 0)
  if (read.length > 0) return { 'date-parts': read }
  return typeof raw === 'string' ? dateOf(raw) : words(literal) === undefined ? undefined : { literal: words(literal) }
}

/** Year, month and day as far as they are a date: CrossRef writes [null] for none, others fill up with null or 0. */
function partsIn(written: unknown): number[] {
  const [year, month, day] = (Array.isArray(written) ? written : []).map((part) => (typeof part === 'string' && /^\s*-?\d+\s*$/u.test(part) ? Number(part) : part))
  const within = (part: unknown, most: number): part is number => typeof part === 'number' && Number.isInteger(part) && part >= 1 && part <= most
  if (typeof year !== 'number' || !Number.isInteger(year) || year === 0 || Math.abs(year) > 9999) return []
  if (!within(month, 12)) return [year]
  return within(day, 31) ? [year, month, day] : [year, month]
}
