import { expect, test } from 'vitest'
import { breakLines, type Item } from '../../../templates/layout/linebreak.ts'
import { seeded, seedsFor } from '../../support/random.ts'

const box = (width: number): Item => ({ kind: 'box', width })
const glue: Item = { kind: 'glue', width: 3, stretch: 1.5, shrink: 1 }
const penalty = (cost: number): Item => ({ kind: 'penalty', width: 0, cost })
const END = penalty(-Infinity)

/** Words of 4 to 40 points between spaces, some with a break inside, some new lines. */
function randomItems(seed: number): Item[] {
  const next = seeded(seed)
  const items: Item[] = []
  for (let left = 1 + Math.floor(next() * 120); left > 0; left--) {
    items.push(box(4 + next() * 36))
    if (next() < 0.1) items.push(penalty(30), box(4 + next() * 20))
    items.push(next() < 0.04 ? END : glue)
  }
  return [...items, END]
}

test.each([false, true])('sets every word once, in order, in lines that fit (justified: %s)', (justified) => {
  for (const seed of seedsFor(200)) {
    const items = randomItems(seed)
    const measure = 60 + (seed % 5) * 50
    const lines = breakLines(items, { measure, justified })
    const set = lines.flatMap((line) => items.slice(line.from, line.to).flatMap((item, index) => (item.kind === 'box' ? [line.from + index] : [])))
    expect(set, `seed ${seed}`).toEqual(items.flatMap((item, index) => (item.kind === 'box' ? [index] : [])))
    for (const line of lines) {
      const shrink = justified ? items.slice(line.from, line.to).reduce((sum, item) => sum + (item.kind === 'glue' ? item.shrink : 0), 0) : 0
      expect(line.width - shrink, `seed ${seed}`).toBeLessThanOrEqual(measure + 1e-6)
      expect(line.ratio, `seed ${seed}`).toBeGreaterThanOrEqual(-1)
    }
  }
})

test('finds the breaks with the least cost of all', () => {
  const measure = 70
  for (const seed of seedsFor(60)) {
    const next = seeded(seed)
    const words = Array.from({ length: 9 }, () => 8 + next() * 22)
    const items = words.flatMap((width, index): Item[] => (index === words.length - 1 ? [box(width), END] : [box(width), glue]))
    const widths = breakLines(items, { measure, justified: false }).map((line) => line.width)
    expect(raggedness(widths, measure), `seed ${seed}`).toBeCloseTo(Math.min(...waysToBreak(words, measure).map((way) => raggedness(way, measure))), 3)
  }
})

/** What ragged lines cost: the cube of the empty share, the last line free unless it is a runt. */
function raggedness(widths: readonly number[], measure: number): number {
  const last = widths.at(-1) ?? 0
  const runt = widths.length > 1 && last < measure * 0.12 ? 2500 : 0
  return widths.slice(0, -1).reduce((sum, width) => sum + (10 + 100 * ((measure - width) / (measure * 0.14)) ** 3) ** 2, 100 + runt)
}

/** The line widths of every way to break the words at their spaces so that all lines fit. */
function waysToBreak(words: readonly number[], measure: number): number[][] {
  const ways: number[][] = []
  for (let mask = 0; mask < 1 << (words.length - 1); mask++) {
    const widths: number[] = []
    let width = 0
    words.forEach((word, index) => {
      width += (width > 0 ? 3 : 0) + word
      if (index === words.length - 1 || mask & (1 << index)) {
        widths.push(width)
        width = 0
      }
    })
    if (widths.every((each) => each <= measure)) ways.push(widths)
  }
  return ways
}

test('keeps an empty line between two forced breaks', () => {
  const lines = breakLines([box(10), END, END, box(10), END], { measure: 50, justified: false })
  expect(lines.map((line) => line.to - line.from)).toEqual([1, 0, 1])
})

test('gives a word wider than the measure a line of its own and goes on', () => {
  const lines = breakLines([box(10), glue, box(90), glue, box(10), END], { measure: 50, justified: true })
  expect(lines.map((line) => [line.from, line.to])).toEqual([[0, 1], [2, 3], [4, 5]])
})

test('sets nothing for nothing', () => {
  expect(breakLines([], { measure: 50, justified: false })).toEqual([])
})
