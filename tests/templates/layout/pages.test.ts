import { expect, test } from 'vitest'
import type { Frame } from '../../../templates/layout/frame.ts'
import { fillPages, type PageSetting } from '../../../templates/layout/pages.ts'
import { type FlowItem, type NoteStrips, strip, type Strip } from '../../../templates/layout/strip.ts'
import { seeded, seedsFor } from '../../support/random.ts'

const setting: PageSetting = { body: { x: 10, y: 20, width: 100, height: 100 }, notes: { above: 4, below: 2, between: 1, rule: { width: 20, thickness: 0.5, colour: '#000000' } } }

/** A line that can be found again by its name. */
function line(name: string, part: Partial<Strip> = {}): Strip {
  const frames: Frame[] = [{ kind: 'anchor', x: 0, y: 0, name, outline: null, origin: { role: 'P', block: null } }]
  return strip({ height: 10, frames, ...part })
}
const note = (order: number, lines: number): NoteStrips => ({ order, strips: Array.from({ length: lines }, (_, index) => line(`n${order}.${index}`)) })
const lines = (name: string, count: number, part: Partial<Strip> = {}) => Array.from({ length: count }, (_, index) => line(`${name}${index}`, part))

function names(flow: readonly FlowItem[]): string[][] {
  return fillPages(flow, setting).map((frames) => frames.flatMap((frame) => (frame.kind === 'anchor' ? [frame.name] : [])))
}
const pageOf = (pages: readonly (readonly string[])[], name: string) => pages.findIndex((page) => page.includes(name))

test('fills a page and goes on with the next', () => {
  expect(names(lines('a', 25)).map((page) => page.length)).toEqual([10, 10, 5])
})

test('gives an empty flow one page', () => {
  expect(names([])).toEqual([[]])
})

test('never leaves a heading at the foot of a page', () => {
  for (let above = 0; above <= 12; above++) {
    const pages = names([...lines('a', above), line('heading', { keepNext: true }), line('b0', { keepNext: true }), ...lines('b', 6).slice(1)])
    expect(pageOf(pages, 'heading'), `${above} lines above`).toBe(pageOf(pages, 'b1'))
  }
})

test('drops the space at the top of a page and keeps the larger of two between lines', () => {
  const frames = fillPages([line('a', { before: 30, after: 3 }), line('b', { before: 7 })], setting)[0] ?? []
  expect(frames.map((frame) => frame.y)).toEqual([20, 37])
})

test('sets a note on the page of its mark, below the text', () => {
  for (let at = 0; at < 14; at++) {
    const flow = lines('a', 14).map((item, index) => (index === at ? { ...item, notes: [note(1, 2)] } : item))
    const pages = names(flow)
    expect(pageOf(pages, 'n1.0'), `mark in line ${at}`).toBe(pageOf(pages, `a${at}`))
  }
})

test('lets the end of a long note spill over, two lines at least on either side', () => {
  const flow = [...lines('a', 6), line('marked', { notes: [note(1, 7)] }), ...lines('b', 3)]
  const pages = names(flow)
  expect(pageOf(pages, 'n1.0')).toBe(pageOf(pages, 'marked'))
  expect(pageOf(pages, 'n1.6')).toBe(pageOf(pages, 'marked') + 1)
  const spilled = pages[1]?.filter((name) => name.startsWith('n1.')) ?? []
  expect(spilled.length).toBeGreaterThanOrEqual(2)
  expect(pages[0]?.filter((name) => name.startsWith('n1.')).length).toBeGreaterThanOrEqual(2)
})

test('sets the head of a table again on top of each page', () => {
  const head = line('head', { keepNext: true })
  const flow = [...lines('a', 3), head, ...lines('row', 18, { repeat: [head] })]
  const pages = names(flow)
  expect(pages.length).toBe(3)
  expect(pages.map((page) => page.filter((name) => name === 'head').length)).toEqual([1, 1, 1])
  expect(pages[1]?.[0]).toBe('head')
})

test('goes on with both columns on the next page, each from its own place', () => {
  const flow: FlowItem[] = [
    line('above'),
    { kind: 'parallel', columns: [{ x: 0, strips: lines('l', 14), again: [line('left again')] }, { x: 50, strips: lines('r', 4), again: [line('right again')] }], rules: [], before: 0, after: 0, repeat: [] },
    line('below'),
  ]
  const pages = names(flow)
  expect(pages).toEqual([['above', ...lines('l', 9).map((_, index) => `l${index}`), 'r0', 'r1', 'r2', 'r3'], ['left again', 'l9', 'l10', 'l11', 'l12', 'l13', 'below']])
})

test('gives the notes of both columns room, in the order of their marks', () => {
  const flow: FlowItem[] = [
    { kind: 'parallel', columns: [{ x: 0, strips: lines('l', 4).map((item, index) => (index === 3 ? { ...item, notes: [note(1, 2)] } : item)), again: [] }, { x: 50, strips: [line('r0', { notes: [note(2, 1)] })], again: [] }], rules: [], before: 0, after: 0, repeat: [] },
  ]
  const [page] = names(flow)
  expect(page?.filter((name) => name.startsWith('n'))).toEqual(['n1.0', 'n1.1', 'n2.0'])
})

test('begins a new page where one is asked for, but no empty one', () => {
  const pageBreak = strip({ height: 0, pageBreak: true, keepNext: true })
  expect(names([pageBreak, line('a'), pageBreak, line('b')])).toEqual([['a'], ['b']])
})

test('sets what is higher than a page all the same', () => {
  const pages = names([line('a'), ...lines('k', 25, { keepNext: true }), line('z')])
  expect(pages.flat()).toHaveLength(27)
  expect(pages.every((page) => page.length <= 10)).toBe(true)
})

test('sets every line and every note once, whatever the order of things', () => {
  for (const seed of seedsFor(150)) {
    const next = seeded(seed)
    let order = 0
    const someLines = (name: string, most: number): Strip[] =>
      lines(name, 1 + Math.floor(next() * most)).map((item) => ({ ...item, keepNext: next() < 0.3, before: next() * 5, notes: next() < 0.15 ? [note(++order, 1 + Math.floor(next() * 14))] : [] }))
    const flow: FlowItem[] = Array.from({ length: 1 + Math.floor(next() * 8) }, (_, part) => part).flatMap((part): FlowItem[] =>
      next() < 0.3
        ? [{ kind: 'parallel', columns: [0, 50].map((x) => ({ x, strips: someLines(`p${part}.${x}.`, 14), again: [] })), rules: [], before: 3, after: 3, repeat: [] }]
        : someLines(`s${part}.`, 14),
    )
    const wanted = flow.flatMap((item) => (item.kind === 'strip' ? [item] : item.columns.flatMap((column) => column.strips))).flatMap((item) => [item, ...item.notes.flatMap((each) => each.strips)])
    const all = fillPages(flow, setting)
    const set = all.flat().flatMap((frame) => (frame.kind === 'anchor' ? [frame.name] : []))
    const wantedNames = wanted.flatMap((item) => item.frames.flatMap((frame) => (frame.kind === 'anchor' ? [frame.name] : [])))
    expect([...set].sort(), `seed ${seed}`).toEqual([...wantedNames].sort())
    for (const frame of all.flat()) expect(frame.y, `seed ${seed}`).toBeLessThanOrEqual(20 + 100)
  }
})
