/** The peers are installed beside the benches when they are first wanted: exact versions with integrity, no install scripts, nothing in the product. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../peers/', import.meta.url))

/** Throws when they cannot be had. */
export function installPeers(print: (line: string) => void): void {
  if (existsSync(join(FOLDER, 'node_modules', '.package-lock.json'))) return
  print('Installing the peers under tests/bench/peers (once) …')
  // Under the Node that runs this: an older one makes npm pick other versions.
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: FOLDER, env: { ...process.env, PATH }, encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`The peers could not be installed: ${stderr}`)
}
