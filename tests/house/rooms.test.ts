/** The house is held by tools, not by discipline: each test plants one file that breaks a rule in a copy of the house and expects the tool to refuse it. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
let house: string

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'counterpoint-house-'))
  for (const file of ['package.json', 'tsconfig.json', '.oxlintrc.json']) cpSync(join(root, file), join(house, file))
  cpSync(join(root, 'model'), join(house, 'model'), { recursive: true })
  for (const room of ['sources', 'templates', 'server', 'editor']) {
    mkdirSync(join(house, room))
    cpSync(join(root, room, 'tsconfig.json'), join(house, room, 'tsconfig.json'))
  }
  // Packages by link, but a compiler cache of its own.
  mkdirSync(join(house, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(house, 'node_modules', name))
  }
}, 60_000)

afterAll(() => rmSync(house, { recursive: true, force: true }))

type Verdict = { ok: boolean; output: string }

function run(program: string, args: readonly string[]): Verdict {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: house, encoding: 'utf8' })
  return { ok: status === 0, output: stdout + stderr }
}

const tsc = (room: string) => run('typescript/bin/tsc', ['-b', room])
const lint = (room: string) => run('oxlint/bin/oxlint', ['--deny-warnings', room])

/** What a tool says of the house with these files in it; the files are taken out again. */
function planting(files: Readonly<Record<string, string>>, judge: () => Verdict): Verdict {
  for (const [path, text] of Object.entries(files)) {
    if (existsSync(join(house, path))) throw new RangeError(`${path} is there already`)
    writeFileSync(join(house, path), text)
  }
  try {
    return judge()
  } finally {
    for (const path of Object.keys(files)) rmSync(join(house, path))
  }
}

test('the base room compiles and lints as it stands', () => {
  expect(tsc('model')).toMatchObject({ ok: true })
  expect(lint('model')).toMatchObject({ ok: true })
})

test('tsc refuses the DOM in model/', () => {
  const { ok, output } = planting({ 'model/planted.ts': 'export const title: string = document.title\n' }, () => tsc('model'))
  expect(ok).toBe(false)
  expect(output).toMatch(/model\/planted\.ts.*document/s)
})

test('tsc refuses Node in model/', () => {
  const { ok, output } = planting({ 'model/planted.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n" }, () => tsc('model'))
  expect(ok).toBe(false)
  expect(output).toContain('node:fs')
})

test('tsc refuses node:fs in editor/', () => {
  const { ok, output } = planting({ 'editor/planted.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n" }, () => tsc('editor'))
  expect(ok).toBe(false)
  expect(output).toContain('node:fs')
})

test('tsc refuses an import against the arrows', () => {
  const { ok, output } = planting(
    { 'server/planted.ts': 'export const rights = 1\n', 'templates/planted.ts': "import { rights } from '../server/planted.ts'\nexport const width: number = rights\n" },
    () => tsc('templates'),
  )
  expect(ok).toBe(false)
  expect(output).toMatch(/TS6307|TS6059/)
})

test('tsc refuses a name that is not a door', () => {
  const { ok, output } = planting(
    { 'templates/inner.ts': 'export const width = 1\n', 'server/planted.ts': "import { width } from '#templates/inner.ts'\nexport const copy: number = width\n" },
    () => tsc('server'),
  )
  expect(ok).toBe(false)
  expect(output).toContain('#templates/inner.ts')
})

test('lint refuses an import past a door', () => {
  const { ok, output } = planting(
    { 'templates/inner.ts': 'export const width = 1\n', 'server/planted.ts': "import { width } from '../templates/inner.ts'\nexport const copy: number = width\n" },
    () => lint('server'),
  )
  expect(ok).toBe(false)
  expect(output).toContain('A room is entered through its doors only')
})

test('lint refuses a circle of files', () => {
  const { ok, output } = planting(
    {
      'server/hen.ts': "import { egg } from './egg.ts'\nexport const hen = (): number => egg() + 1\n",
      'server/egg.ts': "import { hen } from './hen.ts'\nexport const egg = (): number => hen() - 1\n",
    },
    () => lint('server'),
  )
  expect(ok).toBe(false)
  expect(output).toMatch(/no-cycle/)
})
