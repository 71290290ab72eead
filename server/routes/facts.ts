/** Facts of the library over HTTP: pages of them, one, a review, and where briefs lean on it. */
import { createRoute, z } from '@hono/zod-openapi'
import { FACT_STATUS, factChange, factPage, libraryFact, newFact, useList } from '#model/library.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import type { Parts } from '../parts.ts'
import type { StoredFact } from '../store/library.ts'
import { type App, namedActor, requireActor } from './context.ts'
import { idParam, jsonAnswer, problems, SIGNED_IN, teamQuery } from './describe.ts'
import { listed } from './sources.ts'

const tags = ['Facts']
const MOST_FACTS = 200

const list = createRoute({
  method: 'get',
  path: '/api/library/facts',
  tags,
  summary: 'The facts of a team, in the order they were proposed',
  security: SIGNED_IN,
  request: {
    query: teamQuery.extend({
      status: z.enum(FACT_STATUS).optional(),
      source: z.string().max(64).optional().openapi({ description: 'Only of this source' }),
      q: z.string().max(500).default('').openapi({ description: 'Words of the passage, or of the claim a person put in its place' }),
      cursor: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional()
        .openapi({ description: 'As the page before gave it' }),
      limit: z.coerce.number().int().min(1).max(MOST_FACTS).default(50),
    }),
  },
  responses: { 200: jsonAnswer('A page of facts', factPage), ...problems(401, 404, 422) },
})

const add = createRoute({
  method: 'post',
  path: '/api/facts',
  tags,
  summary: 'Keep a passage as a fact; a passage that has one gives that one',
  security: SIGNED_IN,
  request: { body: { required: true, content: { 'application/json': { schema: newFact } } } },
  responses: { 201: jsonAnswer('The fact', libraryFact), ...problems(400, 401, 403, 404, 409, 422) },
})

const read = createRoute({
  method: 'get',
  path: '/api/facts/{id}',
  tags,
  summary: 'A fact',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 200: jsonAnswer('The fact', libraryFact), ...problems(401, 404) },
})

const change = createRoute({
  method: 'patch',
  path: '/api/facts/{id}',
  tags,
  summary: 'Review or change a fact; `rev` is the revision that was seen, and one that is not the newest is a conflict',
  security: SIGNED_IN,
  request: { params: idParam, body: { required: true, content: { 'application/json': { schema: factChange } } } },
  responses: { 200: jsonAnswer('The fact as it is now', libraryFact), ...problems(400, 401, 403, 404, 409, 422) },
})

const uses = createRoute({
  method: 'get',
  path: '/api/facts/{id}/uses',
  tags,
  summary: 'Where briefs lean on a fact, or on its passage',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 200: jsonAnswer('Uses', useList), ...problems(401, 404) },
})

export function factRoutes(app: App, parts: Parts): void {
  const { store, access, librarian } = parts

  app.openapi(list, async (c) => {
    const actor = await requireActor(c, parts)
    const { team, status, source, q, cursor, limit } = c.req.valid('query')
    const { id } = access.team(actor, team, 'read-library')
    librarian.refresh(id)
    const { facts, total, counts, next } = await store.facts({ team: id, status: status ?? null, source: source ?? null, q, after: Number(cursor ?? 0), limit })
    return c.json({ facts: [...facts], total, counts: { ...counts }, cursor: next === null ? null : String(next) }, 200)
  })

  app.openapi(add, async (c) => {
    const actor = await requireActor(c, parts)
    const { source, passageId } = c.req.valid('json')
    await access.source(actor, source, 'edit-library')
    const at = parts.now()
    const id = await store.addFact({ id: uuidv7(at, parts.random), source, passageId, by: namedActor(actor), at })
    return c.json(shown(await access.fact(actor, id, 'read-library')), 201)
  })

  app.openapi(read, async (c) => {
    const actor = await requireActor(c, parts)
    return c.json(shown(await access.fact(actor, c.req.valid('param').id, 'read-library')), 200)
  })

  app.openapi(change, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.fact(actor, c.req.valid('param').id, 'edit-library')
    const given = c.req.valid('json')
    if (Object.keys(given).length < 2) throw new Refusal('invalid-input', 'The body says nothing to change.', [{ pointer: '', detail: 'at least one field beside "rev"' }])
    await store.changeFact({ id, change: given, by: namedActor(actor), at: parts.now() })
    return c.json(shown(await access.fact(actor, id, 'read-library')), 200)
  })

  app.openapi(uses, async (c) => {
    const actor = await requireActor(c, parts)
    const { id, team } = await access.fact(actor, c.req.valid('param').id, 'read-library')
    return c.json(listed(await librarian.usesOfFact(team, id)), 200)
  })
}

function shown({ team: _team, snapshotId: _snapshot, ...fact }: StoredFact) {
  return fact
}
