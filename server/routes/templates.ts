/** What briefs are made of: the templates and axes that ship. */
import { createRoute, z } from '@hono/zod-openapi'
import { axisList, templateDetail, type TemplateSummary, templateList } from '#model/api.ts'
import { SHIPPED_AXES } from '#model/axis.ts'
import type { TemplateManifest } from '#model/template.ts'
import type { Parts } from '../parts.ts'
import { type App, requireActor } from './context.ts'
import { jsonAnswer, problems, SIGNED_IN } from './describe.ts'

const tags = ['Templates and axes']

const templateParam = z.object({ id: z.string().max(60).openapi({ param: { name: 'id', in: 'path' }, description: 'The id of a template' }) })

const templates = createRoute({
  method: 'get',
  path: '/api/templates',
  tags,
  summary: 'The templates, with the fields each asks for',
  security: SIGNED_IN,
  responses: { 200: jsonAnswer('Templates', templateList), ...problems(401) },
})

const template = createRoute({
  method: 'get',
  path: '/api/templates/{id}',
  tags,
  summary: 'One template, with its slots',
  security: SIGNED_IN,
  request: { params: templateParam },
  responses: { 200: jsonAnswer('The template', templateDetail), ...problems(401, 404) },
})

const axes = createRoute({
  method: 'get',
  path: '/api/axes',
  tags,
  summary: 'The axes of contested questions',
  security: SIGNED_IN,
  responses: { 200: jsonAnswer('Axes', axisList), ...problems(401) },
})

export function templateRoutes(app: App, parts: Parts): void {
  app.openapi(templates, async (c) => {
    await requireActor(c, parts)
    return c.json({ templates: parts.catalog.list().map(({ manifest }) => summary(manifest)) }, 200)
  })

  app.openapi(template, async (c) => {
    await requireActor(c, parts)
    const { manifest } = parts.catalog.get(c.req.valid('param').id)
    const { slots, pages } = manifest
    return c.json({ ...summary(manifest), slots, pages }, 200)
  })

  app.openapi(axes, async (c) => {
    await requireActor(c, parts)
    return c.json({ axes: [...SHIPPED_AXES] }, 200)
  })
}

function summary({ id, rev, kind, title, description, fields, paper }: TemplateManifest): TemplateSummary {
  return { id, rev, kind, title, description, fields, paper }
}
