/** A selector as a line of JSON: our own `{exact, prefix?, suffix?, start?, end?}`, or W3C's TextQuoteSelector and TextPositionSelector, alone, in a list or in an annotation. */
import { z } from 'zod'
import type { PositionSelector, QuoteSelector } from '#model/source.ts'

export type ReadSelector = { quote: QuoteSelector; position: PositionSelector | null } | { error: string }

const part = z.looseObject({
  exact: z.string().optional(),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  start: z.number().int().min(0).optional(),
  end: z.number().int().min(0).optional(),
})

/** Selectors inside selectors, at most so deep. */
const DEEPEST = 4

/** Never throws. */
export function readSelector(line: string): ReadSelector {
  let given: unknown
  try {
    given = JSON.parse(line)
  } catch (error) {
    return { error: `not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  const parts = partsOf(given, 0)
  if (parts.length === 0) return { error: 'a selector is an object with "exact", or holds one under "selector" or "target"' }
  const read = z.array(part).safeParse(parts)
  if (!read.success) {
    const [issue] = read.error.issues
    return { error: `"${String(issue?.path.at(-1) ?? '')}": ${issue?.message ?? 'of a wrong kind'}` }
  }
  const quote = read.data.find(({ exact }) => exact !== undefined)
  if (quote?.exact === undefined || quote.exact.trim() === '') return { error: '"exact" is missing or empty: a position alone does not say what was quoted' }
  const place = read.data.find(({ start }) => start !== undefined)
  const position = place?.start === undefined ? null : { start: place.start, end: place.end ?? place.start + quote.exact.length }
  return { quote: { exact: quote.exact, prefix: quote.prefix ?? '', suffix: quote.suffix ?? '' }, position }
}

function partsOf(given: unknown, depth: number): unknown[] {
  if (depth > DEEPEST || typeof given !== 'object' || given === null) return []
  if (Array.isArray(given)) return given.flatMap((each) => partsOf(each, depth + 1))
  const { selector, target, refinedBy } = given as { selector?: unknown; target?: unknown; refinedBy?: unknown }
  const own = 'exact' in given || 'start' in given ? [given] : []
  return [...own, ...[selector, target, refinedBy].flatMap((inner) => partsOf(inner, depth + 1))]
}
