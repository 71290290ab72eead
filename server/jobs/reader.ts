/**
 * Reads source files in a child process, so that a hostile or huge file can neither hold up the server nor take its memory.
 *
 * A process, not a worker thread: a thread's limits don't bound the bytes it holds outside the JavaScript heap, a process can be measured from
 * outside and ended. It is kept for the next file and ended when idle; it never keeps our own process alive. Who may read next is decided by `ingester.ts`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import type { CslItem } from '#model/csl.ts'
import type { Ingested } from '#sources/ingest.ts'
import { residentBytes } from './resident.ts'
import type { IngestReply } from './ingest.worker.ts'

export type SourceFile = { name: string; bytes: Uint8Array; csl?: CslItem }

export type Reader = {
  /** One file at a time. Never throws for a bad file: one that takes too long, too much memory or the reader's life is `refused` with the reason. */
  read(file: SourceFile): Promise<Ingested>
  /** Ends the process; the file under way is refused. */
  close(): void
}

/** `deadline` and `idle` in milliseconds, `memory` in bytes of resident memory. `program` is the reader's file (tests put a misbehaving one there). */
export type ReaderOptions = { deadline: number; memory: number; idle?: number; program?: URL }

export const STOPPING = { outcome: 'refused', reason: 'The server is stopping. Add the file again in a moment.' } as const

const CHECK_EVERY = 250

export function createReader({ deadline, memory, idle = 30_000, program = new URL('./ingest.worker.ts', import.meta.url) }: ReaderOptions): Reader {
  let child: ChildProcess | null = null
  let resting: NodeJS.Timeout | null = null
  let closed = false

  function start(): ChildProcess {
    if (resting) clearTimeout(resting)
    if (child?.connected) return child
    child = fork(program, [], { serialization: 'advanced', execArgv: [`--max-old-space-size=${Math.max(64, Math.floor(memory / 1_000_000))}`], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
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
        process.ref()
        process.channel?.ref()
        const finish = () => {
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
        const onExit = () => refuse(closed ? STOPPING.reason : 'The reader stopped at this file; it is probably damaged.')
        const onMessage = (reply: IngestReply) => {
          finish()
          rest()
          if (reply.kind === 'ingested') resolve(reply.ingested)
          else reject(Object.assign(new TypeError(reply.message), { stack: reply.stack }))
        }
        const timer = setTimeout(() => refuse(`Reading the file took longer than ${Math.round(deadline / 1000)} seconds.`), deadline)
        const watch = setInterval(() => {
          const resident = process.pid === undefined ? null : residentBytes(process.pid)
          if (resident !== null && resident > memory) refuse(`Reading the file took more than ${Math.round(memory / 1_000_000)} MB of memory.`)
        }, CHECK_EVERY)
        process.on('error', onError).on('exit', onExit).on('message', onMessage)
        process.send(file)
      })
    },
    close() {
      closed = true
      if (resting) clearTimeout(resting)
      stop()
    },
  }
}
