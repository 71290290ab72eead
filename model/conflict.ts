/**
 * Whether two statements of different sources agree. Rules from the language, not a measure of likeness: two figures are compared only when they count or measure the same
 * thing of the same population; then their values decide, and as-of dates may explain a difference. Precision comes first: what is not plainly the same is `not_comparable`.
 */
import { type Claim, claimOf } from './conflict/claim.ts'
import { areApart, intervalOf, isWithin, shown } from './conflict/times.ts'
import { compareFigures } from './conflict/values.ts'
import type { Relation, Statement } from './library.ts'

export { type Claim, claimOf } from './conflict/claim.ts'

export type Compared = { relation: Relation; reason: string }

/** Both statements must carry a figure, a rank or a date; else they are not comparable. */
export function compareStatements(a: Statement, b: Statement): Compared {
  const [one, other] = [claimOf(a), claimOf(b)]
  return one && other ? compareClaims(one, other) : incomparable('nothing in them can be compared')
}

export function compareClaims(a: Claim, b: Claim): Compared {
  const apart = whyApart(a, b)
  if (apart !== null) return incomparable(apart)
  const compared = byKind(a, b)
  if (compared.relation === 'agree' || compared.relation === 'agree_converted') return settled(compared)
  if (a.kind === 'date') return compared.relation === 'different' && oneSided(a, b) ? incomparable('one speaks of more than the other') : settled(compared)
  if (compared.relation === 'different' || (a.when && b.when && areApart(a.when, b.when))) {
    if (isUnplaced(a, b)) return incomparable('one names a place the other does not')
    if (isThin(a, b)) return incomparable('they share no more than the word for what is measured')
  }
  if (a.when && b.when && areApart(a.when, b.when)) return { relation: 'time_explained', reason: `one is as of ${shown(a.when)}, the other as of ${shown(b.when)}` }
  if (compared.relation !== 'different') return settled(compared)
  if (oneSided(a, b)) return incomparable('one counts a part of what the other counts')
  return explainedByIssue(a, b) ?? { relation: 'conflict', reason: compared.reason }
}

type Judged = { relation: Relation | 'different'; reason: string }

function settled({ relation, reason }: Judged): Compared {
  return { relation: relation === 'different' ? 'conflict' : relation, reason }
}

function incomparable(reason: string): Compared {
  return { relation: 'not_comparable', reason }
}

function byKind(a: Claim, b: Claim): Judged {
  const [x, y] = [a.statement, b.statement]
  if (x.figure && y.figure) return compareFigures(x.figure, y.figure)
  if (x.rank && y.rank) return x.rank.rank === y.rank.rank ? { relation: 'agree', reason: 'the same rank' } : { relation: 'different', reason: `rank ${x.rank.rank} against rank ${y.rank.rank}` }
  const [day, other] = [x.date && intervalOf(x.date.value), y.date && intervalOf(y.date.value)]
  if (!day || !other) return { relation: 'not_comparable', reason: 'a date without a year' }
  if (isWithin(day, other) || isWithin(other, day)) return { relation: 'agree', reason: 'the same date, or one within the other' }
  return { relation: 'different', reason: `${shown(day)} against ${shown(other)}` }
}

/** Why the two cannot be compared; null when they can. */
function whyApart(a: Claim, b: Claim): string | null {
  if (a.kind !== b.kind || a.dimension !== b.dimension) return 'not of one dimension'
  if (a.change !== b.change) return 'one is a change, the other a level'
  if (areElsewhere(a, b)) return 'they name different places or people'
  if (a.kind === 'date') return datesApart(a, b)
  if (a.head === null || b.head === null) return headless(a, b)
  const isCounted = a.dimension === 'count' || a.kind === 'rank'
  if (isCounted ? a.head !== b.head : !b.words.has(a.head) || !a.words.has(b.head)) return `one is of "${a.head}", the other of "${b.head}"`
  if (areDifferent(onlyIn(a.narrowing, b), onlyIn(b.narrowing, a))) return 'the same kind of thing of different populations'
  // Of ranks the order and those who are in it say enough, however much else the sentences say.
  if (a.kind === 'rank' && [...a.names].filter((name) => b.words.has(name)).length >= SHARED_NAMES) return null
  return wordsApart(a, b)
}

/** Each has a name the other has not: of a country or of what is counted, or, when they share no name at all, any. */
function areElsewhere(a: Claim, b: Claim): boolean {
  if (areDifferent(onlyIn(a.places, b), onlyIn(b.places, a))) return true
  return ![...a.names].some((name) => b.names.has(name)) && areDifferent(onlyIn(a.names, b), onlyIn(b.names, a))
}

const SHARED_NAMES = 2

const SHARE_IF_UNSAID = 0.6

/** One of the two, or both, do not say plainly what they measure: then all that the shorter one speaks of has to be in the other. */
function headless(a: Claim, b: Claim): string | null {
  const head = a.head ?? b.head
  const { shared, share } = overlap(a, b)
  const isSaid = shared.length > 0 && (share === 1 || (shared.length >= SHARED_AT_LEAST && share >= SHARE_IF_UNSAID)) && (head === null || shared.includes(head))
  if (!isSaid || a.dimension === 'count') return 'what is counted or measured is not said plainly'
  return areDifferent(onlyIn(a.narrowing, b), onlyIn(b.narrowing, a)) ? 'the same kind of thing of different populations' : null
}

/** Event words whose dates can be compared: what happens once. */
const EVENTS = new Set(['open', 'sign', 'found', 'build', 'begin', 'adopt', 'ratify', 'establish', 'enact', 'end', 'close', 'abolish', 'creat', 'introduc', 'elect', 'born', 'die', 'enter', 'dissolv', 'complet', 'publish', 'invad', 'arrest', 'appoint', 'resign', 'nationaliz', 'independence', 'join', 'withdraw', 'withdrew'])

function datesApart(a: Claim, b: Claim): string | null {
  const shared = [...a.words].filter((word) => b.words.has(word))
  if (!shared.some((word) => EVENTS.has(word))) return 'no event that both speak of'
  if ([...a.words].some((word) => EVENTS.has(word) && !b.words.has(word)) && [...b.words].some((word) => EVENTS.has(word) && !a.words.has(word))) return 'different events'
  return shared.length < 2 ? 'they share no more than the kind of event' : wordsApart(a, b)
}

/** Shared words that make up for words only one of the two has. */
const SHARED_AT_LEAST = 3
const SHARE_AT_LEAST = 0.5

/** Short statements may differ in what only one of them says, not in what each says for itself; long ones have to share much. */
function wordsApart(a: Claim, b: Claim): string | null {
  const { shared, onlyA, onlyB, share } = overlap(a, b)
  const beyondHead = shared.filter((word) => word !== a.head && word !== b.head)
  if (beyondHead.length === 0 && (onlyA.length > 0 || onlyB.length > 0) && (a.dimension === 'count' || a.kind === 'rank')) return 'they share nothing but what is counted'
  if (onlyA.length === 0 || onlyB.length === 0) return share >= SHARE_AT_LEAST ? null : 'they share too little'
  return shared.length >= SHARED_AT_LEAST && share >= SHARE_AT_LEAST ? null : 'each speaks of something the other does not'
}

/** One of the two says of which place it speaks, and the other names none at all. */
function isUnplaced(a: Claim, b: Claim): boolean {
  const shared = [...a.names].some((name) => b.names.has(name) || b.words.has(name)) || [...b.names].some((name) => a.words.has(name))
  return !shared && (a.names.size > 0) !== (b.names.size > 0)
}

/** "The pipeline is 1,224 km long" and "the pipeline runs for 900 miles": perhaps two pipelines. Enough to agree, too little to disagree. */
function isThin(a: Claim, b: Claim): boolean {
  const { shared, onlyA, onlyB } = overlap(a, b)
  return shared.length < 2 && onlyA.length + onlyB.length > 0
}

function overlap(a: Claim, b: Claim): { shared: string[]; onlyA: string[]; onlyB: string[]; share: number } {
  const shared = [...a.words].filter((word) => b.words.has(word))
  const least = Math.min(a.words.size, b.words.size)
  return { shared, onlyA: onlyIn(a.words, b), onlyB: onlyIn(b.words, a), share: least === 0 ? 0 : shared.length / least }
}

function onlyIn(words: Iterable<string>, other: Claim): string[] {
  return [...words].filter((word) => !other.words.has(word) && !other.names.has(word))
}

function areDifferent(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && other.length > 0
}

/** Only one of the two narrows what it counts: "unaccompanied children" and "children". */
function oneSided(a: Claim, b: Claim): boolean {
  return onlyIn(a.narrowing, b).length > 0 || onlyIn(b.narrowing, a).length > 0
}

/** What does not change from year to year, as far as people measure it. */
const LASTING = /^(?:length|area|volume|mass|angle)$/u

const NO_TIME = { start: '', end: '' }

/** Sources of different years may both be right about what changes; about what happened once, or about a length, they may not. */
function explainedByIssue(a: Claim, b: Claim): Compared | null {
  if (a.isEvent || b.isEvent || LASTING.test(a.dimension)) return null
  // Who is first changes: a dated rank says nothing against an undated one.
  if (a.kind === 'rank' && (a.when === null) !== (b.when === null)) return { relation: 'time_explained', reason: `one is as of ${shown(a.when ?? b.when ?? NO_TIME)}, the other does not say of when` }
  const [one, other] = [a.when ?? a.issued, b.when ?? b.issued]
  if (!one || !other || !areApart(one, other)) return null
  return { relation: 'time_explained', reason: `one source speaks of ${shown(one)}, the other of ${shown(other)}` }
}
