/**
 * The data a template is filled with from outside (`--data FILE.json`, `sample.json`): its decoder, and the finding of its facts.
 *
 * Facts are asked for, never given: by a query, or by a source and its words. Whoever calls says how they are looked up, so that this room
 * knows no library. An entry that is not found is refused by name, unless it says `optional`.
 */
import { z } from 'zod'
import { fieldName, fieldValue } from '#model/brief.ts'
import type { FactRecord } from '#model/fact.ts'
import { decode } from '#model/parse.ts'
import { type Fault, Refusal } from '#model/refusal.ts'
import type { Answers, PlacedFact } from './answers.ts'

const markdown = z.string().max(200_000)
const words = z.string().trim().min(1).max(2000)
const factKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, 'a key has letters, digits, _ and - only')

const wantedFact = z
  .strictObject({ query: words.optional(), sourceId: words.optional(), quote: words.optional(), key: factKey.optional(), slot: fieldName.optional(), optional: z.boolean().optional() })
  .refine((fact) => (fact.query !== undefined) !== (fact.sourceId !== undefined && fact.quote !== undefined), 'a fact is asked for by "query", or by "sourceId" and "quote"')

const wantedPoint = z
  .strictObject({ query: words.optional(), quote: words.optional(), source: words.optional(), optional: z.boolean().optional() })
  .refine((point) => (point.query !== undefined) !== (point.quote !== undefined && point.source !== undefined), 'a point is Markdown, or asked for by "quote" and "source", or by "query"')

const generateData = z.strictObject({
  title: z.string().trim().min(1, 'a brief needs a title').max(300),
  fields: z.record(fieldName, fieldValue).default({}),
  slots: z.record(fieldName, markdown).default({}),
  facts: z.array(wantedFact).max(500).default([]),
  argument: z
    .strictObject({ axis: z.string().min(1).max(80), question: z.string().max(600).optional(), sides: z.record(z.string().max(80), z.array(z.union([markdown, wantedPoint])).max(100)) })
    .optional(),
})

export type GenerateData = z.infer<typeof generateData>

/** What is looked up. `source` is a source's id, its file's name or its title: the lookup decides which it knows. */
export type Want = { query: string } | { source: string; quote: string }

/** The record of the passage that answers best, with its id already given; null when there is none. */
export type Lookup = (want: Want) => FactRecord | null | Promise<FactRecord | null>

/** Decodes data from outside; throws a Refusal `invalid-input` with JSON pointers. */
export function parseData(value: unknown): GenerateData {
  const data = decode(generateData, value, 'The data')
  const keys = new Set<string>()
  data.facts.forEach((fact, index) => {
    const key = keyOf(fact, index)
    if (keys.has(key)) throw refuse([{ pointer: `/facts/${index}/key`, detail: `the key "${key}" is used twice` }])
    keys.add(key)
  })
  return data
}

/**
 * Finds the facts of the data. `warnings` name the optional entries that were not found and are left out. Throws a Refusal `not-found` that
 * names every other missing entry by its pointer and its words.
 */
export async function resolveData(data: GenerateData, lookup: Lookup): Promise<{ answers: Answers; warnings: string[] }> {
  const missing: Fault[] = []
  const warnings: string[] = []
  const find = async (want: Want, pointer: string, optional: boolean | undefined) => {
    const record = await lookup(want)
    if (record) return record
    const asked = 'query' in want ? `no passage for the query "${want.query}"` : `"${want.quote}" is not in the source "${want.source}"`
    if (optional) warnings.push(`${pointer}: ${asked}; it is left out${pointer.startsWith('/facts/') ? ', and words that refer to it stand without a source' : ''}`)
    else missing.push({ pointer, detail: asked })
    return null
  }
  const facts: PlacedFact[] = []
  for (const [index, fact] of data.facts.entries()) {
    const want: Want = fact.query !== undefined ? { query: fact.query } : { source: fact.sourceId ?? '', quote: fact.quote ?? '' }
    const record = await find(want, `/facts/${index}`, fact.optional)
    facts.push({ key: keyOf(fact, index), record, ...(fact.slot === undefined ? {} : { slot: fact.slot }) })
  }
  const sides: Record<string, (string | FactRecord)[]> = {}
  for (const [pole, points] of Object.entries(data.argument?.sides ?? {})) {
    const found: (string | FactRecord)[] = (sides[pole] = [])
    for (const [index, point] of points.entries()) {
      if (typeof point === 'string') {
        found.push(point)
        continue
      }
      const want: Want = point.query !== undefined ? { query: point.query } : { source: point.source ?? '', quote: point.quote ?? '' }
      const record = await find(want, `/argument/sides/${pole}/${index}`, point.optional)
      if (record) found.push(record)
    }
  }
  if (missing.length > 0) throw refuse(missing, 'not-found')
  const { title, fields, slots, argument } = data
  return { answers: { title, fields, slots, facts, ...(argument ? { argument: { ...argument, sides } } : {}) }, warnings }
}

/** The key by which `{ref=…}` in slots names a fact: its own, or its place counted from 1. */
function keyOf(fact: { key?: string | undefined }, index: number): string {
  return fact.key ?? String(index + 1)
}

function refuse(faults: readonly Fault[], code: 'invalid-input' | 'not-found' = 'invalid-input'): Refusal {
  const [first] = faults
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return new Refusal(code, `The data at "${first?.pointer ?? ''}": ${first?.detail ?? ''}${more}`, faults)
}
