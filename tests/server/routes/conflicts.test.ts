import { expect, test } from 'vitest'
import type { ConflictList } from '#model/library.ts'
import { serverForTest, type SignedIn, type TestServer } from '../../support/server.ts'

async function add(server: TestServer, as: SignedIn, title: string, text: string): Promise<string> {
  const response = await server.request('/api/sources/text', { as, json: { title, text } })
  expect(response.status).toBe(200)
  return ((await response.json()) as { source: string }).source
}

async function conflicts(server: TestServer, as: SignedIn, query = ''): Promise<ConflictList> {
  const response = await server.request(`/api/library/conflicts${query}`, { as })
  expect(response.status).toBe(200)
  return (await response.json()) as ConflictList
}

test('two sources that count the same thing differently are told side by side, and settled with a reason', async () => {
  const server = await serverForTest()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  const [harbour] = await Promise.all([
    add(server, ana, 'Harbour report', 'The port of Norte handled 61,300 containers in 2023. Its quay is old.'),
    add(server, ana, 'Ministry note', 'In 2023 the port of Norte handled 48,900 containers. The ministry was content.'),
    add(server, ana, 'Weather', 'Rain fell on 140 days in the hills in 2023.'),
  ])
  const { conflicts: found, capped } = await conflicts(server, ana)
  expect(capped).toBe(false)
  const [pair] = found.filter(({ relation }) => relation === 'conflict')
  expect([pair?.a.figure?.value, pair?.b.figure?.value].toSorted()).toEqual([48_900, 61_300])
  expect(pair).toMatchObject({ settled: null, reason: expect.any(String) })
  const key = encodeURIComponent(pair?.key ?? '')
  const settle = (as: SignedIn, json: unknown) => server.request(`/api/library/conflicts/${key}`, { as, method: 'PUT', json })
  expect((await settle(ana, { as: 'prefer-a', reason: '' })).status).toBe(422)
  expect((await settle(ana, { as: 'prefer-a', reason: 'The port counts itself.' })).status).toBe(204)
  expect((await conflicts(server, ana)).conflicts.find((each) => each.key === pair?.key)?.settled).toMatchObject({ as: 'prefer-a', reason: 'The port counts itself.', by: { name: 'Ana' } })
  expect((await conflicts(server, ana, `?source=${harbour}`)).conflicts.map((each) => each.key)).toContain(pair?.key)
  expect((await server.request(`/api/library/conflicts/${key}`, { as: ana, method: 'DELETE' })).status).toBe(204)

  const rita = await server.person('Rita', { team, role: 'reader' })
  expect((await settle(rita, { as: 'prefer-a', reason: 'x' })).status).toBe(403)
  const eve = await server.person('Eve', { team: await server.team('south'), role: 'owner' })
  expect((await conflicts(server, eve)).conflicts).toEqual([])
  expect((await server.request(`/api/library/conflicts?source=${harbour}`, { as: eve })).status).toBe(404)

  expect((await server.request(`/api/sources/${harbour}/withdraw`, { as: ana, json: { reason: 'Revised.' } })).status).toBe(200)
  expect((await conflicts(server, ana)).conflicts.filter(({ relation }) => relation === 'conflict')).toEqual([])
})
