/** Looks into briefs, and tries updates, on a thread of its own: one after the other, each within a time after which the thread is ended and a new one takes the next. */
import { Worker } from 'node:worker_threads'
import type { LookReply, LookTask } from './look.worker.ts'
import type { Seen } from './seen.ts'

export type Looker = {
  /** Rejects when the brief cannot be read in time. `parts`: updates that together are the brief. */
  look(parts: readonly Uint8Array[]): Promise<Seen>
  /** Whether Yjs takes the update into the brief, and how much longer than is fair it takes (milliseconds of processor time). */
  tryOut(parts: readonly Uint8Array[], update: Uint8Array): Promise<'heavy' | 'unreadable' | { excess: number }>
  /** What waits is rejected. */
  close(): Promise<void>
}

/** Milliseconds for one task, far above what its own bound on processor time allows; and how long the thread stays without work. */
const DEADLINE = 60_000
const REST = 20_000
/** Memory of the thread, megabytes. */
const MEMORY = 1_024

type Job = { task: LookTask; resolve(reply: LookReply): void; reject(error: Error): void }

export function createLooker(deadline = DEADLINE): Looker {
  let thread: Worker | null = null
  let running: Job | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const waiting: Job[] = []

  const after = (milliseconds: number, call: () => void) => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(call, milliseconds)
    timer.unref()
  }
  const end = (error: Error): Promise<unknown> | undefined => {
    const ending = thread
    thread = null
    if (timer) clearTimeout(timer)
    timer = null
    running?.reject(error)
    running = null
    return ending?.terminate()
  }
  const open = (): Worker => {
    const worker = new Worker(new URL('./look.worker.ts', import.meta.url), { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MEMORY } })
    worker.unref()
    worker.on('message', (reply: LookReply) => {
      if (thread !== worker) return
      const job = running
      running = null
      job?.resolve(reply)
      next()
    })
    const onEnd = (error: Error) => {
      if (thread !== worker) return
      void end(error)
      next()
    }
    worker.on('error', (error) => onEnd(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => onEnd(new Error('The thread that looks into briefs ended.')))
    return worker
  }
  const next = () => {
    if (running || closed) return
    running = waiting.shift() ?? null
    if (!running) return after(REST, () => void end(new Error('The thread rests.')))
    thread ??= open()
    thread.postMessage(running.task, [])
    after(deadline, () => {
      void end(new Error(`A brief was not looked into within ${deadline} ms.`))
      next()
    })
  }
  const ask = (task: LookTask): Promise<LookReply> => {
    if (closed) return Promise.reject(new Error('The server is stopping.'))
    return new Promise((resolve, reject) => {
      waiting.push({ task, resolve, reject })
      next()
    })
  }
  return {
    async look(parts) {
      const reply = await ask({ parts, update: null })
      if (reply.kind === 'seen') return reply.seen
      throw new Error(reply.kind === 'failed' ? `A brief cannot be read (${reply.message}).` : 'A brief takes too long to read.')
    },
    async tryOut(parts, update) {
      try {
        const reply = await ask({ parts, update })
        if (reply.kind !== 'tried') return 'unreadable'
        return reply.excess === null ? 'heavy' : { excess: reply.excess }
      } catch (error) {
        if (closed) throw error
        // It took the thread's memory, or all of its time: that is an answer.
        return 'heavy'
      }
    },
    async close() {
      closed = true
      const stopping = new Error('The server is stopping.')
      for (const job of waiting.splice(0)) job.reject(stopping)
      await end(stopping)
    },
  }
}
