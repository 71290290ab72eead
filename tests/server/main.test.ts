import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { DocumentSummary, SourceSummary } from '#model/api.ts'
import { counterpoint } from '../support/cli.ts'
import { freePort, program, startProduct } from '../support/product.ts'

/** Runs the server until it ends by itself: what it said and its exit code. */
async function runToEnd(env: Record<string, string>, args: readonly string[] = []): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const child = program(['server/main.ts', ...args], { DATA_DIR: folder, LOG_LEVEL: 'warn', ...env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, ...said }
}

/** Uses a sign-in link as a browser does and gives the session cookie. */
async function spend(link: string): Promise<string> {
  const response = await fetch(link, { method: 'POST', redirect: 'manual', headers: { origin: new URL(link).origin } })
  expect(response.status).toBe(303)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

test('makes the demo team, its library and two briefs on an empty directory, once', async () => {
  const product = await startProduct()
  onTestFinished(() => product.close())
  expect([...product.links.keys()].sort()).toEqual(['approver', 'clearer', 'drafter'])
  const first = new Map(product.links)

  const cookie = await spend(product.links.get('drafter') ?? '')
  const get = async <T>(path: string) => (await (await fetch(`${product.url}${path}`, { headers: { cookie } })).json()) as T
  expect(await get('/api/session')).toMatchObject({ person: { name: 'Ana Reyes', email: 'ana@demo.invalid' }, teams: [{ slug: 'demo', role: 'editor' }] })
  const { sources } = await get<{ sources: SourceSummary[] }>('/api/sources')
  expect(sources).toHaveLength(5)
  const { documents } = await get<{ documents: DocumentSummary[] }>('/api/documents')
  expect(documents.map(({ template }) => template?.split('@')[0]).sort()).toEqual(['options-paper', 'policy-memo'])
  for (const { id } of documents) {
    const brief = await get<{ facts: Record<string, { sourceId: string }>; body: unknown }>(`/api/documents/${id}/export?format=json`)
    const cited = Object.values(brief.facts).map(({ sourceId }) => sourceId)
    expect(cited.length).toBeGreaterThan(1)
    for (const id of cited) expect(sources.map((source) => source.id)).toContain(id)
    expect(JSON.stringify(brief.body)).toContain('"type":"argument"')
  }
  const chief = await spend(product.links.get('approver') ?? '')
  expect(await (await fetch(`${product.url}/api/session`, { headers: { cookie: chief } })).json()).toMatchObject({ teams: [{ role: 'owner' }] })

  const before = Date.now()
  await product.restart()
  expect(Date.now() - before).toBeLessThan(10_000)
  for (const [role, link] of product.links) expect(link).not.toBe(first.get(role))
  const again = await spend(product.links.get('clearer') ?? '')
  const listed = (await (await fetch(`${product.url}/api/documents`, { headers: { cookie: again } })).json()) as { documents: unknown[] }
  expect(listed.documents).toHaveLength(2)
}, 60_000)

test('prints one link to create the owner when no demo is wanted', async () => {
  const product = await startProduct({}, ['--no-demo'])
  onTestFinished(() => product.close())
  expect([...product.links.keys()]).toEqual(['owner'])
  const page = await (await fetch(product.links.get('owner') ?? '')).text()
  expect(page).toContain('name="email"')
})

test('makes the demo although a key was made first, and says so when imported sources stand in its way', async () => {
  const source = fileURLToPath(new URL('../fixtures/sources/corridor-note.md', import.meta.url))
  for (const [words, said] of [
    [['key', 'create'], /^sign-in drafter /m],
    [['import', source], /^No demo team was made: team "team" has sources or briefs already\.\nsign-in owner /m],
  ] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'counterpoint-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    expect((await counterpoint(words, { DATA_DIR: folder })).code).toBe(0)
    const child = program(['server/main.ts'], { DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn' })
    onTestFinished(() => void child.kill('SIGKILL'))
    let printed = ''
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => /^sign-in .*\n/m.test((printed += chunk.toString())) && resolve())
      child.once('exit', () => resolve())
    })
    expect(printed).toMatch(said)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}, 60_000)

test('stops gracefully when asked to', async () => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint-'))
  const child = program(['server/main.ts', '--no-demo'], { DATA_DIR: folder, PORT: String(port) })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  await new Promise<void>((resolve) => child.stdout?.on('data', (chunk: Buffer) => (chunk.toString().includes('sign-in') ? resolve() : undefined)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('says in one sentence what is wrong, and how to mend it, before it does anything', async () => {
  const product = await startProduct({}, ['--no-demo'])
  onTestFinished(() => product.close())
  const cases: [Record<string, string>, string[], RegExp][] = [
    [{ PORT: new URL(product.url).port }, ['--no-demo'], /^Port \d+ on 127\.0\.0\.1 is taken.*\n$/],
    [{ DATA_DIR: product.folder, PORT: '0' }, ['--no-demo'], /^Another Counterpoint server.*\n$/],
    [{ PORT: 'http' }, [], /^PORT must be.*\n$/],
    [{ HOST: '0.0.0.0' }, [], /^HOST 0\.0\.0\.0 can be reached.*PUBLIC_URL.*\n$/],
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://briefs.example.org', TRUST_PROXY: 'yes', PORT: '0' }, [], /^HOST 0\.0\.0\.0 .*--no-demo.*\n$/],
    [{}, ['--nodemo'], /^"--nodemo" is not expected.*\n$/],
  ]
  for (const [env, args, sentence] of cases) {
    const { code, stdout, stderr } = await runToEnd(env, args)
    expect(stderr).toMatch(sentence)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  }
}, 60_000)
