/** The record of a fact used in a brief. It is kept inside the brief, so that the brief opens offline and says what was true when it was released. */
import { z } from 'zod'
import { cslItem } from './csl.ts'
import { positionSelector, quoteSelector } from './source.ts'

/** A unit is a UCUM code ("%", "[mi_i]"), an ISO 4217 code ("USD"), `{person}` style for counts, "x" for multiples, or null for a bare number. */
const unit = z.string().max(40).nullable()

export const factRecord = z.object({
  id: z.string().min(1).max(64),
  rev: z.number().int().min(1),
  /** The statement in a person's words; starts as the quotation. */
  claim: z.string().max(4000),
  value: z.number().nullable(),
  unit,
  quote: quoteSelector,
  position: positionSelector,
  paragraph: z.number().int().min(1),
  sourceId: z.string().min(1).max(64),
  passageId: z.string().min(1).max(64),
  snapshotSha: z.string().max(64),
  quoteHash: z.string().max(64),
  /** `own`: the source says so itself; `reported:NAME`: it reports NAME's figure. */
  voice: z.union([z.literal('own'), z.templateLiteral(['reported:', z.string()])]),
  csl: cslItem,
})

export type FactRecord = z.infer<typeof factRecord>

/** Who reported it, or null when the source speaks for itself. */
export function reporter(record: FactRecord): string | null {
  return record.voice.startsWith('reported:') ? record.voice.slice('reported:'.length) : null
}
