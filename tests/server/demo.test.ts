import { expect, test } from 'vitest'
import { demoState, workBegun } from '../../server/demo.ts'
import { makeDemo } from '../../server/demo-work.ts'
import { importFile } from '../../server/importing.ts'
import { serverForTest } from '../support/server.ts'

test('finishes a demo that was cut off, without making anything twice', async () => {
  const { parts } = await serverForTest()
  expect(await demoState(parts)).toBe('absent')
  const createDocument = parts.store.createDocument
  let briefs = 0
  parts.store.createDocument = (row) => (++briefs === 2 ? Promise.reject(new RangeError('the power went')) : createDocument.call(parts.store, row))
  await expect(makeDemo(parts)).rejects.toThrow('the power went')
  expect(await demoState(parts)).toBe('unfinished')

  parts.store.createDocument = createDocument
  await makeDemo(parts)
  expect(await demoState(parts)).toBe('present')
  const teams = await parts.store.teams()
  expect(teams.map(({ slug }) => slug)).toEqual(['demo'])
  const id = teams[0]?.id ?? ''
  expect(await parts.store.sources(id)).toHaveLength(5)
  expect((await parts.store.documents([id])).map(({ template }) => template?.split('@')[0]).sort()).toEqual(['options-paper', 'policy-memo'])
  expect(await parts.accounts.count()).toBe(3)
})

test('a key alone does not stand in the way of the demo; a source or an account does', async () => {
  const { parts, team, key, person } = await serverForTest()
  expect(await workBegun(parts)).toBeNull()
  const ours = await team('team')
  await key(ours, 'editor')
  expect(await workBegun(parts)).toBeNull()
  await importFile(parts, { team: ours.id, actor: 'server', name: 'a.txt', bytes: new TextEncoder().encode('Eight trucks cross the bridge.') })
  expect(await workBegun(parts)).toMatchObject({ slug: 'team' })
  await person('Ana Reyes')
  expect(await workBegun(parts)).toBe('accounts')
})
