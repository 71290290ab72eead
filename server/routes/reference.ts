/** `/api/openapi.json`, and `/api/docs`: the same document as a page, written on the server with nothing from elsewhere. */
import { REFUSALS, type RefusalCode } from '#model/refusal.ts'
import { PROBLEM_JSON, statusOf } from '../problem.ts'
import type { App } from './context.ts'
import { escapeHtml, page } from './page.ts'

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Counterpoint',
    version: '1',
    description:
      `Briefs written together, the library they cite, and what is printed from them. Sign in (session cookie) or send an API key as "Authorization: Bearer …". Every error is ${PROBLEM_JSON} with a stable code. The words of a brief travel over the WebSocket /sync/{id} (y-websocket’s protocol; with ?ack=1 the server acknowledges what is on disk).`,
  },
}

type Document = ReturnType<App['getOpenAPI31Document']>
type Operation = { summary?: string; tags?: string[]; parameters?: { name: string; in: string; required?: boolean; description?: string }[]; responses?: Record<string, { description?: string; content?: Content }>; requestBody?: { content?: Content } }
type Content = Record<string, { schema?: unknown }>

export function referenceRoutes(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'counterpoint.session_token' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  let made: { document: Document; html: string } | null = null
  const make = () => {
    const document = app.getOpenAPI31Document(INFO)
    return { document, html: render(document) }
  }
  app.get('/api/openapi.json', (c) => c.json((made ??= make()).document))
  app.get('/api/docs', (c) => c.html((made ??= make()).html))
}

function render(document: Document): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'Other'))]
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags?.[0] ?? 'Other') === tag)
    return `<h2>${escapeHtml(tag)}</h2>${own.map(({ path, method, operation }) => renderOperation(path, method, operation)).join('')}`
  })
  const content = `<h1>Counterpoint’s API</h1><p>${escapeHtml(INFO.info.description)}</p><p>The shapes are in <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).</p>${sections.join('')}${renderProblems()}`
  return page('API', content, 'wide')
}

function renderOperation(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(({ name, in: place, required, description }) => [name, `${place}${required ? ', required' : ''}`, description ?? ''])
  const bodies = Object.keys(operation.requestBody?.content ?? {}).map((type) => ['body', type, ''])
  const shapes = [shape('The body', operation.requestBody?.content), ...Object.entries(operation.responses ?? {}).map(([status, { content }]) => (status.startsWith('2') ? shape('The answer', content) : ''))]
  const answers = Object.entries(operation.responses ?? {}).map(([status, { description }]) => [status, description ?? '', ''])
  return `<h3><span class="method">${escapeHtml(method)}</span> <code>${escapeHtml(path)}</code></h3><p>${escapeHtml(operation.summary ?? '')}</p>${table([...parameters, ...bodies, ...answers])}${shapes.join('')}`
}

/** The JSON Schema of a body or an answer, closed until someone asks; nothing for files. */
function shape(title: string, content: Content = {}): string {
  const schema = content['application/json']?.schema ?? content['multipart/form-data']?.schema
  return schema === undefined ? '' : `<details><summary>${title}</summary><pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`
}

function renderProblems(): string {
  const codes = Object.keys(REFUSALS) as RefusalCode[]
  const rows = codes.map((code) => `<tr id="problem-${code}"><td><code>${code}</code></td><td>${statusOf(code)}</td><td>${escapeHtml(REFUSALS[code])}</td></tr>`)
  return `<h2>Problems</h2><table><tbody>${rows.join('')}</tbody></table>`
}

function table(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((cell, index) => `<td>${index === 0 ? `<code>${escapeHtml(cell)}</code>` : escapeHtml(cell)}</td>`).join('')
  return rows.length === 0 ? '' : `<table><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table>`
}
