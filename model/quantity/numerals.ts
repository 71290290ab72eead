/** Numbers as written: grouped digits, decimals, number words, and the scale behind them ("3.20 million", "twenty-five thousand"). Units are not looked at. */
import { latin } from '../latin.ts'
import { matches } from '../matches.ts'
import { GLYPHS, SCALE_WORDS, SPOKEN, wordsValue } from './spoken.ts'

/** `mantissa` is the value before the scale; `scale` 1 when none is written. `plus` says a plus sign follows ("90+"), which is part of the span. */
export type Numeral = {
  start: number
  end: number
  mantissa: number
  scale: number
  form: 'digits' | 'words'
  grouped: boolean
  decimals: number
  plus: boolean
  negative: boolean
}

const BLANK = '[ \\t\\n\\u00A0\\u2009\\u202F]'
/** What shows that "12,5" has a decimal comma: English never writes it before these. */
const CONTINENTAL = `(?=${BLANK}?(?:%|per${BLANK}?cent|million|billion|bn\\b|mn\\b|thousand|points?|€|euros?|km|kg|tonnes|hectares|degrees|°|GW|MW|TW))`
/** A plain blank groups only where a word, a sign of money or the end of a clause follows; in a row of cells it parts two numbers. */
const GROUPS_GO_WITH = `(?=${BLANK}(?:\\p{Ll}|€)|[.;:)](?:\\s|$)|,\\s\\p{L}|\\s?%|$)`
const NUMBER = [
  '\\d{1,3}(?:,\\d{2})+,\\d{3}(?!\\d)',
  '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?',
  '\\d{1,3}(?:[\\u00A0\\u2009\\u202F]\\d{3})+(?:[.,]\\d+)?(?!\\d)',
  `(?<!\\d )\\d{1,3}(?: \\d{3})+(?:,\\d{1,2})?${GROUPS_GO_WITH}`,
  '\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?',
  '\\d{1,3}(?:\\.\\d{3})+,\\d+',
  "\\d{1,3}(?:['\\u2019]\\d{3})+(?!\\d)",
  `\\d{1,3},\\d{1,2}${CONTINENTAL}`,
  '\\d{1,4}[\\u00BC-\\u00BE\\u2150-\\u215E]',
  `\\d{1,3}${BLANK}[1-7]\\/[2-8]`,
  '\\d+(?:\\.\\d+)?',
  '\\.\\d+',
].join('|')
const SCALE = `(?:${BLANK}{0,2}-?(?:(?:hundred|thousand|million|billion|trillion|lakh|crore)(?:${BLANK}+(?:million|billion|crore|trillion))?|mn|mln|mio|bn|bln|tn|trn|dozen)|[kKMB])`
const DIGITS = latin(
  new RegExp(
    '(?<![\\p{L}\\p{N}_]|[\\p{N}][.,])' +
      '(?<sign>(?<=^|[\\s([])(?:[-\\u2212\\u2013+]|\\u00B1\\s?|minus\\s)|(?<=[:|]\\s?)[-\\u2212]|(?<=\\s)\\u00B1\\s?)?' +
      `(?<number>${NUMBER})` +
      '(?![\\p{N}_]|[.,]\\d)' +
      `(?:(?<scale>${SCALE}(?![\\p{L}\\p{N}]))|(?![kKMB](?![\\p{L}])))?` +
      '(?<plus>\\+(?![\\p{L}\\p{N}]))?',
    'gmu',
  ),
)

/** Every number in the text, in order, not overlapping. */
export function readNumerals(text: string): Numeral[] {
  const numerals = [...readDigits(text), ...readWords(text)].sort((a, b) => a.start - b.start)
  return numerals
    .filter((numeral, index) => index === 0 || numeral.start >= (numerals[index - 1]?.end ?? 0))
    .reduce<Numeral[]>((joined, numeral) => addTo(joined, numeral, text), [])
}

/** "4 million 200 thousand" is one number. */
function addTo(joined: Numeral[], numeral: Numeral, text: string): Numeral[] {
  const last = joined.at(-1)
  const between = last === undefined ? '' : text.slice(last.end, numeral.start)
  if (
    last !== undefined &&
    last.form === 'digits' &&
    numeral.form === 'digits' &&
    last.scale > numeral.scale &&
    numeral.scale >= 1000 &&
    /^[ \u00A0](?:and )?$/u.test(between)
  ) {
    joined[joined.length - 1] = {
      ...last,
      end: numeral.end,
      mantissa: last.mantissa * last.scale + numeral.mantissa * numeral.scale,
      scale: 1,
      decimals: 0,
      plus: numeral.plus,
    }
  } else joined.push(numeral)
  return joined
}

function readDigits(text: string): Numeral[] {
  if (!/\d/.test(text)) return []
  return matches(DIGITS, text).map((match) => {
    const written = match.groups?.['number'] ?? ''
    const { value, decimals } = digitsValue(written)
    const negative = /[-\u2212\u2013]|minus/u.test(match.groups?.['sign'] ?? '')
    return {
      start: match.index,
      end: match.index + match[0].length,
      mantissa: negative ? -value : value,
      scale: scaleOf(match.groups?.['scale']),
      form: 'digits' as const,
      grouped: /[,'\u2019\u00A0\u2009\u202F ]/u.test(written),
      decimals,
      plus: match.groups?.['plus'] !== undefined,
      negative,
    }
  })
}

/** English by default: a comma groups, a point is decimal. The other way round only where it cannot be English (several points, a comma after points or blanks, "12,5 %"). */
function digitsValue(written: string): { value: number; decimals: number } {
  const broken = /^(?<whole>\d+)(?:[\s\u00A0]+(?<over>\d)\/(?<under>\d)|(?<glyph>[\u00BC-\u00BE\u2150-\u215E]))$/u.exec(written)?.groups
  if (broken) {
    const part = broken['glyph'] === undefined ? Number(broken['over']) / Number(broken['under']) : (GLYPHS[broken['glyph']] ?? 0)
    const value = Number((Number(broken['whole']) + part).toPrecision(6))
    return { value, decimals: String(value).split('.')[1]?.length ?? 0 }
  }
  const compact = written.replace(/[\u00A0\u2009\u202F'\u2019 ]/gu, '')
  const continental = /^\d+(?:\.\d{3})+,\d+$|^\d+(?:\.\d{3}){2,}$|^\d{1,3},\d{1,2}$/.test(compact) || (compact !== written && /,\d+$/.test(compact))
  const plain = continental ? compact.replaceAll('.', '').replace(',', '.') : compact.replaceAll(',', '')
  return { value: Number(plain), decimals: plain.split('.')[1]?.length ?? 0 }
}

function scaleOf(written: string | undefined): number {
  if (written === undefined) return 1
  const letter = { k: 1e3, K: 1e3, M: 1e6, B: 1e9 }[written]
  if (letter !== undefined) return letter
  return written
    .toLowerCase()
    .split(/[\s\u00A0\u2009\u202F-]+/u)
    .reduce((scale, word) => scale * (SCALE_WORDS[word] ?? 1), 1)
}

function readWords(text: string): Numeral[] {
  return matches(SPOKEN, text).flatMap((match) => {
    // A scale after digits belongs to the digits, which were read already.
    if (/[\d]\s*-?$/u.test(text.slice(Math.max(0, match.index - 3), match.index))) return []
    return spokenAt(match[0], match.index)
  })
}

/** One number, or two that only "and" joins ("three million and five million"). */
function spokenAt(words: string, start: number): Numeral[] {
  const value = wordsValue(words)
  if (value !== null)
    return [{ start, end: start + words.length, ...value, form: 'words', grouped: false, decimals: 0, plus: false, negative: /^minus/iu.test(words) }]
  const and = /\sand\s/iu.exec(words)
  return and === null
    ? []
    : [...spokenAt(words.slice(0, and.index), start), ...spokenAt(words.slice(and.index + and[0].length), start + and.index + and[0].length)]
}
