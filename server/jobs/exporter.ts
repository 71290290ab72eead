/**
 * Typesets briefs in worker threads, so that a long brief never holds up the people who type. At most `workers` at a time, the others wait in
 * line; a brief that takes longer than the deadline loses its thread. Threads start when needed and don't keep the process alive.
 */
import { Worker } from 'node:worker_threads'
import { type Brief, briefToJson } from '#model/brief.ts'
import { Refusal } from '#model/refusal.ts'
import type { Template } from '#model/template.ts'
import type { Rendered } from '#templates/render.ts'
import type { ExportReply, ExportTask } from './export.worker.ts'

export type Exporter = {
  /** The brief as a PDF; `template` is null for a blank brief. Refusals of the typesetter come through; `export-failed` when it took too long or the thread died, `too-many` when the line is full. */
  pdf(brief: Brief, template: Template | null): Promise<Rendered>
  /** Ends all threads; what was under way is refused. */
  close(): Promise<void>
}

/** `deadline` in milliseconds, `queue` is how many may wait. */
export type ExporterOptions = { workers: number; queue: number; deadline: number }

type Job = { task: ExportTask; resolve: (rendered: Rendered) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; job: Job | null; timer: NodeJS.Timeout | null }

/** A brief that needs more memory than a thread may have is refused; anything else that ends a thread is a bug. */
function faultOf(error: unknown): Error {
  if ((error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY') return new Refusal('export-failed', 'The brief needs more memory than one export may take. Make it shorter.')
  return error instanceof Error ? error : new TypeError(String(error))
}

export function createExporter({ workers, queue, deadline }: ExporterOptions): Exporter {
  const threads = new Set<Thread>()
  const waiting: Job[] = []
  let closed = false

  function next(): void {
    const job = waiting[0]
    if (!job) return
    const thread = [...threads].find((candidate) => candidate.job === null) ?? (threads.size < workers ? start() : null)
    if (!thread) return
    waiting.shift()
    thread.job = job
    thread.worker.ref()
    thread.timer = setTimeout(() => end(thread, new Refusal('export-failed', `The brief was not typeset within ${Math.round(deadline / 1000)} seconds. Make it shorter, or raise EXPORT_SECONDS.`)), deadline)
    thread.worker.postMessage(job.task, [])
  }

  function start(): Thread {
    const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { execArgv: [] })
    const thread: Thread = { worker, job: null, timer: null }
    threads.add(thread)
    worker.unref()
    worker.on('message', (reply: ExportReply) => settle(thread, reply))
    worker.on('error', (error: unknown) => end(thread, faultOf(error)))
    worker.on('exit', () => end(thread, new Refusal('export-failed', 'The typesetter stopped before it was done. Try again.')))
    return thread
  }

  function settle(thread: Thread, reply: ExportReply): void {
    const job = release(thread)
    if (reply.kind === 'rendered') job?.resolve(reply.rendered)
    else if (reply.kind === 'refused') job?.reject(new Refusal(reply.code, reply.detail, reply.faults))
    else job?.reject(Object.assign(new TypeError(reply.message), { stack: reply.stack }))
    next()
  }

  function end(thread: Thread, error: Error): void {
    if (!threads.delete(thread)) return
    void thread.worker.terminate()
    release(thread)?.reject(error)
    if (!closed) next()
  }

  function release(thread: Thread): Job | null {
    const { job } = thread
    if (thread.timer) clearTimeout(thread.timer)
    thread.job = null
    thread.timer = null
    thread.worker.unref()
    return job
  }

  return {
    pdf(brief, template) {
      if (closed) return Promise.reject(new Refusal('not-ready', 'The server is stopping. Try again in a moment.'))
      if (waiting.length >= queue) return Promise.reject(new Refusal('too-many', 'Too many briefs are waiting to be typeset. Try again in a moment.'))
      return new Promise((resolve, reject) => {
        waiting.push({ task: { brief: briefToJson(brief), template }, resolve, reject })
        next()
      })
    },
    async close() {
      closed = true
      const stopping = new Refusal('not-ready', 'The server is stopping. Try again in a moment.')
      for (const job of waiting.splice(0)) job.reject(stopping)
      const open = [...threads]
      for (const thread of open) release(thread)?.reject(stopping)
      threads.clear()
      await Promise.all(open.map(({ worker }) => worker.terminate()))
    },
  }
}
