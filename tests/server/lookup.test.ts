import { expect, test } from 'vitest'
import { sampleSources } from '#sources/samples.ts'
import type { Lookup } from '#templates/instantiate.ts'
import { readEntry } from '../../sources/library.ts'
import { memoryLookup } from '../../server/cli/library.ts'
import { importFile } from '../../server/importing.ts'
import { libraryLookup } from '../../server/lookup.ts'
import { seededBytes } from '../support/random.ts'
import { serverForTest } from '../support/server.ts'

async function withSamples() {
  const server = await serverForTest()
  const team = await server.team('north')
  for (const { file, bytes, csl } of await sampleSources()) {
    const result = await importFile(server.parts, { team: team.id, actor: 'server', name: file, bytes, csl })
    expect(result.outcome, file).toBe('text')
  }
  return { server, team, lookup: libraryLookup(server.parts, team.id) }
}

test('finds a fact by a query and by its source and words, as a record of its own', async () => {
  const { lookup } = await withSamples()
  const asked = await lookup({ query: '3.2 million encounters nationwide' })
  expect(asked).toMatchObject({ value: 3_200_000, quote: { exact: expect.stringContaining('3.2 million encounters') } })

  const quote = 'About 2.48 million of them took place'
  for (const source of ['counting-the-border.txt', asked?.csl.title ?? '', asked?.sourceId ?? '']) {
    expect(await lookup({ source, quote }), source).toMatchObject({ sourceId: asked?.sourceId, value: 2_480_000 })
  }
  const again = await lookup({ query: '3.2 million encounters nationwide' })
  expect(again?.passageId).toBe(asked?.passageId)
  expect(again?.id).not.toBe(asked?.id)
})

test('finds nothing in the wrong source, in no source, and in the library of others', async () => {
  const { server, lookup } = await withSamples()
  expect(await lookup({ source: 'trade-and-usmca.md', quote: 'About 2.48 million of them took place' })).toBeNull()
  expect(await lookup({ source: 'no-such-file.txt', quote: 'About 2.48 million' })).toBeNull()
  expect(await lookup({ query: 'submarines under the ice' })).toBeNull()
  const others = await server.team('south')
  expect(await libraryLookup(server.parts, others.id)({ query: '3.2 million encounters' })).toBeNull()
})

type Texts = Readonly<Record<string, string>>

const bytesOf = (text: string) => new TextEncoder().encode(text)

async function stored(texts: Texts): Promise<Lookup> {
  const { parts, team } = await serverForTest()
  const { id } = await team('north')
  for (const [name, text] of Object.entries(texts)) expect(await importFile(parts, { team: id, actor: 'server', name, bytes: bytesOf(text) })).toMatchObject({ outcome: 'text' })
  return libraryLookup(parts, id)
}

async function inMemory(texts: Texts): Promise<Lookup> {
  const entries = await Promise.all(Object.entries(texts).map(([name, text]) => readEntry({ name, bytes: bytesOf(text) }, 0)))
  return memoryLookup(entries.filter((entry) => 'source' in entry), seededBytes(1))
}

const page = (title: string, ...paragraphs: string[]) => `${title}\n\n${paragraphs.join('\n\n')}\n`
const TRADE = page(
  'Trade in the corridor',
  'According to the Border Trade Alliance, trade fell to 15 million tons in 2023; two-way trade in goods reached about $798 billion. Mexico will build a bridge.',
  'The offices at the port open at six. Later officers came to the port, and twenty-five million people with them.',
)

test.each([
  ['memory', inMemory],
  ['the store', stored],
])('a library in %s binds a quotation only to a passage of the named source that holds it', async (_, library) => {
  const lookup = await library({ 'trade.txt': TRADE, 'other.txt': page('Another note', 'Trade fell to 5 million tons in 2023, it says.') })
  const source = 'trade.txt'
  expect(await lookup({ source, quote: '15 million tons in 2023' })).toMatchObject({ value: 15_000_000, voice: 'reported:Border Trade Alliance', quote: { exact: expect.stringContaining('trade fell') } })
  // The clause names no one; the sentence it was cut from does.
  expect(await lookup({ source, quote: 'TWO-WAY trade in goods reached about $798 billion' })).toMatchObject({ voice: 'reported:Border Trade Alliance' })
  expect(await lookup({ source, quote: 'Mexico will build a bridge' })).toMatchObject({ voice: 'own' })
  for (const quote of [
    '5 million tons in 2023',
    'five million people',
    'two-way trade in goods reached about $798 billion. Mexico will pay for everything.',
    'two-way trade in goods reached about $798 billion. Mexico will build a bridge.',
    '15 million tons in 202',
    'reached about €798 billion',
    ' … ',
  ]) {
    expect(await lookup({ source, quote }), quote).toBeNull()
  }
})

test.each([
  ['memory', inMemory],
  ['the store', stored],
])('a library in %s answers a query only with a passage that holds the words themselves', async (_, library) => {
  const lookup = await library({ 'trade.txt': TRADE })
  expect(await lookup({ query: 'port officers' })).toMatchObject({ quote: { exact: expect.stringContaining('officers came') } })
  expect(await lookup({ query: 'offices port' })).toMatchObject({ quote: { exact: expect.stringContaining('offices at the port') } })
  expect(await lookup({ query: 'the port office' })).toMatchObject({ quote: { exact: expect.stringContaining('offices at the port') } })
  for (const query of ['the port opening', 'trades goods', 'trade 1', 'trade 202', '"million tons of" trade', ' … ']) expect(await lookup({ query }), query).toBeNull()
})

test.each([
  ['memory', inMemory],
  ['the store', stored],
])('a library in %s finds a quotation in the named source when sixty others hold it too', async (_, library) => {
  const phrase = 'Trade fell to 15 million tons'
  const copies = Array.from({ length: 60 }, (__, index) => [`copy-${index}.txt`, page(`Copy ${index}`, `${phrase} in 2023.`)])
  const lookup = await library({ 'first.txt': page('The first', `${phrase} in the year 2023, as the long report of the corridor says in its third chapter.`), ...Object.fromEntries(copies) })
  expect(await lookup({ source: 'first.txt', quote: phrase })).toMatchObject({ quote: { exact: expect.stringContaining('third chapter') } })
})
