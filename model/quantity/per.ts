/** Rates: what a figure is per ("a day", "per 100,000 inhabitants", "a barrel", "per capita"). */
import { latin } from '../latin.ts'
import { wordsValue } from './spoken.ts'
import { unitAt } from './units.ts'

const TIMES: Readonly<Record<string, string>> = {
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'd',
  night: 'd',
  week: 'wk',
  fortnight: '{fortnight}',
  month: 'mo',
  quarter: '{quarter}',
  year: 'a',
  annum: 'a',
  decade: '{decade}',
}
const ADVERBS: Readonly<Record<string, string>> = {
  hourly: 'h',
  daily: 'd',
  nightly: 'd',
  weekly: 'wk',
  monthly: 'mo',
  quarterly: '{quarter}',
  annually: 'a',
  yearly: 'a',
}
const OTHERS: Readonly<Record<string, string>> = {
  capita: '{person}',
  head: '{person}',
  person: '{person}',
  inhabitant: '{person}',
  resident: '{person}',
  worker: '{person}',
  patient: '{person}',
  pupil: '{person}',
  student: '{person}',
  child: '{person}',
  woman: '{person}',
  employee: '{person}',
  household: '{household}',
  family: '{family}',
  bushel: '{bushel}',
  unit: '{unit}',
  vehicle: '{vehicle}',
  passenger: '{person}',
  job: '{job}',
  vote: '{vote}',
  case: '{case}',
}

/** Not "a year earlier", "a day after". */
const NO_RATE = '(?!\\s+(?:ago|earlier|before|later|after|previously|from now|or so|to come))'
/** Up to four words of the same phrase may stand between ("40 trucks on average a day"). */
const RATE = latin(
  new RegExp(
    `(?:[\\s\\u00A0]+(?!(?:per|a|an|each|every|and|but|or|to|from|than|in)\\s)[\\p{L}-]+){0,4}?(?:[\\s\\u00A0]+(?:per|a|an|each|every|for every|for each|in every)[\\s\\u00A0]+(?<per>\\d[\\d,]*(?:\\s(?:thousand|million))?|[\\p{L}]+(?:\\s(?:thousand|million|hundred|mile|foot|meter|metre|kilometer|kilometre)s?)?)${NO_RATE}|[\\s\\u00A0]+(?<adverb>hourly|daily|nightly|weekly|monthly|annually|yearly)(?![\\p{L}])|\\/(?<slash>\\p{L}+)(?![\\p{L}]))`,
    'uy',
  ),
)

/** The unit below the line, as UCUM or `{person}`; "10*5" for a count per 100,000. Null when the figure that ends at `at` is no rate. */
export function readPer(text: string, at: number): string | null {
  RATE.lastIndex = at
  const { per, adverb, slash } = RATE.exec(text)?.groups ?? {}
  if (adverb !== undefined) return ADVERBS[adverb.toLowerCase()] ?? null
  const below = (per ?? slash)?.toLowerCase()
  return below === undefined ? null : (number(below) ?? thing(below))
}

function number(below: string): string | null {
  const [digits = '', word] = below.split(/\s/)
  const spoken = wordsValue(below)
  const value = /^\d/.test(digits)
    ? Number(digits.replaceAll(',', '')) * (word === 'million' ? 1e6 : word === 'thousand' ? 1e3 : 1)
    : spoken !== null
      ? spoken.mantissa * spoken.scale
      : Number.NaN
  const power = Math.log10(value)
  return value >= 10 && Number.isInteger(power) ? `10*${power}` : null
}

function thing(below: string): string | null {
  const word = below.split(/\s/)[0] ?? ''
  const named = TIMES[word] ?? OTHERS[word]
  if (named !== undefined) return named
  return unitAt(` ${below}`, 0)?.code ?? unitAt(` ${word}`, 0)?.code ?? null
}
