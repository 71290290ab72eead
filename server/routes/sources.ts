/** One source over HTTP: its text and what was read out of it, its imports and what they changed, its marks, and where briefs lean on it. */
import { createRoute, z } from '@hono/zod-openapi'
import { importResults, sourceDetail } from '#model/api.ts'
import { blockChange, differenceList, librarySource, snapshotList, sourceChange, sourceFindings, useList, withdrawal } from '#model/library.ts'
import { Refusal } from '#model/refusal.ts'
import { importFile } from '../importing.ts'
import { markBlock } from '../marking.ts'
import type { Parts } from '../parts.ts'
import { type App, namedActor, nameOf, requireActor } from './context.ts'
import { idParam, jsonAnswer, problems, SIGNED_IN } from './describe.ts'
import { withoutTeam } from './library.ts'
import { checkFiles, filesForm, plainName, uploadGate } from './uploads.ts'

const tags = ['Library']
const SOURCE = '/api/sources/{id}'
/** Blocks in one answer when nobody says how many: more than all but the longest sources have. */
const MOST_BLOCKS = 5_000

const sha = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in hex')
const ofSnapshot = z.object({ snapshot: sha.optional().openapi({ description: 'The import that is meant, by its sha256; the newest when left out' }) })

const read = createRoute({
  method: 'get',
  path: SOURCE,
  tags,
  summary: 'A source: its text, blocks and passages',
  description: 'A very long text comes in windows of blocks: `from` and `limit` ask for one, `textStart` says where its text begins. Offsets always count from the beginning of the whole text.',
  security: SIGNED_IN,
  request: { params: idParam, query: ofSnapshot.extend({ from: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(MOST_BLOCKS).default(MOST_BLOCKS) }) },
  responses: { 200: jsonAnswer('The source', sourceDetail), ...problems(401, 404, 422) },
})

const change = createRoute({
  method: 'patch',
  path: SOURCE,
  tags,
  summary: 'Change what the team says about a source: its record, its reliability, a note',
  security: SIGNED_IN,
  request: { params: idParam, body: { required: true, content: { 'application/json': { schema: sourceChange } } } },
  responses: { 200: jsonAnswer('The source as it is now', librarySource), ...problems(400, 401, 403, 404, 422) },
})

const withdraw = createRoute({
  method: 'post',
  path: `${SOURCE}/withdraw`,
  tags,
  summary: 'Say that nobody should lean on a source any more, and why; answers with every place that does',
  security: SIGNED_IN,
  request: { params: idParam, body: { required: true, content: { 'application/json': { schema: withdrawal } } } },
  responses: { 200: jsonAnswer('Where briefs lean on it', useList), ...problems(400, 401, 403, 404, 422) },
})

const restore = createRoute({
  method: 'post',
  path: `${SOURCE}/restore`,
  tags,
  summary: 'Take back a withdrawal',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 204: { description: 'It stands again' }, ...problems(401, 403, 404) },
})

const addSnapshot = createRoute({
  method: 'post',
  path: `${SOURCE}/snapshots`,
  tags,
  summary: 'Import a source anew from a changed file',
  security: SIGNED_IN,
  request: { params: idParam, body: filesForm },
  responses: { 200: jsonAnswer('What became of the file', importResults), ...problems(400, 401, 403, 404, 413, 422, 429) },
})

const snapshots = createRoute({
  method: 'get',
  path: `${SOURCE}/snapshots`,
  tags,
  summary: 'The imports of a source, newest first',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 200: jsonAnswer('Imports', snapshotList), ...problems(401, 404) },
})

const differences = createRoute({
  method: 'get',
  path: `${SOURCE}/differences`,
  tags,
  summary: 'What one import of a source changed against another, passage by passage',
  security: SIGNED_IN,
  request: { params: idParam, query: z.object({ from: sha.optional().openapi({ description: 'The one before the newest when left out' }), to: sha.optional().openapi({ description: 'The newest when left out' }) }) },
  responses: { 200: jsonAnswer('Differences', differenceList), ...problems(401, 404, 413, 422, 429) },
})

const findings = createRoute({
  method: 'get',
  path: `${SOURCE}/findings`,
  tags,
  summary: 'Figures, dates, ranks, references and facts of a source, and where its metadata came from',
  security: SIGNED_IN,
  request: { params: idParam, query: ofSnapshot },
  responses: { 200: jsonAnswer('What was read out of it', sourceFindings), ...problems(401, 404, 422) },
})

const uses = createRoute({
  method: 'get',
  path: `${SOURCE}/uses`,
  tags,
  summary: 'Where briefs lean on a source: each fact and citation with its sentence',
  security: SIGNED_IN,
  request: { params: idParam },
  responses: { 200: jsonAnswer('Uses', useList), ...problems(401, 404) },
})

const mark = createRoute({
  method: 'patch',
  path: `${SOURCE}/blocks/{start}`,
  tags,
  summary: 'Say what a block of the newest import is; null gives it back to the rules',
  description: 'Passages of a block that is no longer read are set aside: they are not found and support nothing new, what cites them stays. A block that is read again gives its passages back, or is cut into passages for the first time.',
  security: SIGNED_IN,
  request: { params: idParam.extend({ start: z.coerce.number().int().min(0).openapi({ param: { name: 'start', in: 'path' }, description: 'Where the block begins' }) }), body: { required: true, content: { 'application/json': { schema: blockChange } } } },
  responses: { 204: { description: 'Marked' }, ...problems(400, 401, 403, 404, 413, 422, 429) },
})

export function sourceRoutes(app: App, parts: Parts): void {
  const { store, access, librarian } = parts
  const gate = uploadGate(parts)
  app.use('/api/sources/:id/snapshots', gate((actor, c) => access.source(actor, c.req.param('id') ?? '', 'add-source')))

  app.openapi(read, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.source(actor, c.req.valid('param').id, 'read-library')
    const { snapshot, from, limit } = c.req.valid('query')
    const window = await store.sourceWindow(id, { from, limit, ...(snapshot ? { sha256: snapshot } : {}) })
    if (!window) throw noSnapshot()
    const { blocks, passages, ...rest } = window
    return c.json({ ...withoutTeam(rest), ...textOf(window), blocks: [...blocks], passages: [...passages] }, 200)
  })

  app.openapi(change, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.source(actor, c.req.valid('param').id, 'edit-library')
    const given = c.req.valid('json')
    if (Object.keys(given).length === 0) throw new Refusal('invalid-input', 'The body says nothing to change.', [{ pointer: '', detail: 'at least one field' }])
    await store.changeSource(id, { ...(given.csl ? { csl: given.csl } : {}), ...(given.reliability === undefined ? {} : { reliability: given.reliability }), ...(given.note === undefined ? {} : { note: given.note }) }, namedActor(actor), parts.now())
    return c.json(withoutTeam(await access.source(actor, id, 'read-library')), 200)
  })

  app.openapi(withdraw, async (c) => {
    const actor = await requireActor(c, parts)
    const { id, team } = await access.source(actor, c.req.valid('param').id, 'edit-library')
    await store.withdrawSource(id, c.req.valid('json').reason, namedActor(actor), parts.now())
    return c.json(listed(await librarian.usesOfSource(team, id)), 200)
  })

  app.openapi(restore, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.source(actor, c.req.valid('param').id, 'edit-library')
    await store.withdrawSource(id, null, namedActor(actor), parts.now())
    return c.body(null, 204)
  })

  app.openapi(addSnapshot, async (c) => {
    const actor = await requireActor(c, parts)
    const { id, team } = await access.source(actor, c.req.valid('param').id, 'add-source')
    const given = c.req.valid('form').files
    checkFiles(given, parts)
    const [file] = given
    if (!file || given.length > 1) throw new Refusal('invalid-input', 'A new import is one file.', [{ pointer: '/files', detail: 'exactly one file' }])
    const bytes = new Uint8Array(await file.arrayBuffer())
    return c.json({ results: [await importFile(parts, { team, actor: actor.id, actorName: nameOf(actor), name: plainName(file.name), bytes, into: id })] }, 200)
  })

  app.openapi(snapshots, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.source(actor, c.req.valid('param').id, 'read-library')
    return c.json({ snapshots: [...(await store.snapshots(id))] }, 200)
  })

  app.openapi(differences, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.source(actor, c.req.valid('param').id, 'read-library')
    const all = await store.snapshots(id)
    const asked = c.req.valid('query')
    const to = asked.to ?? all[0]?.sha256
    const from = asked.from ?? all[all.findIndex(({ sha256 }) => sha256 === to) + 1]?.sha256
    if (to === undefined || from === undefined) throw new Refusal('not-found', 'This source was imported once: there is nothing to compare.')
    const [before, after] = [await store.source(id, from), await store.source(id, to)]
    if (!before || !after) throw noSnapshot()
    const compared = await librarian.ask('differences', { before: before.passages, after: after.passages })
    return c.json({ from, to, ...compared }, 200)
  })

  app.openapi(findings, async (c) => {
    const actor = await requireActor(c, parts)
    const { id } = await access.source(actor, c.req.valid('param').id, 'read-library')
    const found = await store.findings(id, c.req.valid('query').snapshot)
    if (!found) throw noSnapshot()
    const { figures, dates, ranks, references, evidence, facts } = found
    return c.json({ figures: [...figures], dates: [...dates], ranks: [...ranks], references: [...references], evidence: [...evidence], facts: [...facts] }, 200)
  })

  app.openapi(uses, async (c) => {
    const actor = await requireActor(c, parts)
    const { id, team } = await access.source(actor, c.req.valid('param').id, 'read-library')
    return c.json(listed(await librarian.usesOfSource(team, id)), 200)
  })

  app.openapi(mark, async (c) => {
    const actor = await requireActor(c, parts)
    const { id, start } = c.req.valid('param')
    const source = await access.source(actor, id, 'edit-library')
    await markBlock(parts, { source: source.id, team: source.team, start, kind: c.req.valid('json').kind, by: namedActor(actor) })
    return c.body(null, 204)
  })
}

function noSnapshot(): Refusal {
  return new Refusal('not-found', 'This source was never imported from a file with that sha256.')
}

function textOf({ mediaType, shown, text, textStart, from, blockCount }: { mediaType: string; shown: string | null; text: string; textStart: number; from: number; blockCount: number }) {
  return { mediaType, shown, text, textStart, from, blockCount }
}

/** A list of uses as the API shows it. */
export function listed({ uses: found, unread }: Awaited<ReturnType<Parts['librarian']['usesOfSource']>>) {
  return { uses: [...found], unread: [...unread] }
}
