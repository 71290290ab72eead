import { expect, test } from 'vitest'
import type { Span } from '../../../templates/layout/box.ts'
import type { RunStyle } from '../../../templates/layout/frame.ts'
import { createMeasure, type Face, shapedWordsHeld } from '../../../templates/layout/measure.ts'
import { lineText, naturalWidths, setParagraph } from '../../../templates/layout/paragraph.ts'
import { shippedFaces } from '../../../templates/pdf/fonts.ts'
import { pick, seeded, seedsFor } from '../../support/random.ts'

const style: RunStyle = { face: 'serif-regular', size: 11, colour: '#000000', rise: 0, features: [], link: null, lang: null, strike: false }
const bold: RunStyle = { ...style, face: 'serif-bold' }
const span = (text: string, run = style): Span => ({ kind: 'text', text, style: run, note: null })
const measure = () => createMeasure(shippedFaces)

const WORDS = ['office', 'the', 'efficiency', 'naïve', 'İğdır', '3.2%', 'state-of-the-art', 'and/or', 'https://example.org/a/long/path?with=query&more=words', 'a', 'Verfassungsgerichtsentscheidungssammlung', '“quoted”', '—', '1,234,567.89']

test('never loses, doubles or reorders a letter, and every line fits', () => {
  for (const seed of seedsFor(60)) {
    const next = seeded(seed)
    const spans = Array.from({ length: 1 + Math.floor(next() * 6) }, () => span(Array.from({ length: 1 + Math.floor(next() * 12) }, () => pick(next, WORDS)).join(' '), next() < 0.3 ? bold : style))
    const width = 24 + next() * 300
    const align = pick(next, ['start', 'justify', 'end', 'center'] as const)
    const lines = setParagraph(spans, width, align, measure())
    const letters = (text: string) => text.replaceAll(/\s/g, '')
    expect(letters(lines.map(lineText).join('')), `seed ${seed}`).toBe(letters(spans.map((each) => (each.kind === 'text' ? each.text : '')).join('')))
    for (const line of lines) expect(line.width, `seed ${seed}, width ${width}`).toBeLessThanOrEqual(width + 0.01)
  }
})

test('keeps the space at which a line was broken, so that a copy has the words apart', () => {
  const lines = setParagraph([span('one two three four five six')], 60, 'start', measure())
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.map(lineText).join('')).toBe('one two three four five six')
})

test('stretches every line but the last to the measure when justified', () => {
  const lines = setParagraph([span('The infrastructure was sized for half of that volume and the ports handle most of it by road today.')], 150, 'justify', measure())
  for (const line of lines.slice(0, -1)) expect(line.width).toBeCloseTo(150, 3)
  expect(lines.at(-1)?.width).toBeLessThan(150)
})

test('begins a new line at a forced break, and keeps a word whole that changes style in the middle', () => {
  const lines = setParagraph([span('one'), { kind: 'break' }, span('half'), span('bold word', bold)], 400, 'start', measure())
  expect(lines.map(lineText)).toEqual(['one', 'halfbold word'])
  expect(lines[1]?.runs.map((run) => run.face)).toEqual(['serif-regular', 'serif-bold'])
})

test('never breaks between a word and its note mark', () => {
  for (let width = 30; width < 90; width += 1) {
    const mark: Span = { kind: 'text', text: '1', style: { ...style, size: 7, rise: 4, link: '#note-1' }, note: { order: 1, mark: 'mark-1', box: null } }
    const lines = setParagraph([span('a word and the office'), mark, span(' goes on')], width, 'start', measure())
    const at = lines.find((line) => line.notes.length > 0)
    expect(at && lineText(at).trim(), `width ${width}`).toMatch(/office1/)
  }
})

test('copies a ligature as its letters, and says which characters no font has', () => {
  const own = measure()
  const [line] = setParagraph([span('office \ufb01le 国')], 400, 'start', own)
  expect(line && lineText(line)).toBe('office file 国')
  expect(line?.runs.flatMap((run) => run.shaped.flatMap((shaped) => shaped.glyphs)).some((glyph) => glyph.codePoints.length > 1)).toBe(true)
  expect(own.missing()).toEqual(['国'])
})

test('knows the widest word and the whole line of a text', () => {
  const own = measure()
  const { minimum, maximum } = naturalWidths([span('a longest word')], own)
  expect(minimum).toBeCloseTo(own.width('longest', style), 6)
  expect(maximum).toBeCloseTo(own.width('a longest word', style), 6)
})

test('holds a bounded number of shaped words', () => {
  const face: Face = { id: 'serif-regular', ascent: 1000, descent: -300, capHeight: 700, has: () => true, shape: () => [] }
  const own = createMeasure({ get: () => face, chain: () => [face] })
  for (let word = 0; word < 65_000; word++) own.shape(`w${word}`, { ...style, features: ['bound'] })
  expect(shapedWordsHeld()).toBeLessThanOrEqual(40_000)
})

test('shapes text without a space about once, however long it is', () => {
  let characters = 0
  const counting = (face: Face): Face => ({ ...face, shape: (text, features) => ((characters += text.length), face.shape(text, features)) })
  const faces = { get: (id: RunStyle['face']) => counting(shippedFaces.get(id)), chain: (id: RunStyle['face']) => shippedFaces.chain(id).map(counting) }
  const text = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(97 + ((index * 7 + (index >> 5)) % 26))).join('')
  const lines = setParagraph([span(text)], 468, 'start', createMeasure(faces))
  expect(lines.map(lineText).join('')).toBe(text)
  expect(Math.max(...lines.map((line) => line.width))).toBeLessThanOrEqual(468)
  expect(Math.min(...lines.slice(0, -1).map((line) => line.width))).toBeGreaterThan(468 * 0.95)
  expect(characters).toBeLessThan(2 * text.length)
})

test('keeps no word in memory that is longer than words are', () => {
  const own = measure()
  const before = shapedWordsHeld()
  for (let word = 0; word < 20; word++) own.shape(`${word}`.repeat(500), style)
  expect(shapedWordsHeld()).toBe(before)
})
