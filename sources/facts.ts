/**
 * Facts proposed from a source: the passages that state something checkable, with whose word they are. A passage with a figure or a rank, an event of
 * someone named, a lasting relation, or somebody's quoted words; never a wish, a judgement, a forecast or a guess (`model/statement.ts`).
 */
import type { DateRecord, FactProposal, FigureRecord, RankRecord } from '#model/extraction.ts'
import { readable } from '#model/fold.ts'
import type { Passage } from '#model/source.ts'
import { isSentence, statementOf, tells } from '#model/statement.ts'
import { wordCount } from '#model/sentences.ts'
import { carryVoices } from '#model/voice.ts'

/** All offsets into the stored text, each list in order. `voices` one for each passage. */
export type FactGround = {
  passages: readonly Passage[]
  voices: readonly string[]
  figures: readonly FigureRecord[]
  dates: readonly DateRecord[]
  ranks: readonly RankRecord[]
}

const FEWEST_WORDS = 5

/** One proposal a passage at most, in order. */
export function proposeFacts({ passages, voices, figures, dates, ranks }: FactGround): FactProposal[] {
  const inside = { figures: walker(figures), dates: walker(dates), ranks: walker(ranks) }
  const carried = inParagraphs(passages, voices)
  return passages.flatMap((passage, index) => {
    const held = { figures: inside.figures(passage), dates: inside.dates(passage), ranks: inside.ranks(passage) }
    return propose(passage, carried[index] ?? 'own', held)
  })
}

/** A speaker goes on through a quotation of several sentences, up to the end of the paragraph. */
function inParagraphs(passages: readonly Passage[], voices: readonly string[]): string[] {
  const carried: string[] = []
  for (let from = 0; from < passages.length; ) {
    let to = from + 1
    while (to < passages.length && passages[to]?.paragraph === passages[from]?.paragraph) to++
    const paragraph = passages.slice(from, to)
    carried.push(
      ...carryVoices(
        paragraph.map(({ quote }) => quote.exact),
        paragraph.map((_, index) => voices[from + index] ?? 'own'),
      ),
    )
    from = to
  }
  return carried
}

type Held = { figures: readonly FigureRecord[]; dates: readonly DateRecord[]; ranks: readonly RankRecord[] }

function propose({ quote, position }: Passage, voice: string, { figures, dates, ranks }: Held): FactProposal[] {
  const sentence = readable(quote.exact)
  if (wordCount(sentence) < FEWEST_WORDS) return []
  // The dear question last: most sentences tell nothing that could be checked.
  const kind = figures.length > 0 ? 'measure' : ranks.length > 0 ? 'relation' : tells(sentence, voice !== 'own')
  if (kind === null || !isSentence(sentence) || statementOf(sentence) !== 'fact') return []
  const asOf = figures[0]?.asOf ?? ranks[0]?.asOf ?? dates[0]?.value ?? null
  const rule = figures.length > 0 ? 'figure' : ranks.length > 0 ? 'rank' : kind === 'event' && dates.length > 0 ? 'dated-event' : kind
  return [{ ...position, quote: quote.exact, kind, voice, asOf, rule }]
}

/** Asked for one passage after the other, gives the records inside it. Both in order of the text, so that all of it is one walk. */
function walker<T extends { start: number; end: number }>(records: readonly T[]): (passage: Passage) => T[] {
  let at = 0
  return ({ position }) => {
    while (at < records.length && (records[at]?.start ?? 0) < position.start) at++
    const found: T[] = []
    for (let index = at; index < records.length; index++) {
      const record = records[index]
      if (record === undefined || record.start >= position.end) break
      if (record.end <= position.end) found.push(record)
    }
    return found
  }
}
