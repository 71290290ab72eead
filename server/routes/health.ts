/** For whoever watches the process: alive, and able to write. */
import { createRoute, z } from '@hono/zod-openapi'
import { Refusal } from '#model/refusal.ts'
import type { Parts } from '../parts.ts'
import type { App } from './context.ts'
import { jsonAnswer, problems } from './describe.ts'

const tags = ['Health']
const status = z.object({ status: z.literal('ok') })

const healthz = createRoute({ method: 'get', path: '/healthz', tags, summary: 'The process answers', responses: { 200: jsonAnswer('It does', status) } })
const readyz = createRoute({ method: 'get', path: '/readyz', tags, summary: 'The store can write', responses: { 200: jsonAnswer('It can', status), ...problems(503) } })

export function healthRoutes(app: App, parts: Pick<Parts, 'store'>): void {
  app.openapi(healthz, (c) => c.json({ status: 'ok' } as const, 200))
  app.openapi(readyz, async (c) => {
    if (!(await parts.store.ready())) throw new Refusal('not-ready', 'The store does not answer.')
    return c.json({ status: 'ok' } as const, 200)
  })
}
