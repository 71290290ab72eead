/** A server under test: a process of its own, asked for its CPU and memory over the channel it was started with (`peers/probe.mjs`). */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

export type Launch = { args: readonly string[]; cwd: string; env: Readonly<Record<string, string>> }

export type Server = {
  readonly port: number
  /** Milliseconds from the start of the process to an open port. */
  readonly startMs: number
  /** CPU of all its threads since it started, user and system, milliseconds. */
  cpu(): Promise<number>
  /** `rss` and `held` (heap and what hangs on it) in bytes, after a full collection when asked for. */
  memory(collect?: boolean): Promise<{ rss: number; held: number }>
  /** Resident memory without asking the process, bytes; null when not on Linux. */
  rssFromOutside(): number | null
  isAlive(): boolean
  /** What it printed last. */
  lastWords(): string
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

const PROBE = fileURLToPath(new URL('../peers/probe.mjs', import.meta.url))
const START_WITHIN = 30_000
const ANSWER_WITHIN = 30_000
const END_WITHIN = 10_000
const WORDS_KEPT = 2_000

type Answer = { id: number; cpu: number; rss: number; held: number }

export async function startServer(launch: Launch, port: number): Promise<Server> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, ...launch.args], {
    cwd: launch.cwd,
    env: { ...process.env, NODE_ENV: 'production', ...launch.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let words = ''
  const listen = (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-WORDS_KEPT)
  }
  child.stdout?.on('data', listen)
  child.stderr?.on('data', listen)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  while (!(await canConnect(port))) {
    if (!isAlive()) throw new Error(`the server ended before it listened: ${words}`)
    if (performance.now() - begun > START_WITHIN) {
      child.kill('SIGKILL')
      throw new Error(`the server did not listen within ${START_WITHIN} ms: ${words}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const startMs = performance.now() - begun
  const ask = asking(child)
  return {
    port,
    startMs,
    cpu: async () => (await ask(false)).cpu,
    memory: async (collect = false) => {
      const { rss, held } = await ask(collect)
      return { rss, held }
    },
    rssFromOutside: () => (process.platform === 'linux' && isAlive() ? readRss(child.pid ?? 0) : null),
    isAlive,
    lastWords: () => words,
    end: (signal) => end(child, signal),
  }
}

function asking(child: ChildProcess): (collect: boolean) => Promise<Answer> {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let next = 0
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the server ended while it was asked'))
    waiting.clear()
  })
  return (collect) =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error('the server is gone'))
      const id = ++next
      const late = setTimeout(() => reject(new Error('the server did not answer')), ANSWER_WITHIN)
      late.unref()
      waiting.set(id, { resolve, reject })
      child.send({ id, collect })
    })
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), END_WITHIN)
  await ended
  clearTimeout(late)
}

function readRss(pid: number): number | null {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return line ? Number(line[1]) * 1024 : null
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
