/** What the readers of reference lists hand on, and how they write the fields of a CSL item. */

export const RECORD_LIMITS = { bytes: 4_000_000, entries: 5_000, depth: 40 } as const

/** `fields` are those of a CSL item, not yet checked. `fault` says in half a sentence why the entry cannot be read. */
export type Entry = { key: string | null; line: number; fields: Record<string, unknown>; fault?: string }

/** The list as a whole cannot be read from `line` on. */
export class RecordsFault extends Error {
  override readonly name = 'RecordsFault'
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

const LONGEST = 500

/** A field's words within the bounds of a CSL item; undefined for none, so that it is left out. */
export function words(value: unknown, longest = LONGEST): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  const text = value.replace(/\s+/gu, ' ').trim().slice(0, longest).trim()
  return text === '' ? undefined : text
}

/** An address on the web, or undefined for anything else. */
export function address(value: unknown): string | undefined {
  const text = words(value, 2048)
  return text !== undefined && /^https?:\/\/[^\s<>"]+$/iu.test(text) ? text : undefined
}

export function doi(value: unknown): string | undefined {
  return words(value)?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/iu, '')
}

/** "Family, Given" or "Given von Family" as a CSL name; `whole` for an institution. */
export function nameOf(written: string, whole = false): { family: string; given?: string } | { literal: string } | null {
  const name = words(written)
  if (name === undefined) return null
  if (whole) return { literal: name }
  const parts = name.split(/\s*,\s*/u).filter((part) => part !== '')
  const [family, second, third] = parts
  if (family !== undefined && second !== undefined) return { family: third === undefined ? family : `${family}, ${second}`, given: third ?? second }
  const split = /^(?<given>\S.*?)\s+(?<family>(?:(?:de|del|la|las|los|von|van|der|den|ten|ter|bin|al|da|di|dos|du|le)\s+)*\S+)$/u.exec(name)?.groups
  return split?.['family'] === undefined || split['given'] === undefined ? { literal: name } : { family: split['family'], given: split['given'] }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Year, month and day as the list writes them, as a CSL date; what is no date is kept as its words. */
export function dateOf(year: unknown, month: unknown = undefined, day: unknown = undefined): object | undefined {
  const written = words(year)
  if (written === undefined) return undefined
  const iso = /^(?<year>-?\d{3,4})(?:[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?)?(?:[/T].*)?$/u.exec(written)?.groups
  if (iso?.['year'] === undefined) return { literal: written }
  const parts = [Number(iso['year'])]
  const monthNumber = within(iso['month'] ?? monthOf(words(month)), 12)
  if (monthNumber !== null) {
    parts.push(monthNumber)
    const dayNumber = within(iso['day'] ?? words(day), 31)
    if (dayNumber !== null) parts.push(dayNumber)
  }
  return { 'date-parts': [parts] }
}

function monthOf(month: string | undefined): string | undefined {
  const at = MONTHS.indexOf((month ?? '').slice(0, 3).toLowerCase())
  return at < 0 ? month : String(at + 1)
}

function within(value: string | undefined, most: number): number | null {
  const number = Number(value)
  return Number.isInteger(number) && number >= 1 && number <= most ? number : null
}

/** Fields without those that say nothing. */
export function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)))
}
