/**
 * What a figure measures: the noun it counts with its qualifiers ("people at the Southwestern Border"), what it is a quantity of ("illegal drugs"), or, where
 * the figure is the predicate, its subject ("the border stretches 3,145 km": length of border). A short phrase in the words of the text, and its stems.
 */
import { latin } from './latin.ts'
import { dimensionOf } from './dimension.ts'
import { foldWords } from './fold.ts'
import type { Figure } from './quantity.ts'
import type { Span } from './quantity/spans.ts'

/** `measures` null when nothing is named near enough. `topic`: at most twelve folded stems, those of `measures` first. */
export type Measured = { measures: string | null; topic: string[] }

const LONGEST = 90
/** How far back a subject is looked for. */
const REACH = 400
/** Where a noun phrase ends. */
const PHRASE_END =
  /[,;:.!?()\u201C\u201D"[\]\u2014]|\s[-\u2013]\s|\b(?:was|were|are|is|has|have|had|will|would|can|could|may|might|must|should|and|but|or|which|that|who|whose|where|when|while|whereas|after|before|until|than|because|although|though|if|as|so|said|says|died|live|lived|voted|came|went|took|rose|fell|to be|compared|according|respectively|each|per|a (?:day|week|month|year)|an hour|since|during|did|does|do)\b|\b(?:in|on|by|from|between|at|for|of|to)\s+(?=(?:early |late |mid-?|fiscal |the )?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|FY|all|total))/u
const CHANGE_UP =
  'rose|risen|rise|rises|rising|increased?|increases|increasing|grew|grown|grow|grows|growing|climbed|climbs|jumped|surged|soared|expanded|went up|gained|up|swelled|higher|more'
const CHANGE_DOWN =
  'fell|fallen|fall|falls|falling|dropped|drops|decreased?|decreases|declined?|declines|shrank|shrunk|sank|slid|plunged|plummeted|went down|lost|down|reduced|cut|lower|less|fewer'
const VERB = latin(
  new RegExp(
    `\\b(?:is|was|are|were|has|have|had|been|stands?|stood|reach(?:es|ed)?|amount(?:s|ed)|total(?:s|led|ed)|came|comes|cost|costs|stretch(?:es|ed|ing)?|span(?:s|ned)?|runs?|ran|cover(?:s|ed|ing)?|measure[sd]?|weigh(?:s|ed)|extends?|hit|exceed(?:s|ed)?|accounts?|accounted|average[sd]?|employ(?:s|ed)?|carr(?:y|ies|ied)|produce[sd]?|holds?|held|earns?|earned|pa(?:y|ys|id)|spends?|spent|receive[sd]?|exported|imported|supplied|generate[sd]?|represents?|represented|remains?|remained|doubled|tripled|quadrupled|halved|${CHANGE_UP}|${CHANGE_DOWN}|became|becomes|makes? up|made up|killed|seized|contains?|contained|owns?|owned|needs?|takes?|took|gets?|got|gave|gives?|set|sets|put|sold|bought|saw|lasted|lasts|lies|lay|\\p{Ll}{3,}ed)\\b`,
    'u',
  ),
)
const QUALITIES: Readonly<Record<string, string>> = {
  long: 'length',
  wide: 'width',
  high: 'height',
  tall: 'height',
  deep: 'depth',
  thick: 'thickness',
  old: 'age',
  away: 'distance',
  below: 'depth',
}
const DIMENSIONS: Readonly<Record<string, string>> = {
  length: 'length',
  area: 'area',
  mass: 'mass',
  volume: 'volume',
  speed: 'speed',
  temperature: 'temperature',
  time: 'duration',
}
const DETERMINER = /^(?:the|an?|its|their|our|his|her|this|that|these|those|some|about|nearly|almost|only|another|more than|over|up to|total|a total of)\s+/iu
const PRONOUN = /^(?:number|figure|total|rate|share|amount|value|sum|count|proportion|it|this|that|they|these)$/iu

/** The figure's measure within its clause. `previous` is the measure of the figure before it in the text, for "this number" and for a value in brackets. */
export function measureOf(text: string, figure: Figure, clause: Span, previous: string | null): Measured {
  const phrase = phraseOf(text, figure, clause, previous)
  const measures = phrase === null || phrase.length < 2 ? null : phrase.slice(0, LONGEST)
  return { measures, topic: topicOf(text, figure, clause, measures) }
}

/** Whether a figure's clause speaks of what the figure before it measured ("this number was below 50"). */
export function refersBack(text: string, figure: Span, clause: Span): boolean {
  const subject = subjectOf(text.slice(Math.max(clause.start, figure.start - REACH), figure.start))
  return subject !== null && PRONOUN.test(subject.phrase) && subject.phrase.length > 4
}

function phraseOf(text: string, figure: Figure, clause: Span, previous: string | null): string | null {
  const before = text.slice(Math.max(clause.start, figure.start - 110), figure.start)
  const after = text.slice(figure.end, Math.min(clause.end, figure.end + 120))
  if (before.includes('|') || after.includes('|')) return ofRow(text, figure, clause)
  if (figure.counted !== null) return nounPhrase(text.slice(figure.end, Math.min(clause.end, figure.counted.end + 80)), figure.counted.end - figure.end)
  if (/\(\s*(?:or |about |some |approximately |nearly )?$/u.test(before)) return labelBefore(before) ?? previous
  return (
    didPart(figure, after, previous) ??
    ofChange(figure, before, after, clause, text, previous) ??
    ofThing(before, after) ??
    fromSubject(text, figure, clause, previous, /^\s+(?<quality>long|wide|high|tall|deep|thick|old|away)\b/u.exec(after)?.groups?.['quality'])
  )
}

/** The first cell of a row that holds letters, and the cell the figure stands in. */
function ofRow(text: string, { start }: Span, clause: Span): string | null {
  const cells = text.slice(Math.max(clause.start, start - REACH), start).split('|')
  const labels = [cells[0], cells.length > 1 ? cells.at(-1) : undefined]
    .map((cell) => trimmed(cell ?? '').replace(/[\d.,$€£%()\s–-]+$/u, ''))
    .filter((cell) => /\p{L}{2}/u.test(cell))
  return labels.length === 0 ? null : labels.join(', ')
}

/** "computer equipment ($34.6 billion)": the words of the list's item; null right behind another figure, which the brackets convert. */
function labelBefore(before: string): string | null {
  const item =
    /(?:^|[,;:(|]|\b(?:and|or|includ(?:e[sd]?|ing)|such as|were|was|are|is|from|to|by|with|of|than|namely|like|followed by)\b)\s*(?<item>(?:(?!\b(?:and|or)\b)[^,;:()|\d]){3,60}?)\s*\([^()]*$/u.exec(
      before,
    )?.groups?.['item']
  const label =
    item === undefined ? '' : trimmed(behindVerb(item.split(/\b(?:included|including|includes|such as|were|was|are|is|from|followed by|and)\b/u).at(-1) ?? ''))
  return /\p{L}{2}/u.test(label) &&
    !VERB.test(label) &&
    !/^(?:miles|km|kilomet\p{L}+|percent|per cent|million|billion|tons?|tonnes|acres|hectares|feet|met\p{L}+|degrees|dollars|people)$/iu.test(label)
    ? label
    : null
}

function behindVerb(words: string): string {
  const verb = VERB.exec(words)
  return verb === null ? words : words.slice(verb.index + verb[0].length)
}

/** "Of 219 deputies, 112 voted for the bill" measures deputies voted for the bill. */
function didPart({ rule, unit }: Figure, after: string, previous: string | null): string | null {
  if (rule !== 'number' || unit === null || previous === null) return null
  const did = /^\s+(?:of them\s+|of whom\s+)?(?:were|was|are|is|had been|have been|has been|had|have|has)?\s*(?<what>\p{L}.+)/u.exec(after)?.groups?.['what']
  const phrase = did === undefined ? null : nounPhrase(did, 0)
  return phrase === null ? null : `${previous.split(' ')[0]} ${phrase}`
}

const CHANGES = 'increase|rise|growth|jump|surge|gain|drop|fall|decline|decrease|reduction|cut|hike|loss'
const CHANGE_BEHIND = latin(
  new RegExp(
    `^[\\s-]+(?:\\p{L}+\\s)?(?<change>${CHANGES}|share|stake|majority|tariff|tax|duty|surcharge|rate|discount|chance|margin)s?\\b(?:\\s+(?:in|of|on)\\s+(?<what>.+))?`,
    'u',
  ),
)
const CHANGE_AHEAD = latin(new RegExp(`\\b(?<change>${CHANGES})s?\\s+of\\s+(?:(?:\\p{L}+\\s){0,3})$`, 'iu'))

const OF_PREVIOUS = /(?:\b(?:which|this|that|it) (?:is|was|represents|marks|means)\b|,\s+an?\b|\()[^.;]*$/iu

/** "a 5 % drop in exports", "which is an increase of almost 90 %". */
function ofChange(figure: Span, before: string, after: string, clause: Span, text: string, previous: string | null): string | null {
  const { change, what } = CHANGE_BEHIND.exec(after)?.groups ?? {}
  const named = what === undefined ? null : nounPhrase(what, 0)
  if (change !== undefined && named !== null) return `${change} in ${named}`
  const turned = change ?? CHANGE_AHEAD.exec(before)?.groups?.['change']
  if (turned === undefined) return null
  if (previous !== null && OF_PREVIOUS.test(before)) return `${turned} in ${previous}`
  const subject = subjectOf(text.slice(Math.max(clause.start, figure.start - REACH), figure.start))
  return subject === null || PRONOUN.test(subject.phrase) ? turned : `${turned} in ${subject.phrase}`
}

/** What `ofThing` looks for begins so, at the end of the words before. */
const OF_BEFORE = /\s(?:of|at)\s+(?:(?:about|nearly|almost|over|some|more than|roughly|around|approximately|at least|up to|just|under|an estimated)\s+)*$/u

/** "549 lbs of illegal drugs", "$1.4 billion in aid"; "a deficit of $171 billion" measures the deficit. */
function ofThing(before: string, after: string): string | null {
  if (/^\s+(?:long|wide|high|tall|deep|thick|old|away)\b/u.test(after)) return null
  const of = /^(?:\s+(?:worth|more|less|fewer))?\s+(?:of\s+(?<of>\p{L}.+)|in\s+(?<in>\p{Ll}.+))/u.exec(after)?.groups
  const what = of?.['of'] ?? of?.['in']
  const phrase =
    what === undefined ||
    /^(?:(?:the|its|their) (?:next|past|last|first|second|total|same)|all[,.;]|total\b|a row|advance|them\b|whom\b|which\b|early\b|late\b|mid-)/iu.test(what)
      ? null
      : nounPhrase(what, 0)
  if (phrase !== null) return phrase
  const head = OF_BEFORE.test(before)
    ? /(?<head>(?:[\p{L}][\p{L}.'’-]*\s){0,3}\p{L}{3,})\s+(?:of|at)\s+(?:(?:about|nearly|almost|over|some|more than|roughly|around|approximately|at least|up to|just|under|an estimated)\s+)*$/u.exec(
        before,
      )?.groups?.['head']
    : undefined
  const noun =
    head === undefined ? '' : trimmed(head.split(/\b(?:to|with|from|was|were|is|are|had|has|have|by|and|or|for|on|saw|seen|a|an|the)\s/u).at(-1) ?? '')
  return /\p{L}{3}/u.test(noun) &&
    !VERB.test(noun) &&
    !/^(?:total|sum|average|number|maximum|minimum|value|record|rate|out|valued|estimated|worth|all|most|some|none|one|because|instead|ahead|short|height|end|start)$/iu.test(
      noun,
    )
    ? noun
    : null
}

function fromSubject(text: string, figure: Figure, clause: Span, previous: string | null, quality: string | undefined): string | null {
  const before = text.slice(Math.max(clause.start, figure.start - REACH), figure.start)
  const subject = subjectOf(before)
  if (subject === null) return nounPhrase(text.slice(figure.end, Math.min(clause.end, figure.end + 80)).replace(/^\s+(?:of|in|for|on|at)\s+/u, ' '), 0)
  if (PRONOUN.test(subject.phrase) && previous !== null) return previous
  const changed = changeIn(subject.rest, figure)
  if (changed !== null) return `${changed} in ${subject.phrase}`
  const measured = quality === undefined ? DIMENSIONS[dimensionOf(1, figure.unit).dimension] : QUALITIES[quality]
  return measured === undefined || subject.phrase.toLowerCase().includes(measured) ? subject.phrase : `${measured} of ${subject.phrase}`
}

const WENT_UP = new RegExp(`\\b(?:${CHANGE_UP}|doubled|tripled|quadrupled)\\b`, 'u')
const WENT_DOWN = new RegExp(`\\b(?:${CHANGE_DOWN}|halved)\\b`, 'u')

/** "rose 4 %", "fell by a third", but not "rose to 57 billion". */
function changeIn(rest: string, { unit }: Figure): string | null {
  if (/\b(?:to|at|from)\s+(?:\p{L}+\s+){0,3}$/u.test(rest.slice(-40))) return null
  if (unit !== '%' && unit !== 'x' && unit !== '{percentage_point}' && !/\bby\s+(?:\p{L}+\s+){0,3}$/u.test(rest)) return null
  if (unit === 'x' || WENT_UP.test(rest)) return 'increase'
  return WENT_DOWN.test(rest) ? 'decrease' : null
}

/** The words before the first verb, without a leading adverbial ("In 2019,"), and what follows them. */
function subjectOf(before: string): { phrase: string; rest: string } | null {
  const main = mainClause(before)
  const verb = VERB.exec(main)
  const at = verb?.index ?? -1
  const cut = at > 0 ? main.slice(0, at) : main.length > 3 && at !== 0 && main.length < 60 ? main.replace(/[:\s]+$/u, '') : ''
  const phrase = trimmed(cut.split(/[,;:()]/u)[0] ?? '')
  return phrase === '' || !/\p{L}{2}/u.test(phrase) || HEDGES_ONLY.test(phrase) ? null : { phrase, rest: at > 0 ? main.slice(at) : '' }
}

const HEDGES_ONLY =
  /^(?:(?:over|under|about|nearly|almost|some|approximately|roughly|around|only|just|at least|at most|more than|less than|up to|an?|the|estimated|another|total)\s*)+$/iu
const ADVERBIAL = latin(
  /^(?:(?:In|On|At|By|Between|From|Since|During|After|Before|Under|Over|As of|According to|With|For|To|Of|Among|Amongst|Through|Until|Despite|Besides)\b[^,]{0,90}|However|Moreover|Meanwhile|Today|Overall|Still|Indeed|Furthermore|Also|Nevertheless|Last \p{L}+|That \p{L}+|This (?:year|month)|Now|Then|Finally|First|Second),\s+/u,
)

/** Without brackets, a leading adverbial and a conjunction. "To put it shortly, from 1990 to 2008 trade …": the clause begins behind the last date. */
function mainClause(before: string): string {
  const main = before
    .replace(/\s*\([^()]*\)\s*(?<hyphen>-)?/gu, ' ')
    .replace(/^[\s“"‘'(•*–-]+/u, '')
    .replace(ADVERBIAL, '')
    .replace(/^(?:and|but|while|whereas|although|because|that|so)\s+/iu, '')
  return /^(?:To|In|From|Between|Since|At|By|For|With|On|After|During|Over)\b/iu.test(main) ? main.replace(/^.*\d\s+(?=\p{L})/u, '') : main
}

/** The phrase at the beginning of `after`, at least as far as `least`. */
function nounPhrase(after: string, least: number): string | null {
  const end = PHRASE_END.exec(after.slice(least))
  const phrase = trimmed(after.slice(0, least + (end?.index ?? Math.min(after.length - least, 60))))
  const words = phrase.split(/\s+/u)
  return phrase === '' || !/\p{L}{2}/u.test(phrase) ? null : words.slice(0, 10).join(' ')
}

function trimmed(phrase: string): string {
  let rest = phrase.replace(/^[\s\u00A0-]+|[\s\u00A0]+$/gu, '')
  for (let count = 0; count < 3; count++) rest = rest.replace(DETERMINER, '')
  return rest
    .replace(/(?:\s+(?:of|in|on|at|to|for|from|by|with|the|a|an|and|over|under|about|more|nearly|almost|only|now|already|still|also|just|had|has))+$/iu, '')
    .replace(/[\s\u00A0\n]+/gu, ' ')
}

const EMPTY = new Set(
  'the a an and or but of in on at to for from by with per than then over under between as that which who whom whose while when where after before into during since until because if not was were are be been being is has have had did does do will would can could may might must should it its he she they their them this these those there here some any all more most less least only just also about around nearly almost each every other another such no nor so very too own same up down out off many much first second one two'.split(
    ' ',
  ),
)
const MOST_STEMS = 12
const NEIGHBOURS = 9
/** In UTF-16 units, enough for that many words. */
const NEAR = 110

function topicOf(text: string, figure: Span, clause: Span, measures: string | null): string[] {
  const before = text.slice(Math.max(clause.start, figure.start - NEAR), figure.start)
  const after = text.slice(figure.end, Math.min(clause.end, figure.end + NEAR))
  const stems = new Set<string>()
  for (const word of [...wordsOf(measures ?? ''), ...wordsOf(before).slice(-NEIGHBOURS), ...wordsOf(after).slice(0, NEIGHBOURS)]) {
    if (stems.size < MOST_STEMS && word.length > 2 && !EMPTY.has(word)) stems.add(stem(word))
  }
  return [...stems]
}

const ASCII_WORD = /[A-Za-z]+/gu
const NON_ASCII_LETTER = latin(/(?![A-Za-z])[\p{L}\p{M}]/u)

/** Folded as for searching; most text is ASCII, where lower case is all there is to it. */
function wordsOf(text: string): string[] {
  if (!NON_ASCII_LETTER.test(text)) return text.toLowerCase().match(ASCII_WORD) ?? []
  return foldWords(text)
    .split(' ')
    .filter((word) => !/^\d/.test(word))
}

/** A light stem: plural and common verb endings go, so that "crossings" and "crossing", "exported" and "exports" meet. */
export function stem(word: string): string {
  const known = STEMS.get(word)
  if (known !== undefined) return known
  if (STEMS.size >= MOST_KEPT) STEMS.clear()
  const root = stemOf(word)
  STEMS.set(word, root)
  return root
}

/** The stems of words met lately: the same few thousand make up most of a text. */
const STEMS = new Map<string, string>()
const MOST_KEPT = 5000

function stemOf(word: string): string {
  let root = word
  if (root.length > 4)
    root = root
      .replace(/(?:ies|ied)$/u, 'y')
      .replace(/(?<=ss|x|ch|sh)es$/u, '')
      .replace(/(?<=[^su])s$/u, '')
  if (root.length > 5) root = root.replace(/(?<=[\p{L}]{3})(?:ing|ed|er|or|ion|ment)$/u, '').replace(/(?<=([^aeiouls]))\1$/u, '')
  return root.length > 4 ? root.replace(/e$/u, '') : root
}
