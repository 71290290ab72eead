/**
 * Set-up, run before `start`, `test`, `dev` and the command line. Node built-ins only, because on a fresh clone nothing else exists yet
 * and the Node at hand may be older than the one this project pins (`optionalDependencies` in package.json).
 *
 * 1. Installs the locked packages when the lock file has changed since the last time.
 * 2. With `--build`: builds the editor when a file it is made of has changed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from './node.mjs'

const say = (line) => process.stderr.write(`${line}\n`)

function run(command, args) {
  // npm is a script on Windows, so a shell has to find it. Results belong on stdout; progress does not.
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status !== 0) {
    say(`\n"${command} ${args.join(' ')}" did not finish (${result.error?.message ?? `exit ${result.status}`}). Mend what it says above and try again.`)
    process.exit(1)
  }
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(join(root, file))).update('\0')
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort()
}

function isCurrent(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value
}

function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.installed')
  const value = `${digest(['package-lock.json'])} ${process.platform} ${process.arch}`
  if (isCurrent(stamp, value)) return
  say('Installing the locked packages (once, and after a change of package-lock.json) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, value)
}

function ensureBuilt() {
  const stamp = join(root, 'dist', '.built')
  const value = digest([...filesBelow('editor'), ...filesBelow('model'), 'package-lock.json'])
  if (isCurrent(stamp, value)) return
  say('Building the editor …')
  run(pinnedNode(), [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', 'editor', '--logLevel', 'warn'])
  writeFileSync(stamp, value)
}

ensureInstalled()
if (process.argv.includes('--build')) ensureBuilt()
