/**
 * What a statement claims, taken apart for comparing: the value, the thing counted or measured with what narrows it, the words around it, the names in it, and as of when.
 *
 * Head nouns are found from the language: what is counted follows its number up to the first plural; what is measured stands before "of" and the figure, right before the figure,
 * or at the head of the sentence's subject.
 */
import type { FigureRecord } from '../extraction.ts'
import type { Statement } from '../library.ts'
import { issuedYear } from '../csl.ts'
import { readDates } from '../dates.ts'
import { intervalOf, type Interval } from './times.ts'
import { isPlural, isTelling, stemOf, canonical, tokensOf, type Token } from './words.ts'

export type Claim = {
  statement: Statement
  kind: 'figure' | 'rank' | 'date'
  /** What claims must share to be compared. */
  dimension: string
  /** Stem of what is counted, ranked or measured; null when the sentence does not say it plainly. */
  head: string | null
  /** Stems that narrow the head: its adjectives, and what stands behind "of" or "in". */
  narrowing: readonly string[]
  /** All telling stems of the quotation. */
  words: ReadonlySet<string>
  names: ReadonlySet<string>
  /** Those of countries, and those that narrow the head: of other places is of other things. */
  places: ReadonlySet<string>
  /** A level ("5 %") or a change ("rose by 5 %"). */
  change: boolean
  /** Stated nearby, or null; `issued` is the year the source is of. */
  when: Interval | null
  issued: Interval | null
  /** Something that happened once: its figures do not age. */
  isEvent: boolean
}

/** Verbs that stand between a subject and its figure. */
const VERBS = new Set(
  'is are was were be been has have had will would may might can could must should did does do hold come amount stand total run stretch cover reach rise fall grow take make pay receive carry weigh last live lie process produce use employ handle store contain include kill die lose burn destroy count show say sign open begin start find keep wait join cross hear sell buy give get see put set lead spend flow serve need want remain become involve deport seize estimate expect shelter deal drop climb jump increase decrease decline shrink surge exceed top hit number span extend earn generate collect detain arrest register absorb attract consume emit treat displace flee arrive leave send stay move approve raise lower double triple account represent constitute comprise provide supply recruit hire dismiss elect win publish appear contribute'
    .split(' ')
    .map(stemOf),
)
/** Nouns as often as verbs: verbs only with an ending, or where a third person's -s follows a subject. */
const VERBS_WITH_ENDING = new Set('border export import ship train support plan house host fine record report visit travel charge award share cost measure rank vote grant help land cut'.split(' ').map(stemOf))
const isVerb = (word: string): boolean => {
  const lower = word.toLowerCase()
  return VERBS.has(stemOf(lower)) || (VERBS_WITH_ENDING.has(stemOf(lower)) && /(?:ed|ing)$|^(?:costs?|shares?|hosts)$/u.test(lower))
}
const PREPOSITION = /^(?:of|in|on|to|from|for|under|between|at|by|with|into|across|among)$/iu
const DETERMINER = /^(?:the|a|an|its|their|his|her)$/iu
const LINK = /^(?:of|in|on|at|to|for|from|by|with|under|over|above|between|among|across|through|into|onto|near|beside|behind|along|during|per|who|which|that|and|or|but|as|than|until|since|after|before|while|each|every|a|an|the|its|their|this|these)$/u
const EVENT = /\b(?:kill(?:ed|s)?|died|dead|injured|wounded|signed|opened|built|founded|established|adopted|destroyed|burned|struck|sank|won|elected|ratified|collapsed|marched|took the homes|lost their)\b/iu
/** Right before the figure, words that soften it apart: "rose by almost". */
const SOFT = '(?:\\s+(?:by|a|an|the|another|further|about|around|nearly|almost|some|roughly|only|just|over|more than|less than|fewer than|at least|up to|as much as))*'
const CHANGE = new RegExp(`\\b(?:(?:rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|grows?|growing|increas\\w+|decreas\\w+|declin\\w+|dropp?\\w*|climb\\w*|jump\\w*|gain\\w*|shrank|shrunk|shrink\\w*|surg\\w+|plung\\w+|soar\\w*|slump\\w*)|(?:is|was|are|were|be|been|,)\\s+(?:up|down))${SOFT}$`, 'iu')
const CHANGE_BEHIND = /^\s*(?:\p{L}+\s){0,3}?(?:more|less|fewer|higher|lower|greater|up|down)\s+(?:than|from|on)\b|^\s*(?:increase|decrease|rise|fall|drop|decline|growth|gain|cut)\b/iu

export function claimOf(statement: Statement): Claim | null {
  const { figure, rank, date, quote } = statement
  const tokens = tokensOf(quote)
  const span = (figure ?? rank ?? date)?.span.replace(/\s+/gu, ' ') ?? ''
  const text = quote.replace(/\s+/gu, ' ')
  const at = placeOf(quote, span)
  if (figure === null && rank === null && date === null) return null
  const kind = figure !== null ? 'figure' : rank !== null ? 'rank' : 'date'
  const found = figure !== null ? headOfFigure(tokens, at, figure) : rank !== null ? headOfRank(rank.of, tokens, at) : { head: null, narrowing: [] }
  const ahead = quote.slice(0, at.start).trimEnd()
  const telling = tokens.filter(isTelling)
  const names = tokens.filter(({ isName, start, end }) => isName && (end <= at.start || start >= at.end) && !isAttribution(quote, { start, end }))
  const rest = telling.filter(({ start, end }) => kind !== 'figure' || end <= at.start || start >= at.end)
  return {
    statement,
    kind,
    dimension: dimensionOf(statement),
    ...found,
    words: new Set(rest.map(({ stem }) => stem)),
    names: new Set(names.map(({ stem }) => stem)),
    places: new Set(names.filter(({ isPlace, stem }) => isPlace || stem === found.head || found.narrowing.includes(stem)).map(({ stem }) => stem)),
    change: figure !== null && figure.dimension !== 'multiple' && (CHANGE.test(ahead) || (/^(?:%|x|\{percentage_point\})$/u.test(figure.unit ?? '') && CHANGE_BEHIND.test(quote.slice(at.end)))),
    when: kind === 'date' ? null : whenOf(statement, text),
    issued: issuedOf(statement),
    isEvent: EVENT.test(quote),
  }
}

/** "according to Reuters", "the Ministry of Labour said": who says it is not what is spoken of. */
function isAttribution(quote: string, { start, end }: { start: number; end: number }): boolean {
  return /\b(?:according to|says|said|per|from data of)\s(?:[\p{L}’'.]+\s){0,4}$/iu.test(quote.slice(Math.max(0, start - 60), start)) || /^(?:\s[\p{L}’'.]+){0,3}\s(?:said|says|reported|reports|estimates?|estimated|claims?|claimed)\b/u.test(quote.slice(end, end + 60))
}

/** Counts of whatever are one dimension: what is counted is told by the head noun. */
function dimensionOf({ figure, rank }: Statement): string {
  if (figure !== null && figure.unit === null && figure.value > 0 && figure.value < 1) return 'fraction'
  if (figure !== null) return figure.dimension.replace(/^count:[^/]+/u, 'count').replace(/^number$/u, 'count')
  return rank !== null ? `rank:${rank.direction}` : 'date'
}

function placeOf(quote: string, span: string): { start: number; end: number } {
  const pattern = span.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replaceAll(' ', '\\s+')
  const match = span === '' ? null : new RegExp(pattern, 'u').exec(quote)
  return match ? { start: match.index, end: match.index + match[0].length } : { start: quote.length, end: quote.length }
}

type Head = Pick<Claim, 'head' | 'narrowing'>

function headOfFigure(tokens: readonly Token[], at: { start: number; end: number }, { unit, value, measures }: FigureRecord): Head {
  const isFraction = unit === null && value > 0 && value < 1
  const isCount = (unit === null && !isFraction) || unit?.startsWith('{') === true
  const behind = tokens.filter(({ start }) => start >= at.end)
  if (isCount) {
    const counted = countedPhrase(behind)
    if (counted !== null) return counted
    const own = unit?.slice(1, -1)
    if (own !== undefined && own !== '') return { head: canonical(stemOf(own)), narrowing: [] }
  }
  const before = tokens.filter(({ end }) => end <= at.start)
  const measured = measuredPhrase(before)
  if (measured !== null) return { head: measured.head, narrowing: [...measured.narrowing, ...complementOf(behind)] }
  const written = measures === null ? [] : tokensOf(measures).filter(isTelling)
  const last = written.at(-1)
  // "At 57 km, the tunnel is …": what is measured follows.
  const opening = before.length <= 3 ? subjectOf(behind.slice(Math.max(0, behind.findIndex(({ breaks }) => breaks)))) : null
  if (opening !== null && behind.some(({ breaks }) => breaks)) return opening
  return last ? { head: last.stem, narrowing: written.slice(0, -1).map(({ stem }) => stem) } : { head: null, narrowing: complementOf(behind) }
}

/** "8,600 trucks", "480,000 unaccompanied children": up to the first plural. */
function countedPhrase(behind: readonly Token[]): Head | null {
  const phrase: Token[] = []
  for (const token of behind.slice(0, 5)) {
    const word = token.text.toLowerCase()
    if (phrase.length === 0 && word === 'of') continue
    if (token.breaks || LINK.test(word) || isVerb(word)) break
    phrase.push(token)
    if (isPlural(word)) break
  }
  const head = phrase.find(({ text }) => isPlural(text)) ?? phrase.find(({ isName }) => isName)
  if (!head) return null
  const rest = behind.slice(behind.indexOf(head) + 1)
  return { head: head.stem, narrowing: [...phrase.slice(0, phrase.indexOf(head)).filter(isTelling).map(({ stem }) => stem), ...complementOf(rest)] }
}

/** What is measured: before "of" and the figure, right before the figure, or the subject of the sentence. */
function measuredPhrase(before: readonly Token[]): Head | null {
  const near = before.filter(({ text }) => !/^(?:about|around|some|nearly|almost|roughly|over|only|more|than|approximately|up|to|at|least|a|an|the|just)$/iu.test(text) || false)
  const last = near.at(-1)
  if (last && /^of$/iu.test(last.text)) {
    const phrase = nounPhrase(near.slice(0, -1))
    if (phrase !== null && isTelling(phrase.last)) return toHead(phrase.tokens)
  } else if (last && isTelling(last) && !isVerb(last.text) && !LINK.test(last.text.toLowerCase()) && !/(?:ed|ing)$/u.test(last.text)) {
    const phrase = nounPhrase(near)
    if (phrase !== null) return toHead(phrase.tokens)
  }
  return subjectOf(before)
}

function nounPhrase(tokens: readonly Token[]): { tokens: Token[]; last: Token } | null {
  const phrase: Token[] = []
  for (const token of [...tokens].reverse()) {
    const word = token.text.toLowerCase()
    if (LINK.test(word) || isVerb(word)) break
    phrase.unshift(token)
    if (phrase.length === 3 || token.breaks) break
  }
  const last = phrase.at(-1)
  return last ? { tokens: phrase, last } : null
}

function toHead(phrase: readonly Token[]): Head {
  const telling = phrase.filter(isTelling)
  const last = telling.at(-1)
  return { head: last?.stem ?? null, narrowing: telling.slice(0, -1).map(({ stem }) => stem) }
}

/** The first noun phrase before a verb, and what stands behind its "of" or "in". */
function subjectOf(before: readonly Token[]): Head | null {
  const verb = before.findIndex(({ text }, index) => index > 0 && isVerb(text))
  if (verb < 1) return null
  const clause = before.slice(0, verb)
  const opening = clause.findIndex(({ text }) => !/^(?:in|on|at|by|since|during|as|after|before|from|for|to|with|the|a|an|of|and|last|this|these|those|its|their|\d+|about|some)$/iu.test(text) && !/^\d/u.test(text))
  const subject = clause.slice(Math.max(0, opening))
  const end = subject.findIndex(({ text }) => LINK.test(text.toLowerCase()))
  const phrase = subject.slice(0, end < 0 ? subject.length : end).slice(-3)
  const head = toHead(phrase)
  if (head.head === null || phrase.at(-1)?.isName === true) return null
  return { head: head.head, narrowing: [...head.narrowing, ...(end < 0 ? [] : complementOf(subject.slice(end)))] }
}

/** "of copper", "of its income on health": the words behind the first prepositions, up to a verb or a comma. */
function complementOf(tokens: readonly Token[]): string[] {
  const [first] = tokens
  if (!first || first.breaks || !PREPOSITION.test(first.text)) return []
  const found: string[] = []
  for (const token of tokens.slice(1, 9)) {
    if (token.breaks || isVerb(token.text) || (LINK.test(token.text.toLowerCase()) && !PREPOSITION.test(token.text) && !DETERMINER.test(token.text))) break
    if (isTelling(token)) found.push(token.stem)
  }
  return found
}

function headOfRank(of: string, tokens: readonly Token[], at: { end: number }): Head {
  const head = toHead(tokensOf(of))
  return { head: head.head, narrowing: [...head.narrowing, ...complementOf(tokens.filter(({ start }) => start >= at.end))] }
}

/** The date that was found for the figure, else the only date in the quotation. */
function whenOf({ figure, rank, quote }: Statement, text: string): Interval | null {
  const asOf = figure ?? rank
  if (asOf?.asOf != null && (figure === null || figure.asOfFrom !== 'source')) return intervalOf(asOf.asOf)
  const dates = readDates(text).map(({ value }) => intervalOf(value)).filter((interval) => interval !== null)
  const [only] = dates
  return dates.length === 1 && only && quote !== '' ? only : null
}

function issuedOf({ source }: Statement): Interval | null {
  const year = issuedYear(source.csl)
  return year === null ? null : intervalOf(String(year))
}
