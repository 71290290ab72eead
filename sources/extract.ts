/**
 * The door to what is read out of a source: figures, dates, ranks, proposed facts and references, with offsets into the stored text. Pure over its input.
 *
 * Only body and list blocks speak: boilerplate never supports anything, a reference section gives references and nothing else, a heading is a promise
 * and not a statement. The grammars are in `model/`, where the editor runs them too; here they meet wrapped lines and blocks.
 */
import { dimensionOf } from '#model/dimension.ts'
import type { CslItem } from '#model/csl.ts'
import type { Extraction, FigureRecord, MetadataEvidence } from '#model/extraction.ts'
import { readFigures } from '#model/quantity.ts'
import type { Block, Passage } from '#model/source.ts'
import { type Dewrapped, dewrap } from './dewrap.ts'

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
export function extractFrom({ text, blocks, evidence }: Extractable): Extraction {
  const spoken = blocks.filter(({ kind }) => kind === 'body' || kind === 'list')
  const figures = spoken.flatMap((block) => figuresOf(text, dewrap(text, block.start, block.end)))
  return { figures, dates: [], ranks: [], facts: [], references: [], evidence: [...evidence] }
}

function figuresOf(text: string, joined: Dewrapped): FigureRecord[] {
  return readFigures(joined.text).map((figure) => {
    const start = joined.offsets[figure.start] ?? 0
    const end = (joined.offsets[figure.end - 1] ?? 0) + 1
    return {
      ...figure,
      ...dimensionOf(figure.value, figure.unit),
      start,
      end,
      span: text.slice(start, end),
      measures: null,
      topic: [],
      asOf: null,
      asOfFrom: null,
    }
  })
}
