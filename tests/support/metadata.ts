/** How well the metadata we suggest agrees with what a person has written down about a page. */
import type { AnnotatedPage } from './annotated.ts'
import { readPage } from './annotated.ts'

export type FieldScore = { right: number; missed: number; invented: number; said: number }

/** Field by field; an author counts as one value, a value that is wrong counts as missed and as invented. */
export function agreement(pages: readonly AnnotatedPage[]): { fields: Record<string, FieldScore>; wrong: string[] } {
  const fields: Record<string, FieldScore> = {}
  const wrong: string[] = []
  const count = (page: string, field: string, expected: readonly string[], read: readonly string[]) => {
    const score = (fields[field] ??= { right: 0, missed: 0, invented: 0, said: 0 })
    const right = expected.filter((value) => read.includes(value)).length
    score.right += right
    score.said += expected.length
    score.missed += expected.length - right
    score.invented += read.length - right
    if (right < expected.length || right < read.length) wrong.push(`${page}: ${field} is ${JSON.stringify(expected)}, read ${JSON.stringify(read)}`)
  }
  for (const page of pages) {
    if (page.metadata === null) continue
    const { metadata } = readPage(page)
    const one = (value: string | null) => (value === null ? [] : [value])
    count(page.name, 'title', one(page.metadata.title).map(plain), one(metadata.title?.value ?? null).map(plain))
    count(
      page.name,
      'author',
      page.metadata.authors.map(plain),
      metadata.authors.map(({ value }) => plain(value)),
    )
    count(page.name, 'publisher', one(page.metadata.publisher).map(plain), one(metadata.publisher?.value ?? null).map(plain))
    count(page.name, 'date', one(page.metadata.date), one(metadata.issued?.value ?? null))
    count(page.name, 'language', one(page.metadata.language), one(metadata.language))
  }
  return { fields, wrong }
}

/** Case and titles of persons do not matter here. */
function plain(value: string): string {
  return value
    .toLowerCase()
    .replace(/^(?:prof|dr)\.?\s/u, '')
    .replace(/[“”"]/gu, '')
    .trim()
}
