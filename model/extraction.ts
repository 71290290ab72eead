/**
 * What is read out of a source's text, as records: figures, dates, ranks, proposed facts and parsed references. The library keeps them beside the
 * passages; `counterpoint extract` prints them. Every record names the rule that made it, and all offsets are UTF-16 code units into the snapshot's text.
 */
import { z } from 'zod'
import { cslItem } from './csl.ts'
import { positionSelector } from './source.ts'

const spanned = positionSelector.extend({ span: z.string() })
const rule = z.string().max(60)

/** Where an as-of date was found, from the nearest to the farthest; `source` is inherited from the date of issue. */
export const AS_OF_FROM = ['clause', 'sentence', 'previous-sentence', 'source'] as const

/**
 * A quantity the text states. `unit`: UCUM, ISO 4217, `{person}` style for counts, "x" for multiples, null for a bare number, a fraction or a ratio. `dimension` is
 * what figures must share to be compared ("length", "mass", "money:USD", "count:person", "percent", "multiple", "number"); `si` the value in that dimension's base unit.
 * `measures` is the head noun with its qualifiers as written, `topic` its folded stems. `asOf` is an ISO 8601 date, interval or EDTF, null when none is stated near enough.
 */
export const figureRecord = spanned.extend({
  value: z.number(),
  unit: z.string().nullable(),
  /** What it is per beyond its unit: "d" (a day), "{person}" (per capita), "10*5" (per 100,000); absent or null for no rate. Already in `dimension` and `si`. */
  per: z.string().nullable().optional(),
  dimension: z.string(),
  si: z.number().nullable(),
  significant: z.number().int().min(1),
  approx: z.string().nullable(),
  comparator: z.enum(['<', '<=', '>', '>=']).nullable(),
  measures: z.string().nullable(),
  topic: z.array(z.string()),
  asOf: z.string().nullable(),
  asOfFrom: z.enum(AS_OF_FROM).nullable(),
  rule,
})

/** A calendar date, year, decade or range in the text; `value` is ISO 8601 or EDTF ("2022-10/2023-09", "199X"). */
export const dateRecord = spanned.extend({ value: z.string(), rule })

/** An ordinal standing: "second largest trading partner" is rank 2 of "trading partner"; `direction` tells most from least. */
export const rankRecord = spanned.extend({
  rank: z.number().int().min(1),
  direction: z.enum(['most', 'least']),
  of: z.string(),
  subject: z.string().nullable(),
  asOf: z.string().nullable(),
  rule,
})

export const FACT_KINDS = ['measure', 'event', 'relation', 'quote'] as const

/** A sentence or clause worth keeping as a fact. `voice` is `own` or `reported:NAME`. Opinions and forecasts are not proposed. */
export const factProposal = positionSelector.extend({ quote: z.string(), kind: z.enum(FACT_KINDS), voice: z.string(), asOf: z.string().nullable(), rule })

/** One entry of a reference section as a candidate source. Tracking parameters are stripped from its address. */
export const reference = positionSelector.extend({ csl: cslItem, rule })

/** A field of the suggested metadata and the stretch of text it came from; null offsets when it stands in the markup and not in the text. */
export const metadataEvidence = z.object({
  field: z.enum(['title', 'author', 'publisher', 'issued', 'URL', 'language']),
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  rule,
})

export const extraction = z.object({
  figures: z.array(figureRecord),
  dates: z.array(dateRecord),
  ranks: z.array(rankRecord),
  facts: z.array(factProposal),
  references: z.array(reference),
  evidence: z.array(metadataEvidence),
})

export type FigureRecord = z.infer<typeof figureRecord>
export type DateRecord = z.infer<typeof dateRecord>
export type RankRecord = z.infer<typeof rankRecord>
export type FactProposal = z.infer<typeof factProposal>
export type Reference = z.infer<typeof reference>
export type MetadataEvidence = z.infer<typeof metadataEvidence>
export type Extraction = z.infer<typeof extraction>
