/** The whole way from the command line: sources in, a filled template out, and clear words for everything that is wrong. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { briefFromJson } from '../../../model/brief.ts'
import { readBriefMarkdown } from '../../../model/markdown/brief.ts'
import { DATABASE_FILE, openSqliteStore } from '../../../server/store/sqlite.ts'
import { counterpoint } from '../../support/cli.ts'
import { pdfText } from '../../support/pdf.ts'

// Each test starts the program several times, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 180_000 })

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const sources = join(root, 'tests', 'fixtures', 'sources')
const memoData = join(root, 'templates', 'library', 'policy-memo', 'sample.json')
let folder: string
let env: Record<string, string>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoint-cli-'))
  env = { DATA_DIR: join(folder, 'data') }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const out = (name: string) => join(folder, name)
const json = (text: string): unknown[] => text.trim().split('\n').map((line): unknown => JSON.parse(line))
const fixtures = readdirSync(sources).map((name) => join(sources, name))

test('imports three texts, a line of JSON each, and nothing else on stdout', async () => {
  const { code, out: printed } = await counterpoint(['import', ...fixtures, '--json'], env)
  expect(code).toBe(0)
  const lines = json(printed)
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(line).toMatchObject({ outcome: 'text', pages: null, source: expect.any(String), title: expect.any(String) })
})

test('the same file again is the same source, with a warning', async () => {
  const [first = ''] = fixtures
  const lines = json((await counterpoint(['import', first, first, '--json'], env)).out) as { source: string; warnings: string[] }[]
  expect(lines[0]?.source).toBe(lines[1]?.source)
  expect(lines[1]?.warnings.join()).toContain('already')
})

test.each(['folder of files', 'data directory', 'own data directory'])('fills the policy memo from a %s, and its citations name the sources', async (library) => {
  const where = { 'folder of files': ['--library', sources], 'data directory': ['--library', join(folder, 'data')], 'own data directory': [] }[library] ?? []
  const file = out(`memo-${library.replaceAll(' ', '-')}.pdf`)
  const { code, out: printed, err } = await counterpoint(['generate', 'policy-memo', '--data', memoData, ...where, '-o', file], env)
  expect({ code, printed }, err).toEqual({ code: 0, printed: `${file}\n` })
  const text = await pdfText(readFileSync(file))
  expect(text).toContain('Page 1 of')
  expect(text).toMatch(/Bridges at Laredo|Monterrey Corridor|Joint Inspection After One Year/)
})

test('the same data gives the same PDF and the same JSON, byte for byte', async () => {
  for (const ending of ['pdf', 'json']) {
    for (const name of ['a', 'b']) await counterpoint(['generate', 'policy-memo', '--data', memoData, '--library', sources, '-o', out(`${name}.${ending}`)], env)
    expect(readFileSync(out(`a.${ending}`)).equals(readFileSync(out(`b.${ending}`)))).toBe(true)
  }
})

test('a generated brief goes on as JSON and as Markdown, and both print the same pages', async () => {
  for (const ending of ['json', 'md']) await counterpoint(['generate', 'policy-memo', '--data', memoData, '--library', sources, '-o', out(`brief.${ending}`)], env)
  const fromJson = briefFromJson(JSON.parse(readFileSync(out('brief.json'), 'utf8')))
  const fromMarkdown = readBriefMarkdown(readFileSync(out('brief.md'), 'utf8'))
  expect(fromMarkdown.fields).toEqual(fromJson.fields)
  expect(fromMarkdown.body.textContent).toBe(fromJson.body.textContent)
  for (const ending of ['json', 'md']) expect((await counterpoint(['export', out(`brief.${ending}`), '-o', out(`from-${ending}.pdf`)], env)).code).toBe(0)
  expect(await pdfText(readFileSync(out('from-md.pdf')))).toBe(await pdfText(readFileSync(out('from-json.pdf'))))
})

test('a key is the last word on stdout, also on an empty directory', async () => {
  const { code, out: printed, err } = await counterpoint(['key', 'create', '--role', 'reader', '--name', 'reports'], { DATA_DIR: out('empty') })
  expect(code).toBe(0)
  expect(err).toContain('"team" was made')
  expect(printed.trim().split(/\s+/).at(-1)).toMatch(/^cp_[\w-]{20,}$/)
})

test.each([
  ['a command it does not know', ['publish'], 'There is no command "publish"'],
  ['an option it does not know', ['import', '--fast', 'x.txt'], '--fast'],
  ['a role it does not know', ['key', 'create', '--role', 'king'], '"king" is not a role'],
  ['a team it does not know', ['key', 'create', '--team', 'nowhere'], 'There is no team "nowhere"'],
  ['data that are not there', ['generate', 'policy-memo', '--data', 'nothing.json', '-o', 'x.pdf'], 'nothing.json: There is no such file.'],
  ['data that are a folder', ['generate', 'policy-memo', '--data', sources, '-o', 'x.pdf'], 'It is a folder'],
  ['a template it does not know', ['generate', 'sonnet', '--data', memoData, '-o', 'x.pdf'], 'There is no template "sonnet"'],
  ['an ending it cannot write', ['generate', 'policy-memo', '--data', memoData, '-o', 'x.docx'], 'ends with "docx"'],
  ['a brief that is not there', ['export', '01980000-0000-7000-8000-000000000000', '-o', 'x.pdf'], 'There is no brief'],
])('says what is wrong with %s and ends with 2', async (_, words, sentence) => {
  const { code, out: printed, err } = await counterpoint(words, env)
  expect({ code, printed }).toEqual({ code: 2, printed: '' })
  expect(err).toContain(sentence)
})

test('files that are missing, folders or devices are lines with a reason, and the files after them are read', async () => {
  const [first = '', second = ''] = fixtures
  const device = process.platform === 'win32' ? sources : '/dev/zero'
  const { code, out: printed } = await counterpoint(['import', first, 'missing.txt', sources, device, second, '--json'], env)
  expect(code).toBe(1)
  expect(json(printed)).toMatchObject([
    { file: basename(first), outcome: 'text' },
    { file: 'missing.txt', outcome: 'refused', reason: 'There is no such file.', source: null },
    { file: basename(sources), outcome: 'refused', reason: expect.stringContaining('folder') },
    { outcome: 'refused', reason: expect.stringMatching(/device|folder/) },
    { file: basename(second), outcome: 'text' },
  ])
})

test('commands that read make nothing where there is nothing', async () => {
  const nothing = { DATA_DIR: out('nothing') }
  for (const words of [
    ['generate', 'policy-memo', '--data', memoData, '-o', out('x.pdf')],
    ['export', '01980000-0000-7000-8000-000000000000', '-o', out('x.pdf')],
    ['link', 'ana@example.org'],
  ]) {
    const { code, err } = await counterpoint(words, nothing)
    expect({ words, code, err }).toEqual({ words, code: 2, err: expect.stringContaining(`There is no Counterpoint data in ${out('nothing')}`) })
  }
  expect(existsSync(out('nothing'))).toBe(false)
})

test('data that ask for no facts need no library', async () => {
  const { title, fields } = JSON.parse(readFileSync(memoData, 'utf8')) as { title: string; fields: unknown }
  writeFileSync(out('plain.json'), JSON.stringify({ title, fields }))
  const { code, err } = await counterpoint(['generate', 'policy-memo', '--data', out('plain.json'), '-o', out('plain.pdf')], { DATA_DIR: out('nothing') })
  expect(code, err).toBe(0)
  expect(existsSync(out('nothing'))).toBe(false)
})

test('the data directory of others is only read, as a library too', async () => {
  const theirs = out('theirs')
  const store = await openSqliteStore({ folder: theirs, now: () => 1, log: { info: () => undefined, error: () => undefined } })
  await store.close()
  const empty = await counterpoint(['generate', 'policy-memo', '--data', memoData, '--library', theirs, '-o', out('x.pdf')], env)
  expect(empty.err).toContain(`There is no team in ${theirs}`)
  expect({ code: empty.code, made: readdirSync(theirs) }).toEqual({ code: 2, made: [DATABASE_FILE] })

  const older = new DatabaseSync(join(theirs, DATABASE_FILE))
  older.exec('delete from migration')
  older.close()
  const { code, err } = await counterpoint(['generate', 'policy-memo', '--data', memoData, '--library', theirs, '-o', out('x.pdf')], env)
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('was last used by an older Counterpoint') })
  const after = new DatabaseSync(join(theirs, DATABASE_FILE))
  expect(after.prepare('select count(*) as migrations from migration').get()).toEqual({ migrations: 0 })
  after.close()
})

test('a quotation that is only like the words of a source is refused by its place', async () => {
  mkdirSync(out('library'))
  writeFileSync(out('library/trade.txt'), 'Trade in the corridor\n\nTrade fell to 15 million tons in 2023, and two-way trade reached 798 billion dollars in 2023.\n')
  const data = JSON.parse(readFileSync(memoData, 'utf8')) as object
  for (const quote of ['5 million tons in 2023', 'two-way trade reached 798 billion dollars in 2023. Mexico will pay for everything.']) {
    writeFileSync(out('like.json'), JSON.stringify({ ...data, slots: {}, argument: undefined, facts: [{ sourceId: 'trade.txt', quote }] }))
    const { code, err } = await counterpoint(['generate', 'policy-memo', '--data', out('like.json'), '--library', out('library'), '-o', out('like.pdf')], env)
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('is not in the source "trade.txt"') })
  }
})

test('data with an unknown field is refused by its pointer, and the fields there are named', async () => {
  const data = JSON.parse(readFileSync(memoData, 'utf8')) as { fields: Record<string, unknown> }
  writeFileSync(out('wrong.json'), JSON.stringify({ ...data, fields: { ...data.fields, colour: 'red' } }))
  const { code, err } = await counterpoint(['generate', 'policy-memo', '--data', out('wrong.json'), '--library', sources, '-o', out('wrong.pdf')], env)
  expect(code).toBe(2)
  expect(err).toContain('/fields/colour')
  expect(err).toContain('the template has no field "colour"')
})

test('files that are empty or rubbish are lines with a reason, and the exit code says that there are some', async () => {
  writeFileSync(out('empty.txt'), '')
  writeFileSync(out('rubbish.txt'), Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)))
  const { code, out: printed } = await counterpoint(['import', out('empty.txt'), out('rubbish.txt'), '--json'], env)
  expect(code).toBe(1)
  for (const line of json(printed)) expect(line).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/\w+/), source: null })
})

test('keys are listed without their secret, and one that is taken back is gone from the list', async () => {
  const place = { DATA_DIR: join(folder, 'keys') }
  expect((await counterpoint(['key', 'list'], place)).code).toBe(2)
  const secret = (await counterpoint(['key', 'create', '--name', 'import robot', '--role', 'editor'], place)).out.trim()
  const { out: printed } = await counterpoint(['key', 'list', '--json'], place)
  const [key] = json(printed) as { id: string }[]
  expect(key).toMatchObject({ name: 'import robot', role: 'editor', team: 'team' })
  expect(printed).not.toContain(secret)
  expect((await counterpoint(['key', 'revoke', 'import robot'], place)).code).toBe(2)
  const revoked = await counterpoint(['key', 'revoke', key?.id ?? ''], place)
  expect([revoked.code, revoked.err]).toEqual([0, expect.stringContaining('import robot')])
  expect(await counterpoint(['key', 'list'], place)).toMatchObject({ code: 0, out: '' })
  expect((await counterpoint(['key', 'revoke', key?.id ?? ''], place)).code).toBe(2)
})
