/** The words dates are made of, and the pieces of pattern the readers share. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** A month by name; the abbreviations may carry a point. */
export const MONTH =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|Jun(?:e|\\.)?|Jul(?:y|\\.)?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
export const DAY = '(?:[0-2]?\\d|3[01])(?:st|nd|rd|th)?'
/** Years a text about policy speaks of; a number outside is no year without more words. */
export const YEAR = '(?:1[5-9]|20)\\d{2}'
export const BLANK = '[ \\t\\n\\u00A0\\u2009\\u202F]'
/** What joins the ends of a range: a dash, "to", "through", "until"; "and" joins only behind "between". */
export const LINK = `(?:${BLANK}*[-–—]${BLANK}*|${BLANK}+(?:to|through|until|till)${BLANK}+)`
/** No digit, letter, currency or sign of a longer token stands before. */
export const FREE = '(?<![\\p{L}\\p{N}_$€£¥#§/.]|\\d[,:–—-])'
/** The number does not go on. */
export const ENDS = "(?![\\p{N}_]|[,.:]\\d|[-–—/]\\d|['’]\\d)"

export function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

/** Meteorological seasons as EDTF level 1 writes them (21 spring … 24 winter). */
export const SEASONS: Readonly<Record<string, string>> = { spring: '21', summer: '22', autumn: '23', fall: '23', winter: '24' }

export const pad = (value: number) => String(value).padStart(2, '0')

/** "2021-07-04" of its parts; X stands for a year that is not written (EDTF). */
export function isoDate(year: number | null, month: number | null = null, day: number | null = null): string {
  const parts = [year === null ? 'XXXX' : String(year).padStart(4, '0')]
  if (month !== null) parts.push(pad(month))
  if (month !== null && day !== null) parts.push(pad(day))
  return parts.join('-')
}

const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isDay(month: number, day: number): boolean {
  return day >= 1 && day <= (LENGTHS[month - 1] ?? 0)
}

/** The second year of "2007–10" or "1999–2003"; null when it does not come after the first or lies a century away. */
export function endYear(from: number, written: string): number | null {
  const to = written.length === 4 ? Number(written) : Math.floor(from / 10 ** written.length) * 10 ** written.length + Number(written)
  const rolled = to <= from && written.length === 2 ? to + 100 : to
  return rolled > from && rolled - from < 400 && (written.length === 4 || rolled - from < 60) ? rolled : null
}
