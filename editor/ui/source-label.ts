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

/** "Ruiz 2023", "Ruiz, undated"; a source that no one signed goes by its title. */
export function shortLabel(csl: CslItem): string {
  const year = issuedYear(csl)
  const name = nameLine(csl)
  return year === null ? `${name}, ${issuedLine(csl)}` : `${name} ${year}`
}

/** The authors, the publisher, or, of a source that no one signed, its title. */
export function nameLine(csl: CslItem): string {
  const signed = csl.author?.length || csl.publisher || csl['container-title']
  return signed ? authorLine(csl) : `“${clipped(csl.title)}”`
}

function clipped(title: string): string {
  return title.length <= 48 ? title : `${title.slice(0, 47).trimEnd()}…`
}

export function dateLine(date: CslDate): string {
  if ('literal' in date) return date.literal
  return date['date-parts'].map(([year, month, day]) => partsLine(year, month, day)).join('–')
}

/** An ISO 8601 day ("2026-11-22") as people write it; any other text as it is. */
export function dayLine(text: string): string {
  const [year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number) ?? []
  return year === undefined ? text : partsLine(year, month, day)
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
