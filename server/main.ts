/**
 * The server as a person starts it: settings, parts, the demo team on an empty directory, a port, and a graceful end.
 *
 * Printed on stdout: the address, and the sign-in links (they are secrets, so they never go through the log).
 */
import { checkDemo, type Config, ConfigError, readConfig } from './config.ts'
import { demoLinks, demoState, workBegun } from './demo.ts'
import { ownerLink } from './auth/link.ts'
import { listen, type Serving } from './listen.ts'
import { openParts, type Parts } from './parts.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'

/** Bad settings or arguments. */
const EXIT_BAD = 2

function readArguments(args: readonly string[], config: Config): Config {
  const words = args[0] === 'serve' ? args.slice(1) : args
  const unknown = words.find((word) => word !== '--no-demo')
  if (unknown !== undefined) throw new ConfigError(`"${unknown}" is not expected here. Usage: npm start -- [--no-demo]; everything else is a setting in the environment.`)
  return words.length > 0 ? { ...config, demo: false } : config
}

async function start(args: readonly string[]): Promise<void> {
  const config = readArguments(args, readConfig(process.env))
  const parts = await openParts(config, { exclusive: true })
  try {
    const demo = await demoState(parts)
    const begun = demo === 'absent' ? await workBegun(parts) : null
    const makesDemo = config.demo && (demo === 'unfinished' || (demo === 'absent' && begun === null))
    checkDemo(config, demo !== 'absent' ? 'present' : makesDemo ? 'to be made' : 'absent')
    if (makesDemo) await (await import('./demo-work.ts')).makeDemo(parts)
    // Before it listens, so that whoever finds the server ready finds the links printed.
    const links = await waysIn(parts, config.demo && (demo === 'present' || makesDemo))
    const serving = await listen(parts)
    stopOnSignal(parts, serving)
    print(`Counterpoint is at ${serving.origin}`)
    if (config.demo && begun !== null && begun !== 'accounts') print(`No demo team was made: team "${begun.slug}" has sources or briefs already.`)
    for (const { role, path } of links) print(`sign-in ${role} ${serving.origin}${path}`)
    // While people work already: a library from an older version gets its figures and facts.
    parts.librarian.readOlder(() => uuidv7(parts.now(), parts.random)).catch((error: unknown) => parts.log.error({ err: error }, 'figures and facts could not be read out of all older sources'))
  } catch (error) {
    await parts.close()
    throw error
  }
}

/** Links for the demo team, or for the owner while there is nobody. */
async function waysIn(parts: Parts, withDemo: boolean): Promise<readonly { role: string; path: string }[]> {
  if ((await parts.accounts.count()) === 0) return [{ role: 'owner', path: await ownerLink(parts, '') }]
  return withDemo ? demoLinks(parts) : []
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The first signal stops gracefully, a second one at once. */
function stopOnSignal(parts: Parts, serving: Serving): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    serving
      .close()
      .then(() => parts.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        parts.log.error({ err: error }, 'did not stop cleanly')
        process.exit(1)
      })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

try {
  await start(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof Refusal)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(EXIT_BAD)
}
