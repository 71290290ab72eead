/** Whether two values of one dimension say the same: equal, converted, rounded, within a stated bound, or different. */
import type { FigureRecord } from '../extraction.ts'

export type ValueRelation = { relation: 'agree' | 'agree_converted' | 'rounding' | 'compatible' | 'different'; reason: string }

/** Without a softening word, rounding may move a value by this share at most; with one ("about") by the second. */
const PLAIN_SHARE = 0.01
const SOFTENED_SHARE = 0.05
/** Converting brings its own rounding. */
const CONVERTED_SHARE = 0.005
const MOST_CONVERTED = 0.03
const EQUAL = 1e-9

export function compareFigures(a: FigureRecord, b: FigureRecord): ValueRelation {
  const [x, y] = [a.si ?? a.value, b.si ?? b.value]
  const share = Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y), Number.MIN_VALUE)
  const isConverted = a.unit !== b.unit && a.si !== null && b.si !== null && !isCount(a) && !isCount(b)
  const bound = boundRelation(a, b, x, y)
  if (bound === 'broken') return { relation: 'different', reason: `${a.span} against ${b.span}: one lies outside the bound of the other` }
  if (share <= EQUAL) return { relation: isConverted ? 'agree_converted' : 'agree', reason: isConverted ? `${a.span} is ${b.span} in another unit` : 'the same value' }
  if (isConverted && share <= Math.min(MOST_CONVERTED, Math.max(CONVERTED_SHARE, lastDigit(a), lastDigit(b)))) return { relation: 'agree_converted', reason: `${a.span} is ${b.span} in another unit` }
  if (bound === 'held') return { relation: 'compatible', reason: `${a.span} and ${b.span} do not exclude each other` }
  const softened = isSoftened(a) || isSoftened(b)
  if (share <= (softened ? SOFTENED_SHARE : PLAIN_SHARE) && (softened || share <= Math.max(lastDigit(a), lastDigit(b)) + EQUAL)) return { relation: 'rounding', reason: `${a.span} and ${b.span} differ by ${percent(share)}, as rounding does` }
  return { relation: 'different', reason: `${a.span} against ${b.span}, a difference of ${percent(share)}` }
}

function isCount({ unit }: FigureRecord): boolean {
  return unit === null || unit.startsWith('{')
}

/** "about", "nearly": a word that softens and bounds nothing. */
function isSoftened({ approx, comparator }: FigureRecord): boolean {
  return approx !== null && comparator === null
}

/** Half a unit of the last digit that carries meaning, as a share of the value. */
function lastDigit({ value, significant }: FigureRecord): number {
  if (value === 0) return 0
  const digit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - significant + 1)
  return digit / 2 / Math.abs(value)
}

/** Null when neither is a bound. */
function boundRelation(a: FigureRecord, b: FigureRecord, x: number, y: number): 'held' | 'broken' | null {
  if (a.comparator === null && b.comparator === null) return null
  const slack = SLACK * Math.max(Math.abs(x), Math.abs(y))
  const holds = (comparator: FigureRecord['comparator'], bound: number, value: number) => comparator === null || (comparator.startsWith('>') ? value >= bound - slack : value <= bound + slack)
  if (a.comparator !== null && b.comparator !== null) {
    // Two bounds on the same side never exclude each other; on different sides they do when nothing lies between.
    if (a.comparator.charAt(0) === b.comparator.charAt(0)) return 'held'
    return (a.comparator.startsWith('>') ? x <= y + slack : y <= x + slack) ? 'held' : 'broken'
  }
  return holds(a.comparator, x, y) && holds(b.comparator, y, x) ? 'held' : 'broken'
}

/** A bound is written as round as any figure. */
const SLACK = 0.005

function percent(share: number): string {
  return `${share < 0.1 ? (share * 100).toPrecision(2) : Math.round(share * 100)} %`
}
