import { readFile, readdir } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { snapshot as snapshotShape } from '../../model/source.ts'
import { type Ingested, IMPORT_LIMITS, ingest } from '../../sources/ingest.ts'
import { sampleSources } from '../../sources/samples.ts'

type Read = Extract<Ingested, { outcome: 'text' }> & { file: string }
const FIXTURES = new URL('../fixtures/sources/', import.meta.url)
const bytes = (text: string) => new TextEncoder().encode(text)

let all: Read[] = []
const of = (file: string): Read => {
  const found = all.find((read) => read.file === file)
  if (found === undefined) throw new Error(`no fixture ${file}`)
  return found
}

beforeAll(async () => {
  const fixtures = await Promise.all((await readdir(FIXTURES)).map(async (name) => ({ name, bytes: new Uint8Array(await readFile(new URL(name, FIXTURES))) })))
  const samples = (await sampleSources()).map(({ file, bytes, csl }) => ({ name: file, bytes, csl }))
  for (const file of [...fixtures, ...samples]) {
    const read = await ingest(file)
    if (read.outcome !== 'text') throw new Error(`${file.name}: ${read.reason}`)
    all.push({ ...read, file: file.name })
  }
})

test('stores at every position exactly what the passage quotes, with its surroundings', () => {
  for (const { snapshot, voices, file } of all) {
    expect(snapshotShape.parse(snapshot)).toEqual(snapshot)
    expect(voices).toHaveLength(snapshot.passages.length)
    for (const { quote, position } of snapshot.passages) {
      expect(snapshot.text.slice(position.start, position.end), file).toBe(quote.exact)
      expect(snapshot.text.slice(0, position.start).endsWith(quote.prefix)).toBe(true)
      expect(snapshot.text.slice(position.end).startsWith(quote.suffix)).toBe(true)
      expect(Math.max(quote.prefix.length, quote.suffix.length)).toBeLessThanOrEqual(48)
    }
  }
})

test('gives blocks and passages in order, without overlap, each passage inside one body or list block', () => {
  for (const { snapshot } of all) {
    const rising = (stretches: readonly { start: number; end: number }[]) => stretches.every(({ start, end }, index) => start < end && start >= (stretches[index - 1]?.end ?? 0))
    expect(rising(snapshot.blocks)).toBe(true)
    expect(rising(snapshot.passages.map((passage) => passage.position))).toBe(true)
    const citable = snapshot.blocks.filter((block) => block.kind === 'body' || block.kind === 'list')
    expect(snapshot.passages.every(({ position }) => citable.some((block) => block.start <= position.start && block.end >= position.end))).toBe(true)
  }
})

/** All that is no article in the fixtures and samples; anything else marked as boilerplate is a sentence lost. */
const NOT_ARTICLE: Readonly<Record<string, readonly string[]>> = {
  'joint-inspection.html': ['Home Topics Donate', 'The views expressed in this article are the author’s own.', 'We are a reader-supported newsroom and we need your help. Become a sustaining member: your donation is tax-deductible.', 'Support Bridge Monitor', 'Donation amount', 'Give now', 'Imprint | Privacy policy'],
  'migration-as-a-shared-system.html': ['Home', 'Topics', 'About the library', 'Imprint Terms of use'],
}

test('marks all boilerplate and never a sentence of an article', () => {
  for (const { snapshot, file } of all) {
    const marked = snapshot.blocks.filter((block) => block.kind.startsWith('boilerplate:')).map((block) => snapshot.text.slice(block.start, block.end))
    expect(marked, file).toEqual(NOT_ARTICLE[file] ?? [])
  }
})

test('makes the same snapshot and the same ids of the same bytes, whatever the file is called', async () => {
  const content = new Uint8Array(await readFile(new URL('bridges-at-laredo.txt', FIXTURES)))
  const again = await ingest({ name: 'other.txt', bytes: content })
  expect(again.outcome === 'text' && again.snapshot).toEqual(of('bridges-at-laredo.txt').snapshot)
  const ids = all.flatMap((read) => read.snapshot.passages.map((passage) => passage.id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true)
})

test('dewraps a quotation for its hash, so that a new wrap gives the same hash', async () => {
  const wrapped = await ingest({ name: 'a.txt', bytes: bytes('The bridge between the two cities was built for five thousand trucks a\nday and carries eight thousand.') })
  const flat = await ingest({ name: 'b.txt', bytes: bytes('The bridge between the two cities was built for five thousand trucks a day and carries eight thousand.') })
  if (wrapped.outcome !== 'text' || flat.outcome !== 'text') throw new Error('not read')
  expect(wrapped.snapshot.passages[0]?.quoteHash).toBe(flat.snapshot.passages[0]?.quoteHash)
  expect(wrapped.snapshot.passages[0]?.quote.exact).toContain('\n')
})

test('proposes whose figure it is', () => {
  const voices = Object.fromEntries(of('bridges-at-laredo.txt').snapshot.passages.map((passage, index) => [passage.quote.exact.slice(0, 15), of('bridges-at-laredo.txt').voices[index]]))
  expect(voices['The median wait']).toBe('reported:Texas Border Freight Survey')
  expect(voices['Four road bridg']).toBe('own')
})

test('reads what the fixtures say about themselves, and leaves the undated one undated', () => {
  expect(of('bridges-at-laredo.txt').csl).toMatchObject({ title: 'Bridges at Laredo: A Queue With Two Ends', author: [{ family: 'Carranza', given: 'Ines' }, { family: 'Whitfield', given: 'Tom' }], issued: { 'date-parts': [[2026, 5, 14]] } })
  expect(of('joint-inspection.html').csl).toMatchObject({ type: 'webpage', publisher: 'Bridge Monitor', issued: { 'date-parts': [[2026, 2, 3]] }, language: 'en-US' })
  expect(of('corridor-note.md').csl).not.toHaveProperty('issued')
})

test('gives a passage its page when the text has page marks', async () => {
  const read = await ingest({ name: 'a.txt', bytes: bytes('The first page has one sentence.\n\fThe second page has one too.') })
  expect(read.outcome === 'text' && [read.pages, read.snapshot.passages.map((passage) => passage.page)]).toEqual([2, [1, 2]])
})

test.each([
  ['empty.txt', new Uint8Array(), /empty/],
  ['huge.txt', new Uint8Array(IMPORT_LIMITS.bytes + 1), /limit/],
  ['page.html', new Uint8Array(IMPORT_LIMITS.htmlBytes + 1).fill(97), /HTML may have up to 8 MB/],
  ['report.pdf', bytes('%PDF-1.7\n%âãÏÓ'), /PDF/],
  ['table.csv', bytes('a,b\n1,2'), /\.csv/],
  ['rubbish.txt', Uint8Array.from({ length: 3000 }, (_, index) => (index * 131 + (index >> 2) * 17) % 256), /not text/],
  ['menu.html', bytes('<html><body><nav><a href="/">Home</a></nav></body></html>'), /No sentence/],
])('refuses %s with a reason', async (name, content, reason) => {
  const read = await ingest({ name, bytes: content })
  expect(read.outcome).toBe('refused')
  expect(read.outcome !== 'text' && read.reason).toMatch(reason)
})
