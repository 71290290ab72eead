/** The single dates a text names, before ranges are joined: each pattern with the reader of its parts. */
import { latin } from '../latin.ts'
import { matches } from '../matches.ts'
import { apart, covers, type Span } from '../quantity/spans.ts'
import { BLANK, DAY, ENDS, endYear, FREE, isDay, isoDate, LINK, MONTH, monthNumber, pad, SEASONS, YEAR } from './words.ts'
import { isYear } from './years.ts'

/** Parts that are not written are null. `value` stands for what parts cannot say (a decade, a quarter, a range written as one). */
export type Atom = Span & { year: number | null; month: number | null; day: number | null; value: string | null; rule: string }

type Parts = Partial<Pick<Atom, 'year' | 'month' | 'day' | 'value'>>
type Groups = Readonly<Record<string, string | undefined>>
/** A text without `hint` cannot match. */
type Reader = { rule: string; hint: RegExp; pattern: RegExp; read(groups: Groups): Parts | null }

const NAMES_MONTH = /Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec/u
const NAMES_QUARTER = /Q[1-4]|[1-4]Q/u

const number = (written: string | undefined) => (written === undefined ? null : Number.parseInt(written, 10))
const month = (groups: Groups, name = 'month') => (groups[name] === undefined ? null : monthNumber(groups[name]))
const OPTIONAL_YEAR = `(?:${BLANK}?,?${BLANK}+(?:of${BLANK}+)?(?<year>${YEAR})${ENDS}(?!\\p{L}))?`
const NO_MEASURE = `(?!${BLANK}*(?:%|per${BLANK}?cent|million|billion|thousand))`

function day(groups: Groups): Parts | null {
  const [year, monthAt, dayAt] = [number(groups['year']), month(groups), number(groups['day'])]
  return monthAt === null || dayAt === null || !isDay(monthAt, dayAt) ? null : { year, month: monthAt, day: dayAt }
}

function days(groups: Groups): Parts | null {
  const [year, monthAt, from, to] = [number(groups['year']), month(groups), number(groups['from']), number(groups['to'])]
  if (monthAt === null || from === null || to === null || to <= from || !isDay(monthAt, to)) return null
  return { value: `${isoDate(year, monthAt, from)}/${isoDate(year, monthAt, to)}` }
}

/** "31/12/2019" and "12/31/2019" say which is the month; "05/06/2020" does not, and only its year is taken. */
function numeric({ first, second, year, sign }: Groups): Parts | null {
  const [one, two] = [Number(first), Number(second)]
  const full = year?.length === 2 ? 2000 + Number(year) : Number(year)
  if (sign === '.' || (one > 12 && two <= 12)) return isDay(two, one) ? { year: full, month: two, day: one } : null
  if (two > 12 && one <= 12) return isDay(one, two) ? { year: full, month: one, day: two } : null
  return one <= 12 && two <= 12 && one > 0 && two > 0 ? { year: full } : null
}

const ORDER: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  '1': 1,
  i: 1,
  second: 2,
  '2nd': 2,
  '2': 2,
  ii: 2,
  third: 3,
  '3rd': 3,
  '3': 3,
  iii: 3,
  fourth: 4,
  '4th': 4,
  '4': 4,
  iv: 4,
  last: 4,
  final: 4,
  latter: 2,
}

function quarter({ order, year }: Groups): Parts | null {
  const index = ORDER[order?.toLowerCase() ?? '']
  const full = year === undefined ? null : year.length === 2 ? 2000 + Number(year) : Number(year)
  return index === undefined || full === null ? null : { value: `${full}-${pad(index * 3 - 2)}/${full}-${pad(index * 3)}` }
}

function half({ order, year }: Groups): Parts | null {
  const index = ORDER[order?.toLowerCase() ?? '']
  return index === undefined ? null : { value: index === 1 ? `${year}-01/${year}-06` : `${year}-07/${year}-12` }
}

/** "fiscal 2023", "FY24", "2022/23": the year it ends in, or both when both are written. */
function fiscal({ year, to }: Groups): Parts | null {
  const from = year?.length === 2 ? 2000 + Number(year) : Number(year)
  const end = to === undefined ? null : endYear(from, to)
  return end === null ? { year: from } : { value: `${from}/${end}` }
}

function years({ year, to }: Groups): Parts | null {
  const end = endYear(Number(year), to ?? '')
  // "2013-09": not a range of years, so the second part is a month.
  if (end === null) return to?.length === 2 && isDay(Number(to), 1) ? { year: Number(year), month: Number(to) } : null
  return { value: `${year}/${end}` }
}

function decade({ year, short, end }: Groups): Parts | null {
  const full = year ?? (short === undefined ? undefined : `${Number(short) < 20 ? 20 : 19}${short}`)
  return full === undefined
    ? null
    : { value: end === undefined ? `${full.slice(0, 3)}X` : `${full.slice(0, 3)}X/${end.length === 2 ? full.slice(0, 2) + end.slice(0, 1) : end.slice(0, 3)}X` }
}

const PART = `(?:(?:[Ee]arly|[Ll]ate|[Mm]id|[Mm]iddle)(?:[-–]|${BLANK}+(?:(?:in|of)${BLANK}+)?(?:the${BLANK}+)?))`

const READERS: readonly Reader[] = (
  [
    {
      rule: 'iso',
      hint: /\d{4}[-–/]\d/u,
      pattern: new RegExp(`${FREE}(?<year>${YEAR})(?<sign>[-–/])(?<month>0?[1-9]|1[0-2])\\k<sign>(?<day>0?[1-9]|[12]\\d|3[01])(?!\\d)`, 'gu'),
      read: (groups) =>
        isDay(Number(groups['month']), Number(groups['day']))
          ? { year: number(groups['year']), month: number(groups['month']), day: number(groups['day']) }
          : null,
    },
    {
      rule: 'numeric',
      hint: /\d[/.]\d{1,2}[/.]\d/u,
      pattern: /(?<![\p{L}\p{N}_$€£/.,-])(?<first>\d{1,2})(?<sign>[/.])(?<second>\d{1,2})\k<sign>(?<year>(?:19|20)\d{2}|\d{2}(?!\d))(?![\p{N}/]|\.\d)/gu,
      read: numeric,
    },
    {
      rule: 'days',
      hint: NAMES_MONTH,
      pattern: new RegExp(`${FREE}(?<from>${DAY})${LINK}(?<to>${DAY})${BLANK}+(?:of${BLANK}+)?(?<month>${MONTH})(?!\\p{L})${OPTIONAL_YEAR}`, 'gu'),
      read: days,
    },
    {
      rule: 'days',
      hint: NAMES_MONTH,
      pattern: new RegExp(
        `(?<!\\p{L})(?<month>${MONTH})${BLANK}+(?<from>${DAY})${LINK}(?<to>${DAY})(?![\\p{L}\\d]|[,.]\\d)${NO_MEASURE}${OPTIONAL_YEAR}`,
        'gu',
      ),
      read: days,
    },
    {
      rule: 'day',
      hint: NAMES_MONTH,
      pattern: new RegExp(`${FREE}(?<day>${DAY})${BLANK}+(?:of${BLANK}+)?(?<month>${MONTH})(?!\\p{L})${OPTIONAL_YEAR}`, 'gu'),
      read: day,
    },
    {
      rule: 'day',
      hint: NAMES_MONTH,
      pattern: new RegExp(`(?<!\\p{L})(?<month>${MONTH})${BLANK}+(?:the${BLANK}+)?(?<day>${DAY})(?![\\p{L}\\d]|[,.:]\\d)${NO_MEASURE}${OPTIONAL_YEAR}`, 'gu'),
      read: day,
    },
    {
      rule: 'month',
      hint: NAMES_MONTH,
      pattern: new RegExp(`(?<!\\p{L})(?<month>${MONTH}),?${BLANK}+(?:of${BLANK}+)?(?<year>${YEAR})${ENDS}(?!\\p{L})`, 'gu'),
      read: (groups) => ({ year: number(groups['year']), month: month(groups) }),
    },
    {
      rule: 'month',
      hint: /['’]\d\d/u,
      pattern: new RegExp(`(?<!\\p{L})(?<month>${MONTH})['’](?<year>\\d{2})(?!\\d)`, 'gu'),
      read: (groups) => ({ year: 2000 + Number(groups['year']), month: month(groups) }),
    },
    {
      rule: 'quarter',
      hint: NAMES_QUARTER,
      pattern: new RegExp(`\\bQ(?<order>[1-4])(?:${BLANK}*(?:of${BLANK}+|[-–/]${BLANK}*)?)(?<year>${YEAR})(?!\\d)`, 'gu'),
      read: quarter,
    },
    { rule: 'quarter', hint: NAMES_QUARTER, pattern: new RegExp(`\\b(?<order>[1-4])Q${BLANK}?['’]?(?<year>${YEAR}|\\d{2})(?!\\d)`, 'gu'), read: quarter },
    { rule: 'quarter', hint: NAMES_QUARTER, pattern: new RegExp(`(?<!\\d)(?<year>${YEAR})[-– ]?Q(?<order>[1-4])(?!\\d)`, 'gu'), read: quarter },
    {
      rule: 'quarter',
      hint: /quarter/iu,
      pattern: new RegExp(
        `\\b(?:the${BLANK}+)?(?<order>first|second|third|fourth|last|final|1st|2nd|3rd|4th)${BLANK}+quarter${BLANK}+(?:of|in)?${BLANK}*(?<year>${YEAR})(?!\\d)`,
        'giu',
      ),
      read: quarter,
    },
    {
      rule: 'half',
      hint: /half|months/iu,
      pattern: new RegExp(
        `\\b(?:the${BLANK}+)?(?<order>first|second|last|latter|1st|2nd)[- ](?:half|six${BLANK}+months)${BLANK}+(?:of|in)?${BLANK}*(?<year>${YEAR})(?!\\d)`,
        'giu',
      ),
      read: (groups) => half({ ...groups, order: groups['order']?.toLowerCase() === 'first' || groups['order'] === '1st' ? 'first' : 'second' }),
    },
    { rule: 'half', hint: /H[12]/u, pattern: new RegExp(`\\bH(?<order>[12])${BLANK}*(?<year>${YEAR})(?!\\d)`, 'gu'), read: half },
    {
      rule: 'season',
      hint: /pring|ummer|utumn|all|inter/u,
      pattern: new RegExp(
        `\\b(?:the${BLANK}+)?(?<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter),?${BLANK}+(?:of${BLANK}+|in${BLANK}+)?(?<year>${YEAR})(?:[-–/](?<to>\\d{4}|\\d{2}))?(?![\\d,]\\d)`,
        'gu',
      ),
      read: ({ season, year, to }) => {
        const end = to === undefined ? null : endYear(Number(year), to)
        return { value: end === null ? `${year}-${SEASONS[season?.toLowerCase() ?? '']}` : `${year}/${end}` }
      },
    },
    {
      rule: 'fiscal-year',
      hint: /iscal|inancial|udget|ax|cademic|chool|arketing|rop|FY|CY|MY/u,
      pattern: new RegExp(
        `\\b(?:(?:[Ff]iscal|[Ff]inancial|[Bb]udget|[Tt]ax|[Aa]cademic|[Ss]chool|[Mm]arketing|[Cc]rop)(?:${BLANK}+[Yy]ears?)?${BLANK}+(?:of${BLANK}+)?|(?:FY|CY|MY)${BLANK}?['’]?)(?<year>${YEAR}|(?<=(?:FY|CY|MY)[ '’]?)\\d{2})(?:${BLANK}?[-–/]${BLANK}?(?:FY)?(?<to>\\d{4}|\\d{2}))?(?![\\d,]\\d|\\d)`,
        'gu',
      ),
      read: fiscal,
    },
    {
      rule: 'years',
      hint: /\d{4}[ \t\n\u00A0\u2009\u202F]?[-–—]/u,
      pattern: new RegExp(`${FREE}(?<year>${YEAR})${BLANK}?[-–—]${BLANK}?(?<to>${YEAR}|\\d{2})(?![\\p{N}_]|[,.]\\d|[-–—/]\\d)${NO_MEASURE}`, 'gu'),
      read: years,
    },
    {
      rule: 'years',
      hint: /\d{4}\//u,
      pattern: new RegExp(`${FREE}(?<year>${YEAR})/(?<to>${YEAR}|\\d{2})(?![\\p{N}_/]|[,.]\\d)`, 'gu'),
      read: (groups) => (endYear(Number(groups['year']), groups['to'] ?? '') === Number(groups['year']) + 1 ? years(groups) : null),
    },
    {
      rule: 'decade',
      hint: /0['’]?s/u,
      pattern: new RegExp(
        `(?:\\b(?:the${BLANK}+)?${PART})?(?<![\\p{L}\\p{N}$€£.,])(?<year>(?:1\\d|20)\\d0)['’]?s(?:[-–](?<end>(?:1\\d|20)?\\d0)['’]?s)?(?!\\p{L})`,
        'gu',
      ),
      read: decade,
    },
    {
      rule: 'decade',
      hint: /0s/u,
      pattern: new RegExp(`(?:\\b(?:the${BLANK}+)?${PART})?(?<![\\p{L}\\p{N}$€£.,])['’]?(?<short>[2-9]0)s(?!\\p{L})(?<!['’]s)`, 'gu'),
      read: decade,
    },
    {
      rule: 'part-of-year',
      hint: /[Ee]arly|[Ll]ate|[Mm]id/u,
      pattern: new RegExp(`\\b${PART}(?:of${BLANK}+)?(?<year>${YEAR})${ENDS}(?!\\p{L})`, 'gu'),
      read: (groups) => ({ year: number(groups['year']) }),
    },
    {
      rule: 'day',
      hint: /-[JFMASOND]/u,
      pattern: new RegExp(`${FREE}(?<day>${DAY})-(?<month>${MONTH})-(?<year>${YEAR}|\\d{2})(?!\\d)`, 'gu'),
      read: ({ year, ...rest }) => day({ ...rest, year: year?.length === 2 ? `20${year}` : year }),
    },
    {
      rule: 'days',
      hint: NAMES_MONTH,
      pattern: new RegExp(`${FREE}(?<from>${DAY})${BLANK}+(?:and|&)${BLANK}+(?<to>${DAY})${BLANK}+(?<month>${MONTH})(?!\\p{L})${OPTIONAL_YEAR}`, 'gu'),
      read: (groups) => (number(groups['to']) === (number(groups['from']) ?? 0) + 1 ? days(groups) : null),
    },
    {
      rule: 'bare-month',
      hint: NAMES_MONTH,
      pattern: new RegExp(`(?<!\\p{L})(?<month>${MONTH})(?!\\p{L})(?=${LINK}(?:${MONTH})|${BLANK}+and${BLANK}+(?:${MONTH}))`, 'gu'),
      read: (groups) => ({ month: month(groups) }),
    },
    {
      rule: 'bce',
      hint: /\sBC|\sB\./u,
      pattern: /(?<![\p{N}.,–-])(?<year>\d{1,4})(?:\s?[-–]\s?(?<to>\d{1,4}))?\s(?:B\.\s?C\.(?:\s?E\.)?|BCE?)(?!\p{L})/gu,
      read: ({ year, to }) => ({ value: [year, to].flatMap((one) => (one === undefined ? [] : [`-${String(Number(one) - 1).padStart(4, '0')}`])).join('/') }),
    },
    {
      rule: 'ce',
      hint: /\s(?:A\.|AD|CE)/u,
      pattern: /(?<![\p{N}.,–-])(?<year>\d{1,4})\s(?:A\.\s?D\.|AD|CE)(?![\p{L}])/gu,
      read: ({ year }) => ({ value: String(year).padStart(4, '0') }),
    },
    // Years before 1500 only where a preposition and the end of the phrase leave no other reading.
    {
      rule: 'early-year',
      hint: /1[0-4]\d\d/u,
      pattern:
        /(?<=(?:^|[.,;(]\s|\s)(?:[Ii]n|[Ss]ince|[Uu]ntil|from|[Bb]efore|[Aa]fter|of|[Aa]round|[Cc]irca|ca?\.)\s)(?<year>1[0-4]\d\d)(?=\s*(?:[.,;:)—]|$)|\s(?:the|he|she|it|they|and|when|with|by|to|as|a|an|at|his|her|under|after|for|was|were|\p{Lu}))(?![.,]\d)/gu,
      read: ({ year }) => ({ value: year ?? null }),
    },
    {
      rule: 'early-year',
      hint: /(?:In|By|Around|Since|Until|After|Before)\s\d/u,
      pattern: /(?<=(?:^|[.;]\s)(?:In|By|Around|Since|Until|After|Before)\s)(?<year>[1-9]\d{2}|1[0-4]\d\d)(?=,\s\p{L})/gu,
      read: ({ year }) => ({ value: String(year).padStart(4, '0') }),
    },
    {
      rule: 'ce',
      hint: /A\.?D/u,
      pattern: /(?<!\p{L})A\.?D\.?\s(?<year>\d{1,4})(?![\p{N},.]\d)/gu,
      read: ({ year }) => ({ value: String(year).padStart(4, '0') }),
    },
  ] satisfies Reader[]
).map((reader) => ({ ...reader, pattern: latin(reader.pattern) }))

const BARE_YEAR = latin(new RegExp(`${FREE}${YEAR}${ENDS}(?!\\p{L})`, 'gu'))

const HAS_YEAR = new RegExp(YEAR, 'u')

/** All of them in order, none overlapping another. */
export function readAtoms(text: string, vetoed: readonly Span[]): Atom[] {
  const found: Atom[] = []
  if (!/\d/.test(text)) return found
  const namesMonth = NAMES_MONTH.test(text)
  for (const { rule, hint, pattern, read } of READERS) {
    if (hint === NAMES_MONTH ? !namesMonth : !hint.test(text)) continue
    for (const match of matches(pattern, text)) {
      const parts = read(match.groups ?? {})
      if (parts !== null)
        found.push({ start: match.index, end: match.index + match[0].length, year: null, month: null, day: null, value: null, ...parts, rule })
    }
  }
  const dated = apart(found)
  const bare = (HAS_YEAR.test(text) ? matches(BARE_YEAR, text) : [])
    .map(
      (match): Atom => ({ start: match.index, end: match.index + match[0].length, year: Number(match[0]), month: null, day: null, value: null, rule: 'year' }),
    )
    .filter((atom) => !covers(dated, atom) && !covers(vetoed, atom) && isYear(text, atom))
  return apart([...dated, ...bare])
}
