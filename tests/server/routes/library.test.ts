import { expect, test } from 'vitest'
import type { ImportResult, SearchResults, SourceDetail } from '#model/api.ts'
import { serverForTest, type TestServer } from '../../support/server.ts'

const TEXT = `# River crossings\n\nThe two ministries counted 4,200 lorries a day in March. Half of them waited more than three hours.\n\nThe bridge closes at night.\n`

async function northTeam() {
  const server = await serverForTest()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  return { server, team, ana }
}

type As = Parameters<TestServer['request']>[1]

async function upload(server: TestServer, as: As, files: Record<string, string | Uint8Array<ArrayBuffer>>): Promise<Response> {
  const form = new FormData()
  for (const [name, content] of Object.entries(files)) form.append('files', new File([content], name))
  return server.request('/api/sources', { ...as, method: 'POST', body: form })
}

async function results(response: Response): Promise<ImportResult[]> {
  expect(response.status).toBe(200)
  return ((await response.json()) as { results: ImportResult[] }).results
}

const rubbish = Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + (index >> 3) * 31) & 0xff)

test('says of each file what became of it, in order', async () => {
  const { server, ana } = await northTeam()
  const [text, empty, binary] = await results(await upload(server, { as: ana }, { 'crossings.md': TEXT, 'empty.txt': '', 'rubbish.bin': rubbish }))
  expect(text).toMatchObject({ file: 'crossings.md', outcome: 'text', passages: expect.any(Number), source: expect.any(String) })
  expect(text?.passages).toBeGreaterThanOrEqual(3)
  expect(empty).toMatchObject({ file: 'empty.txt', outcome: 'refused', reason: expect.stringMatching(/empty/), source: null, snapshot: null })
  expect(binary).toMatchObject({ file: 'rubbish.bin', outcome: 'refused', source: null })
  expect(binary?.reason).toBeTruthy()
  expect(((await (await server.request('/api/sources', { as: ana })).json()) as { sources: unknown[] }).sources).toHaveLength(1)
})

test('gives the source that is there when the same bytes come again', async () => {
  const { server, ana } = await northTeam()
  const [first] = await results(await upload(server, { as: ana }, { 'a.md': TEXT }))
  const [second] = await results(await upload(server, { as: ana }, { 'b.md': TEXT }))
  expect(second).toMatchObject({ file: 'b.md', outcome: 'text', source: first?.source, snapshot: first?.snapshot, warnings: [expect.stringMatching(/already/)] })
})

test('reads a source back with passages that stand where they say, and finds them', async () => {
  const { server, ana } = await northTeam()
  const [result] = await results(await upload(server, { as: ana }, { 'crossings.md': TEXT }))
  const source = (await (await server.request(`/api/sources/${result?.source}`, { as: ana })).json()) as SourceDetail
  expect(source.snapshotSha).toBe(result?.snapshot)
  expect(source.passages).toHaveLength(result?.passages ?? -1)
  for (const { position, quote } of source.passages) expect(source.text.slice(position.start, position.end)).toBe(quote.exact)

  const search = async (q: string) => (await (await server.request(`/api/library/search?q=${encodeURIComponent(q)}`, { as: ana })).json()) as SearchResults
  const { hits } = await search('lorries coun')
  expect(hits[0]?.passage.quote.exact).toContain('4,200 lorries')
  expect(hits[0]?.source.id).toBe(result?.source)
  expect((await search('helicopters')).hits).toEqual([])
  expect((await search('   ')).hits).toEqual([])
})

test('refuses a file over the limit, a form over the limit and too many files with 413', async () => {
  const server = await serverForTest({ env: { IMPORT_FILE_BYTES: '10000', IMPORT_BODY_BYTES: '50000', IMPORT_FILES: '2' } })
  const as = await server.key(await server.team('north'), 'editor')
  const send = async (files: Record<string, string>) => {
    const response = await upload(server, { as }, files)
    return { status: response.status, body: await response.json() }
  }
  expect(await send({ 'big.txt': 'x'.repeat(10_001) })).toMatchObject({ status: 413, body: { code: 'too-large', errors: [{ pointer: '/files/0' }] } })
  expect(await send({ 'huge.txt': 'x'.repeat(60_000) })).toMatchObject({ status: 413, body: { code: 'too-large' } })
  expect(await send({ a: 'one', b: 'two', c: 'three' })).toMatchObject({ status: 413, body: { code: 'too-large' } })
  expect(await send({})).toMatchObject({ status: 422, body: { code: 'invalid-input' } })
})

test('refuses a source of 50 MB under the default limits', async () => {
  const { server, ana } = await northTeam()
  const response = await upload(server, { as: ana }, { 'big.txt': new Uint8Array(50_000_000) })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ code: 'too-large', detail: expect.stringMatching(/20 MB/) })
})

test('answers a body that is no form, and a form without files', async () => {
  const { server, ana } = await northTeam()
  const post = (body: BodyInit, type: string) => server.request('/api/sources', { as: ana, method: 'POST', body, headers: { 'content-type': type } })
  expect((await post('not a form', 'multipart/form-data; boundary=x')).status).toBe(400)
  expect([400, 422]).toContain((await post('{}', 'application/json')).status)
  expect((await post('files=text', 'application/x-www-form-urlencoded')).status).toBe(422)
})

test('keeps the library of a team to itself, and readers from adding to it', async () => {
  const { server, team, ana } = await northTeam()
  const [result] = await results(await upload(server, { as: ana }, { 'crossings.md': TEXT }))
  const eve = await server.person('Eve', { team: await server.team('south'), role: 'owner' })
  expect((await server.request(`/api/sources/${result?.source}`, { as: eve })).status).toBe(404)
  expect(await (await server.request('/api/library/search?q=lorries', { as: eve })).json()).toMatchObject({ hits: [] })
  const reader = await server.person('Rita', { team, role: 'reader' })
  expect((await upload(server, { as: reader }, { 'x.txt': 'words' })).status).toBe(403)
  expect((await server.request(`/api/sources/${result?.source}`, { as: reader })).status).toBe(200)
  expect((await upload(server, {}, { 'x.txt': 'words' })).status).toBe(401)
})

test('asks for rights before it takes the bytes', async () => {
  const { server } = await northTeam()
  const broken = { method: 'POST', body: 'not a form', headers: { 'content-type': 'multipart/form-data; boundary=x' } }
  expect((await server.request('/api/sources', broken)).status).toBe(401)
})

test('refuses a form in very many parts before it takes it apart', async () => {
  const { server, ana } = await northTeam()
  const part = '--x\r\nContent-Disposition: form-data; name="files"\r\n\r\n\r\n'
  const send = (parts: number, boundary = 'x') => server.request('/api/sources', { as: ana, method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: `${part.repeat(parts)}--x--\r\n` })
  for (const boundary of ['x', '"x"']) expect(await (await send(50_000, boundary)).json(), boundary).toMatchObject({ status: 413, code: 'too-large', detail: expect.stringContaining('parts') })
  expect((await send(3)).status).toBe(422)
})
