/** What is laid over a source's text: no letter is lost or doubled, and what overlaps is shown once. */
import { expect, test } from 'vitest'
import type { SourceFindings } from '#model/library.ts'
import type { Passage } from '#model/source.ts'
import { seeded } from '../../support/random.ts'
import { type Layer, layersOf, piecesOf } from '../../../editor/panels/source-layers.ts'

const passage = (start: number, end: number): Passage => ({ id: `p${start}`, quote: { exact: '', prefix: '', suffix: '' }, position: { start, end }, paragraph: 1, page: null, quoteHash: '' })
const layer = (start: number, end: number): Layer => ({ start, end, kind: 'figure', note: '' })

test('the pieces are the stretch, whole and in order, whatever passages and layers cut it', () => {
  const seed = 20_261_122
  const random = seeded(seed)
  const pick = (most: number) => Math.floor(random() * most)
  for (let round = 0; round < 200; round++) {
    const cuts = (count: number) => Array.from({ length: count }, () => pick(100)).toSorted((a, b) => a - b)
    const stretches = (edges: number[]) => edges.flatMap((start, index) => (index % 2 === 0 && (edges[index + 1] ?? 0) > start ? [[start, edges[index + 1] ?? 0] as const] : []))
    const passages = stretches(cuts(8)).map(([start, end]) => passage(start, end))
    const layers = stretches(cuts(10)).map(([start, end]) => layer(start, end))
    const from = pick(40)
    const to = from + pick(60)
    const pieces = piecesOf(passages, layers, from, to)
    let at = from
    for (const piece of pieces) {
      expect(piece.start, `seed ${seed}, round ${round}`).toBe(at)
      expect(piece.end).toBeGreaterThan(piece.start)
      at = piece.end
    }
    expect(at, `seed ${seed}, round ${round}`).toBe(Math.max(from, to))
    for (const { start, end, layer: over, passage: under } of pieces) {
      expect(over !== null).toBe(layers.some((one) => one.start <= start && one.end >= end))
      expect(under !== null).toBe(passages.some(({ position }) => position.start <= start && position.end >= end))
    }
  }
})

test('a year inside a figure’s span is shown once, as the figure', () => {
  const figure = { start: 10, end: 20, span: '2,000 miles', value: 2000, unit: '[mi_i]', dimension: 'length', si: 3_218_688, significant: 1, approx: 'nearly', comparator: null, measures: 'border', topic: [], asOf: null, asOfFrom: null, rule: 'measure' }
  const found: Pick<SourceFindings, 'figures' | 'dates' | 'ranks'> = { figures: [figure], dates: [{ start: 10, end: 14, span: '2,00', value: '2000', rule: 'year' }], ranks: [] }
  expect(layersOf(found)).toEqual([{ start: 10, end: 20, kind: 'figure', note: 'nearly 2,000 [mi_i] · border' }])
})
