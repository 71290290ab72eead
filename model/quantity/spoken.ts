/** Number words: "two hundred and fifty thousand", "one and a half million", "half a dozen", "fifteen hundred". */
import { latin } from '../latin.ts'

export const SCALE_WORDS: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  lakh: 1e5,
  million: 1e6,
  crore: 1e7,
  billion: 1e9,
  trillion: 1e12,
  mn: 1e6,
  mln: 1e6,
  mio: 1e6,
  bn: 1e9,
  bln: 1e9,
  tn: 1e12,
  trn: 1e12,
  dozen: 12,
}
const ONES: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
}
const TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }
const PARTS: Readonly<Record<string, number>> = { half: 1 / 2, third: 1 / 3, thirds: 2 / 3, quarter: 1 / 4, quarters: 3 / 4 }
export const GLYPHS: Readonly<Record<string, number>> = {
  '½': 1 / 2,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '¼': 1 / 4,
  '¾': 3 / 4,
  '⅕': 1 / 5,
  '⅖': 2 / 5,
  '⅗': 3 / 5,
  '⅘': 4 / 5,
  '⅙': 1 / 6,
  '⅛': 1 / 8,
  '⅜': 3 / 8,
  '⅝': 5 / 8,
  '⅞': 7 / 8,
}

const BLANK = '[ \\t\\n\\u00A0\\u2009\\u202F]'
const SCALES = '(?:hundred|thousand|million|billion|trillion)'
const NUMBER_WORD = `(?:${[...Object.keys(ONES), ...Object.keys(TENS)].join('|')})`
/** What "half a" may be half of as a number: "half a mile" is 0.5 of one. */
const MEASURED =
  '(?:mile|kilomet(?:er|re)|met(?:er|re)|inch|foot|hour|day|year|century|decade|percentage|percent|per cent|degree|ton|tonne|pound|lit(?:er|re)|gallon|acre|hectare|point)'
const PART = `(?:${BLANK}+and${BLANK}+(?:a${BLANK}+(?:half|quarter|third)|three${BLANK}+quarters|two${BLANK}+thirds)(?:${BLANK}+(?:thousand|million|billion|trillion))?(?![\\p{L}]))`

/** Finds one number in words. */
export const SPOKEN = latin(
  new RegExp(
    `(?<![\\p{L}\\p{N}_-]|\\d\\.)(?:(?:a|an)${BLANK}+(?=${SCALES}|dozen)|half${BLANK}+an?${BLANK}+(?=million|billion|trillion|dozen)|half${BLANK}+an?(?=${BLANK}+${MEASURED}(?![\\p{L}]))|minus${BLANK}+(?=${NUMBER_WORD})|(?=${NUMBER_WORD}))` +
      `(?:(?<=half${BLANK}an?)|(?:${NUMBER_WORD}|${SCALES}|dozen)(?![\\p{L}])(?:(?:-|(?:(?<=${SCALES})${BLANK}+and)?${BLANK}+)(?:a${BLANK}+(?=thousand|million|billion))?(?:${NUMBER_WORD}|${SCALES}|dozen)(?![\\p{L}]))*${PART}?)`,
    'giu',
  ),
)

type Sum = { total: number; group: number; last: number; filled: boolean }

/** "two hundred and fifty thousand" → 250 × 1000; null when the words do not make one number ("twenty fifty"). */
export function wordsValue(words: string): { mantissa: number; scale: number } | null {
  const tokens = words
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((token) => token !== '')
  const sign = tokens[0] === 'minus' ? -1 : 1
  let sum: Sum | null = { total: 0, group: 0, last: 1, filled: false }
  for (let index = sign < 0 ? 1 : 0; index < tokens.length && sum !== null; index++) sum = add(sum, tokens, index)
  if (sum === null) return null
  const { total, group, last } = sum
  return total > 0 && group === 0 ? { mantissa: (sign * total) / last, scale: last } : { mantissa: sign * (total + group), scale: 1 }
}

function add(sum: Sum, tokens: readonly string[], index: number): Sum | null {
  const token = tokens[index] ?? ''
  const { group, filled } = sum
  if (token === 'and') return sum
  if (token === 'a' || token === 'an') return index === 0 ? { ...sum, group: 1, filled: true } : sum
  if (token === 'three' && tokens[index + 1] === 'quarters') return sum
  if (token === 'two' && tokens[index + 1] === 'thirds') return sum
  const part = PARTS[token]
  if (part !== undefined) return addPart(sum, part, index)
  const small = ONES[token]
  if (small !== undefined) {
    const fits = !filled || (small > 0 && ((small < 10 && group % 100 >= 20 && group % 10 === 0) || (group >= 100 && group % 100 === 0)))
    return fits ? { ...sum, group: group + small, filled: true } : null
  }
  const ten = TENS[token]
  if (ten !== undefined) return !filled || (group >= 100 && group % 100 === 0) ? { ...sum, group: group + ten, filled: true } : null
  return addScale(sum, token)
}

function addPart(sum: Sum, part: number, index: number): Sum {
  if (index === 0) return { ...sum, group: part, filled: true }
  return sum.total > 0 ? { ...sum, total: sum.total + part * sum.last } : { ...sum, group: sum.group + part }
}

function addScale(sum: Sum, token: string): Sum | null {
  const scale = SCALE_WORDS[token] ?? 1
  const times = (sum.filled ? sum.group : 1) * scale
  if (token === 'hundred' || token === 'dozen') return { ...sum, group: times, filled: true }
  // "three million and five million" are two numbers.
  if (sum.filled && sum.total > 0 && scale >= sum.last && token !== 'hundred' && token !== 'dozen') return null
  // "a hundred thousand million" multiplies what is there; "two thousand four hundred" adds.
  return sum.total > 0 && !sum.filled
    ? { ...sum, total: sum.total * scale, last: sum.last * scale }
    : { total: sum.total + times, group: 0, last: scale, filled: false }
}
