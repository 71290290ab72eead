/**
 * The door to what is read out of a source: figures, dates, ranks, proposed facts and references, with offsets into the stored text. Pure over its input.
 *
 * Only body and list blocks speak: boilerplate never supports anything, a reference section gives references and nothing else, a heading is a promise
 * and not a statement. The grammars are in `model/`, where the editor runs them too; here they meet wrapped lines and blocks.
 */
import type { CslItem } from '#model/csl.ts'
import { isoDate } from '#model/dates.ts'
import type { Extraction, MetadataEvidence } from '#model/extraction.ts'
import { readFindings } from '#model/findings.ts'
import type { Block, Passage } from '#model/source.ts'
import { type Dewrapped, dewrap } from './dewrap.ts'
import { proposeFacts } from './facts.ts'
import { readReferences } from './references.ts'

export type Extractable = {
  /** The stored text; all offsets point into it. */
  text: string
  blocks: readonly Block[]
  passages: readonly Passage[]
  /** One for each passage, in order. */
  voices: readonly string[]
  csl: CslItem
  evidence: readonly MetadataEvidence[]
}

/** Everything found, each in order of the text. Never throws for odd text. Linear in its length. */
export function extractFrom({ text, blocks, passages, voices, csl, evidence }: Extractable): Extraction {
  const issued = issuedDate(csl)
  const found: Pick<Extraction, 'figures' | 'dates' | 'ranks'> = { figures: [], dates: [], ranks: [] }
  for (const { kind, start, end } of blocks) {
    if (kind !== 'body' && kind !== 'list') continue
    const joined = dewrap(text, start, end)
    const { figures, dates, ranks } = readFindings(joined.text, issued)
    for (const figure of figures) found.figures.push({ ...figure, ...stored(text, joined, figure) })
    for (const date of dates) found.dates.push({ ...date, ...stored(text, joined, date) })
    for (const rank of ranks) found.ranks.push({ ...rank, ...stored(text, joined, rank) })
  }
  return { ...found, facts: proposeFacts({ passages, voices, ...found }), references: readReferences(text, blocks), evidence: [...evidence] }
}

/** A stretch of joined text where it stands, with the stored words between (line breaks and all). */
function stored(text: string, { offsets }: Dewrapped, { start, end }: { start: number; end: number }): { start: number; end: number; span: string } {
  const [from, last] = [offsets[start], offsets[end - 1]]
  if (from === undefined || last === undefined) throw new RangeError(`no stored text behind ${start}–${end}`)
  return { start: from, end: last + 1, span: text.slice(from, last + 1) }
}

/** The date of issue as ISO 8601, an interval when it has two ends; null when the source is undated. */
function issuedDate({ issued }: CslItem): string | null {
  if (issued === undefined || !('date-parts' in issued)) return null
  const dates = issued['date-parts'].flatMap(([year, month = null, day = null]) => (year === undefined ? [] : [isoDate(year, month, day)]))
  return dates.length === 0 ? null : dates.join('/')
}
