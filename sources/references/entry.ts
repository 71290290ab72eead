/**
 * One entry of a reference list as a candidate source. The entry is taken apart from its surest parts to its loosest: address, day of access, law,
 * quoted title, date, volume, publisher; what is left before the title is its authors, what is left behind it is where it appeared.
 *
 * Written after the style guides (APA 7, MLA 9, Chicago 17 notes and bibliography, Harvard, IEEE, Vancouver, Bluebook). What an entry does not say is
 * left out, never guessed; the whole entry is kept in `note`.
 */
import { type CslItem, type CslName, cslItem } from '#model/csl.ts'
import { takeAccessed, takeAddress } from './address.ts'
import { readLegal } from './legal.ts'
import { INSTITUTION, looksInstitutional, readInstitutions, readPersons } from './names.ts'
import { isCity, type Issued, issuedIn, publisherIn, quotedTitle, reportNumber, type Volume, volumeIn } from './parts.ts'

/** `rule` names the shape that was recognised. */
export type ReadEntry = { csl: CslItem; rule: string }

type Draft = { author: CslName[]; title: string | null; issued: Issued | null; container: string | null; publisher: string | null; volume: Volume; etAl: boolean; shape: string }

const SIGNAL = /^(?:(?:for (?:example|instance|an overview|details?|more|a (?:discussion|summary|review))[^,:]{0,60}[,:]\s*)?(?:see(?: also)?(?:,? (?:e\.\s?g\.|for (?:example|instance)|generally|inter alia))?|cf\.|compare|quoted in|cited in|as cited in|v[eé]ase(?: tambi[eé]n)?|ver|siehe|voir)[,:]?\s+)/iu
const NOT_A_SOURCE = /^(?:ibid|id\.|idem|op\. ?cit|loc\. ?cit|ib[ií]d|supra|infra)\b/iu
const PAPER = /\b(?:times|post|journal|review|magazine|quarterly|tribune|herald|gazette|guardian|economist|chronicle|observer|independent|telegraph|newsweek|reuters|associated press|bloomberg|axios|politico|npr|bbc|cnn|al jazeera|le monde|el pa[ií]s|el universal|la jornada|reforma|milenio|excelsior|exc[eé]lsior|der spiegel|die zeit|clar[ií]n|la naci[oó]n|expansi[oó]n|daily|sun|star|globe|news|affairs|foreign policy|atlantic|new yorker|diario|peri[oó]dico|revista|bulletin|studies|annals|proceedings|perspectives|letters|science|nature|lancet|law rev|l\. rev|forum|zeitung|zeitschrift|revue)\b|\b[JR]\.\s/iu
const LONGEST = 1500
const SHORTEST = 8

/** The candidate source in an entry (lines joined, its number or bullet taken off); null when it cites nothing. */
export function readEntry(entry: string): ReadEntry | null {
  const text = entry.replace(SIGNAL, '').trim()
  if (text.length < SHORTEST || text.length > LONGEST || NOT_A_SOURCE.test(text)) return null
  const { rest: unlinked, url, doi } = takeAddress(text)
  const { rest, accessed } = takeAccessed(unlinked)
  const shared = { ...(url === null ? {} : { URL: url }), ...(doi === null ? {} : { DOI: doi }), ...(accessed === null ? {} : { accessed }), note: entry }
  const legal = readLegal(rest)
  if (legal !== null) return finish({ ...legal, ...shared }, 'legal')
  if (!/\p{L}{3}/u.test(rest)) return url === null ? null : finish({ type: 'webpage', title: url, ...shared }, 'bare-address')
  const draft = draftOf(rest)
  if (draft.title === null || !(isCited(draft, rest, url !== null) || (url !== null && isTitleAlone(draft.title, rest)))) return null
  if (isRemark(draft, rest)) return null
  const number = draft.volume.volume === undefined && draft.volume.issue === undefined ? reportNumber(withoutTitle(rest, draft.title)) : null
  return finish({ type: typeOf(draft, rest, number, url !== null), ...fields(draft), ...(number === null ? {} : { number }), ...shared, ...(draft.etAl ? { note: entry } : {}) }, draft.shape)
}

function fields({ author, title, issued, container, publisher, volume }: Draft): Partial<CslItem> & { title: string } {
  const { start: _, ...numbers } = volume
  return {
    title: (title ?? '').slice(0, 500),
    ...(author.length > 0 ? { author: author.slice(0, 100) } : {}),
    ...(issued?.issued ? { issued: issued.issued } : {}),
    ...(container === null ? {} : { 'container-title': container.slice(0, 300) }),
    ...(publisher === null ? {} : { publisher: publisher.slice(0, 300) }),
    ...numbers,
  }
}

function finish(item: unknown, rule: string): ReadEntry | null {
  const read = cslItem.safeParse(item)
  if (read.success) return { csl: read.data, rule: `reference:${rule}` }
  const { URL: _, ...rest } = item as Record<string, unknown>
  const plain = cslItem.safeParse(rest)
  return plain.success ? { csl: plain.data, rule: `reference:${rule}` } : null
}

/** An address, or two signs of a citation: names, a date, a quoted title, a volume, a publisher. */
function isCited(draft: Draft, text: string, linked: boolean): boolean {
  const signs = [linked, draft.author.length > 0, draft.issued !== null, draft.shape.startsWith('quoted'), draft.volume.volume !== undefined || draft.volume.page !== undefined, draft.publisher !== null || draft.container !== null]
  return signs.filter(Boolean).length >= 2 && (linked || draft.issued !== null || (draft.author.length > 0 && draft.shape.startsWith('quoted'))) && text.length > SHORTEST
}

/** A long sentence without a quoted title: a note that explains and cites nothing. "In March 2012 the office …" has its date at the head and is none either. */
function isRemark({ shape, author }: Draft, text: string): boolean {
  const verbs = text.match(/\b(?:is|are|was|were|has|have|had|will|be|that|which|who|whether|their|its|these|this|established|includes?)\b/gu)?.length ?? 0
  const opens = /^(?:In|On|Since|From|By|After|Before|As|The|This|These|Under|For)\s/u.test(text)
  return shape !== 'quoted' && text.split(/\s+/u).length >= 14 && verbs >= (opens ? 2 : 3) && (shape === 'title' || (opens && !author.some((name) => 'family' in name)))
}

/** A title and an address: few words, no sentence. */
function isTitleAlone(title: string, text: string): boolean {
  const words = title.split(/\s+/u).length
  return words >= 2 && words <= 20 && title.length >= text.length * 0.6 && /^[\p{Lu}\p{N}“"¿¡]/u.test(title) && !/[.!?]\s|\b(?:is|are|was|were|see|for (?:details|more)|can be found|available)\b/iu.test(title)
}

function draftOf(text: string): Draft {
  const quoted = quotedTitle(text)
  if (quoted !== null && isTitlePlace(text, quoted.start)) return quotedDraft(text, quoted)
  return plainDraft(text)
}

/** A quoted stretch is the title of an entry when names, a date or nothing stand before it, not half a title. */
function isTitlePlace(text: string, start: number): boolean {
  const before = text.slice(0, start).replace(/\([^()]*\)/gu, '').trim()
  return before === '' || (before.length <= 300 && /(?:[,.:)]|\b(?:1[6-9]|20)\d{2}[a-h]?)$/u.test(text.slice(0, start).trim())) || readPersons(before) !== null || looksInstitutional(before)
}

function quotedDraft(text: string, quoted: { start: number; end: number; title: string }): Draft {
  const issued = issuedIn(text, quoted)
  const before = authorsIn(withoutSpan(text.slice(0, quoted.start), issued))
  const behind = text.slice(quoted.end)
  const shifted = issued === null || issued.start < quoted.end ? null : { ...issued, start: issued.start - quoted.end, end: issued.end - quoted.end }
  return { ...before, title: quoted.title, issued, ...appearedIn(behind, shifted), volume: volumeIn(behind), shape: 'quoted' }
}

function plainDraft(text: string): Draft {
  const book = publisherIn(text)
  const issued = issuedIn(text, null)
  const inHead = issued !== null && isHeadDate(text, issued)
  if (inHead) return headDated(text, issued)
  return tailDated(text, issued, book)
}

/** True when only names stand before the date: "Ruiz, A. (2021)." or "World Bank. 2020." */
function isHeadDate(text: string, issued: Issued): boolean {
  const before = text.slice(0, issued.start).replace(/[\s(.,[]+$/u, '')
  const behind = text.slice(issued.end)
  if (!/\p{L}{3}/u.test(behind)) return false
  return before === '' || readPersons(before) !== null || (before.length <= 120 && !/[.?!]\s+\p{Lu}\p{Ll}+/u.test(before.replace(/\b(?:U\.S\.|Dr\.|St\.|\p{Lu}\.)/gu, '')) && (/^\s*[a-h]?\)/u.test(behind) || /[.,]\s*$/u.test(text.slice(0, issued.start)) ? looksInstitutional(before) : false)) || (/^[^()]{0,20}\)\s*[.:]?\s+\p{L}/u.test(behind) && before.length <= 200 && !/\.\s\p{Lu}\p{Ll}+\s\p{Ll}/u.test(before))
}

/** APA, Harvard and author-date: names, date, title, where it appeared. */
function headDated(text: string, issued: Issued): Draft {
  const head = text.slice(0, issued.start).replace(/[\s([]+$/u, '')
  const rest = text.slice(issued.end).replace(/^[^\p{L}\p{N}“"'‘¿¡(]*/u, '').replace(/^(?:[a-h]\)|[^()]{0,20}\))[.,:]?\s*/u, '')
  const { title, behind } = firstSentence(rest)
  // Without an author the title stands first, and what follows the date is where it appeared.
  if (behind === '' && readPersons(head) === null && !looksInstitutional(head) && (PAPER.test(title) || looksInstitutional(title) || (/\s\p{Ll}{3,}/u.test(head) && title.split(' ').length <= 4))) return { author: [], etAl: false, title: bare(head), issued, ...appearedIn(title, null), volume: volumeIn(title), shape: 'title' }
  const where = appearedIn(behind, null, 'author-date')
  return { ...authorsIn(head), title: bare(title), issued, ...where, volume: volumeIn(behind), shape: 'author-date' }
}

/** Chicago and numbered lists: names, title, publisher, year. Notes put commas where bibliographies put full stops. */
function tailDated(text: string, issued: Issued | null, book: ReturnType<typeof publisherIn>): Draft {
  const end = Math.min(book?.start ?? text.length, issued?.start ?? text.length)
  const head = text.slice(0, end).replace(/[\s(,;[]+$/u, '')
  const behind = text.slice(end)
  const { names, rest } = splitNames(head)
  const parts = firstSentence(rest)
  const [named = '', house = ''] = book === null && /\([^)]*$/u.test(parts.title) ? parts.title.split(/\s\((?=[^(]*$)/u) : [parts.title]
  const title = bare(named).replace(/,\s(?:(?:[A-Z]{2,5} )?(?:[Rr]eport|[Pp]aper|[Bb]rief|[Ii]n [Ff]ocus|[Ii]nsight)\s(?:[Nn]o\.\s?)?)?(?:GAO-\d\S+|(?:RL|RS|IF|IN|LSB|R)\d{4,5})$/u, '')
  const tail = withoutSpan(`${parts.behind}, ${book === null ? behind : behind.slice(Math.max(0, book.end - end))}`, null).replace(issued === null ? '' : text.slice(issued.start, issued.end), '')
  const where = appearedIn(tail, null, 'prose')
  return { ...names, title: title === '' ? null : title, issued, container: where.container, publisher: book?.publisher ?? (house === '' ? where.publisher : house), volume: volumeIn(`${parts.behind} ${behind}`), shape: names.author.length > 0 ? 'author-title' : 'title' }
}

/** The longest beginning that is names, ended by a full stop or comma; none when the entry begins with its title. */
function splitNames(text: string): { names: Pick<Draft, 'author' | 'etAl'>; rest: string } {
  const ends = Array.from(text.matchAll(/[.,:]\s+(?=[\p{Lu}\p{N}“"'‘¿¡])/gu), (match) => ({ at: match.index, next: match.index + match[0].length })).filter(({ at }) => at <= 300)
  for (const { at, next } of ends.toReversed()) {
    const written = text.slice(0, text[at] === '.' ? at + 1 : at)
    const persons = readPersons(written)
    if (persons !== null && persons.names.length > 0 && (text[at] === '.' || text[at] === ':' || !persons.inverted || persons.names.length > 1 || /\p{Lu}\.$/u.test(written))) {
      if (persons.inverted || text[at] !== '.' || !INSTITUTION.test(written)) return { names: { author: spokenAlone(persons.inverted, persons.names, text[at] ?? '', written), etAl: persons.etAl }, rest: text.slice(next) }
    }
  }
  const first = ends.find(({ at }) => looksInstitutional(text.slice(0, at)) && text.slice(0, at).length <= 120)
  if (first !== undefined && /\p{L}{3}.*\s\p{L}/u.test(text.slice(first.next))) return { names: { author: readInstitutions(text.slice(0, first.at)), etAl: false }, rest: text.slice(first.next) }
  return { names: { author: [], etAl: false }, rest: text }
}

/** "Oxfam America. Title." – in a bibliography persons are inverted; two words before a full stop that are not stay whole. */
function spokenAlone(inverted: boolean, names: CslName[], sign: string, written: string): CslName[] {
  return !inverted && sign === '.' && names.length === 1 && !/\p{Lu}\.\s/u.test(written) ? [{ literal: written.replace(/\.$/u, '').trim() }] : names
}

function authorsIn(written: string): Pick<Draft, 'author' | 'etAl'> {
  const head = written.replace(/[\s,;:([]+$/u, '').replace(/^\W+/u, '')
  if (head === '' || /^(?:author unknown|anonymous|unknown|n\.\s?a\.?|an[oó]nimo)\.?$/iu.test(head)) return { author: [], etAl: false }
  const persons = readPersons(head)
  if (persons !== null) return { author: persons.names, etAl: persons.etAl }
  const plain = head.replace(/,?\s+et al\.?$/iu, '').replace(/\s*\((?:eds?|coords?)\.?\)\.?$/iu, '').replace(/(?<!\p{Lu})\.$/u, '')
  return plain.length <= 200 && /^\p{Lu}|^\p{Ll}+\p{Lu}/u.test(plain) ? { author: readInstitutions(plain), etAl: plain !== head && /et al/iu.test(head) } : { author: [], etAl: false }
}

const ABBREVIATION = /(?:^|[\s(.])(?:\p{Lu}|[Vv]s?|[Nn]os?|Vol|St|Dr|Mr|Ms|Mrs|Inc|Ltd|Co|Corp|pp?|eds?|[Ff]ig|cf|ca|Jr|Sr|Gen|Col|Sen|Rep|Gov|Univ|Dept|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|D\.C|e\.g|i\.e)$/u

/** The title up to the stop that ends it, and what follows. */
function firstSentence(text: string): { title: string; behind: string } {
  for (const match of text.matchAll(/(?<stop>[.?!])(?<close>["'”’»)]?)\s+(?=["'“‘«(¿¡[]?[\p{Lu}\p{N}])/gu)) {
    const before = text.slice(0, match.index)
    if (match.groups?.['stop'] === '.' && ABBREVIATION.test(before)) continue
    return { title: text.slice(0, match.index + (match.groups?.['stop'] === '.' ? 0 : 1)) + (match.groups?.['close'] ?? ''), behind: text.slice(match.index + match[0].length) }
  }
  const comma = /^(?<title>[^,]{12,}?),\s+(?<behind>(?:\p{Lu}[\p{L}.'’& -]{2,80})(?:,|:|$).*)$/u.exec(text)?.groups
  return comma?.['title'] !== undefined && (publisherIn(text) !== null || volumeIn(text).start !== null || PAPER.test(comma['behind'] ?? '') || looksInstitutional((comma['behind'] ?? '').split(',')[0] ?? '')) ? { title: comma['title'], behind: comma['behind'] ?? '' } : { title: text.replace(/(?<!\p{Lu})[.\s]+$/u, ''), behind: '' }
}

/** A title without the label in brackets behind it and without the signs around it. */
function bare(title: string): string {
  return title
    .replace(/\s*\[[^\]]{2,40}\]\s*$/u, '')
    .replace(/\s*\((?:\d+(?:st|nd|rd|th)|rev\.?|revised|\d+\.ª)\s*(?:ed(?:ition)?|ed\.)\.?\)\s*$/iu, '')
    .replace(/\s*\((?:(?:working |research |policy |discussion )?(?:report|paper|brief)|no\.|publication)[^()]{0,60}\)\s*$/iu, '')
    .replace(/^["'“‘«\s*_]+|["'”’»\s,;*_]+$/gu, '')
    .replace(/(?<![\p{Lu}.])\.$/u, '')
    .trim()
}

/** Where it appeared, from what follows the title: a container before volume or date, a publisher behind a place, or one of both by its words. */
function appearedIn(text: string, issued: { start: number; end: number } | null, style: 'quoted' | 'author-date' | 'prose' = 'quoted'): Pick<Draft, 'container' | 'publisher'> {
  const book = style === 'prose' ? null : publisherIn(text)
  const volume = volumeIn(text)
  const chapter = /^\W*\b(?:in|en):?\s+(?<book>\p{Lu}.+)$/iu.exec(text)?.groups?.['book']
  const until = Math.min(book?.start ?? text.length, issued?.start ?? text.length, volume.start ?? text.length)
  const name = containerName(chapter === undefined ? text.slice(0, until) : editedBook(chapter))
  if (name === '') return { container: null, publisher: book?.publisher ?? null }
  if (chapter !== undefined || volume.start !== null || book !== null || PAPER.test(name)) return { container: name, publisher: book?.publisher ?? null }
  const house = name.split(/,\s/u)[0] ?? name
  if (isCity(house)) return { container: null, publisher: null }
  if (looksInstitutional(house)) return { container: null, publisher: house }
  return style === 'quoted' ? { container: name, publisher: null } : { container: null, publisher: name }
}

/** "A. Ruiz and T. Hall (Eds.), The Book (pp. 3–9). House." → "The Book". */
function editedBook(text: string): string {
  const edited = /^.{3,160}?\(?\b(?:eds?|coords?|editors?)\.?\)?,?\s+(?<title>\p{Lu}[^(]{3,200})/u.exec(text)?.groups?.['title'] ?? text
  return edited.split(/,\s(?:ed(?:s|ited|itado)?\b|pp?\.|vol)|\s\(|(?<!\p{Lu})\.\s|\s(?:1[6-9]|20)\d{2}/u)[0] ?? edited
}

function containerName(text: string): string {
  const stretch = text.replace(/^[\s,.;:–—|-]+/u, '').split(/(?<![\p{Lu}]|\b(?:Dr|St|Univ|Co|Inc|vs))[.;]\s|,\s(?=(?:pp?\.|no\.|vol|n[uú]m|sec|\d|[A-Z]{1,4}-?\d|(?:1[6-9]|20)\d{2}|\p{L}+\.?\s\d{1,2},?\s\d{4}|(?:spring|summer|fall|winter)\b))|\s[|–—]\s|\s\(/iu)[0] ?? ''
  const name = stretch.replace(/,\s*(?:\d{1,2}\s+)?\p{L}{3,10}\.?(?:\s+\d{1,2})?,?\s*(?:(?:1[6-9]|20)\d{2})?\s*$/u, (end) => (/\d/u.test(end) ? '' : end)).replace(/[.,]\s(?:1[6-9]|20)\d{2}\s*$/u, '').replace(/[\s,.;:()[\]–—-]+$/u, (end) => (end.startsWith('.') && /(?:\p{Lu}\.){2,}$/u.test(stretch.trim()) ? '.' : '')).replace(/^(?:last )?(?:modified|updated|published|revised)(?: on)?$/iu, '')
  return name.length <= 200 && /\p{L}{2}/u.test(name) && /^["“]?(?:the|le|la|el|[\p{Lu}\p{N}]|\p{Ll}+\p{Lu}|\p{Ll}+\.\p{Ll}{2,3}$)/u.test(name) && !/^(?:\d+|[A-Z]{1,4}-?\d[\w-]*)$/u.test(name) ? name.replace(/^[“"]|[”"]$/gu, '') : ''
}

function withoutSpan(text: string, span: { start: number; end: number } | null): string {
  return span === null || span.start >= text.length ? text : `${text.slice(0, span.start)}${text.slice(span.end)}`.replace(/\(\s*\)/gu, '').replace(/[\s,.]+$/u, (end) => (end.includes('.') ? '.' : '')).trim()
}

function withoutTitle(text: string, title: string): string {
  const at = text.indexOf(title)
  // A number inside the title's own words is the title's; one in the brackets behind it is the report's.
  return at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + title.length)}`
}

function typeOf({ issued, container, publisher, volume, shape }: Draft, text: string, number: string | null, linked: boolean): CslItem['type'] {
  const toTheDay = issued?.issued !== null && issued?.issued !== undefined && 'date-parts' in issued.issued && issued.issued['date-parts'][0]?.length === 3
  if (/\b(?:in|en):?\s+\p{Lu}.{3,160}\b(?:eds?|coords?)\.?\)?|,\s(?:ed\.|edited by)\s/u.test(text) && container !== null) return 'chapter'
  if (container !== null && volume.volume !== undefined) return 'article-journal'
  if (number !== null || /\b(?:report|working paper|policy brief|issue brief|fact sheet|white paper|informe)\b/iu.test(text)) return container !== null && toTheDay ? 'article-newspaper' : 'report'
  if (container !== null && (volume.issue !== undefined || (volume.page !== undefined && !toTheDay))) return 'article-journal'
  if (container !== null && (toTheDay || (PAPER.test(container) && shape === 'quoted'))) return 'article-newspaper'
  if (publisher !== null && !linked && shape !== 'quoted') return 'book'
  return linked ? 'webpage' : 'document'
}
