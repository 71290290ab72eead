/** The library over HTTP: add files, list sources, read one, search the passages. */
import { createRoute, z } from '@hono/zod-openapi'
import { importResults, type ImportResult, searchResults, sourceDetail, sourceList } from '#model/api.ts'
import { Refusal } from '#model/refusal.ts'
import { importFile } from '../importing.ts'
import { createPlaces } from '../places.ts'
import type { Parts } from '../parts.ts'
import type { StoredSource } from '../store/store.ts'
import { declaredBytes, limitBody } from './body.ts'
import { type App, requireActor } from './context.ts'
import { idParam, jsonAnswer, problems, SIGNED_IN, teamQuery } from './describe.ts'

const tags = ['Library']
/** The address that takes files. */
export const UPLOADS = '/api/sources'
const MAX_HITS = 50
const MAX_FILE_NAME = 255

const list = createRoute({
  method: 'get',
  path: UPLOADS,
  tags,
  summary: 'The sources of a team',
  security: SIGNED_IN,
  request: { query: teamQuery },
  responses: { 200: jsonAnswer('Sources', sourceList), ...problems(401, 404) },
})

const upload = z.instanceof(File)
const files = z
  .union([upload.transform((file) => [file]), z.array(upload)])
  .openapi({ type: 'array', items: { type: 'string', format: 'binary' }, description: 'One or more files' })

const add = createRoute({
  method: 'post',
  path: UPLOADS,
  tags,
  summary: 'Add files to the library; what became of each is a result, in the order of the files',
  security: SIGNED_IN,
  request: { query: teamQuery, body: { required: true, content: { 'multipart/form-data': { schema: z.object({ files }) } } } },
  responses: { 200: jsonAnswer('What became of each file', importResults), ...problems(400, 401, 403, 404, 413, 422, 429) },
})

const read = createRoute({
  method: 'get',
  path: '/api/sources/{id}',
  tags,
  summary: 'A source: its text, blocks and passages',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 200: jsonAnswer('The source', sourceDetail), ...problems(401, 404) },
})

const searchQuery = teamQuery.extend({
  q: z.string().max(500).openapi({ description: 'Words (all must occur, the last may be unfinished) and "quoted phrases"' }),
  limit: z.coerce.number().int().min(1).max(MAX_HITS).default(20),
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
  app.openapi(list, async (c) => {
    const actor = await requireActor(c, parts)
    const team = parts.access.team(actor, c.req.valid('query').team, 'read-library')
    return c.json({ sources: (await parts.store.sources(team.id)).map(summary) }, 200)
  })

  const places = createPlaces({ each: parts.config.importUploads, total: parts.config.importBytesAtOnce })
  const limit = limitBody(parts.config.importBodyBytes)

  // Before a byte of the body is read: the right to add files, and a place among the uploads under way.
  app.use(add.path, async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const actor = await requireActor(c, parts)
    parts.access.team(actor, c.req.query('team'), 'add-source')
    const declared = declaredBytes(c)
    if (declared !== null && declared > parts.config.importBodyBytes) return limit(c, next)
    const leave = places.take(actor.id, declared ?? parts.config.importBodyBytes)
    if (!leave) throw new Refusal('too-many', 'Too many files are being added right now. Wait until the ones under way are done, then try again.')
    try {
      return await limit(c, next)
    } finally {
      leave()
    }
  })

  app.openapi(add, async (c) => {
    const actor = await requireActor(c, parts)
    const team = parts.access.team(actor, c.req.valid('query').team, 'add-source')
    const given = c.req.valid('form').files
    checkLimits(given, parts)
    const results: ImportResult[] = []
    for (const file of given) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      results.push(await importFile(parts, { team: team.id, actor: actor.id, name: plainName(file.name), bytes }))
    }
    return c.json({ results }, 200)
  })

  app.openapi(read, async (c) => {
    const actor = await requireActor(c, parts)
    const stored = await parts.access.source(actor, c.req.valid('param').id)
    const { mediaType, text, blocks, passages } = stored
    return c.json({ ...summary(stored), mediaType, text, blocks: [...blocks], passages: [...passages] }, 200)
  })

  app.openapi(search, async (c) => {
    const actor = await requireActor(c, parts)
    const { q, limit, team } = c.req.valid('query')
    const { id } = parts.access.team(actor, team, 'read-library')
    if (q.trim() === '') return c.json({ query: q, hits: [], capped: false }, 200)
    const { hits, capped } = await parts.store.search(id, { q }, limit)
    return c.json({ query: q, hits: hits.map((hit) => ({ ...hit, marks: hit.marks.map(([start, end]) => [start, end] as [number, number]) })), capped }, 200)
  })
}

function summary({ id, csl, reliability, note, file, importedAt, snapshotSha, passageCount }: StoredSource) {
  return { id, csl, reliability, note, file, importedAt, snapshotSha, passageCount }
}

function checkLimits(files: readonly File[], { config }: Pick<Parts, 'config'>): void {
  if (files.length === 0) throw new Refusal('invalid-input', 'The form has no file under "files".', [{ pointer: '/files', detail: 'at least one file' }])
  if (files.length > config.importFiles) throw new Refusal('too-large', `At most ${config.importFiles} files at a time; these are ${files.length}.`)
  files.forEach((file, index) => {
    if (file.size <= config.importFileBytes) return
    const limit = `${Math.floor(config.importFileBytes / 1_000_000)} MB`
    throw new Refusal('too-large', `"${plainName(file.name)}" is larger than ${limit}. Split it, or raise IMPORT_FILE_BYTES.`, [{ pointer: `/files/${index}`, detail: `at most ${limit}` }])
  })
}

/** The name without the folders some browsers send, and without control characters. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last.replaceAll(/\p{Cc}/gu, '').slice(-MAX_FILE_NAME) || 'file'
}
