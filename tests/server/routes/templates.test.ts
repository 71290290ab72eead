import { expect, test } from 'vitest'
import { axisList, templateDetail, templateList } from '#model/api.ts'
import { serverForTest } from '../../support/server.ts'

test('lists the templates with the fields each asks for, and one with its slots', async () => {
  const server = await serverForTest()
  const as = await server.key(await server.team('north'), 'reader')
  const { templates } = templateList.parse(await (await server.request('/api/templates', { as })).json())
  const ids = templates.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(['policy-memo', 'options-paper']))
  for (const id of ids) {
    const detail = templateDetail.parse(await (await server.request(`/api/templates/${id}`, { as })).json())
    expect(detail.slots.length).toBeGreaterThan(0)
  }
  expect((await server.request('/api/templates/no-such', { as })).status).toBe(404)
  expect((await server.request('/api/templates')).status).toBe(401)
})

test('lists the axes that ship', async () => {
  const server = await serverForTest()
  const as = await server.key(await server.team('north'), 'reader')
  const { axes } = axisList.parse(await (await server.request('/api/axes', { as })).json())
  expect(axes.map(({ id }) => id).sort()).toEqual(['enforcement-humanitarian', 'sovereignty-integration'])
})
