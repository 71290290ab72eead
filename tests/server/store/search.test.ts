/** Searching narrowed by source, publisher, date and cues; what it lists when there is too much; and the thread it runs in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '../../../server/store/channel.ts'
import { joined } from '../../../server/store/operations/scope.ts'
import { ftsQuery } from '../../../server/store/query.ts'
import { createSearching } from '../../../server/store/searching.ts'
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import type { LibraryQuery, NewSource, Store } from '../../../server/store/store.ts'
import type { Searches } from '../../../server/store/worker.ts'
import { newSource, TEAM } from './conformance.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoint-search-'))
  store = await openSqliteStore({ folder, now: () => 1000, log: { info: () => undefined, error: () => undefined } })
  await store.createTeam(TEAM)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function of(name: string, sentences: readonly string[], publisher: string, issued: readonly number[] | null): NewSource {
  const made = newSource(name, sentences)
  return { ...made, source: { ...made.source, csl: { ...made.source.csl, publisher, ...(issued === null ? {} : { issued: { 'date-parts': [[...issued]] } }) } } }
}

const found = async (query: LibraryQuery) => (await store.search(TEAM.id, query, 20)).hits.map(({ source }) => source.id).toSorted()

test('narrows to a source, a publisher and the dates of issue; what is undated is in no range', async () => {
  await store.addSource(of('a', ['The harbour is deep.', 'Ships wait.'], 'Port Authority', [2019]))
  await store.addSource(of('b', ['The harbour is shallow.'], 'PORT authority', [2021, 6]))
  await store.addSource(of('c', ['The harbour is shut.'], 'Ministry', [2021, 6, 14]))
  await store.addSource(of('d', ['The harbour is open.'], 'Ministry', null))
  expect(await found({ q: 'harbour' })).toEqual(['source-a', 'source-b', 'source-c', 'source-d'])
  expect(await found({ q: 'harbour', source: 'source-c' })).toEqual(['source-c'])
  expect(await found({ q: 'harbour', publisher: 'Port Authority' })).toEqual(['source-a', 'source-b'])
  expect(await found({ q: 'harbour', from: '2020' })).toEqual(['source-b', 'source-c'])
  expect(await found({ q: 'harbour', to: '2019-12-31' })).toEqual(['source-a'])
  expect(await found({ q: 'harbour', from: '2021-06-15', to: '2021-06' })).toEqual(['source-b'])
  expect(await found({ q: 'harbour', publisher: 'Ministry', from: '2021', to: '2021' })).toEqual(['source-c'])
  expect(await found({ q: 'harbour', publisher: 'Nobody' })).toEqual([])
})

test('keeps to a source when two imports wrote in turn', async () => {
  const many = (word: string) => Array.from({ length: 450 }, (_, index) => `The ${word} ferry ${index} sails.`)
  await Promise.all([store.addSource(of('x', many('red'), 'P', [2020])), store.addSource(of('y', many('blue'), 'Q', [2022]))])
  const { hits } = await store.search(TEAM.id, { q: 'ferry', publisher: 'Q' }, 200)
  expect(hits).toHaveLength(200)
  expect(new Set(hits.map(({ source }) => source.id))).toEqual(new Set(['source-y']))
})

test('of the cues of an axis one at least has to stand in a passage, also a phrase', async () => {
  await store.addSource(of('a', ['The border law protects sovereign rights.', 'The border law is long.', 'The border law rests on joint action.'], 'P', null))
  const cued = async (q: string) => (await store.search(TEAM.id, { q, cues: ['sovereign', 'joint action', 'action joint'] }, 20)).hits.length
  expect(await cued('border')).toBe(2)
  expect(await cued('')).toBe(2)
  expect(await cued('nothing')).toBe(0)
})

test('finds the words themselves behind thousands of other forms of them', async () => {
  await store.addSource(of('a', ['Two officers kept the books of that time together for years.', ...Array.from({ length: 3000 }, (_, index) => `Office office office ${index}.`)], 'P', null))
  const { hits } = await store.search(TEAM.id, { q: 'officers', verbatim: true }, 1)
  expect(hits.map(({ passage }) => passage.quote.exact)).toEqual(['Two officers kept the books of that time together for years.'])
})

test('lists whole words before words that only begin so', async () => {
  await store.addSource(of('a', ['The portal was long.', 'The port was long.', 'The portrait was long.'], 'P', null))
  const { hits, note } = await store.search(TEAM.id, { q: 'port' }, 20)
  expect(hits[0]?.passage.quote.exact).toBe('The port was long.')
  expect(hits).toHaveLength(3)
  expect(note).toBeNull()
  expect((await store.search(TEAM.id, { q: 'por' }, 20)).note).toContain('newest first')
})

test('makes runs of rows that touch into one', () => {
  expect(joined([{ lo: 5, hi: 6 }, { lo: 1, hi: 2 }, { lo: 3, hi: 3 }, { lo: 9, hi: 9 }, { lo: 5, hi: 8 }])).toEqual([{ lo: 1, hi: 3 }, { lo: 5, hi: 9 }])
})

test('a beginning of fewer than three letters is a whole word', () => {
  expect(ftsQuery('an')).toEqual({ whole: '"an"', begun: null })
  expect(ftsQuery('ant')?.begun).toMatchObject({ ranked: false })
  expect(ftsQuery('"ant"')?.begun).toBeNull()
  expect(ftsQuery('')).toBeNull()
})

test('a search thread that died is replaced, and a long line of searches is refused', async () => {
  let opened = 0
  let kill: () => void = () => undefined
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const answer = { hits: [], capped: false, note: null }
  const searching = createSearching((died) => {
    opened += 1
    kill = died
    return Promise.resolve({ migrated: [], call: () => held.then(() => answer), close: () => Promise.resolve() } as unknown as Channel<Searches>)
  })
  const asked = Array.from({ length: 256 }, () => searching.search('team', { q: 'x' }, 1))
  await expect(searching.search('team', { q: 'x' }, 1)).rejects.toMatchObject({ code: 'too-many' })
  release()
  expect(await Promise.all(asked)).toHaveLength(256)
  kill()
  await searching.search('team', { q: 'x' }, 1)
  expect(opened).toBe(2)
  await searching.close()
  await expect(searching.search('team', { q: 'x' }, 1)).rejects.toThrow('closed')
})
