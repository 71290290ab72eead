import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { Refusal } from '#model/refusal.ts'
import { type Catalog, loadCatalog, loadTemplate } from '#templates/catalog.ts'

const MEMO = new URL('../../templates/library/policy-memo/', import.meta.url)
const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

/** A library that holds a copy of the policy memo, with some of its files changed. */
async function libraryWith(change: (file: string, text: string) => string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-'))
  folders.push(folder)
  await cp(MEMO, join(folder, 'policy-memo'), { recursive: true })
  for (const file of ['template.json', 'body.md', 'head.mustache', 'foot.mustache', 'sample.json']) {
    const path = join(folder, 'policy-memo', file)
    await writeFile(path, change(file, await readFile(path, 'utf8')))
  }
  return pathToFileURL(`${folder}/`)
}

async function refusal(loading: Promise<Catalog>): Promise<Refusal> {
  const error: unknown = await loading.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Refusal) return error
  throw new Error(`was not refused: ${String(error)}`)
}

const inFile = (name: string, change: (text: string) => string) => libraryWith((file, text) => (file === name ? change(text) : text))

test('ships the policy memo and the options paper, on Letter and on A4', async () => {
  const catalog = await loadCatalog()
  const papers = catalog.list().map(({ manifest }) => [manifest.id, manifest.paper, manifest.title])
  expect(papers).toContainEqual(['policy-memo', 'letter', 'Policy memo'])
  expect(papers).toContainEqual(['options-paper', 'a4', 'Options paper'])
})

test('ships no template whose body does not hold what its manifest says', async () => {
  const catalog = await loadCatalog()
  // At a start they are read unchecked.
  for (const { manifest } of catalog.list()) await loadTemplate(new URL(`../../templates/library/${manifest.id}/`, import.meta.url))
})

test('names the templates there are when asked for one there is not', async () => {
  const catalog = await loadCatalog()
  expect(() => catalog.get('toString')).toThrow(/There is no template "toString".*policy-memo/)
})

test('refuses an unknown field in a head with file, line and column', async () => {
  const error = await refusal(loadCatalog(await inFile('head.mustache', () => 'a\n\t{{markng}}\n')))
  expect(error.code).toBe('template-invalid')
  expect(error.faults[0]?.pointer).toBe('policy-memo/head.mustache:2:2')
  expect(error.message).toContain('markng')
})

test('refuses an unknown field in a body, in braces or in a directive, with its place', async () => {
  const braces = await refusal(loadCatalog(await inFile('body.md', (text) => `${text}\n{{fromm}}\n`)))
  expect(braces.faults[0]?.pointer).toMatch(/^policy-memo\/body\.md:\d+:1$/)
  const directive = await refusal(loadCatalog(await inFile('body.md', (text) => text.replace(':field[from]', ':field[fromm]'))))
  const line = (await readFile(new URL('body.md', MEMO), 'utf8')).split('\n').indexOf(':field[from]') + 1
  expect(directive.faults[0]?.pointer).toBe(`policy-memo/body.md:${line}:1`)
  expect(directive.message).toContain('fromm')
})

test('refuses a body whose slots are not the manifest’s', async () => {
  const unknown = await refusal(loadCatalog(await inFile('body.md', (text) => text.replace('{name=views}', '{name=vews}'))))
  expect(unknown.message).toContain('no slot "vews"')
  expect(unknown.faults[0]?.pointer).toMatch(/^policy-memo\/body\.md:\d+:1$/)
  const missing = await refusal(loadCatalog(await inFile('body.md', (text) => text.replace(/:::slot\{name=views\}\n:::\n/, ''))))
  expect(missing.message).toContain('the slot "views" of the manifest is missing')
  const twice = await refusal(loadCatalog(await inFile('body.md', (text) => `${text}\n::slot{name=views}\n`)))
  expect(twice.message).toContain('twice')
  const hidden = await refusal(loadCatalog(await inFile('body.md', (text) => text.replace(':::slot{name=views}\n:::', '{{#through}}\n:::slot{name=views}\n:::\n{{/through}}'))))
  expect(hidden.message).toContain('stands inside a section')
})

test('refuses a directive it does not know at the place in the template, sections above it or not', async () => {
  const error = await refusal(loadCatalog(await inFile('body.md', (text) => `{{#through}}\nx\n{{/through}}\n{{! note }}\n\n::nonsense\n${text}`)))
  expect(error.faults[0]?.pointer).toBe('policy-memo/body.md:6:1')
})

test('refuses signs that stand for values in a body', async () => {
  expect((await refusal(loadCatalog(await inFile('body.md', (text) => `${text}\n\uF8F00\uF8F1\n`)))).message).toContain('U+F8F0')
})

test('refuses a manifest that is not JSON, has unknown keys or another id than its folder', async () => {
  expect((await refusal(loadCatalog(await inFile('template.json', () => '{')))).message).toContain('not JSON')
  expect((await refusal(loadCatalog(await inFile('template.json', (text) => text.replace('"rev": 1', '"rev": 1, "revv": 2'))))).code).toBe('template-invalid')
  expect((await refusal(loadCatalog(await inFile('template.json', (text) => text.replace('"id": "policy-memo"', '"id": "memo"'))))).message).toContain('the folder is "policy-memo"')
})

test('refuses a sample that is not data for a template', async () => {
  const error = await refusal(loadCatalog(await inFile('sample.json', () => '{"title": "A", "facts": [{"quote": "x"}]}')))
  expect(error.faults[0]?.pointer).toBe('/facts/0')
})

test('refuses a part that is too large, missing or not text', async () => {
  expect((await refusal(loadCatalog(await inFile('body.md', () => 'x'.repeat(300_000))))).message).toContain('at most 256000')
  const folder = await libraryWith((_, text) => text)
  await rm(new URL('policy-memo/body.md', folder))
  expect((await refusal(loadCatalog(folder))).message).toBe('policy-memo/body.md is missing')
  await writeFile(new URL('policy-memo/body.md', folder), Uint8Array.of(0xff, 0xfe, 0x41))
  expect((await refusal(loadCatalog(folder))).message).toContain('not UTF-8')
})

test('reads partials and a cover beside the other parts', async () => {
  const folder = await libraryWith((file, text) => (file === 'foot.mustache' ? '{{>stamp}}\n' : text))
  await writeFile(new URL('policy-memo/stamp.mustache', folder), '{{marking}} · {{page}}')
  await writeFile(new URL('policy-memo/cover.mustache', folder), '{{title}}')
  const template = await loadTemplate(new URL('policy-memo/', folder))
  expect(template.partials).toEqual({ stamp: '{{marking}} · {{page}}' })
  expect(template.cover).toBe('{{title}}')
})

test('has a picture of the first page of each template that ships', async () => {
  for (const { manifest } of (await loadCatalog()).list()) {
    const bytes = await readFile(new URL(`../../templates/library/${manifest.id}/preview.png`, import.meta.url))
    expect(bytes.subarray(1, 4).toString('latin1'), manifest.id).toBe('PNG')
    expect(bytes.readUInt32BE(16), manifest.id).toBe(480)
  }
})
