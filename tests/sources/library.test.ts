import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Library, findQuotation, readFolder, searchEntries } from '../../sources/library.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/sources/', import.meta.url))
let folder = ''
let library: Library = { entries: [], refused: [] }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterpoint-library-'))
  await cp(FIXTURES, folder, { recursive: true })
  await mkdir(join(folder, 'more'))
  await cp(join(FIXTURES, 'corridor-note.md'), join(folder, 'more', 'the-same-again.md'))
  await writeFile(join(folder, 'empty.txt'), '')
  await writeFile(join(folder, '.hidden.txt'), 'A hidden sentence stands here.')
  await writeFile(join(folder, 'metadata.json'), '{}')
  library = await readFolder(folder, { now: 1_700_000_000_000, known: new Map([['corridor-note.md', { type: 'report', title: 'Known title' }]]) })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('reads a folder with its subfolders, once for the same bytes, and names what it could not read', () => {
  expect(library.entries.map((entry) => entry.source.file)).toEqual(['bridges-at-laredo.txt', 'corridor-note.md', 'joint-inspection.html'])
  expect(library.refused).toEqual([{ file: 'empty.txt', reason: expect.stringContaining('empty') as unknown }])
  expect(library.entries[1]?.source).toMatchObject({ csl: { title: 'Known title' }, importedAt: 1_700_000_000_000 })
})

const search = (query: string, limit = 5) => searchEntries(library.entries, query, limit)

test('finds passages that hold all words, without accents, and the last word as a beginning', () => {
  expect(search('izmir rotter')[0]?.passage.quote.exact).toContain('İzmir and Rotterdam')
  expect(search('median wait').every((hit) => /median wait/.test(hit.passage.quote.exact))).toBe(true)
  expect(search('median wait').map((hit) => hit.voice)).toContain('reported:Texas Border Freight Survey')
})

test('finds a quoted phrase only as it stands', () => {
  expect(search('"joint inspection"')).not.toHaveLength(0)
  expect(search('"inspection joint"')).toHaveLength(0)
})

test('gives no passage that holds only some of the words: a fact must not rest on a likeness', () => {
  expect(search('corridor')).not.toEqual([])
  expect(search('corridor zebra')).toEqual([])
})

test('marks what matched, keeps to the limit and gives nothing for nothing', () => {
  const [hit] = search('scanner')
  expect(hit?.marks.map(([start, end]) => hit.passage.quote.exact.slice(start, end))).toEqual(['scanner'])
  expect(search('the', 2)).toHaveLength(2)
  expect(search(' … ')).toEqual([])
  expect(search('xylophone')).toEqual([])
})

test('finds the passage of a quotation, in any source or in the one named', () => {
  expect(findQuotation(library.entries, 'about 8,600 trucks cross the World Trade Bridge')?.entry.source.file).toBe('bridges-at-laredo.txt')
  expect(findQuotation(library.entries, 'about 8,600 trucks cross the World Trade Bridge', 'corridor-note.md')).toBeNull()
  expect(findQuotation(library.entries, 'about 9,600 trucks cross the World Trade Bridge')).toBeNull()
})
