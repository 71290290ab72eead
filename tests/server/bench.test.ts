/** What the benches reckon with: if these were wrong, every figure would be. Nothing here is timed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { median, pairedRatio, percentile, slope, spread, written, writtenSpread } from '../bench/numbers.ts'
import { BadUsage, readOptions } from '../bench/options.ts'
import { reportPage } from '../bench/report.ts'
import { keepResults, ratioTo, readResults, type Result, summary } from '../bench/results.ts'
import { recordArrivals } from '../bench/sync/arrivals.ts'
import { HISTORY_FIELD, recordHistory, typeKeys } from '../bench/sync/trace.ts'
import { createBook, createTypist, lettersOf } from '../bench/sync/typing.ts'
import { NAMED, PLAIN, STEP } from '../bench/sync/wire.ts'
import { judge } from '../bench/targets.ts'
import { seeded } from '../support/random.ts'

test('a median is the middle value, or lies half-way between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7])
  expect(() => median([])).toThrow(RangeError)
})

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, index) => index + 1)
  expect([percentile(values, 0.5), percentile(values, 0.99), percentile([5], 0.99), percentile(values, 0)]).toEqual([100, 198, 5, 1])
})

test('a ratio pairs the rounds, and leaves out one that either did not finish', () => {
  expect(pairedRatio([10, 30, null, 8], [20, 30, 5, 32])).toEqual({ median: 0.5, min: 0.25, max: 1, count: 3 })
  expect(pairedRatio([1], [null])).toBeNull()
  expect(pairedRatio([1], [0])).toBeNull()
})

test('growth is the slope through all points', () => {
  expect(slope([[0, 5], [10, 25], [20, 45]])).toBeCloseTo(2)
  expect(() => slope([[1, 1], [1, 2]])).toThrow(RangeError)
})

test('numbers are written with three digits and their range', () => {
  expect([0, 0.01234, 0.5, 4.567, 45.67, 456.7, 45678, 3].map(written)).toEqual(['0', '0.0123', '0.50', '4.57', '45.7', '457', '45,678', '3'])
  expect([writtenSpread(spread([2, 1, 3])), writtenSpread(spread([2]))]).toEqual(['2 (1–3)', '2'])
})

test('the same seed types the same history to the byte, another seed another one', () => {
  const record = (seed: number) => recordHistory(typeKeys(5000, seeded(seed)), 10)
  const [one, same, other] = [record(1), record(1), record(2)]
  expect(Buffer.from(one.state).equals(Buffer.from(same.state))).toBe(true)
  expect(one.text).toBe(same.text)
  expect(one.text).not.toBe(other.text)
})

test('a history has as many keystrokes as asked for, takes letters back, and can be had from its updates', () => {
  const keys = typeKeys(5000, seeded(3))
  expect(keys).toHaveLength(5000)
  const removals = keys.filter(({ remove }) => remove > 0).length / keys.length
  expect(removals).toBeGreaterThan(0.2)
  expect(removals).toBeLessThan(0.4)
  const { updates, state, text } = recordHistory(keys, 10)
  expect(updates).toHaveLength(500)
  const ydoc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(ydoc, update)
  expect(ydoc.getText(HISTORY_FIELD).toString()).toBe(text)
  expect(Buffer.from(Y.encodeStateAsUpdate(ydoc)).equals(Buffer.from(state))).toBe(true)
})

test('the book knows what arrived, when, what came twice, and leaves out what does not count', () => {
  const book = createBook()
  const typist = createTypist(5, seeded(1))
  const edits = [0, 1, 2, 3].map(() => typist.type())
  for (const { clock } of edits) book.typed(typist.id, clock, 100 + clock, clock > 0)
  const receiver = book.receiver(null)
  const own = book.receiver(typist.id)
  const at = (index: number) => edits[index]?.update ?? new Uint8Array()
  book.received(receiver, at(0), 110)
  book.received(receiver, Y.mergeUpdates([at(1), at(2)]), 112)
  book.received(receiver, at(2), 113)
  book.received(own, at(3), 120)
  expect(book.edits()).toBe(3)
  expect(book.latencies()).toEqual([11, 10])
  expect(book.repeats()).toBe(1)
})

test('a gap in a merged update is not taken for letters', () => {
  const typist = createTypist(5, seeded(1))
  const [first, , third] = [typist.type(), typist.type(), typist.type()]
  const merged = Y.mergeUpdates([first.update, third?.update ?? new Uint8Array()])
  expect(lettersOf(merged).map(({ from, to }) => [from, to])).toEqual([[0, 1], [2, 3]])
})

test('a history counts as arrived with the piece that completes it, and not before', () => {
  const { updates, text } = recordHistory(typeKeys(400, seeded(1)), 200)
  const arrivals = recordArrivals()
  arrivals.take(updates[0] ?? new Uint8Array(), 1)
  expect(arrivals.completeAt(text)).toBeNull()
  arrivals.take(updates[1] ?? new Uint8Array(), 2)
  arrivals.take(Uint8Array.of(0, 0), 3)
  expect(arrivals.completeAt(text)).toBe(2)
})

test('both dialects read back what they say', () => {
  const body = Uint8Array.of(1, 2, 3)
  for (const dialect of [PLAIN, NAMED]) {
    expect(dialect.hear(dialect.sync('brief', STEP.update, body))).toEqual({ kind: 'content', body, last: false })
    expect(dialect.hear(dialect.sync('brief', STEP.answer, body))).toEqual({ kind: 'content', body, last: true })
    expect(dialect.hear(dialect.sync('brief', STEP.question, body))).toEqual({ kind: 'question', stateVector: body })
    expect(dialect.hear(dialect.awareness('brief', body))).toEqual({ kind: 'awareness', body })
  }
  expect(PLAIN.hear(Uint8Array.of(8, 5))).toEqual({ kind: 'acknowledged', count: 5 })
  expect(NAMED.hear(NAMED.raw('brief', Uint8Array.of(8, 1)))).toEqual({ kind: 'acknowledgedOne', saved: true })
})

const result = (scenario: string, ours: (number | null)[], theirs: (number | null)[]): Result => ({
  bench: 'sync',
  scenario,
  title: `The ${scenario}`,
  what: 'Work is done.',
  command: 'npm run bench -- sync',
  machine: { cores: 2, processor: 'a processor', memoryGB: 8, platform: 'linux x64', node: 'v1', load: 0 },
  metrics: [{ name: 'cpuPerDelivery', label: 'server CPU per delivery', unit: 'µs', better: 'less', compared: true }],
  rows: [
    { subject: 'Counterpoint', rounds: ours.map((value) => (value === null ? null : { cpuPerDelivery: value })), notes: [] },
    { subject: 'Hocuspocus + SQLite', rounds: theirs.map((value) => (value === null ? null : { cpuPerDelivery: value })), notes: [] },
  ],
})

test('a round that failed leaves no trace in a summary', () => {
  const fanout = result('fanout', [1, null, 3], [2, 2, 2])
  expect(fanout.rows[0] && summary(fanout.rows[0], 'cpuPerDelivery')).toEqual({ median: 2, min: 1, max: 3, count: 2 })
  expect(ratioTo(fanout, 'Hocuspocus + SQLite', 'cpuPerDelivery')).toEqual({ median: 1, min: 0.5, max: 1.5, count: 2 })
})

test('a target is met at its limit, missed above it, and open without results', () => {
  const verdict = (ours: number) => judge([result('fanout', [ours], [10])]).find(({ target }) => target.what.includes('CPU per delivery ÷ Hocuspocus'))
  expect(verdict(6)?.met).toBe(true)
  expect(verdict(6.1)?.met).toBe(false)
  expect(judge([]).every(({ met }) => met === null)).toBe(true)
})

test('the page says what is better, what is worse, and which aims are missed', () => {
  const page = reportPage([result('fanout', [8], [10]), result('many', [20], [10])])
  expect(page).toContain('| hot fan-out: CPU per delivery ÷ Hocuspocus | at most 0.60 × | 0.80 | **missed** |')
  const [, better = '', worse = ''] = /## Where we are better\n([\s\S]*)## Where we are worse\n([\s\S]*?)## /.exec(page) ?? []
  expect(better).toContain('The fanout, server CPU per delivery: 0.80 × Hocuspocus + SQLite')
  expect(worse).toContain('The many, server CPU per delivery: 2 × Hocuspocus + SQLite')
})

test('kept results are replaced scenario by scenario', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint-results-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'results', 'sync.json')
  keepResults(file, [result('fanout', [1], [1]), result('many', [1], [1])])
  keepResults(file, [result('fanout', [2], [1])])
  expect(readResults(file).map(({ scenario, rows }) => [scenario, rows[0]?.rounds[0]?.['cpuPerDelivery']])).toEqual([['many', 1], ['fanout', 2]])
})

test('options that are not understood are refused', () => {
  expect(readOptions(['sync', '--only', 'fanout,many', '--rounds', '5', '--quick'], '/here')).toMatchObject({ bench: 'sync', only: ['fanout', 'many'], rounds: 5, quick: true, root: '/here' })
  expect(readOptions([], '/here').bench).toBeNull()
  expect(() => readOptions(['sync', '--rounds', 'many'], '/here')).toThrow(BadUsage)
  expect(() => readOptions(['sync', '--fast'], '/here')).toThrow(BadUsage)
})
