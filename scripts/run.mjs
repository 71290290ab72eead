/**
 * Runs one of our TypeScript programs: `node scripts/run.mjs server/main.ts [arguments]`.
 *
 * Under an older Node (pm2, systemd and a plain `node …` skip node_modules/.bin) it hands over to the pinned one; otherwise it imports the
 * program in this process, with compiled code cached between starts.
 */
import { spawn } from 'node:child_process'
import { enableCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isNewEnough, pinnedNode, root } from './node.mjs'

const [, self, program, ...args] = process.argv
if (program === undefined) throw new TypeError('usage: node scripts/run.mjs PROGRAM.ts [arguments]')

if (isNewEnough()) {
  const cache = join(root, 'node_modules', '.cache', 'node')
  enableCompileCache(cache)
  // For the threads: what is enabled here counts for this one alone.
  process.env.NODE_COMPILE_CACHE ??= cache
  const file = resolve(root, program)
  process.argv = [process.argv[0], file, ...args]
  await import(pathToFileURL(file).href)
} else {
  const child = spawn(pinnedNode(), [self, program, ...args], { stdio: 'inherit', shell: process.platform === 'win32' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
