import { expect, test } from 'vitest'
import { ROLES } from '#model/api.ts'
import { blankBrief, BRIEF_FORMAT, briefFromJson } from '#model/brief.ts'
import { schema } from '#model/schema.ts'
import { contentDisposition, fileStem } from '../../../server/exporting.ts'
import { createBrief } from '../../../server/routes/documents.ts'
import { serverForTest, type TestServer } from '../../support/server.ts'

async function northTeam() {
  const server = await serverForTest()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  return { server, team, ana }
}

async function newBrief(server: TestServer, as: Parameters<TestServer['request']>[1] & object, body: object): Promise<string> {
  const response = await server.request('/api/documents', { ...as, json: body })
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}

test('makes a blank brief with its first words already in the log', async () => {
  const { server, ana } = await northTeam()
  const id = await newBrief(server, { as: ana }, { title: 'Border wait times' })
  const detail = await server.request(`/api/documents/${id}`, { as: ana })
  expect(await detail.json()).toEqual({
    id,
    title: 'Border wait times',
    kind: 'note',
    template: null,
    team: 'north',
    role: 'editor',
    createdAt: server.clock.now(),
    changedAt: server.clock.now(),
    canWrite: true,
    schema: 1,
  })
  expect((await server.parts.store.readLog(id)).head).toBe(1)
  expect(await server.parts.store.audits(id)).toMatchObject([{ action: 'create-brief', actor: ana.id }])
})

test('makes a brief from a template and fills its fields', async () => {
  const { server, ana } = await northTeam()
  const { fields } = server.parts.catalog.get('policy-memo').manifest
  const required = Object.fromEntries(fields.filter((field) => field.required && field.name !== 'title').map((field) => [field.name, sample(field)]))
  const id = await newBrief(server, { as: ana }, { title: 'A memo', template: 'policy-memo', fields: required })
  const brief = briefFromJson(await (await server.request(`/api/documents/${id}/export?format=json`, { as: ana })).json())
  expect(brief.fields).toMatchObject({ title: 'A memo', ...required })
  expect(brief.info.template).toMatch(/^policy-memo@\d+$/)
})

function sample(field: { type: string; choices?: readonly string[] | undefined; columns?: readonly { name: string }[] | undefined }) {
  if (field.type === 'date') return '2026-01-15'
  if (field.type === 'choice') return field.choices?.[0] ?? ''
  if (field.type === 'list') return field.columns ? [Object.fromEntries(field.columns.map(({ name }) => [name, 'x']))] : ['x']
  return 'x'
}

test('names an unknown field, an unknown template and a missing title', async () => {
  const { server, ana } = await northTeam()
  const post = async (json: object) => {
    const response = await server.request('/api/documents', { as: ana, json })
    return { status: response.status, body: (await response.json()) as { code: string; errors: { pointer: string }[] } }
  }
  const field = await post({ title: 'A memo', template: 'policy-memo', fields: { colour: 'red' } })
  expect(field.status).toBe(422)
  expect(field.body.errors.map(({ pointer }) => pointer)).toContain('/fields/colour')
  const template = await post({ title: 'A memo', template: 'no-such-template' })
  expect([template.status, template.body.errors[0]?.pointer]).toEqual([422, '/template'])
  const title = await post({ title: '  ' })
  expect([title.status, title.body.errors[0]?.pointer]).toEqual([422, '/title'])
  const shape = await post({ title: 'x', fields: { 'Not a name': 1 } })
  expect([shape.status, shape.body.errors[0]?.pointer]).toEqual([422, '/fields/Not a name'])
})

test('lets every member read and only owners and editors write', async () => {
  const { server, team, ana } = await northTeam()
  const id = await newBrief(server, { as: ana }, { title: 'Shared' })
  for (const role of ROLES) {
    const writes = role === 'owner' || role === 'editor'
    for (const as of [await server.person(`Some ${role}`, { team, role }), await server.key(team, role)]) {
      expect(await (await server.request(`/api/documents/${id}`, { as })).json()).toMatchObject({ role, canWrite: writes })
      expect((await server.request('/api/documents', { as, json: { title: 'Mine' } })).status).toBe(writes ? 201 : 403)
      if (!writes) expect((await server.request(`/api/documents/${id}`, { as, method: 'DELETE' })).status).toBe(403)
    }
  }
})

test("shows a stranger nothing: another team's brief does not exist", async () => {
  const { server, ana } = await northTeam()
  const id = await newBrief(server, { as: ana }, { title: 'Secret of the north' })
  const eve = await server.person('Eve', { team: await server.team('south'), role: 'owner' })
  const strangers = [eve, await server.person('No team')]
  for (const as of strangers) {
    for (const path of [`/api/documents/${id}`, `/api/documents/${id}/export?format=json`, '/api/documents?team=north']) {
      const response = await server.request(path, { as })
      expect(response.status, path).toBe(404)
      expect(await response.text()).not.toContain('Secret')
    }
    expect((await server.request(`/api/documents/${id}`, { as, method: 'DELETE' })).status).toBe(404)
    expect((await server.request('/api/documents', { as, json: { title: 'x', team: 'north' } })).status).toBe(404)
    expect(await (await server.request('/api/documents', { as })).json()).toEqual({ documents: [] })
  }
  expect((await server.request(`/api/documents/${id}`)).status).toBe(401)
})

test('answers a wrong id with a problem', async () => {
  const { server, ana } = await northTeam()
  for (const id of ['0190c0de-0000-7000-8000-000000000000', 'nonsense', '..%2F..%2Fsecret']) {
    const response = await server.request(`/api/documents/${id}`, { as: ana })
    expect(response.status, id).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not-found', status: 404 })
  }
})

test('lists newest changes first and forgets a deleted brief', async () => {
  const { server, ana } = await northTeam()
  const first = await newBrief(server, { as: ana }, { title: 'First' })
  server.clock.advance(1000)
  const second = await newBrief(server, { as: ana }, { title: 'Second' })
  const titles = async () => ((await (await server.request('/api/documents', { as: ana })).json()) as { documents: { title: string }[] }).documents.map(({ title }) => title)
  expect(await titles()).toEqual(['Second', 'First'])
  expect((await server.request(`/api/documents/${second}`, { as: ana, method: 'DELETE' })).status).toBe(204)
  expect(await titles()).toEqual(['First'])
  expect((await server.request(`/api/documents/${second}`, { as: ana })).status).toBe(404)
  expect((await server.request(`/api/documents/${first}`, { as: ana })).status).toBe(200)
})

test('exports JSON, Markdown and a PDF under the name of the title', async () => {
  const { server, ana } = await northTeam()
  const id = await newBrief(server, { as: ana }, { title: 'Plan “México” 2026' })
  const get = (format: string) => server.request(`/api/documents/${id}/export?format=${format}`, { as: ana })

  const json = await get('json')
  expect(json.headers.get('content-disposition')).toBe("attachment; filename=\"Plan _Mexico_ 2026.json\"; filename*=UTF-8''Plan%20%E2%80%9CM%C3%A9xico%E2%80%9D%202026.json")
  expect(await json.json()).toMatchObject({ format: BRIEF_FORMAT, fields: { title: 'Plan “México” 2026' } })

  const markdown = await get('md')
  expect(markdown.headers.get('content-type')).toMatch(/^text\/markdown/)
  expect(await markdown.text()).toContain('Plan “México” 2026')

  const pdf = await get('pdf')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-')

  const other = await get('docx')
  expect(other.status).toBe(422)
  expect(await other.json()).toMatchObject({ errors: [{ pointer: '/format' }] })
})

test('leaves the thread that serves everyone alone while a long brief is written', async () => {
  const { server, team, ana } = await northTeam()
  const words = 'Half of the lorries waited more than three hours at the bridge. '.repeat(4)
  const paragraph = schema.node('paragraph', null, [schema.text(words)])
  const brief = { ...blankBrief('Long'), body: schema.node('doc', null, Array.from({ length: 3_000 }, () => paragraph)) }
  const id = await createBrief(server.parts, { team: team.id, actor: ana.id, brief })
  for (const format of ['json', 'md']) {
    const before = { thread: process.threadCpuUsage(), process: process.cpuUsage() }
    expect((await server.request(`/api/documents/${id}/export?format=${format}`, { as: ana })).status).toBe(200)
    const thread = process.threadCpuUsage(before.thread)
    const all = process.cpuUsage(before.process)
    expect((thread.user + thread.system) / (all.user + all.system), format).toBeLessThan(0.3)
  }
})

test('exports under any title, with a header that is one line and a name that is one file', async () => {
  const { server, team, ana } = await northTeam()
  const titles = ['a\r\nSet-Cookie: x=y', 'tab\tand\u0000nul', '\u202egpj.exe', 'مذكرة الحدود', '"quoted" \\ back/slash', 'x'.repeat(300), '漢'.repeat(300), '😀'.repeat(300), 'half a pair \ud83d', '100 %41', 'CON', '＂wide＂／path', "it's (a) *star*", '...', ' ']
  for (const title of titles) {
    const id = await createBrief(server.parts, { team: team.id, actor: ana.id, brief: blankBrief(title) })
    const response = await server.request(`/api/documents/${id}/export?format=json`, { as: ana })
    expect(response.status, title).toBe(200)
    const header = response.headers.get('content-disposition') ?? ''
    const [, plain = '', encoded = ''] = /^attachment; filename="([^"\\%/]+)"; filename\*=UTF-8''([A-Za-z0-9%._~!&+-]+)$/.exec(header) ?? []
    expect(plain, header).toMatch(/^[ -~]+\.json$/)
    const name = decodeURIComponent(encoded)
    expect(name).toMatch(/^[^\p{Cc}\p{Cf}<>:"/\\|?*]+\.json$/u)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(245)
    expect(name).not.toMatch(/^(\.|con\.)/i)
    expect(response.headers.get('set-cookie')).toBeNull()
  }
})

test('tells the name and the kind of an export to whoever asks with HEAD, and writes nothing', async () => {
  const { server, ana } = await northTeam()
  const id = await newBrief(server, { as: ana }, { title: 'Plan “México” 2026' })
  const ask = (method: string, as?: typeof ana) => server.request(`/api/documents/${id}/export?format=pdf`, { method, ...(as ? { as } : {}) })
  const [head, got] = [await ask('HEAD', ana), await ask('GET', ana)]
  for (const name of ['content-type', 'content-disposition', 'cache-control']) expect(head.headers.get(name)).toBe(got.headers.get(name))
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await ask('HEAD')).status).toBe(401)
  expect((await server.parts.store.audits(id)).filter(({ action }) => action === 'export-brief')).toHaveLength(1)
})

test('makes file names every system takes', () => {
  expect(fileStem('a/b\\c: "d"? <e>|*')).toBe('a b c d e')
  expect(fileStem('..')).toBe('brief')
  expect(fileStem('\u0000\u202e ')).toBe('brief')
  expect(Array.from(fileStem('é'.repeat(500)))).toHaveLength(120)
  expect(contentDisposition('x\r\nSet-Cookie: a=b.pdf')).not.toMatch(/[\r\n]/)
})
