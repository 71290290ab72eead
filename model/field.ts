/** How a field's value reads as plain text: in heads and feet, in `field` nodes, in a filled template. Says nothing about types; that is the manifest's. */
import type { FieldValue } from './brief.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** The value a record itself has under a name from outside: "constructor" names nothing unless the record says so. */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** [year, month 1–12, day] of an ISO 8601 day that exists ("2026-02-30" does not), or null. */
export function readDay(text: string): [number, number, number] | null {
  const [, year, month, day] = ISO_DAY.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const last = month === 2 && !leap ? 28 : DAYS[month - 1]
  return last !== undefined && day >= 1 && day <= last ? [year, month, day] : null
}

/** A date of one to three parts in words: "2026", "November 2026", "November 20, 2026" (American English) or "20 November 2026". */
export function dateInWords(parts: readonly number[], lang = 'en-US'): string {
  const [year, month, day] = parts
  const name = month === undefined ? undefined : MONTHS[month - 1]
  if (name === undefined) return String(year ?? '')
  if (day === undefined) return `${name} ${year}`
  return lang === 'en-US' ? `${name} ${day}, ${year}` : `${day} ${name} ${year}`
}

/**
 * The value as one text. An ISO 8601 day is written out, a list is joined with "; " (a record by its own texts with ", "), yes is "Yes" and no is "No";
 * a field nobody filled is "".
 */
export function fieldText(value: FieldValue | undefined, lang = 'en-US'): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    const day = readDay(value)
    return day ? dateInWords(day, lang) : value
  }
  return value.map((entry) => (typeof entry === 'string' ? fieldText(entry, lang) : Object.values(entry).filter((text) => text !== '').join(', '))).join('; ')
}
