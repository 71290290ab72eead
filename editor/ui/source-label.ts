/** A source in a few words: who wrote it, when, and a short label for lists. Only for the screen; printed notes come from `model/cite.ts`. */
import type { CslDate, CslItem } from '#model/csl.ts'
import { issuedYear, nameKey } from '#model/csl.ts'

/** "Ruiz and Hale", "Ruiz et al.", the publisher, or "unsigned". */
export function authorLine(csl: CslItem): string {
  const names = (csl.author ?? []).map(nameKey)
  const [first, second] = names
  if (first === undefined) return csl.publisher ?? csl['container-title'] ?? 'unsigned'
  if (second === undefined) return first
  return names.length === 2 ? `${first} and ${second}` : `${first} et al.`
}

/** "14 March 2023", "March 2023", "2023", the literal date, or "undated". */
export function issuedLine(csl: CslItem): string {
  return csl.issued ? dateLine(csl.issued) : 'undated'
}

/** "Ruiz 2023" or "Ruiz, undated". */
export function shortLabel(csl: CslItem): string {
  const year = issuedYear(csl)
  return year === null ? `${authorLine(csl)}, ${issuedLine(csl)}` : `${authorLine(csl)} ${year}`
}

export function dateLine(date: CslDate): string {
  if ('literal' in date) return date.literal
  return date['date-parts'].map(([year, month, day]) => partsLine(year, month, day)).join('–')
}

function partsLine(year: number | undefined, month: number | undefined, day: number | undefined): string {
  if (year === undefined) return 'undated'
  if (month === undefined) return String(year)
  const date = new Date(Date.UTC(year, month - 1, day ?? 1))
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', year: 'numeric', month: 'long', ...(day === undefined ? {} : { day: 'numeric' }) }).format(date)
}

/** The reporter of a `reported:NAME` voice, or null when the source speaks for itself. */
export function voiceName(voice: string): string | null {
  return voice.startsWith('reported:') ? voice.slice('reported:'.length) : null
}
