/** The smaller parts of a reference: its date, its quoted title, the numbers of a volume and pages, the place and house of a book, the number of a report. */
import type { CslDate } from '#model/csl.ts'
import { datesIn } from '../metadata/dates.ts'
import { INSTITUTION } from './names.ts'

/** A stretch of the entry. */
export type Span = { start: number; end: number }

const QUOTES: readonly RegExp[] = [/“(?<title>[^“”]{2,400})”/u, /«\s?(?<title>[^«»]{2,400}?)\s?»/u, /„(?<title>[^„“”]{2,400})[“”]/u, /(?<![\p{L}\p{N}])"(?<title>[^"]{2,400})"/u, /(?<![\p{L}\p{N}])‘(?<title>[^‘]{2,400}?)’(?![\p{L}\p{N}])/u, /(?<![\p{L}\p{N}])'(?<title>[^']{6,400}?(?:'[st]\s[^']{1,300}?)?)'(?![\p{L}\p{N}])/u, /``(?<title>[^`']{2,400})''/u]

/** The first quoted stretch long enough for a title. */
export function quotedTitle(text: string): (Span & { title: string }) | null {
  let first: (Span & { title: string }) | null = null
  for (const quote of QUOTES) {
    const match = quote.exec(text)
    const title = match?.groups?.['title']?.trim() ?? ''
    if (match === null || title.length < 4 || !/\p{L}{2}/u.test(title)) continue
    if (first === null || match.index < first.start) first = { start: match.index, end: match.index + match[0].length, title: title.replace(/[,.;]+$/u, (end) => (end === '.' && /\b(?:\p{Lu}\.)+\p{Lu}?\.$/u.test(title) ? end : '')) }
  }
  return first
}

const NO_DATE = /\((?:n\.\s?d\.|s\.\s?f\.|o\.\s?J\.|undated|no date|forthcoming|in press|en prensa)\)|\bn\.\s?d\./iu
const YEAR = /(?<![\d./–-])(?<year>(?:1[6-9]|20)\d{2})(?<letter>[a-h])?(?:\s?[–/-]\s?(?:\d{2}|\d{4})(?!\d))?(?![\d/])/gu
const SEASON = /\b(?:spring|summer|fall|autumn|winter|primavera|verano|otoño|invierno)\s+(?:de\s+)?(?:(?:1[89]|20)\d{2})/iu

export type Issued = Span & { issued: CslDate | null }

/**
 * When the source came out. In order of trust: what stands in brackets at the head (APA, Harvard), the finest calendar date, a season, a year in
 * brackets, the last year that stands by itself. `from` and `to` bound the title, whose years are never the date.
 */
export function issuedIn(text: string, title: Span | null): Issued | null {
  const outside = ({ start, end }: Span) => title === null || end <= title.start || start >= title.end
  const head = /\((?<inside>(?:[^()]{0,40}[\s,])?(?:1[6-9]|20)\d{2}[a-h]?(?:[\s,/–-][^()]{0,30})?)\)/u.exec(text)
  const dates = datesIn(text).filter(outside)
  const inHead = head === null ? undefined : dates.find(({ start, end }) => start >= head.index && end <= head.index + head[0].length)
  const headYear = head === null || !outside({ start: head.index, end: head.index + 1 }) ? null : Number(/(?:1[6-9]|20)\d{2}/u.exec(head[0])?.[0])
  const ofHead = headYear === null ? dates : dates.filter(({ parts }) => parts[0] === headYear)
  if (head !== null && headYear !== null && ofHead.length === 0) {
    const start = head.index + head[0].indexOf(String(headYear))
    return { start, end: start + 4, issued: { 'date-parts': [[headYear]] } }
  }
  const finest = inHead ?? ofHead.toSorted((a, b) => b.parts.length - a.parts.length)[0]
  if (finest !== undefined) return { start: finest.start, end: finest.end, issued: { 'date-parts': [finest.parts] } }
  const none = NO_DATE.exec(text)
  if (none !== null) return { start: none.index, end: none.index + none[0].length, issued: null }
  const season = SEASON.exec(text)
  if (season !== null && outside({ start: season.index, end: season.index + 1 })) return { start: season.index, end: season.index + season[0].length, issued: { literal: season[0] } }
  const years = Array.from(text.matchAll(YEAR), (match) => ({ start: match.index, end: match.index + match[0].length, year: Number(match.groups?.['year']) })).filter((found) => outside(found) && !isNumber(text, found))
  const bracketed = years.find(({ start, end }) => text.slice(0, start).lastIndexOf('(') > text.slice(0, start).lastIndexOf(')') && /^[^(]{0,20}\)/u.test(text.slice(end)))
  const behindNames = years.find(({ start, end }) => /[.,]\s*$/u.test(text.slice(0, start)) && /^\s*\.\s/u.test(text.slice(end)))
  const year = bracketed ?? behindNames ?? years.at(-1)
  return year === undefined ? null : { start: year.start, end: year.end, issued: { 'date-parts': [[year.year]] } }
}

/** A four-digit number behind "p.", "no." or "§", or before a further page, is no year. */
function isNumber(text: string, { start, end }: Span): boolean {
  return /(?:\bpp?\.?|\bno\.?|\bn[uú]m\.?|\bvol\.?|§|#|\$|€|£)\s?$/iu.test(text.slice(Math.max(0, start - 6), start)) || /^(?:\s?[–-]\s?\d{3,4}|,\d{3}|\.\d)/u.test(text.slice(end))
}

const PAGES = /(?:\bpp?\.|\bpages?|\bp[aá]gs?\.)\s?(?<page>[\dA-Z][\dA-Za-z]*(?:\s?[–—-]\s?\d+)?)/u
const VOLUMES: readonly RegExp[] = [
  /\bvol(?:ume|umen)?\.?\s?(?<volume>\d{1,4}|[IVXLC]{1,7})(?:\s?[,.:]?\s*(?:no|iss(?:ue)?|n[uú]m|nº|nr|n\.º)\.?\s?(?<issue>\d{1,4}(?:[–/-]\d{1,4})?))?/iu,
  /(?<=[\s,;])(?<volume>\d{1,4})\s?\((?<issue>(?!(?:1[6-9]|20)\d{2}\b)[\w–/ -]{1,12})\)(?:\s?[,:]\s?(?<page>[\de][\d]*(?:\s?[–—-]\s?\d+)?))?/u,
  /(?<=[\s,;])(?<volume>\d{1,4}),?\s(?:no|n[uú]m|nº|nr)\.?\s?(?<issue>\d{1,4}(?:[–/-]\d{1,4})?)/iu,
  /;(?<volume>\d{1,4})(?:\((?<issue>[^)]{1,12})\))?:(?<page>e?\d+(?:[–—-]\d+)?)/u,
  /(?<=[\p{L}.,]\s)(?<volume>\d{1,3})\s?(?:\((?:[^()]{0,12}\s)?(?:1[6-9]|20)\d{2}\))?\s?:\s?(?<page>\d{1,5}(?:[–—-]\d+)?)/u,
  /(?<=[\p{L}.],\s)(?<volume>\d{1,3}),\s(?<page>\d{1,5}\s?[–—-]\s?\d{1,5})/u,
]
const PAGES_BEHIND = /(?:\)|,|:)\s?:?\s?(?<page>\d{1,5}\s?[–—-]\s?\d{1,5})(?=[.,;]|\s*$)/u

export type Volume = { volume?: string; issue?: string; page?: string; start: number | null }

/** Volume, issue and pages as written, and where the first of volume and issue stands. */
export function volumeIn(text: string): Volume {
  const match = VOLUMES.map((volume) => volume.exec(text)).find((found) => found !== null) ?? null
  const page = match?.groups?.['page'] ?? PAGES.exec(text)?.groups?.['page'] ?? (match === null ? undefined : PAGES_BEHIND.exec(text)?.groups?.['page'])
  return { ...(match?.groups?.['volume'] === undefined ? {} : { volume: match.groups['volume'] }), ...(match?.groups?.['issue'] === undefined ? {} : { issue: match.groups['issue'] }), ...(page === undefined ? {} : { page }), start: match?.index ?? null }
}

const PLACE = "\\p{Lu}[\\p{L}.'’-]*(?:[\\s-]\\p{L}[\\p{L}.'’-]*){0,3}(?:,\\s?(?:[A-Z]{2}|\\p{Lu}\\.\\p{Lu}\\.|\\p{Lu}[\\p{L}.]+))?"
/** The house runs to the year, a bracket or the end; a full stop inside it only behind an initial. */
const HOUSE = new RegExp(`(?:^|(?<sign>[.,([])\\s?)(?<place>${PLACE})\\s?:\\s(?<house>\\p{Lu}(?:[^:().]|(?<=\\b\\p{Lu}|St|Co)\\.){1,90}?)(?=,\\s(?:1[6-9]|20)\\d{2}|\\)|[.;]\\s+(?:[\\d(]|pp?\\.)|[.;]?\\s*$|,\\s(?:pp?\\.|c?\\d{4}))`, 'gu')
const HOUSE_WORD = /\b(?:press|books?|publish\w*|publications?|verlag|editorial|editores|ediciones|fondo de cultura|routledge|springer|palgrave|penguin|macmillan|wiley|elsevier|sage|norton|knopf|random|harper\w*|polity|rienner|rowman|littlefield|brill|zed|verso|simon|schuster|farrar|porr[uú]a|siglo|planeta|grijalbo|u\.?p\.?|sons|group|house)\b/iu
const CITY = /^(?:ann arbor|amsterdam|austin|baltimore|barcelona|basingstoke|berkeley|berlin|bogot[aá]|boston|boulder|brussels|bruselas|buenos aires|cambridge|chapel hill|chicago|ciudad de m[eé]xico|college park|copenhagen|cheltenham|denver|d\.f\.|durham|edinburgh|el paso|geneva|ginebra|guadalajara|hamburg|hoboken|houston|ithaca|la jolla|lanham|leiden|lima|london|londres|los angeles|madrid|medell[ií]n|m[eé]xico|mexico city|m[eé]xico,? d\.\s?f\.|milan|milano|montreal|monterrey|munich|m[uü]nchen|new brunswick|new haven|new york|nueva york|oslo|ottawa|oxford|palo alto|paris|par[ií]s|philadelphia|princeton|quito|rio de janeiro|roma|rome|san antonio|san diego|san francisco|santa monica|santa fe|santiago|s[aã]o paulo|seattle|stanford|stockholm|sydney|the hague|tijuana|tokyo|toronto|tucson|vienna|washington|westport|zurich|z[uü]rich)\b/iu

/** A city alone says where, not who. */
export function isCity(written: string): boolean {
  return (CITY.exec(written)?.[0].length ?? 0) === written.length || /^Washington,? D\.?\s?C\.?$/u.test(written)
}

/** "Place: House" of a book: the place is a city where books are made, or the house calls itself one. "Border Games: Policing the Divide" is a title. */
export function publisherIn(text: string): (Span & { publisher: string }) | null {
  for (const match of Array.from(text.matchAll(HOUSE)).toReversed()) {
    const { house = '', place = '', sign = '' } = match.groups ?? {}
    if (CITY.test(place) || HOUSE_WORD.test(house) || (sign === '(' && INSTITUTION.test(house)) || (INSTITUTION.test(house) && !/\s(?:of|the|and)\s/u.test(place))) return { start: match.index, end: match.index + match[0].length, publisher: house.replace(/[.,;\s]+$/u, '') }
  }
  return null
}

const REPORT = /\b(?:(?:(?:policy|issue|working|research|discussion|occasional|technical|staff|briefing|background|white|fact|data)\s+)?(?:report|paper|brief|memo(?:randum)?|note|bulletin|document|publication|sheet|insight|in focus)|crs|gao|rep\.|documento de trabajo|informe|nota|bolet[ií]n)\b\.?\s*(?:no\.?|number|#|n[uú]m\.?|nº|n\.º)?\s?(?<number>(?:[A-Z]{1,6}[-/ ]?)?\d[\w/.-]*)/iu
const NUMBERED = /(?<![\p{L}])(?:no|n[uú]m|nº|number)\.?\s?(?<number>(?:[A-Z]{1,6}[-/ ]?)?\d[\w/-]*)/iu
const BARE_NUMBER = /(?:^|[\s,(])(?<number>GAO-\d{2}-\d{2,6}[A-Z]*|(?:RL|RS|IF|IN|LSB|R)\d{4,5}|[A-Z]{1,3}\/(?:RES|HRC|\d+)\/[\d/]+|w\d{4,5}|OIG-\d{2}-\d{1,3})(?=[\s,.;)]|$)/u

/** The number of a report or paper; a journal's issue is not asked here. */
export function reportNumber(text: string): string | null {
  const number = BARE_NUMBER.exec(text)?.groups?.['number'] ?? REPORT.exec(text)?.groups?.['number'] ?? NUMBERED.exec(text)?.groups?.['number'] ?? null
  return number === null || /^(?:1[89]|20)\d{2}[.,)]*$/u.test(number) ? null : number.replace(/[.,)]+$/u, '')
}
