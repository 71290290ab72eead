/** Numbers as written: grouped digits, decimals, number words, and the scale behind them ("3.20 million", "twenty-five thousand"). Units are not looked at. */

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

const SCALE_WORDS: Readonly<Record<string, number>> = {
  hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, mn: 1e6, mln: 1e6, bn: 1e9, bln: 1e9, tn: 1e12, trn: 1e12, dozen: 12,
}
const ONES: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}
const TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }

const BLANK = '[ \\t\\n\\u00A0\\u2009\\u202F]'
const SCALES = '(?:hundred|thousand|million|billion|trillion)'
const DIGITS = new RegExp(
  '(?<![\\p{L}\\p{N}_]|[\\p{N}][.,])' +
    '(?<sign>(?<=^|[\\s(])[-\\u2212])?' +
    "(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,3}(?:[\\u00A0\\u2009\\u202F]\\d{3})+(?:[.,]\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?|\\d{1,3}(?:\\.\\d{3})+,\\d+|\\d{1,3}(?:['\\u2019]\\d{3})+|\\d+(?:\\.\\d+)?|\\.\\d+)" +
    '(?![\\p{N}_]|[.,]\\d)' +
    `(?:(?<scale>(?:${BLANK}{0,2}-?(?:hundred|thousand|million|billion|trillion|mn|mln|bn|bln|tn|trn|dozen)|[kKMB])(?![\\p{L}\\p{N}]))|(?![kKMB](?![\\p{L}])))?` +
    '(?<plus>\\+(?![\\p{L}\\p{N}]))?',
  'gmu',
)
const NUMBER_WORD = `(?:${[...Object.keys(ONES), ...Object.keys(TENS)].join('|')})`
const SEQUENCE = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:(?:a|an)${BLANK}+(?=${SCALES}|dozen)|half${BLANK}+a${BLANK}+(?=million|billion|trillion|dozen)|(?=${NUMBER_WORD}))` +
    `(?:(?:${NUMBER_WORD}|${SCALES}|dozen)(?![\\p{L}]))(?:(?:-|(?:(?<=${SCALES})${BLANK}+and)?${BLANK}+)(?:${NUMBER_WORD}|${SCALES}|dozen)(?![\\p{L}]))*(?:${BLANK}+and${BLANK}+a${BLANK}+(?:half|quarter)(?:${BLANK}+(?:million|billion|trillion))?(?![\\p{L}]))?`,
  'giu',
)

/** Every number in the text, in order, not overlapping. */
export function readNumerals(text: string): Numeral[] {
  return [...readDigits(text), ...readWords(text)].sort((a, b) => a.start - b.start)
}

function readDigits(text: string): Numeral[] {
  return Array.from(text.matchAll(DIGITS), (match) => {
    const written = match.groups?.['number'] ?? ''
    const { value, decimals } = digitsValue(written)
    const negative = match.groups?.['sign'] !== undefined
    return {
      start: match.index,
      end: match.index + match[0].length,
      mantissa: negative ? -value : value,
      scale: scaleOf(match.groups?.['scale']),
      form: 'digits' as const,
      grouped: /[,'\u2019\u00A0\u2009\u202F]/u.test(written),
      decimals,
      plus: match.groups?.['plus'] !== undefined,
      negative,
    }
  })
}

/** English by default: a comma groups, a point is decimal. The other way round only where it cannot be English (several points, or a comma after points or blanks). */
function digitsValue(written: string): { value: number; decimals: number } {
  const compact = written.replace(/[\u00A0\u2009\u202F'\u2019]/gu, '')
  const continental = /^\d+(?:\.\d{3})+,\d+$|^\d+(?:\.\d{3}){2,}$/.test(compact) || (compact !== written && /,\d+$/.test(compact))
  const plain = continental ? compact.replaceAll('.', '').replace(',', '.') : compact.replaceAll(',', '')
  return { value: Number(plain), decimals: plain.split('.')[1]?.length ?? 0 }
}

function scaleOf(written: string | undefined): number {
  if (written === undefined) return 1
  const word = written.replace(/^[\s\u00A0\u2009\u202F-]+/u, '')
  return { k: 1e3, K: 1e3, M: 1e6, B: 1e9 }[word] ?? SCALE_WORDS[word.toLowerCase()] ?? 1
}

function readWords(text: string): Numeral[] {
  return Array.from(text.matchAll(SEQUENCE)).flatMap((match) => {
    // A scale after digits belongs to the digits, which were read already.
    if (/[\d]\s*-?$/u.test(text.slice(Math.max(0, match.index - 3), match.index))) return []
    const value = wordsValue(match[0])
    return value === null ? [] : [numeralOfWords(match, value)]
  })
}

function numeralOfWords(match: RegExpExecArray, value: { mantissa: number; scale: number }): Numeral {
  return { start: match.index, end: match.index + match[0].length, ...value, form: 'words', grouped: false, decimals: 0, plus: false, negative: false }
}

/** "two hundred and fifty thousand" → 250 × 1000; null when the words do not make one number ("twenty fifty"). */
export function wordsValue(words: string): { mantissa: number; scale: number } | null {
  const tokens = words.toLowerCase().split(/[^a-z]+/).filter((token) => token !== '')
  let total = 0
  let group = 0
  let last = 1
  let filled = false
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? ''
    if (token === 'and') continue
    if (token === 'a' || token === 'an') { if (index === 0) { group = 1; filled = true } continue }
    if (token === 'half' || token === 'quarter') {
      const part = token === 'half' ? 0.5 : 0.25
      if (index === 0) { group = part; filled = true } else if (total > 0) total += part * last
      else group += part
      continue
    }
    const small = ONES[token]
    const ten = TENS[token]
    if (small !== undefined) {
      if (filled && !(small > 0 && ((small < 10 && group % 100 >= 20 && group % 10 === 0) || (group >= 100 && group % 100 === 0)))) return null
      group += small
      filled = true
    } else if (ten !== undefined) {
      if (filled && !(group >= 100 && group % 100 === 0)) return null
      group += ten
      filled = true
    } else {
      const scale = SCALE_WORDS[token] ?? 1
      if (token === 'hundred' || token === 'dozen') group = (filled ? group : 1) * scale
      else {
        total += (filled ? group : 1) * scale
        group = 0
        last = scale
      }
      filled = token === 'hundred' || token === 'dozen'
    }
  }
  return total > 0 && group === 0 ? { mantissa: total / last, scale: last } : { mantissa: total + group, scale: 1 }
}
