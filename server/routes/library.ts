/** The library of a team over HTTP: add files or text, list sources, search the passages. One source has its routes in `sources.ts`, facts in `facts.ts`. */
import { createRoute, z } from '@hono/zod-openapi'
import { importResult, importResults, type ImportResult, searchResults } from '#model/api.ts'
import { findAxis } from '#model/axis.ts'
import { librarySources, pastedText } from '#model/library.ts'
import { Refusal } from '#model/refusal.ts'
import { importFile } from '../importing.ts'
import type { Parts } from '../parts.ts'
import type { StoredSource } from '../store/library.ts'
import { type App, nameOf, requireActor } from './context.ts'
import { jsonAnswer, problems, SIGNED_IN, teamQuery } from './describe.ts'
import { checkFiles, filesForm, plainName, uploadGate, UPLOADS } from './uploads.ts'

const tags = ['Library']
const MAX_HITS = 50
const PASTED_TITLE = 'Pasted text'

const list = createRoute({
  method: 'get',
  path: UPLOADS,
  tags,
  summary: 'The sources of a team, newest import first',
  security: SIGNED_IN,
  request: { query: teamQuery },
  responses: { 200: jsonAnswer('Sources', librarySources), ...problems(401, 404) },
})

const add = createRoute({
  method: 'post',
  path: UPLOADS,
  tags,
  summary: 'Add files to the library; what became of each is a result, in the order of the files',
  description: 'A file that is a new version of a source (the same name, or most of its passages) becomes a new import of it. CSL-JSON, BibTeX and RIS files become a source for each record.',
  security: SIGNED_IN,
  request: { query: teamQuery, body: filesForm },
  responses: { 200: jsonAnswer('What became of each file', importResults), ...problems(400, 401, 403, 404, 413, 422, 429) },
})

const paste = createRoute({
  method: 'post',
  path: `${UPLOADS}/text`,
  tags,
  summary: 'Add a text that was copied from somewhere',
  security: SIGNED_IN,
  request: { query: teamQuery, body: { required: true, content: { 'application/json': { schema: pastedText } } } },
  responses: { 200: jsonAnswer('What became of it', importResult), ...problems(400, 401, 403, 404, 413, 422, 429) },
})

const isoDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'a date, a month or a year (ISO 8601)')
const searchQuery = teamQuery.extend({
  q: z.string().max(500).openapi({ description: 'Words (all must occur, the last may be unfinished) and "quoted phrases"' }),
  limit: z.coerce.number().int().min(1).max(MAX_HITS).default(20),
  source: z.string().max(64).optional().openapi({ description: 'Only in this source' }),
  publisher: z.string().max(500).optional().openapi({ description: 'Only in what this publisher or journal issued' }),
  from: isoDay.optional().openapi({ description: 'Issued on or after; undated sources are left out' }),
  to: isoDay.optional().openapi({ description: 'Issued on or before; undated sources are left out' }),
  axis: z.string().max(170).optional().openapi({ description: 'Only passages with a cue of this axis, or of one pole of it ("axis:pole")' }),
})

const search = createRoute({
  method: 'get',
  path: '/api/library/search',
  tags,
  summary: 'Full text over the passages of a team',
  security: SIGNED_IN,
  request: { query: searchQuery },
  responses: { 200: jsonAnswer('Hits, best first', searchResults), ...problems(401, 404, 422) },
})

export function libraryRoutes(app: App, parts: Parts): void {
  const gate = uploadGate(parts)
  const mayAdd = gate((actor, c) => parts.access.team(actor, c.req.query('team'), 'add-source'))
  app.use(add.path, mayAdd)
  // Any other method would be taken for a source of that name.
  app.use(paste.path, (c, next) => (c.req.method === 'POST' ? mayAdd(c, next) : Promise.resolve(c.notFound())))

  app.openapi(list, async (c) => {
    const actor = await requireActor(c, parts)
    const team = parts.access.team(actor, c.req.valid('query').team, 'read-library')
    return c.json({ sources: (await parts.store.sources(team.id)).map(withoutTeam) }, 200)
  })

  app.openapi(add, async (c) => {
    const actor = await requireActor(c, parts)
    const team = parts.access.team(actor, c.req.valid('query').team, 'add-source')
    const given = c.req.valid('form').files
    checkFiles(given, parts)
    const results: ImportResult[] = []
    for (const file of given) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      results.push(await importFile(parts, { team: team.id, actor: actor.id, actorName: nameOf(actor), name: plainName(file.name), bytes }))
    }
    return c.json({ results }, 200)
  })

  app.openapi(paste, async (c) => {
    const actor = await requireActor(c, parts)
    const team = parts.access.team(actor, c.req.valid('query').team, 'add-source')
    const { title, text, csl } = c.req.valid('json')
    const bytes = new TextEncoder().encode(text)
    if (bytes.length > parts.config.importFileBytes) throw new Refusal('too-large', `The text is larger than ${Math.floor(parts.config.importFileBytes / 1_000_000)} MB. Split it, or raise IMPORT_FILE_BYTES.`)
    const known = csl ?? (title === undefined ? undefined : { type: 'document' as const, title })
    const name = plainName(`${(title ?? csl?.title ?? PASTED_TITLE).slice(0, 100)}.txt`)
    return c.json(await importFile(parts, { team: team.id, actor: actor.id, actorName: nameOf(actor), name, bytes, ...(known ? { csl: known } : {}) }), 200)
  })

  app.openapi(search, async (c) => {
    const actor = await requireActor(c, parts)
    const { q, limit, team, axis, ...narrowed } = c.req.valid('query')
    const { id } = parts.access.team(actor, team, 'read-library')
    if (q.trim() === '') return c.json({ query: q, hits: [], capped: false, note: null }, 200)
    const { source, publisher, from, to } = narrowed
    const wanted = { q, ...(source ? { source } : {}), ...(publisher ? { publisher } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}), ...(axis ? { cues: cuesOf(axis) } : {}) }
    const { hits, capped, note } = await parts.store.search(id, wanted, limit)
    return c.json({ query: q, hits: hits.map((hit) => ({ ...hit, marks: hit.marks.map(([start, end]) => [start, end] as [number, number]) })), capped, note }, 200)
  })
}

/** A source as the API shows it. */
export function withoutTeam({ team: _team, ...source }: StoredSource) {
  return source
}

/** All cue words of an axis, or of one pole. */
function cuesOf(wanted: string): string[] {
  const [id = '', poleId] = wanted.split(':')
  const axis = findAxis(id)
  const poles = axis?.poles.filter((pole) => poleId === undefined || pole.id === poleId) ?? []
  if (poles.length === 0) throw new Refusal('invalid-input', `There is no axis or pole "${wanted}".`, [{ pointer: '/axis', detail: 'an axis that is there' }])
  return poles.flatMap((pole) => pole.cues.map(({ text }) => text))
}
