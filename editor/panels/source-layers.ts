/** What is laid over the text of a source: figures, dates and ranks as stretches, facts by passage. Pure; `source-text.tsx` paints it. */
import type { SourceFindings } from '#model/library.ts'
import type { Passage } from '#model/source.ts'

export type LayerKind = 'figure' | 'date' | 'rank'
/** One stretch that was read out of the text; `note` says as what. */
export type Layer = { start: number; end: number; kind: LayerKind; note: string }
export type Piece = { start: number; end: number; passage: Passage | null; layer: Layer | null }

/** In order and apart from each other: where two overlap, the figure counts before the rank and the rank before the date. */
export function layersOf({ figures, dates, ranks }: Pick<SourceFindings, 'figures' | 'dates' | 'ranks'>): Layer[] {
  const all: Layer[] = [
    ...figures.map((figure) => ({ start: figure.start, end: figure.end, kind: 'figure' as const, note: figureNote(figure) })),
    ...ranks.map(({ start, end, rank, direction, of }) => ({ start, end, kind: 'rank' as const, note: `rank ${rank} from the ${direction === 'most' ? 'top' : 'bottom'}: ${of}` })),
    ...dates.map(({ start, end, value }) => ({ start, end, kind: 'date' as const, note: value })),
  ]
  const weight: Readonly<Record<LayerKind, number>> = { figure: 0, rank: 1, date: 2 }
  const sorted = all.toSorted((a, b) => a.start - b.start || weight[a.kind] - weight[b.kind])
  return sorted.filter((layer, index) => layer.start >= (sorted[index - 1]?.end ?? 0))
}

function figureNote({ value, unit, measures, asOf, approx }: SourceFindings['figures'][number]): string {
  const number = `${new Intl.NumberFormat('en', { maximumFractionDigits: 6 }).format(value)}${unit === null ? '' : ` ${unit}`}`
  return [approx === null ? number : `${approx} ${number}`, measures, asOf === null ? null : `as of ${asOf}`].filter((part) => part !== null).join(' · ')
}

/** Cuts `from`–`to` at the passages and the layers, both in order. */
export function piecesOf(passages: readonly Passage[], layers: readonly Layer[], from: number, to: number): Piece[] {
  const pieces: Piece[] = []
  const add = (start: number, end: number, passage: Passage | null) => {
    let at = start
    for (let index = firstBehind(layers, start); index < layers.length; index++) {
      const layer = layers[index]
      if (layer === undefined || layer.start >= end) break
      const begin = Math.max(at, layer.start)
      const stop = Math.min(end, layer.end)
      if (begin > at) pieces.push({ start: at, end: begin, passage, layer: null })
      if (stop > begin) pieces.push({ start: begin, end: stop, passage, layer })
      at = Math.max(at, stop)
    }
    if (at < end) pieces.push({ start: at, end, passage, layer: null })
  }
  let at = from
  for (const passage of passages) {
    const start = Math.max(at, passage.position.start)
    const end = Math.min(to, passage.position.end)
    if (end <= start) continue
    if (start > at) add(at, start, null)
    add(start, end, passage)
    at = end
  }
  if (at < to) add(at, to, null)
  return pieces
}

/** The first layer that ends behind `offset`. */
function firstBehind(layers: readonly Layer[], offset: number): number {
  let low = 0
  let high = layers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((layers[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}
