/**
 * Citations as notes, in the manner of the Chicago Manual of Style (18th ed., notes): the first note of a source is full, a later one short.
 *
 * Sources are resolved through the facts the brief itself carries, so that it prints the same offline and years later. What the runs look like
 * (size, colour, where the note stands) belongs to the editor and the typesetter. No "ibid.": text moves, and the word would then lie.
 */
import type { Mark, Node } from 'prosemirror-model'
import { type CslItem, type CslName, issuedYear, nameKey } from './csl.ts'
import { type CitationItem, readCitationItems } from './nodes/citation.ts'
import { type FactRecord, reporter } from './fact.ts'
import { dateInWords } from './field.ts'
import { safeHref } from './href.ts'
import type { MarkName } from './schema.ts'

/**
 * A stretch of a note in one look. `href` has passed `safeHref`, `lang` is BCP 47. `suggestion` says that somebody proposes to add or to take out
 * these words; until that is decided they are shown as such.
 */
export type Run = {
  text: string
  italic?: true
  strong?: true
  code?: true
  script?: 'sub' | 'sup'
  lang?: string
  href?: string
  suggestion?: 'insertion' | 'deletion'
}

/**
 * One note. `number` counts citations and footnotes together, from 1, in document order; `pos` is the position of its node in `body`
 * (`body.nodeAt(pos)`); `cid` is the citation's id, "" for a footnote.
 */
export type Note = { number: number; pos: number; kind: 'citation' | 'footnote'; cid: string; runs: readonly Run[] }

/** Titles that stand in quotation marks because they are parts of a larger whole or were never published as a work of their own. */
const QUOTED = new Set<CslItem['type']>(['article', 'article-journal', 'article-magazine', 'article-newspaper', 'chapter', 'document', 'speech', 'webpage', 'dataset'])
/** Titles in plain letters: law carries its own form. */
const PLAIN = new Set<CslItem['type']>(['legislation', 'treaty'])
/** Works whose publisher and date stand in parentheses. */
const IN_PARENTHESES = new Set<CslItem['type']>(['book', 'report', 'chapter', 'speech'])

const SHORT_TITLE_WORDS = 6

/** All notes of a body in document order. */
export function citationNotes(body: Node, facts: Readonly<Record<string, FactRecord>>): Note[] {
  const records = Object.values(facts)
  const seen = new Set<string>()
  const notes: Note[] = []
  body.descendants((node, pos) => {
    if (node.type.name === 'footnote') {
      notes.push({ number: notes.length + 1, pos, kind: 'footnote', cid: '', runs: footnoteRuns(node) })
      return false
    }
    if (node.type.name !== 'citation') return true
    const items = citationItems(node)
    notes.push({ number: notes.length + 1, pos, kind: 'citation', cid: typeof node.attrs['cid'] === 'string' ? node.attrs['cid'] : '', runs: clusterRuns(items, records, seen) })
    return false
  })
  return notes
}

/** The items of a citation node that name a source; what a peer wrote there that is none is left out. */
export function citationItems(node: Node): CitationItem[] {
  return readCitationItems(node.attrs['items'])
}

/** The full first note of one source, without a closing period. */
export function fullNote(csl: CslItem, options: { locator?: string; suppressAuthor?: boolean } = {}): Run[] {
  return tidy([
    ...(options.suppressAuthor ? [] : lead(noteAuthors(csl.author))),
    ...title(csl, IN_PARENTHESES.has(csl.type) && csl['container-title'] === undefined ? '' : ','),
    ...publication(csl),
    ...(options.locator ? [{ text: `, ${options.locator}` }] : []),
    ...link(csl),
  ])
}

/** A later note: family name, short title, locator; no closing period. */
export function shortNote(csl: CslItem, options: { locator?: string; suppressAuthor?: boolean } = {}): Run[] {
  const short = { ...csl, title: shortTitle(csl.title) }
  const locator = options.locator ? ` ${options.locator}` : ''
  return tidy([...(options.suppressAuthor ? [] : lead(shortAuthors(csl.author))), ...title(short, locator === '' ? '' : ','), { text: locator }])
}

/** "Counterpoint sample library, undated", "Ruiz and Hale, 2012": enough to tell sources apart in a list. */
export function shortLabel(csl: CslItem): string {
  const who = shortAuthors(csl.author) || csl.publisher || csl['container-title'] || shortTitle(csl.title)
  return `${who}, ${issuedYear(csl) ?? (csl.issued && 'literal' in csl.issued ? csl.issued.literal : 'undated')}`
}

/** One entry a source (duplicates by content once), sorted by author then title. Each ends with a period. */
export function bibliography(items: readonly CslItem[]): Run[][] {
  const unique = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...unique.values()].map((item) => ({ key: sortKey(item), runs: entry(item) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ runs }) => runs)
}

/** The words of a note, for search, tests and screen readers. Words somebody proposes to take out are named as such. */
export function plainText(runs: readonly Run[]): string {
  return runs.map((run) => (run.suggestion === 'deletion' ? run.text.replace(/\S(?:.*\S)?/s, '[deleted: $&]') : run.text)).join('')
}

/** What a mark of a footnote's text says about its run. */
function lookOf(mark: Mark): Partial<Run> {
  const name = mark.type.name as MarkName
  switch (name) {
    case 'em':
      return { italic: true }
    case 'strong':
    case 'code':
      return { [name]: true }
    case 'sub':
    case 'sup':
      return { script: name }
    case 'lang':
      return { lang: String(mark.attrs['lang']) }
    case 'link': {
      const href = safeHref(String(mark.attrs['href']))
      return href === null ? {} : { href }
    }
    case 'insertion':
    case 'deletion':
      return { suggestion: name }
    case 'modification':
      return {}
  }
}

function footnoteRuns(node: Node): Run[] {
  const runs: Run[] = []
  node.forEach((child) => {
    runs.push({ text: child.text ?? '', ...Object.assign({}, ...child.marks.map(lookOf)) })
  })
  return tidy(runs)
}

function clusterRuns(items: readonly CitationItem[], records: readonly FactRecord[], seen: Set<string>): Run[] {
  if (items.length === 0) return [{ text: 'No source given.' }]
  const runs = items.flatMap((item, index) => [...(index === 0 ? [] : [{ text: '; ' }]), ...itemRuns(item, records, seen)])
  return tidy(closed(capitalised(runs)))
}

function itemRuns(item: CitationItem, records: readonly FactRecord[], seen: Set<string>): Run[] {
  const passage = records.find((record) => record.sourceId === item.sourceId && record.passageId === item.passageId)
  const record = passage ?? records.find((candidate) => candidate.sourceId === item.sourceId)
  const prefix = item.prefix ? [{ text: `${item.prefix.trim()} ` }] : []
  const suffix = item.suffix ? [{ text: `, ${item.suffix.trim()}` }] : []
  if (!record) return [...prefix, { text: 'source not in this brief' }, ...suffix]
  const locator = item.locator ?? (passage ? `¶ ${passage.paragraph}` : undefined)
  const options = { ...(locator ? { locator } : {}), ...(item.suppressAuthor ? { suppressAuthor: true } : {}) }
  const runs = seen.has(item.sourceId) ? shortNote(record.csl, options) : fullNote(record.csl, options)
  seen.add(item.sourceId)
  const who = passage ? reporter(passage) : null
  return [...prefix, ...runs, ...(who === null ? [] : [{ text: `, quoting ${who}` }]), ...suffix]
}

function lead(names: string): Run[] {
  return names === '' ? [] : [{ text: `${names}, ` }]
}

/** Up to two names are written out; of three or more the first, et al. */
function joinNames(names: readonly string[]): string {
  const [first, second] = names
  if (first === undefined) return ''
  if (second === undefined) return first
  return names.length === 2 ? `${first} and ${second}` : `${first} et al.`
}

function noteAuthors(authors: readonly CslName[] = []): string {
  return joinNames(authors.map(fullName))
}

function shortAuthors(authors: readonly CslName[] = []): string {
  return joinNames(authors.map(nameKey))
}

function fullName(name: CslName): string {
  return 'literal' in name ? name.literal : [name.given, name.family].filter(Boolean).join(' ')
}

/** The title in its type's dress. `after` is the mark that belongs inside closing quotation marks ("," or ""). */
function title(csl: CslItem, after: '' | ',' | '.'): Run[] {
  if (PLAIN.has(csl.type)) return [{ text: csl.title + after }]
  if (!QUOTED.has(csl.type)) return [{ text: csl.title, italic: true }, { text: after }]
  const ends = /[?!]$/.test(csl.title)
  return [{ text: `“${csl.title.replaceAll('“', '‘').replaceAll('”', '’')}${ends ? '' : after}”` }]
}

/** Where and when it came out, opened by what separates it from the title. */
function publication(csl: CslItem): Run[] {
  const container = csl['container-title']
  const issued = [publisher(csl), dates(csl)].filter((part) => part !== '').join(', ')
  if (csl.type === 'article-journal' && container) return [{ text: ' ' }, { text: container, italic: true }, { text: `${csl.number ? ` ${csl.number}` : ''} (${dates(csl)})` }]
  if (container && csl.type === 'chapter') return [{ text: ' in ' }, { text: container, italic: true }, { text: ` (${issued})` }]
  if (container) return [{ text: ' ' }, { text: container, italic: true }, { text: `, ${[csl.number, issued].filter(Boolean).join(', ')}` }]
  const where = [csl.number, issued].filter(Boolean).join(', ')
  return [{ text: IN_PARENTHESES.has(csl.type) ? ` (${where})` : ` ${where}` }]
}

/** An institution that publishes its own paper is named once. */
function publisher(csl: CslItem): string {
  const authors = (csl.author ?? []).map(fullName)
  return csl.publisher && !authors.includes(csl.publisher) ? csl.publisher : ''
}

function dates(csl: CslItem): string {
  if (csl.issued === undefined) return csl.accessed ? `undated, accessed ${dateText(csl.accessed)}` : 'undated'
  return dateText(csl.issued)
}

function dateText(date: NonNullable<CslItem['issued']>): string {
  if ('literal' in date) return date.literal
  return date['date-parts'].map((parts) => dateInWords(parts)).join('–')
}

function link(csl: CslItem): Run[] {
  const href = csl.URL === undefined ? null : safeHref(csl.URL)
  return href === null ? [] : [{ text: ', ' }, { text: href, href }]
}

/** The main title without its article and subtitle, at most six words. */
function shortTitle(text: string): string {
  const main = text.split(/:\s|\s[–—]\s/)[0] ?? text
  const words = main.replace(/^(?:the|a|an)\s+/i, '').split(/\s+/)
  return words.slice(0, SHORT_TITLE_WORDS).join(' ').replace(/[,;.]$/, '')
}

function entry(csl: CslItem): Run[] {
  const [first, ...rest] = csl.author ?? []
  const inverted = first && 'family' in first ? [first.family, first.given].filter(Boolean).join(', ') : first?.literal
  const names = inverted === undefined ? '' : [inverted, ...rest.map(fullName)]
  const authors = names === '' ? '' : names.length > 2 ? `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}` : names.join(', and ')
  const container = csl['container-title']
  const facts = [csl.number, publisher(csl), dates(csl)].filter(Boolean).join(', ')
  const href = csl.URL === undefined ? null : safeHref(csl.URL)
  return tidy([
    ...(authors === '' ? [] : [{ text: authors.endsWith('.') ? `${authors} ` : `${authors}. ` }]),
    ...title(csl, '.'),
    { text: ' ' },
    ...(container ? [{ text: container, italic: true as const }, { text: ', ' }] : []),
    { text: `${capital(facts)}.` },
    ...(href === null ? [] : [{ text: ' ' }, { text: href, href }, { text: '.' }]),
  ])
}

/** Compared by code unit after folding, so that every machine sorts alike. */
function sortKey(csl: CslItem): string {
  const who = csl.author?.[0] ? nameKey(csl.author[0]) : csl.title.replace(/^(?:the|a|an)\s+/i, '')
  return `${who}\u0000${csl.title}\u0000${JSON.stringify(csl.issued ?? null)}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function capitalised(runs: readonly Run[]): Run[] {
  const [first, ...rest] = runs
  return first === undefined || first.href !== undefined ? [...runs] : [{ ...first, text: capital(first.text) }, ...rest]
}

/** Ends a note with one period, and puts none after a mark that already ends a sentence. */
function closed(runs: readonly Run[]): Run[] {
  return /[.?!]["”’]?$/.test(plainText(runs)) ? [...runs] : [...runs, { text: '.' }]
}

/** Joins neighbours of one look and drops empty runs. */
function tidy(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (run.text === '') continue
    if (last && sameLook(last, run)) out[out.length - 1] = { ...last, text: last.text + run.text }
    else out.push(run)
  }
  return out
}

function sameLook(one: Run, other: Run): boolean {
  return (['italic', 'strong', 'code', 'script', 'lang', 'href', 'suggestion'] as const).every((name) => one[name] === other[name])
}
