/** What the docs say is what the code does: settings, commands, and links that lead somewhere. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { SETTINGS } from '../../server/config.ts'
import { COMMANDS } from '../../server/cli/run.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

function settingsPage(): string {
  const rows = Object.values(SETTINGS).map(({ name, fallback, unit, means }) => {
    // The number of cores is this machine's, not the product's.
    const shown = name === 'EXPORT_WORKERS' ? 'cores' : fallback === null ? '–' : `\`${fallback}\``
    return `| \`${name}\` | ${shown}${unit ? ` ${unit}` : ''} | ${means} |`
  })
  return ['# Settings', '', 'All settings are environment variables. A bad value is one clear sentence at start, never a guess.', '', '| name | default | what it does |', '|---|---|---|', ...rows, ''].join('\n')
}

test('docs/settings.md lists every setting with its default', () => {
  const path = join(root, 'docs', 'settings.md')
  if (process.env['COUNTERPOINT_ACCEPT'] === '1') writeFileSync(path, settingsPage())
  expect(readFileSync(path, 'utf8')).toBe(settingsPage())
})

test('docs/cli.md lists every command with its usage as the program itself prints it, and no other', () => {
  const page = readFileSync(join(root, 'docs', 'cli.md'), 'utf8')
  // In a table a bar is written \|.
  const listed = Array.from(page.matchAll(/^\| `((?:\\\||[^`|])+)` \|/gm), ([, usage = '']) => usage.replaceAll('\\|', '|'))
  expect(listed).toEqual(COMMANDS.map(({ usage }) => usage))
  for (const { name, usage } of COMMANDS) expect(usage.startsWith(name), usage).toBe(true)
})

test('every relative link in the docs leads to a file', () => {
  const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => join('docs', name))]
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8')
    return [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => ({ page, target })).filter(({ target }) => !existsSync(resolve(root, dirname(page), target)))
  })
  expect(broken).toEqual([])
})
