/** A passage of the library becomes the record of a fact in a brief: the quotation as its first wording, the first figure of the quotation as its value. */
import type { CslItem } from './csl.ts'
import { type FactRecord, factRecord } from './fact.ts'
import { readable } from './fold.ts'
import { type Figure, readFigures } from './quantity.ts'
import type { Passage } from './source.ts'

const MAX_CLAIM = 4000

export type CitedPassage = {
  passage: Passage
  /** `own` or `reported:NAME`. Anything else counts as `own`. */
  voice: string
  source: { id: string; csl: CslItem; snapshotSha: string }
}

/** The first figure in a passage's quotation, with offsets into `readable(quotation)`; null when it states none. */
export function leadingFigure(passage: Passage): Figure | null {
  return readFigures(readable(passage.quote.exact))[0] ?? null
}

/** The record, revision 1. `id` is the caller's; the claim starts as the quotation with its line wraps joined. */
export function factFromPassage({ passage, voice, source }: CitedPassage, id: string): FactRecord {
  const figure = leadingFigure(passage)
  return {
    id,
    rev: 1,
    claim: readable(passage.quote.exact).slice(0, MAX_CLAIM),
    value: figure?.value ?? null,
    unit: figure?.unit ?? null,
    quote: passage.quote,
    position: passage.position,
    paragraph: passage.paragraph,
    sourceId: source.id,
    passageId: passage.id,
    snapshotSha: source.snapshotSha,
    quoteHash: passage.quoteHash,
    voice: factRecord.shape.voice.safeParse(voice).data ?? 'own',
    csl: source.csl,
  }
}
