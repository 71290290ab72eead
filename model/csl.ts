/** CSL-JSON, as much of it as a briefing needs: the bibliographic item of a source. Anything else a file carries is dropped by the decoder, never guessed. */
import { z } from 'zod'

const shortText = z.string().trim().min(1).max(500)

/** A person, or an institution under `literal`. */
export const cslName = z.union([
  z.object({ family: shortText, given: shortText.optional() }),
  z.object({ literal: shortText }),
])

/** `date-parts` is [[year, month?, day?]] (a second entry ends a range); `literal` is for what is not a date ("Spring 2021"). */
export const cslDate = z.union([
  z.object({ 'date-parts': z.array(z.array(z.number().int()).min(1).max(3)).min(1).max(2) }),
  z.object({ literal: shortText }),
])

export const CSL_TYPES = ['article', 'article-journal', 'article-magazine', 'article-newspaper', 'book', 'chapter', 'dataset', 'document', 'legislation', 'legal_case', 'report', 'speech', 'treaty', 'webpage'] as const

/** A CSL item. No `issued` means the source is undated, and it is shown as "undated". */
export const cslItem = z.object({
  type: z.enum(CSL_TYPES),
  title: shortText,
  author: z.array(cslName).max(100).optional(),
  issued: cslDate.optional(),
  accessed: cslDate.optional(),
  publisher: shortText.optional(),
  'container-title': shortText.optional(),
  number: shortText.optional(),
  volume: shortText.optional(),
  issue: shortText.optional(),
  page: shortText.optional(),
  DOI: shortText.optional(),
  URL: z.url({ protocol: /^https?$/ }).max(2048).optional(),
  language: shortText.optional(),
  note: z.string().max(4000).optional(),
})

/** As people and programs hand it in. What is stored already is read as it is; what is new has dates that can be dates, and words without control characters. */
export const newCslItem = cslItem.superRefine((item, { addIssue }) => {
  for (const name of ['issued', 'accessed'] as const) {
    const date = item[name]
    if (date && 'date-parts' in date) date['date-parts'].forEach((parts, index) => isDay(parts) || addIssue({ code: 'custom', path: [name, 'date-parts', index], message: 'no year, month or day of the calendar' }))
  }
  for (const [name, value] of Object.entries(item)) if (typeof value === 'string' && UNSEEN.test(value)) addIssue({ code: 'custom', path: [name], message: 'characters that no text has (control characters or half of a pair)' })
})

/** Control characters but tab and line breaks, and lone surrogates. */
const UNSEEN = /\p{Cs}|(?![\t\n\r])\p{Cc}/u

/** Of the proleptic Gregorian calendar, years -9999 to 9999; month and day may be left out. */
function isDay([year = 0, month = 1, day = 1]: readonly number[]): boolean {
  if (year === 0 || Math.abs(year) > 9999 || month < 1 || month > 12) return false
  const days = month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day >= 1 && day <= days
}

export type CslName = z.infer<typeof cslName>
export type CslDate = z.infer<typeof cslDate>
export type CslItem = z.infer<typeof cslItem>

/** The name a reader files it under: family name or institution. */
export function nameKey(name: CslName): string {
  return 'literal' in name ? name.literal : name.family
}

/** The year of issue, or null when the source is undated or its date is not a date. */
export function issuedYear(item: CslItem): number | null {
  return item.issued && 'date-parts' in item.issued ? (item.issued['date-parts'][0]?.[0] ?? null) : null
}
