/**
 * A paragraph read through: its figures with what they measure and as of when, its dates, its ranks, as records. The importer runs it over the blocks of a
 * source, the editor over a paragraph of a brief. The paragraph's lines are joined (one blank between words); offsets are UTF-16 code units into it.
 */
import { asOfOf, type AsOfScope } from './asof.ts'
import { dimensionOf, rateOf } from './dimension.ts'
import type { DateRecord, FigureRecord, RankRecord } from './extraction.ts'
import { measureOf, refersBack } from './measures.ts'
import { type Figure, readQuantities } from './quantity.ts'
import type { Span } from './quantity/spans.ts'
import { readRanks } from './ranks.ts'
import { clauses, sentences } from './sentences.ts'

export type Findings = { figures: FigureRecord[]; dates: DateRecord[]; ranks: RankRecord[] }

/** `issued`: the source's date as ISO 8601 or EDTF, null when it is undated. Linear in the length of the paragraph. */
export function readFindings(text: string, issued: string | null): Findings {
  if (
    !/[\d½¼¾]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|thirds?|quarters?|fifths?|twice|\p{L}+fold|doubl\p{L}+|tripl\p{L}+|trebl\p{L}+|quadrupl\p{L}+|quintupl\p{L}+|halv\p{L}+|most|least|\p{L}+est|top|leading|main|number)\b/iu.test(
      text,
    )
  )
    return { figures: [], dates: [], ranks: [] }
  const { figures: read, dates } = readQuantities(text)
  // A number that stands alone (of a page, in a cell without a label) tells nothing.
  const figures = read.length > 0 && /\p{L}/u.test(text) ? read : []
  const ranks = readRanks(text)
  const whole = figures.length + ranks.length > 0 ? placesOf(text) : []
  const scope = (span: Span): AsOfScope => ({ text, ...placeOf(whole, span, text), dates, figures, issued })
  return {
    figures: records(text, figures, scope),
    dates: dates.map(({ start, end, span, value, rule }) => ({ start, end, span, value, rule })),
    ranks: ranks.map((rank) => ({ ...rank, asOf: asOfOf(rank, scope(rank)).asOf })),
  }
}

type Place = { sentence: Span; previous: Span | null; clauses: readonly Span[] }

function placesOf(text: string): Place[] {
  const found = sentences(text)
  return found.map((sentence, index) => ({ sentence, previous: found[index - 1] ?? null, clauses: clauses(text, sentence) }))
}

function placeOf(places: readonly Place[], { start }: Span, text: string): { clause: Span; sentence: Span; previous: Span | null } {
  const place = places.find(({ sentence }) => start < sentence.end) ?? { sentence: { start: 0, end: text.length }, previous: null, clauses: [] }
  return { sentence: place.sentence, previous: place.previous, clause: place.clauses.find((clause) => start < clause.end) ?? place.sentence }
}

function records(text: string, figures: readonly Figure[], scope: (span: Span) => AsOfScope): FigureRecord[] {
  let previous: { measures: string | null; unit: string | null } = { measures: null, unit: null }
  return figures.map((figure) => {
    const place = scope(figure)
    const { measures, topic } = measureOf(text, figure, place.clause, previous.measures)
    // "In 2019 this number was below 50": 50 of what the number before it counted.
    const unit =
      figure.unit === null && figure.rule === 'number' && previous.unit?.startsWith('{') && refersBack(text, figure, place.clause) ? previous.unit : figure.unit
    if (measures !== null) previous = { measures, unit }
    const { dimension, si } = rateOf(dimensionOf(figure.value, unit), figure.per)
    const { start, end, span, value, per, significant, approx, comparator, rule } = figure
    return { start, end, span, value, unit, per, dimension, si, significant, approx, comparator, measures, topic, ...asOfOf(figure, place), rule }
  })
}
