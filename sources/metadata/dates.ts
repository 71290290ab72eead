/**
 * Calendar dates as they are written at the head of an article or in a reference, in a dozen languages. Returns what is written and no more: "March 2024"
 * has no day, 03/04/2024 could be two days and gives its year alone.
 */

/** `parts` are [year, month?, day?]; `start` and `end` are UTF-16 offsets in the text that was searched. */
export type FoundDate = { parts: number[]; start: number; end: number }

/** Month names by number, several languages in one row; abbreviations are found by their first letters (see `monthOf`). */
const MONTHS: readonly string[] = [
  'january jan enero ene janvier janv januar jänner gennaio gen janeiro ocak oca января январь يناير ינואר',
  'february feb febrero février fevrier févr fevr februar febbraio fevereiro fev şubat şub февраля февраль فبراير פברואר',
  'march mar marzo mars märz maerz mär março marco mart марта март مارس מרץ',
  'april apr abril abr avril avr aprile nisan nis апреля апрель أبريل אפריל',
  'may mayo mai maggio mag maio mayıs mayis мая май مايو מאי',
  'june jun junio juin juni giugno giu junho haziran haz июня июнь يونيو יוני',
  'july jul julio juillet juil juli luglio lug julho temmuz tem июля июль يوليو יולי',
  'august aug agosto ago août aout ağustos ağu августа август أغسطس אוגוסט',
  'september sept sep septiembre setiembre set septembre settembre setembro eylül eyl сентября сентябрь سبتمبر ספטמבר',
  'october oct octubre octobre oktober okt ottobre ott outubro out ekim eki октября октябрь أكتوبر אוקטובר',
  'november nov noviembre novembre novembro kasım kas ноября ноябрь نوفمبر נובמבר',
  'december dec diciembre dic décembre decembre déc dezember dez dicembre dezembro aralık ara декабря декабрь ديسمبر דצמבר',
]
const MONTH_NUMBER: ReadonlyMap<string, number> = new Map(MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)))

const WORD = '(?<month>[\\p{L}\\p{M}]{3,12})\\.?'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|º|°|ª)?'
const YEAR = '(?<year>(?:1[5-9]|20)\\d{2})'
const SHAPES: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{M}])${WORD}\\s+${DAY}\\s*,?\\s+(?:de\\s+)?${YEAR}(?!\\d)`, 'giu'),
  new RegExp(`(?<!\\d)${DAY}\\.?[\\s-]+(?:of\\s+|de\\s+|d['’])?(?:ב)?${WORD},?[\\s-]+(?:of\\s+|de\\s+|del\\s+)?${YEAR}(?!\\d)`, 'giu'),
  new RegExp(`(?<!\\d)${YEAR},?\\s+${WORD}\\s+${DAY}(?![\\d\\p{L}])`, 'giu'),
  /(?<![\d-])(?<year>(?:1[5-9]|20)\d{2})[-\u2010\u2011](?<month>\d{2})(?:[-\u2010\u2011](?<day>\d{2}))?(?![\d-])/gu,
  /(?<![\d./])(?<year>(?:1[5-9]|20)\d{2})[./](?<month>\d{1,2})[./](?<day>\d{1,2})(?![\d/])/gu,
  /(?<![\d./-])(?<first>\d{1,2})(?<sign>[./-])(?<second>\d{1,2})\k<sign>(?<year>(?:19|20)\d{2})(?![\d/-])/gu,
  /(?<year>(?:19|20)\d{2})\s?[年년]\s?(?<month>\d{1,2})\s?[月월](?:\s?(?<day>\d{1,2})\s?[日일])?/gu,
  new RegExp(`(?<![\\p{L}\\p{M}])${WORD},?\\s+(?:of\\s+|de\\s+|del\\s+)?${YEAR}(?!\\d)`, 'giu'),
  new RegExp(`(?<!\\d)${YEAR},\\s+${WORD}(?![\\p{L}\\p{M}])`, 'giu'),
]

/** All dates with at least a month, in order; where two overlap the longer one. Meant for lines and entries, not for whole documents. */
export function datesIn(text: string): FoundDate[] {
  const found: FoundDate[] = []
  for (const shape of SHAPES) {
    for (const match of text.matchAll(shape)) {
      const parts = match.groups ? partsOf(match.groups) : null
      const [start, end] = [match.index, match.index + match[0].length]
      if (parts !== null && !found.some((other) => start < other.end && other.start < end)) found.push({ parts, start, end })
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** The first calendar date of the text, to the day or the month; null when there is none. Impossible days are none. */
export function findDate(text: string): FoundDate | null {
  return datesIn(text)[0] ?? null
}

function partsOf(groups: Readonly<Record<string, string | undefined>>): number[] | null {
  const year = Number(groups['year'])
  if (groups['first'] !== undefined) return slashed(year, Number(groups['first']), Number(groups['second']), groups['sign'] ?? '')
  const written = groups['month'] ?? ''
  const month = /^\d+$/.test(written) ? Number(written) : (MONTH_NUMBER.get(written.toLowerCase()) ?? 0)
  return valid(year, month, groups['day'] === undefined ? null : Number(groups['day']))
}

/** 31/12/2024 and 12/31/2024 say which is the day; 31.12.2024 is month first only where no other reading is a day (01.22.2024); 03/04/2024 could be either, so only its year is sure. */
function slashed(year: number, first: number, second: number, sign: string): number[] | null {
  if (sign === '.' && second > 12) return valid(year, first, second)
  if (sign === '.' || first > 12) return valid(year, second, first)
  if (second > 12) return valid(year, first, second)
  if (first === second) return valid(year, first, second)
  return first >= 1 && second >= 1 ? [year] : null
}

function valid(year: number, month: number, day: number | null): number[] | null {
  if (month < 1 || month > 12) return null
  if (day === null) return [year, month]
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? [year, month, day] : null
}

export function isoDate(parts: readonly number[]): string {
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
}
