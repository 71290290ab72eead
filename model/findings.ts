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
import { type Rank, readRanks } from './ranks.ts'
import { clauses, sentences } from './sentences.ts'

export type Findings = { figures: FigureRecord[]; dates: DateRecord[]; ranks: RankRecord[] }

/** Without one of these a sentence holds neither figure nor date. */
const DIGITS = /[\d½¼¾⅓⅔]/
const NUMBER_WORDS =
  /\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety|hundred|thousand|[mb]illion|trillion|[Hh]alf|[Tt]wice|[Tt]hrice|dozen|[Mm]inus|[Zz]ero|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|(?:[Dd]oub|[Tt]rip|[Tt]reb|[Qq]uadrup|[Qq]uintup|[Ss]extup)l(?:e|ed|es|ing)|[Hh]alv(?:e|ed|es|ing))\b|teen\b|fold\b/
/** Without one of these it holds no rank. */
const RANK_WORDS =
  /\b(?:[Mm]ost|[Ll]east|[Tt]op|[Ll]eading|[Mm]ain|[Nn]umber|[Nn]o\.|[Pp]remier|foremost|[Rr]ank(?:s|ed)?|place[sd]?|position|spot|came|comes|st[oa]nds?|stood|finished|sits)\b|est\b|est-/

/** `issued`: the source's date as ISO 8601 or EDTF, null when it is undated. Linear in the length of the paragraph. */
export function readFindings(text: string, issued: string | null): Findings {
  const places = DIGITS.test(text) || NUMBER_WORDS.test(text) || RANK_WORDS.test(text) ? placesOf(text) : []
  const figures: Figure[] = []
  const dates: DateRecord[] = []
  const ranks: Rank[] = []
  for (const sentence of places) {
    const content = text.slice(sentence.start, sentence.end)
    if (RANK_WORDS.test(content)) ranks.push(...readRanks(content).map((rank) => moved(rank, sentence.start)))
    if (!DIGITS.test(content) && !NUMBER_WORDS.test(content)) continue
    const read = readQuantities(content)
    // A number that stands alone (of a page, in a cell without a label) tells nothing.
    if (/[A-Za-z]|\p{L}/u.test(content))
      figures.push(...read.figures.map((figure) => ({ ...moved(figure, sentence.start), counted: figure.counted && moved(figure.counted, sentence.start) })))
    dates.push(...read.dates.map((date) => moved(date, sentence.start)))
  }
  const scope = (span: Span): AsOfScope => ({ text, ...placeOf(places, span, text), dates: near(dates, span), figures: near(figures, span), issued })
  return { figures: records(text, figures, scope), dates, ranks: ranks.map((rank) => ({ ...rank, asOf: asOfOf(rank, scope(rank)).asOf })) }
}

function moved<T extends Span>(span: T, by: number): T {
  return { ...span, start: span.start + by, end: span.end + by }
}

/** The stretch is that of the sentence. */
type Place = Span & { previous: Span | null; clauses: readonly Span[] }

function placesOf(text: string): Place[] {
  const found = sentences(text)
  return found.map((sentence, index) => ({ ...sentence, previous: found[index - 1] ?? null, clauses: clauses(text, sentence) }))
}

/** What stands farther off is not looked at, so that an endless paragraph is read in time that grows with its length. */
const REACH = 1500

function near<T extends Span>(spans: readonly T[], { start, end }: Span): T[] {
  const found: T[] = []
  for (let index = firstBehind(spans, start - REACH); index < spans.length; index++) {
    const span = spans[index]
    if (span === undefined || span.start > end + REACH) break
    found.push(span)
  }
  return found
}

/** Index of the first span that ends behind `at`. */
function firstBehind(spans: readonly Span[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function placeOf(places: readonly Place[], { start }: Span, text: string): { clause: Span; sentence: Span; previous: Span | null } {
  const place = places[firstBehind(places, start)] ?? { start: 0, end: text.length, previous: null, clauses: [] }
  const sentence = { start: place.start, end: place.end }
  return { sentence, previous: place.previous, clause: place.clauses[firstBehind(place.clauses, start)] ?? sentence }
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
