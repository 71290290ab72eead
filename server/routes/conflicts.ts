/** What the sources of a team say against each other, over HTTP, and what people have settled. */
import { createRoute, z } from '@hono/zod-openapi'
import { conflictList, settlement } from '#model/library.ts'
import type { Parts } from '../parts.ts'
import { type App, namedActor, requireActor } from './context.ts'
import { jsonAnswer, problems, SIGNED_IN, teamQuery } from './describe.ts'

const tags = ['Facts']
const LIST = '/api/library/conflicts'

const list = createRoute({
  method: 'get',
  path: LIST,
  tags,
  summary: 'Statements of different sources that can be compared, and how they relate; conflicts first',
  security: SIGNED_IN,
  request: { query: teamQuery.extend({ source: z.string().max(64).optional().openapi({ description: 'Only what this source states, against all others' }) }) },
  responses: { 200: jsonAnswer('Pairs of statements, and single ones that give cause to look', conflictList), ...problems(401, 404, 413, 429) },
})

const keyParam = z.object({ key: z.string().min(1).max(200).openapi({ param: { name: 'key', in: 'path' }, description: 'The key of a pair, as the list gives it' }) })

const settle = createRoute({
  method: 'put',
  path: `${LIST}/{key}`,
  tags,
  summary: 'Settle a conflict, with the reason',
  security: SIGNED_IN,
  request: { params: keyParam, query: teamQuery, body: { required: true, content: { 'application/json': { schema: settlement } } } },
  responses: { 204: { description: 'Settled' }, ...problems(400, 401, 403, 404, 422) },
})

const unsettle = createRoute({
  method: 'delete',
  path: `${LIST}/{key}`,
  tags,
  summary: 'Take a settlement back',
  security: SIGNED_IN,
  request: { params: keyParam, query: teamQuery },
  responses: { 204: { description: 'It is open again' }, ...problems(401, 403, 404) },
})

export function conflictRoutes(app: App, { access, comparer, store, ...parts }: Parts): void {
  app.openapi(list, async (c) => {
    const actor = await requireActor(c, { access })
    const { team, source } = c.req.valid('query')
    const { id } = access.team(actor, team, 'read-library')
    if (source !== undefined) await access.source(actor, source, 'read-library')
    const { conflicts, concerns, capped } = await comparer.conflicts(id, source)
    return c.json({ conflicts: [...conflicts], concerns: [...concerns], capped }, 200)
  })

  app.openapi(settle, async (c) => {
    const actor = await requireActor(c, { access })
    const { id } = access.team(actor, c.req.valid('query').team, 'edit-library')
    await store.settle(id, c.req.valid('param').key, c.req.valid('json'), namedActor(actor), parts.now())
    return c.body(null, 204)
  })

  app.openapi(unsettle, async (c) => {
    const actor = await requireActor(c, { access })
    const { id } = access.team(actor, c.req.valid('query').team, 'edit-library')
    await store.settle(id, c.req.valid('param').key, null, namedActor(actor), parts.now())
    return c.body(null, 204)
  })
}
