/** Invariants that a tool can't hold by itself: who may name what, and what the lock file may carry. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const rooms = ['model', 'sources', 'templates', 'server', 'editor']

function sourceFiles(): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(room, name).replaceAll('\\', '/')),
  )
}

const isComment = (line: string) => /^\s*(\*|\/\/|\/\*)/.test(line)

/** The files in which a line of code matches. */
function filesWith(pattern: RegExp): string[] {
  return sourceFiles().filter((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .some((line) => !isComment(line) && pattern.test(line)),
  )
}

test('the product does not name y-prosemirror: it is the oracle of the tests', () => {
  expect(filesWith(/from 'y-prosemirror'/)).toEqual([])
})

/** A driver, or a statement that is prepared or run on a connection. */
const DRIVER = /from '(node:sqlite|kysely|better-sqlite3|pg)'|\.prepare\(|\b(connection|database|db|sqlite|store)\.(exec|run|all)\(/
/** A text that begins like a statement. */
const STATEMENT = /['"`]\s*(select\s[^'"`]*\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|replace\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|drop|alter)\s+(virtual\s+|unique\s+)?(table|index|trigger|view)\s|pragma\s+\w)/gi
/** A sentence for people begins with one capital; a statement has none, or nothing else. */
const isSentence = (text: string) => /^[A-Z][a-z]/.test(text)

function speaksSql(code: string): boolean {
  return DRIVER.test(code) || [...code.matchAll(STATEMENT)].some(([, words = '']) => !isSentence(words))
}

const codeOf = (file: string) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .filter((line) => !isComment(line))
    .join('\n')

test('only server/store/ speaks SQL', () => {
  const elsewhere = sourceFiles().filter((file) => !file.startsWith('server/store/') && speaksSql(codeOf(file)))
  // The account library brings its own tables and its own connection.
  expect(elsewhere).toEqual(['server/auth/better-auth.ts'])
})

test.each([
  "connection.get('select id from team where slug = ?', slug)",
  'const rows = sql`\n  SELECT id,\n    title\n  FROM document`',
  'const statement = anything.prepare(text)',
  "database.exec('vacuum')",
  "'insert or ignore into team values (?)'",
  "`update team set name = ${name}`",
  "import { DatabaseSync } from 'node:sqlite'",
  "const q = 'PRAGMA journal_mode = WAL'",
])('knows SQL when it sees it: %s', (code) => {
  expect(speaksSql(code)).toBe(true)
})

test.each(["document.querySelector('select')", "const label = 'Select a brief from the list'.length", 'const [, slug] = PATH.exec(path) ?? []', "'Update the set of facts'"])('takes nothing else for SQL: %s', (code) => {
  expect(speaksSql(code)).toBe(false)
})

test('only server/problem.ts writes problem+json', () => {
  expect(filesWith(/application\/problem\+json/).filter((file) => file.startsWith('server/'))).toEqual(['server/problem.ts'])
})

test('model/ asks nobody for the time or for chance', () => {
  const impure = filesWith(/Date\.now\(|new Date\(\)|Math\.random\(|crypto\./).filter((file) => file.startsWith('model/'))
  expect(impure).toEqual([])
})

test('layout knows no PDF and paint knows no document', () => {
  const pdfInLayout = filesWith(/from '(pdfkit|\.\.\/pdf\/)/).filter((file) => file.startsWith('templates/layout/'))
  const documentInPaint = filesWith(/from '(prosemirror-|#model\/(schema|brief|ydoc))/).filter((file) => file.startsWith('templates/pdf/'))
  expect({ pdfInLayout, documentInPaint }).toEqual({ pdfInLayout: [], documentInPaint: [] })
})

test('the lock file carries no registry address, and no dependency runs a script at install', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  expect(lock).not.toMatch(/"resolved": *"https?:/)
  expect(lock).not.toMatch(/"hasInstallScript": *true/)
})

test('every dependency has an exact version', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  expect(loose).toEqual([])
})
