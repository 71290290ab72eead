/** The whole product as a person starts it: `server/main.ts` in a process of its own, on a free port, with a data folder that goes away afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const START_TIMEOUT = 60_000

export type Product = {
  url: string
  folder: string
  /** Sign-in links by the role that was printed: `drafter`, `clearer`, `approver`. */
  links: ReadonlyMap<string, string>
  /** What the process has printed so far. */
  output(): string
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>
  /** Ends it and removes the folder. */
  close(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Runs one of our programs under the Node that runs the tests. */
export function program(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), ...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

export async function startProduct(settings: Readonly<Record<string, string>> = {}, args: readonly string[] = []): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint-product-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const links = new Map<string, string>()
  let printed = ''
  let child: ChildProcess | null = null

  const start = async () => {
    const process_ = program(['server/main.ts', ...args], { PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'warn', ...settings })
    child = process_
    const collect = (chunk: Buffer) => {
      printed += chunk.toString()
      for (const [, role, link] of printed.matchAll(/^sign-in (\S+) (\S+)$/gm)) if (role && link) links.set(role, link)
    }
    process_.stdout?.on('data', collect)
    process_.stderr?.on('data', collect)
    await waitUntilReady(url, process_, () => printed)
  }
  const kill = async () => {
    const running = child
    child = null
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }

  await start()
  return {
    url,
    folder,
    links,
    output: () => printed,
    kill,
    restart: async () => {
      await kill()
      await start()
    },
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    const ready = await fetch(`${url}/readyz`).then((response) => response.ok, () => false)
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server was not ready after ${START_TIMEOUT} ms:\n${output()}`)
}
