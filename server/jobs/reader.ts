/**
 * Reads source files in a child process, so that a hostile or huge file can neither hold up the server nor take its memory.
 *
 * A process, not a worker thread: a thread's limits don't bound the bytes it holds outside the JavaScript heap, a process can be measured from
 * outside and ended. It may read the program's own files and nothing else, write nothing, start nothing and open no connection (Node's permission model).
 * It is kept for the next file and ended when idle; it never keeps our own process alive. Who may read next is decided by `ingester.ts`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CslItem } from '#model/csl.ts'
import type { Ingested } from '#sources/ingest.ts'
import { gather } from './portions.ts'
import { residentBytes } from './resident.ts'
import type { IngestReply } from './ingest.worker.ts'

export type SourceFile = { name: string; bytes: Uint8Array; csl?: CslItem }

/** What goes to the process: the file with the first of its bytes, the rest piece by piece, and the word that the last portion of its answer was taken. */
export type FileMessage = { kind: 'file'; name: string; csl?: CslItem; size: number; bytes: Uint8Array } | { kind: 'bytes'; bytes: Uint8Array } | { kind: 'more' }

export type Reader = {
  /** One file at a time. Never throws for a bad file: one that takes too long, too much memory or the reader's life is `refused` with the reason. */
  read(file: SourceFile): Promise<Ingested>
  /** Ends the process; the file under way is refused. */
  close(): void
}

/** `deadline` and `idle` in milliseconds, `memory` in bytes of resident memory. `program` is the reader's file (tests put a misbehaving one there). */
export type ReaderOptions = { deadline: number; memory: number; idle?: number; program?: URL }

export const STOPPING = { outcome: 'refused', reason: 'The server is stopping. Add the file again in a moment.' } as const

const CHECK_EVERY = 100
/** Bytes of a file that are sent at once. */
const PIECE = 256 * 1024
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export function createReader({ deadline, memory, idle = 30_000, program = new URL('./ingest.worker.ts', import.meta.url) }: ReaderOptions): Reader {
  let child: ChildProcess | null = null
  let resting: NodeJS.Timeout | null = null
  let closed = false

  function start(): ChildProcess {
    if (resting) clearTimeout(resting)
    if (child?.connected) return child
    child = fork(program, [], { serialization: 'advanced', execArgv: [`--max-old-space-size=${Math.max(64, Math.floor(memory / 1_000_000))}`, ...permissions(program)], stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: surroundings() })
    // An idle process that dies is replaced at the next file; while it reads, the listeners of that file speak.
    child.on('error', () => undefined)
    return child
  }

  function rest(): void {
    child?.unref()
    child?.channel?.unref()
    resting = setTimeout(stop, idle)
    resting.unref()
  }

  function stop(): void {
    child?.kill('SIGKILL')
    child = null
  }

  return {
    read(file) {
      if (closed) return Promise.resolve(STOPPING)
      return new Promise((resolve, reject) => {
        const process = start()
        const answer = gather()
        let settled = false
        process.ref()
        process.channel?.ref()
        const finish = () => {
          settled = true
          clearTimeout(timer)
          clearInterval(watch)
          process.off('error', onError).off('exit', onExit).off('message', onMessage)
        }
        const refuse = (reason: string) => {
          finish()
          stop()
          resolve({ outcome: 'refused', reason })
        }
        const onError = () => refuse('The reader of files could not be started.')
        const onExit = () => refuse(closed ? STOPPING.reason : 'The reader stopped at this file; it is probably damaged, or made to do harm.')
        const onMessage = (reply: IngestReply) => {
          if (reply.kind === 'failed') {
            finish()
            rest()
            reject(Object.assign(new TypeError(reply.message), { stack: reply.stack }))
            return
          }
          const ingested = answer.take(reply)
          // Others come first: the next portion is asked for when all that waited was answered.
          if (ingested === null) setImmediate(() => settled || send(process, { kind: 'more' }))
          else if (ingested === 'too-much') refuse('More was read out of the file than a source may hold. Split it, or import the part you need.')
          else {
            finish()
            rest()
            resolve(ingested)
          }
        }
        const timer = setTimeout(() => refuse(`Reading the file took longer than ${Math.round(deadline / 1000)} seconds.`), deadline)
        const watch = setInterval(() => {
          const resident = process.pid === undefined ? null : residentBytes(process.pid)
          if (resident !== null && resident > memory) refuse(`Reading the file took more than ${Math.round(memory / 1_000_000)} MB of memory.`)
        }, CHECK_EVERY)
        process.on('error', onError).on('exit', onExit).on('message', onMessage)
        sendFile(process, file, () => settled)
      })
    },
    close() {
      closed = true
      if (resting) clearTimeout(resting)
      stop()
    },
  }
}

/** The pieces of a file one after the other, each when the last has gone. */
function sendFile(process: ChildProcess, { name, bytes, csl }: SourceFile, isOver: () => boolean): void {
  const next = (at: number) => {
    if (isOver() || at >= bytes.length) return
    send(process, { kind: 'bytes', bytes: bytes.subarray(at, at + PIECE) }, () => next(at + PIECE))
  }
  send(process, { kind: 'file', name, ...(csl ? { csl } : {}), size: bytes.length, bytes: bytes.subarray(0, PIECE) }, () => next(PIECE))
}

/** A process that is gone speaks through its own listeners; here there is nothing to add. */
function send(process: ChildProcess, message: FileMessage, sent: () => void = () => undefined): void {
  if (process.connected) process.send(message, (error: Error | null) => (error ? undefined : sent()))
}

/** The process may read the program, its packages (wherever they really are), and a reader that stands elsewhere. No other right is given. */
function permissions(program: URL): string[] {
  const folders = new Set([ROOT, realpathSync(ROOT), realpathSync(join(ROOT, 'node_modules')), dirname(fileURLToPath(program))])
  return ['--permission', ...Array.from(folders, (folder) => `--allow-fs-read=${join(folder, '*')}`)]
}

/** Nothing of our own surroundings is the reader's business; Windows cannot start a process without this one. */
function surroundings(): NodeJS.ProcessEnv {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}
