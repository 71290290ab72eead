/** Which Node runs the product: the one package.json pins, or the one at hand when it is new enough (a platform the pin does not cover). */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** `engines.node` of package.json: type stripping and node:sqlite without a flag. */
const OLDEST = [24, 15]

export function isNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** Path of the Node to use; prints one clear sentence and ends the process when there is none. */
export function pinnedNode() {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(pinned)) return pinned
  if (isNewEnough()) return process.execPath
  process.stderr.write(`Counterpoint needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}, and no pinned Node is installed. Run "npm ci", or install a newer Node.\n`)
  process.exit(1)
}
