/** Briefs over HTTP: list, make, look at, take off the list. Their words travel over the socket, and out through `export.ts`. */
import { createRoute } from '@hono/zod-openapi'
import { created, type DocumentSummary, documentDetail, documentList, newDocument, type NewDocument, type Team } from '#model/api.ts'
import { type Brief, blankBrief, briefTitle } from '#model/brief.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { SCHEMA_VERSION } from '#model/schema.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { type Action, may } from '../auth/access.ts'
import type { Parts } from '../parts.ts'
import type { DocumentRow } from '../store/store.ts'
import { type App, requireActor } from './context.ts'
import { idParam, jsonAnswer, problems, SIGNED_IN, teamQuery } from './describe.ts'

const tags = ['Briefs']

const list = createRoute({
  method: 'get',
  path: '/api/documents',
  tags,
  summary: 'The briefs of your teams, newest change first',
  security: SIGNED_IN,
  request: { query: teamQuery },
  responses: { 200: jsonAnswer('Briefs', documentList), ...problems(401, 404) },
})

const create = createRoute({
  method: 'post',
  path: '/api/documents',
  tags,
  summary: 'Make a brief, blank or from a template',
  security: SIGNED_IN,
  request: { query: teamQuery, body: { required: true, content: { 'application/json': { schema: newDocument } } } },
  responses: { 201: jsonAnswer('The id of the new brief', created), ...problems(400, 401, 403, 404, 413, 422) },
})

const read = createRoute({
  method: 'get',
  path: '/api/documents/{id}',
  tags,
  summary: 'What is known of a brief, and what you may do with it',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 200: jsonAnswer('The brief', documentDetail), ...problems(401, 404) },
})

const remove = createRoute({
  method: 'delete',
  path: '/api/documents/{id}',
  tags,
  summary: 'Take a brief off the lists; its history stays in the store',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 204: { description: 'Done' }, ...problems(401, 403, 404) },
})

export function documentRoutes(app: App, parts: Parts): void {
  app.openapi(list, async (c) => {
    const actor = await requireActor(c, parts)
    const { team } = c.req.valid('query')
    const teams = team === undefined ? actor.teams.filter(({ role }) => may(role, 'read-brief')) : [parts.access.team(actor, team, 'read-brief')]
    const rows = await parts.store.documents(teams.map(({ id }) => id))
    const documents = rows.flatMap((row) => {
      const owner = teams.find(({ id }) => id === row.team)
      return owner ? [summary(row, owner)] : []
    })
    return c.json({ documents }, 200)
  })

  app.openapi(create, async (c) => {
    const actor = await requireActor(c, parts)
    const body = c.req.valid('json')
    const team = parts.access.team(actor, body.team ?? c.req.valid('query').team, 'create-brief')
    const id = await createBrief(parts, { team: team.id, actor: actor.id, brief: await firstBrief(parts, body) })
    return c.json({ id }, 201)
  })

  app.openapi(read, async (c) => {
    const actor = await requireActor(c, parts)
    const { row, team } = await parts.access.brief(actor, c.req.valid('param').id, 'read-brief')
    return c.json({ ...summary(row, team), canWrite: may(team.role, 'write-brief'), schema: SCHEMA_VERSION }, 200)
  })

  app.openapi(remove, async (c) => {
    const actor = await requireActor(c, parts)
    const { row } = await parts.access.brief(actor, c.req.valid('param').id, 'delete-brief' satisfies Action)
    const at = parts.now()
    await parts.store.deleteDocument(row.id, actor.id, at)
    await parts.store.audit({ at, actor: actor.id, action: 'delete-brief', object: row.id })
    parts.gateway.closeDocument(row.id)
    return c.body(null, 204)
  })
}

/** Stores a brief with its first update, in one commit, and resolves with its id. `team` is an id. */
export async function createBrief(parts: Pick<Parts, 'store' | 'now' | 'random'>, given: { team: string; actor: string; brief: Brief }): Promise<string> {
  const { team, actor, brief } = given
  const createdAt = parts.now()
  const id = uuidv7(createdAt, parts.random)
  await parts.store.createDocument({
    id,
    team,
    title: briefTitle(brief),
    kind: brief.info.kind,
    template: brief.info.template,
    createdAt,
    seed: seedUpdate(brief),
    actor,
  })
  await parts.store.audit({ at: createdAt, actor, action: 'create-brief', object: id, detail: { template: brief.info.template } })
  return id
}

/** A form with a date line gets today's date (UTC) when none is given: a memo without a date is a mistake more often than a wish. */
async function firstBrief(parts: Pick<Parts, 'catalog' | 'random' | 'now'>, { title, template, fields = {} }: NewDocument): Promise<Brief> {
  if (template !== undefined) {
    // Reads Markdown and Mustache, which no other request needs.
    const { instantiate } = await import('#templates/instantiate.ts')
    const form = templateOf(parts, template)
    const dated = form.manifest.fields.some(({ name, type }) => name === 'date' && type === 'date')
    const today = new Date(parts.now()).toISOString().slice(0, 'YYYY-MM-DD'.length)
    return instantiate(form, { title, fields: dated ? { date: today, ...fields } : fields }, parts.random)
  }
  const blank = blankBrief(title)
  return { ...blank, fields: { ...fields, ...blank.fields } }
}

function templateOf({ catalog }: Pick<Parts, 'catalog'>, id: string) {
  const known = catalog.list().map(({ manifest }) => manifest.id)
  if (known.includes(id)) return catalog.get(id)
  throw new Refusal('invalid-input', `There is no template "${id}". There are: ${known.join(', ')}.`, [{ pointer: '/template', detail: `no template "${id}"` }])
}

function summary(row: DocumentRow, team: Team): DocumentSummary {
  const { id, title, kind, template, createdAt, changedAt } = row
  return { id, title, kind, template, team: team.slug, role: team.role, createdAt, changedAt }
}
