/** A brief leaves the house: `GET /api/documents/:id/export?format=pdf|json|md`. */
import { createRoute, z } from '@hono/zod-openapi'
import { exportFormat } from '#model/api.ts'
import { contentDisposition, exportDocument, type Exported, fileOf } from '../exporting.ts'
import type { Parts } from '../parts.ts'
import { type App, requireActor } from './context.ts'
import { idParam, problems, SIGNED_IN } from './describe.ts'

const binary = z.string().openapi({ format: 'binary' })

const route = createRoute({
  method: 'get',
  path: '/api/documents/{id}/export',
  tags: ['Briefs'],
  summary: 'The brief as a file: PDF, brief JSON or Markdown',
  security: SIGNED_IN,
  request: { params: idParam, query: z.object({ format: exportFormat.default('pdf') }) },
  responses: {
    200: { description: 'The file', content: { 'application/pdf': { schema: binary }, 'application/json': { schema: z.looseObject({}) }, 'text/markdown': { schema: z.string() } } },
    ...problems(401, 404, 422, 429, 500),
  },
})

export function exportRoutes(app: App, parts: Parts): void {
  app.openapi(route, async (c) => {
    const actor = await requireActor(c, parts)
    const { row } = await parts.access.brief(actor, c.req.valid('param').id, 'export-brief')
    const { format } = c.req.valid('query')
    // Who asks with HEAD learns the name and the kind; nothing is written, and nothing leaves the house.
    if (c.req.method === 'HEAD') return file(null, fileOf(row.title, format))
    const exported = await exportDocument(parts, { doc: row.id, format, caller: actor.id })
    await parts.store.audit({ at: parts.now(), actor: actor.id, action: 'export-brief', object: row.id, detail: { format, head: row.head } })
    return file(exported.bytes, exported)
  })
}

function file(bytes: Uint8Array<ArrayBuffer> | null, { mediaType, filename }: Pick<Exported, 'mediaType' | 'filename'>): Response {
  return new Response(bytes, { headers: { 'Content-Type': mediaType, 'Content-Disposition': contentDisposition(filename) } })
}
