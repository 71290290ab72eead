import { expect, test } from 'vitest'
import { demoState, makeDemo } from '../../server/demo.ts'
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
