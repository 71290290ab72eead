/** Shares out what was read from a text to the passages it stands in, chunk by chunk, so that a long import never holds up the thread that serves. */
import type { Extraction, FactProposal, FigureRecord } from '#model/extraction.ts'
import type { PositionSelector } from '#model/source.ts'
import type { NewImport, NewPassage } from './library.ts'
import type { LooseFinding, PassageFindings, PassageToAdd, ProposedFact } from './operations/imports.ts'

/** Code units of context on each side of a fact's quotation. */
const CONTEXT = 48
/** Stems of one figure that lead to it: its topic is rarely longer. */
const MAX_STEMS = 8

export type Sharing = {
  /** The next passages, in order of the text, each with what stands in it. */
  next(passages: readonly NewPassage[]): PassageToAdd[]
  /** What stood in none of them, references and evidence with it; once, at the end. */
  loose(): LooseFinding[]
}

/** `taken` are places where a fact stands already: a proposal for the same place is not kept. */
export function shareOut(text: string, found: NewImport['found'], taken: readonly PositionSelector[] = []): Sharing {
  const { figures, dates, ranks, facts, references, evidence } = found?.extraction ?? NOTHING
  const there = new Set(taken.map(placeOf))
  const queues = { figure: queue(figures), date: queue(dates), rank: queue(ranks), fact: queue(facts) }
  const loose: LooseFinding[] = []
  const passed = (kind: LooseFinding['kind'], items: readonly object[]) => items.forEach((item) => loose.push({ kind, data: JSON.stringify(item) }))
  const take = <T extends PositionSelector>(kind: 'figure' | 'date' | 'rank', from: Queue<T>, passage: PositionSelector): readonly T[] => {
    passed(kind, from.until(passage.start))
    return from.until(passage.end)
  }
  /** A fact belongs to the first passage it reaches into; one that reaches into none has nothing to stand on. */
  const factsIn = ({ position }: NewPassage): ProposedFact[] =>
    queues.fact
      .until(position.end)
      .filter((fact) => fact.end > position.start && !there.has(placeOf(fact)))
      .map((fact) => proposed(text, fact, position, found?.newId() ?? ''))

  return {
    next: (passages) =>
      passages.map((passage) => {
        if (!found) return { passage, found: null }
        const { position } = passage
        const [figures, dates, ranks] = [take('figure', queues.figure, position), take('date', queues.date, position), take('rank', queues.rank, position)]
        const facts = factsIn(passage)
        const states = figures.length + dates.length + ranks.length > 0
        if (!states && facts.length === 0) return { passage, found: null }
        const share: PassageFindings = { stated: states ? { figures: JSON.stringify(figures), dates: JSON.stringify(dates), ranks: JSON.stringify(ranks) } : null, keys: keysOf(figures), facts }
        return { passage, found: share }
      }),
    loose() {
      passed('figure', queues.figure.until(Infinity))
      passed('date', queues.date.until(Infinity))
      passed('rank', queues.rank.until(Infinity))
      passed('reference', references)
      passed('evidence', evidence)
      return loose
    },
  }
}

const NOTHING: Extraction = { figures: [], dates: [], ranks: [], facts: [], references: [], evidence: [] }

const placeOf = ({ start, end }: PositionSelector) => `${start}-${end}`

function keysOf(figures: readonly FigureRecord[]): (readonly [string, string])[] {
  const keys = new Map<string, readonly [string, string]>()
  for (const { dimension, topic } of figures) for (const stem of topic.slice(0, MAX_STEMS)) keys.set(`${dimension}\n${stem}`, [dimension, stem])
  return [...keys.values()]
}

type Queue<T> = { /** Takes all that begin before `place` and were not taken yet. */ until(place: number): readonly T[] }

function queue<T extends PositionSelector>(items: readonly T[]): Queue<T> {
  const ordered = items.every((item, index) => index === 0 || (items[index - 1]?.start ?? 0) <= item.start) ? items : items.toSorted((a, b) => a.start - b.start)
  let at = 0
  return {
    until(place) {
      const from = at
      while (at < ordered.length && (ordered[at]?.start ?? 0) < place) at++
      return at === from ? [] : ordered.slice(from, at)
    },
  }
}

function proposed(text: string, { start, end, kind, voice, asOf }: FactProposal, passage: PositionSelector, id: string): ProposedFact {
  const whole = start === passage.start && end === passage.end
  return { id, start, end, quote: whole ? null : quoteAt(text, start, end), kind, voice, asOf }
}

/** The W3C selector of a stretch of the text; its surroundings never begin or end inside a surrogate pair. */
export function quoteAt(text: string, start: number, end: number): { exact: string; prefix: string; suffix: string } {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start).replace(/^[\uDC00-\uDFFF]/, ''),
    suffix: text.slice(end, end + CONTEXT).replace(/[\uD800-\uDBFF]$/, ''),
  }
}
