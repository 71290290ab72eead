import { expect, test } from 'vitest'
import { sampleSources } from '#sources/samples.ts'
import { importFile } from '../../server/importing.ts'
import { libraryLookup } from '../../server/lookup.ts'
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
