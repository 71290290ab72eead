/**
 * Calendar dates in English prose: days, months, years, quarters, seasons, decades, fiscal years, and ranges of them, as ISO 8601 or EDTF.
 *
 * Two steps: atoms ("October 2022", "5 March", "2019") are found by the patterns of `dates/atoms.ts`, then two atoms beside each other become a range
 * when a dash, "to", or "between … and" joins them. Relative dates ("last year") and bare months are not guessed at. Offsets are UTF-16 code units.
 */
import { type Atom, readAtoms } from './dates/atoms.ts'
import { isoDate } from './dates/words.ts'
import { covers, type Span } from './quantity/spans.ts'

export { isoDate } from './dates/words.ts'

export type DateMention = {
  /** Start inclusive, end exclusive; `span` is the text between, of a range both ends. */
  start: number
  end: number
  span: string
  /** ISO 8601 date or interval, or EDTF: "2022-10/2023-09", "199X", "2021-23" (autumn), "XXXX-04-01" (a day of no stated year). */
  value: string
  rule: string
}

/** The name of a month, quarter or season says enough, whatever the number in it looks like otherwise ("3rd May"). */
const SURE = new Set(['day', 'days', 'month', 'quarter', 'half', 'season', 'fiscal-year'])

/** The dates of a text in order, none overlapping another. `vetoed` are stretches no date may touch, sorted by start. */
export function readDates(text: string, vetoed: readonly Span[] = []): DateMention[] {
  const atoms = readAtoms(text, vetoed).filter((atom) => SURE.has(atom.rule) || !covers(vetoed, atom))
  const dates: DateMention[] = []
  for (let index = 0; index < atoms.length; index++) {
    const first = atoms[index]
    const second = atoms[index + 1]
    if (first === undefined) continue
    const range = second === undefined ? null : rangeOf(text, first, second)
    if (range !== null) {
      dates.push(range)
      index += 1
    } else if (first.rule !== 'bare-month' && first.rule !== 'bare-day')
      dates.push({ start: first.start, end: first.end, span: text.slice(first.start, first.end), value: valueOf(first), rule: first.rule })
  }
  return dates
}

function valueOf({ year, month, day, value }: Atom): string {
  return value ?? isoDate(year, month, day)
}

const JOINED = /^(?:\s*[-–—]\s*|\s+(?:to|through|thru|until|till|up to|and)\s+)(?:the\s+|early\s+|late\s+|mid-?\s*)?$/u
const BETWEEN = /\b(?:between|from)\s+(?:the\s+|early\s+|late\s+|mid-?\s*|about\s+)?$/iu
const APART = /^[^.;]{0,40}\brespectively\b/u

/** Both atoms as one range, or null when they stand for themselves. What the first leaves out (month, year) it takes from the second. */
function rangeOf(text: string, first: Atom, second: Atom): DateMention | null {
  const link = text.slice(first.end, second.start)
  if (!JOINED.test(link) || first.value?.includes('/') || second.value?.includes('/')) return null
  const opened = BETWEEN.test(text.slice(Math.max(0, first.start - 24), first.start))
  if (
    /\band\b/u.test(link) &&
    (!opened || !/between/iu.test(text.slice(Math.max(0, first.start - 24), first.start)) || APART.test(text.slice(second.end, second.end + 60)))
  )
    return null
  if (first.rule === 'bare-day' && (second.day === null || second.rule === 'bare-day')) return null
  if (second.rule === 'bare-day') return null
  if (second.rule === 'bare-month' && (first.rule !== 'bare-month' || second.year === null)) return null
  const from: Atom = { ...first, year: first.year ?? second.year, month: first.month ?? (first.rule === 'bare-day' ? second.month : null) }
  const [start, end] = [valueOf(from), valueOf(second)]
  if (from.year === null && second.year === null && first.rule !== 'bare-day' && first.day === null) return null
  if (comparable(start) > comparable(end)) return null
  return { start: first.start, end: second.end, span: text.slice(first.start, second.end), value: `${start}/${end}`, rule: 'range' }
}

function comparable(value: string): string {
  return value.replaceAll('X', '0').padEnd(10, '9')
}
