/** BibTeX and BibLaTeX: entries, strings, concatenation; braces and quotation marks as delimiters. What LaTeX writes for letters is turned into them (`latex.ts`). */
import { address, dateOf, doi, type Entry, nameOf, present, RECORD_LIMITS, words } from './entry.ts'
import { plain } from './latex.ts'

const KINDS: Readonly<Record<string, string>> = {
  article: 'article-journal', book: 'book', booklet: 'report', inbook: 'chapter', incollection: 'chapter', inproceedings: 'article', conference: 'article', manual: 'report', mastersthesis: 'report', phdthesis: 'report', thesis: 'report', techreport: 'report', report: 'report',
  online: 'webpage', electronic: 'webpage', www: 'webpage', dataset: 'dataset', legislation: 'legislation', jurisdiction: 'legal_case', proceedings: 'book', collection: 'book', periodical: 'article-magazine',
} // prettier-ignore
const MONTHS = new Map('jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').map((month) => [month, month]))

type Cursor = { text: string; at: number }

export function* bibtexEntries(text: string): Generator<Entry> {
  const strings = new Map<string, string>(MONTHS)
  const cursor: Cursor = { text, at: 0 }
  const lineAt = lineCounter(text)
  for (;;) {
    const start = text.indexOf('@', cursor.at)
    if (start < 0) return
    const head = /^@\s*(?<kind>[A-Za-z]+)\s*(?<open>[{(])/u.exec(text.slice(start, start + 80))
    cursor.at = start + (head?.[0].length ?? 1)
    // An address in the words between entries.
    if (head === null) continue
    const kind = (head.groups?.['kind'] ?? '').toLowerCase()
    if (kind === 'comment' || kind === 'preamble') passGroup(cursor)
    else if (kind === 'string') for (const [name, value] of fieldsIn(cursor, strings) ?? []) strings.set(name, value)
    else yield entry(cursor, kind, lineAt(start), strings)
  }
}

function entry(cursor: Cursor, kind: string, line: number, strings: ReadonlyMap<string, string>): Entry {
  const key = /^\s*(?<key>[^\s,{}()"=]{1,200})\s*(?=[,})])/u.exec(cursor.text.slice(cursor.at, cursor.at + 300))
  if (key !== null) cursor.at += key[0].length
  const name = key?.groups?.['key'] ?? null
  const fields = fieldsIn(cursor, strings)
  return fields === null ? { key: name, line, fields: {}, fault: 'its brackets or quotation marks do not close' } : { key: name, line, fields: itemOf(kind, fields) }
}

/** `name = value` pairs up to the closing bracket; null when it does not come. */
function fieldsIn(cursor: Cursor, strings: ReadonlyMap<string, string>): Map<string, string> | null {
  const fields = new Map<string, string>()
  const { text } = cursor
  for (;;) {
    skip(cursor, /[\s,]/u)
    if (cursor.at >= text.length) return null
    if (text[cursor.at] === '}' || text[cursor.at] === ')') {
      cursor.at++
      return fields
    }
    const name = /^[^\s={}(),"#%]{1,100}/u.exec(text.slice(cursor.at, cursor.at + 120))?.[0]
    if (name === undefined) return null
    cursor.at += name.length
    skip(cursor, /\s/u)
    if (text[cursor.at] !== '=') return null
    cursor.at++
    const value = valueIn(cursor, strings)
    if (value === null) return null
    if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value)
  }
}

/** Pieces joined by `#`. */
function valueIn(cursor: Cursor, strings: ReadonlyMap<string, string>): string | null {
  let value = ''
  for (;;) {
    skip(cursor, /\s/u)
    const piece = pieceIn(cursor, strings)
    if (piece === null) return null
    value += piece
    skip(cursor, /\s/u)
    if (cursor.text[cursor.at] !== '#') return value
    cursor.at++
  }
}

function pieceIn(cursor: Cursor, strings: ReadonlyMap<string, string>): string | null {
  const sign = cursor.text[cursor.at]
  if (sign === '{') {
    cursor.at++
    return passGroup(cursor)
  }
  if (sign === '"') return quoted(cursor)
  const bare = /^[^\s,{}()"#=]{1,200}/u.exec(cursor.text.slice(cursor.at, cursor.at + 220))?.[0]
  if (bare === undefined) return null
  cursor.at += bare.length
  return strings.get(bare.toLowerCase()) ?? bare
}

/** What stands up to the bracket that closes the group the cursor is in; null when none does, or too many are open. */
function passGroup(cursor: Cursor): string | null {
  const start = cursor.at
  let depth = 1
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const sign = cursor.text[cursor.at]
    if (sign === '\\') cursor.at++
    else if (sign === '{' && ++depth > RECORD_LIMITS.depth) return null
    else if (sign === '}' && --depth === 0) return cursor.text.slice(start, cursor.at++)
  }
  return null
}

function quoted(cursor: Cursor): string | null {
  const start = ++cursor.at
  let depth = 0
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const sign = cursor.text[cursor.at]
    if (sign === '\\') cursor.at++
    else if (sign === '{') depth++
    else if (sign === '}') depth--
    else if (sign === '"' && depth <= 0) return cursor.text.slice(start, cursor.at++)
  }
  return null
}

function skip(cursor: Cursor, what: RegExp): void {
  while (cursor.at < cursor.text.length && what.test(cursor.text[cursor.at] ?? '')) cursor.at++
}

function itemOf(kind: string, fields: ReadonlyMap<string, string>): Record<string, unknown> {
  const get = (...names: string[]) => names.map((name) => fields.get(name)).find((value) => value !== undefined && value.trim() !== '')
  const read = (...names: string[]) => words(plain(get(...names) ?? ''))
  const subtitle = read('subtitle')
  const title = read('title')
  const type = kind === 'misc' && get('url', 'howpublished')?.includes('://') ? 'webpage' : (KINDS[kind] ?? 'document')
  return present({
    type,
    title: subtitle === undefined || title === undefined ? title : `${title}: ${subtitle}`,
    author: names(get('author') ?? get('editor') ?? ''),
    issued: dateOf(read('date', 'year'), read('month'), read('day')),
    accessed: dateOf(read('urldate')),
    publisher: read('publisher', 'institution', 'school', 'organization'),
    'container-title': read('journal', 'journaltitle', 'booktitle'),
    number: type === 'report' || type === 'legislation' ? read('number') : undefined,
    volume: read('volume'),
    issue: type === 'report' || type === 'legislation' ? undefined : (read('issue') ?? read('number')),
    page: read('pages')?.replace(/-{1,3}/gu, '–'),
    DOI: doi(read('doi')),
    URL: address(get('url')?.replace(/\\([%&#_~])/gu, '$1') ?? /\\url\{(?<url>[^{}]+)\}/u.exec(get('howpublished') ?? get('note') ?? '')?.groups?.['url']),
    language: read('langid', 'language'),
    note: words(plain(get('note', 'annote') ?? ''), 4000),
  })
}

/** "A and B", outside of brackets; a name wholly in brackets is an institution. */
function names(written: string): object[] {
  const single: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < written.length; at++) {
    const sign = written[at]
    if (sign === '{') depth++
    else if (sign === '}') depth--
    else if (depth === 0 && /^\sand\s/iu.test(written.slice(at, at + 5))) {
      single.push(written.slice(from, at))
      from = at + 5
      at += 4
    }
  }
  single.push(written.slice(from))
  return single.slice(0, 100).flatMap((name) => nameOf(plain(name), /^\s*\{[\s\S]*\}\s*$/u.test(name)) ?? []).filter((name) => !('literal' in name && name.literal.toLowerCase() === 'others'))
}

function lineCounter(text: string): (at: number) => number {
  let counted = 0
  let line = 1
  return (at) => {
    for (; counted < at; counted++) if (text.charCodeAt(counted) === 10) line++
    return line
  }
}
