import { expect, test } from 'vitest'
import type { Cell, Paragraph, Table, TableLook } from '../../../templates/layout/box.ts'
import { flow, flowSetting } from '../../../templates/layout/flow.ts'
import type { RunStyle } from '../../../templates/layout/frame.ts'
import { runText } from '../../../templates/layout/frame.ts'
import { createMeasure } from '../../../templates/layout/measure.ts'
import { fillPages } from '../../../templates/layout/pages.ts'
import type { FlowItem } from '../../../templates/layout/strip.ts'
import { shippedFaces } from '../../../templates/pdf/fonts.ts'
import { seeded, seedsFor } from '../../support/random.ts'
import { prose } from '../sample.ts'

const style: RunStyle = { face: 'sans-regular', size: 9, colour: '#000000', rise: 0, features: [], link: null, lang: null, strike: false }
const look: TableLook = { ink: '#000000', top: 1, bottom: 1, headRule: 0.5, rowRule: { thickness: 0.3, colour: '#cccccc' }, headFill: null, padX: 6, padY: 3, flush: true }
/** The space kept at the end of a broken line may stand out of the measure: nobody sees it. */
const SPACE = 2.5
const origin = { role: 'P', block: null } as const

function cell(text: string, change: Partial<Cell> = {}): Cell {
  const box: Paragraph = { kind: 'paragraph', origin, spans: [{ kind: 'text', text, style, note: null }], leading: 12, align: 'start', before: 0, after: 0, keepNext: false, anchor: null, pageOf: null }
  return { origin, children: [box], colspan: 1, rowspan: 1, ...change }
}
function table(rows: readonly (readonly Cell[])[], change: Partial<Table> = {}): Table {
  return { kind: 'table', origin, rows: rows.map((cells, index) => ({ origin, cells, head: index === 0 })), shares: null, spread: 'even', look, before: 0, after: 0, keepNext: false, ...change }
}
const set = (box: Table, width = 400, pageHeight = 600): FlowItem[] => flow([box], flowSetting(createMeasure(shippedFaces), width, pageHeight))

type Word = { text: string; x: number; end: number; y: number }
function words(items: readonly FlowItem[], height = 600): Word[][] {
  const notes = { above: 0, below: 0, between: 0, rule: { width: 0, thickness: 0, colour: '#000000' } }
  return fillPages(items, { body: { x: 0, y: 0, width: 400, height }, notes }).map((frames) =>
    frames.flatMap((frame) => (frame.kind === 'text' ? frame.runs.map((run) => ({ text: runText(run).trim(), x: frame.x + run.x, end: frame.x + run.x + run.width, y: frame.y })) : [])),
  )
}
const find = (all: readonly Word[], text: string): Word => {
  const word = all.find((each) => each.text === text)
  if (!word) throw new RangeError(`“${text}” is not set`)
  return word
}

test('gives short columns their text on one line and the long one the rest', () => {
  const [page = []] = words(set(table([[cell('Port'), cell('Remark')], [cell('Bridge of the Americas'), cell(prose(60))]])))
  expect(find(page, 'Bridge of the Americas').x).toBe(0)
  expect(Math.max(...page.map((word) => word.end))).toBeLessThanOrEqual(400 + SPACE)
  expect(find(page, 'Remark').x).toBeGreaterThan(find(page, 'Bridge of the Americas').end)
})

test('keeps within the measure however many columns and however long the words', () => {
  const long = 'Verfassungsgerichtsentscheidungssammlung'
  for (const count of [1, 3, 8, 16]) {
    const [page = []] = words(set(table([Array.from({ length: count }, (_, index) => cell(`c${index}`)), Array.from({ length: count }, () => cell(long))])))
    expect(Math.max(...page.map((word) => word.end)), `${count} columns`).toBeLessThanOrEqual(400 + SPACE)
    expect(page.map((word) => word.text).join(''), `${count} columns`).toContain('ung')
  }
})

test('takes the widths that a person set', () => {
  const [page = []] = words(set(table([[cell('a'), cell('b'), cell('c')]], { shares: [100, 200, 100], look: { ...look, flush: false } })))
  expect(page.map((word) => word.x)).toEqual([6, 106, 306])
})

test('places cells beside and below those that span', () => {
  const rows = [
    [cell('region', { rowspan: 2 }), cell('trade', { colspan: 2 })],
    [cell('2023'), cell('2024')],
    [cell('north'), cell('1'), cell('2')],
  ]
  const [page = []] = words(set(table(rows)))
  expect(find(page, '2023').x).toBe(find(page, '1').x)
  expect(find(page, '2024').x).toBe(find(page, '2').x)
  expect(find(page, 'trade').x).toBe(find(page, '2023').x)
})

test('sets the first lines of a row on one baseline', () => {
  const big: RunStyle = { ...style, face: 'serif-regular', size: 14 }
  const tall: Cell = cell('x')
  const [only] = tall.children as [Paragraph]
  const [page = []] = words(set(table([[cell('label'), { ...tall, children: [{ ...only, leading: 18, spans: [{ kind: 'text', text: 'big', style: big, note: null }] }] }]], { spread: 'last' }), 400))
  expect(find(page, 'label').y).toBeCloseTo(find(page, 'big').y, 6)
})

test('goes on with a row higher than a third of a page on the next one, under the head', () => {
  const pages = words(set(table([[cell('Issue'), cell('Analysis')], [cell('short'), cell(prose(420))], [cell('next'), cell('row')]]), 400, 300), 300)
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) expect(page.map((word) => word.text)).toContain('Analysis')
  expect(pages.flat().filter((word) => word.text === 'short')).toHaveLength(1)
  const set400 = pages.flat().map((word) => word.text).join(' ').split(' ').length
  expect(set400).toBeGreaterThanOrEqual(420 + 4)
})

test('keeps rows that a cell joins on one page', () => {
  for (let above = 0; above < 12; above++) {
    const filler = Array.from({ length: above }, (_, index) => [cell(`f${index}`), cell('x')])
    const joined = [[cell('joined', { rowspan: 2 }), cell('upper')], [cell('lower')]]
    const pages = words(set(table([[cell('a'), cell('b')], ...filler, ...joined]), 400, 150), 150)
    const page = (text: string) => pages.findIndex((each) => each.some((word) => word.text === text))
    expect(page('upper'), `${above} rows above`).toBe(page('lower'))
    expect(page('joined'), `${above} rows above`).toBe(page('lower'))
  }
})

/** Every letter of the table stands on some page, above its foot. (A narrow column may cut a word.) */
function expectWhole(rows: readonly (readonly Cell[])[], pageHeight: number, note: string): void {
  const pages = words(set(table(rows), 400, pageHeight), pageHeight)
  const letters = (texts: readonly string[]) => texts.join('').replaceAll(' ', '').length
  const asked = rows.flat().flatMap(({ children }) => children.flatMap((box) => (box as Paragraph).spans.map((span) => (span.kind === 'text' ? span.text : ''))))
  const above = pages.flat().filter((word) => word.y <= pageHeight)
  expect(letters(pages.flat().map((word) => word.text)), note).toBe(letters(above.map((word) => word.text)))
  expect(letters(above.map((word) => word.text)), note).toBeGreaterThanOrEqual(letters(asked))
}

test('loses no line of a cell that joins rows, however long it is', () => {
  let count = 0
  const unique = (length: number) => Array.from({ length }, () => `w${count++}`).join(' ')
  for (const length of [200, 420, 600, 900, 2400]) {
    expectWhole([[cell('a'), cell('b')], [cell(unique(length), { rowspan: 2 }), cell('upper')], [cell('lower')], [cell('next'), cell('row')]], 600, `${length} words`)
    expectWhole([[cell(unique(length), { rowspan: 2 }), cell('head')], [cell('lower')]], 600, `${length} words in the head`)
  }
})

test('loses no line of any table, whatever joins its rows and however high its head is', () => {
  for (const seed of seedsFor(60)) {
    const next = seeded(seed)
    let count = 0
    const text = () => Array.from({ length: next() < 0.15 ? 20 + Math.floor(next() * 500) : 1 + Math.floor(next() * 12) }, () => `w${count++}`).join(' ')
    const columns = 1 + Math.floor(next() * 3)
    const rows = Array.from({ length: 2 + Math.floor(next() * 8) }, () => Array.from({ length: columns }, () => cell(text(), { rowspan: next() < 0.2 ? 2 + Math.floor(next() * 3) : 1 })))
    expectWhole(rows, 150 + Math.floor(next() * 450), `seed ${seed}`)
  }
})
