/** What one statement alone, or beside its passage, gives cause to look at: digits that claim more than their origin, and arithmetic that does not come out. */
import type { FigureRecord } from '../extraction.ts'
import type { Concern, Statement } from '../library.ts'

/** Two figures with digits to lose count as one converted into the other within this share. */
const CONVERTED_SHARE = 0.004
/** A figure with so many digits is precise; one with so few is round. */
const PRECISE = 3
const ROUND = 2

/** The precise one of a pair of which it looks like a conversion of the round one; null when neither does. */
export function falsePrecision(a: Statement, b: Statement): Concern | null {
  if (!a.figure || !b.figure || a.figure.unit === b.figure.unit || a.figure.dimension !== b.figure.dimension || a.figure.unit?.startsWith('{') !== false) return null
  const [precise, round] = a.figure.significant >= b.figure.significant ? [a, b] : [b, a]
  if (!precise.figure || !round.figure || !isPrecise(precise.figure) || !isRound(round.figure)) return null
  const [x, y] = [precise.figure.si, round.figure.si]
  if (x === null || y === null || Math.abs(x - y) > CONVERTED_SHARE * Math.max(Math.abs(x), Math.abs(y))) return null
  const hedge = round.figure.approx === null ? '' : `${round.figure.approx} `
  return { kind: 'false-precision', reason: `"${precise.figure.span}" is "${hedge}${round.figure.span}" in another unit: it has more digits than is known`, statement: precise }
}

function isPrecise({ significant, approx }: FigureRecord): boolean {
  return significant >= PRECISE && approx === null
}

function isRound({ significant, approx }: FigureRecord): boolean {
  return significant <= ROUND && (approx !== null || significant === 1)
}

const OF_WHOLE = /(?<part>\d[\d,.]*)\s+(?:out\s+)?of\s+(?:the\s+|its\s+|all\s+)?(?<whole>\d[\d,.]*)\b[^.;()]{0,60}?[(,–—]\s*(?:or\s+|about\s+|some\s+|nearly\s+)?(?<share>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)/iu
/** Percentage points that rounding and "about" may take. */
const POINTS = 1.5

/** "12 of 40 (25 %)": a share that is not that of the numbers beside it. */
export function wrongShare(statement: Statement): Concern | null {
  const groups = OF_WHOLE.exec(statement.quote)?.groups
  if (!groups) return null
  const [part, whole, share] = [groups['part'], groups['whole'], groups['share']].map((digits) => Number((digits ?? '').replace(/,(?=\d{3})/gu, '').replace(/[.,]$/u, '')))
  if (part === undefined || whole === undefined || share === undefined || !(whole > 0) || part > whole) return null
  const real = (part / whole) * 100
  if (Math.abs(real - share) <= POINTS) return null
  return { kind: 'arithmetic', reason: `${groups['part']} of ${groups['whole']} are ${real.toPrecision(3)} %, not ${groups['share']} %`, statement }
}

const COMPARED = /(?<share>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)\s+(?<way>more|higher|greater|above|up|less|fewer|lower|below|down)\s+(?:than|from|on|over)\s+(?:in\s+|that\s+of\s+|those\s+of\s+|the\s+(?:figure|level|number)\s+(?:of|in|for)\s+)?(?:fiscal\s+(?:year\s+)?)?(?<year>(?:19|20)\d\d)/iu

/** "almost 90 % more than in 2019": what the earlier figure must have been, as a reader can work out. Null when the sentence does not compare so. */
export function impliedEarlier({ quote, figure }: Statement): { value: number; year: string } | null {
  const groups = COMPARED.exec(quote)?.groups
  if (!groups || !figure || figure.dimension === 'percent' || figure.si === null) return null
  const share = Number(groups['share']) / 100
  const factor = /^(?:more|higher|greater|above|up)$/iu.test(groups['way'] ?? '') ? 1 + share : 1 - share
  return factor > 0 ? { value: figure.si / factor, year: groups['year'] ?? '' } : null
}

/** How far an earlier figure may be from what a later one implies. */
const IMPLIED_SHARE = 0.1

/** A concern about `later` when `earlier`, of that year and the same topic, is not what it implies. */
export function wrongImplication(later: Statement, earlier: Statement): Concern | null {
  const implied = impliedEarlier(later)
  const stated = earlier.figure?.si
  if (implied === null || stated === undefined || stated === null || Math.abs(stated - implied.value) <= IMPLIED_SHARE * Math.max(Math.abs(stated), Math.abs(implied.value))) return null
  return { kind: 'arithmetic', reason: `it implies about ${readable(implied.value)} in ${implied.year}; "${earlier.figure?.span}" is stated for that year`, statement: later }
}

function readable(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en')
}
