/** Lines near the top of a text that say who wrote it and when. */

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const MONTH = '(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(?<year>(?:1[5-9]|20)\\d{2})'
const DATES: readonly RegExp[] = [
  new RegExp(`(?<!\\p{L})${MONTH}\\s+${DAY},?\\s+${YEAR}`, 'iu'),
  new RegExp(`(?<![\\d])${DAY}\\s+(?:of\\s+)?${MONTH},?\\s+${YEAR}`, 'iu'),
  /(?<!\d)(?<year>(?:1[5-9]|20)\d{2})-(?<month>\d{2})(?:-(?<day>\d{2}))?(?!\d)/u,
  new RegExp(`(?<!\\p{L})${MONTH},?\\s+${YEAR}`, 'iu'),
]
const AROUND = /^(?:(?:first |last |originally )?(?:published|posted|updated|issued|released|dated?|revised|written)(?: on| in)?|on|as of)?[:\s]*$/iu
const BEHIND = /^(?:[\s,|·•–—-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?(?:[\s,|·•–—-]*\d{1,3} min(?:ute)?s?(?: read)?)?[\s.]*$/iu

export type FoundDate = { parts: number[]; start: number; end: number }

/** The first calendar date in the text, to the day or the month; null when there is none. Impossible days are none. */
export function findDate(text: string): FoundDate | null {
  for (const pattern of DATES) {
    const match = pattern.exec(text)
    const parts = match?.groups ? dateParts(match.groups) : null
    if (match && parts) return { parts, start: match.index, end: match.index + match[0].length }
  }
  return null
}

function dateParts(groups: Readonly<Record<string, string | undefined>>): number[] | null {
  const year = Number(groups['year'])
  const written = groups['month'] ?? ''
  const month = /^\d+$/.test(written) ? Number(written) : MONTHS.findIndex((name) => name.startsWith(written.toLowerCase().slice(0, 3))) + 1
  const day = groups['day'] === undefined ? null : Number(groups['day'])
  if (month < 1 || month > 12 || (day !== null && (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()))) return null
  return day === null ? [year, month] : [year, month, day]
}

/** True for a line that is a date and nothing else but "Published", a time or a reading time. */
export function isDateLine(text: string): boolean {
  const date = text.length <= 80 ? findDate(text) : null
  return date !== null && AROUND.test(text.slice(0, date.start)) && BEHIND.test(text.slice(date.end))
}

const PERSON = "\\p{Lu}[\\p{L}'’.-]*(?:\\s+(?:de|la|del|von|van|der|y|al|bin|\\p{Lu}[\\p{L}'’.-]*)){1,4}"
const BYLINE = new RegExp(`^(?:(?:[Ww]ritten |[Ww]ords )?[Bb]y|BY|[Aa]uthors?:?|[Pp]or)\\s+(?:the\\s+)?(?<names>${PERSON}(?:\\s*(?:,|\\band\\b|&|\\by\\b)\\s*(?:and\\s+)?${PERSON}){0,9})\\s*(?:[|·•–—,-].{0,60})?$`, 'u')

/** "By Ana Ruiz and Tom Hall" → the names; none when the line is no byline. */
export function bylineNames(text: string): string[] {
  const names = text.length <= 160 ? BYLINE.exec(text)?.groups?.['names'] : undefined
  return names === undefined ? [] : names.split(/\s*(?:,|\band\b|&)\s*/u).filter((name) => name.includes(' '))
}

export function isByline(text: string): boolean {
  return bylineNames(text).length > 0
}
