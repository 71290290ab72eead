/**
 * Exports briefs in worker threads, so that a long brief never holds up the people who type. At most `workers` at a time, the others wait in
 * line; a brief that takes longer than the deadline loses its thread. Threads start when needed and don't keep the process alive.
 */
import { Worker } from 'node:worker_threads'
import type { ExportFormat } from '#model/api.ts'
import { type Brief, briefToJson } from '#model/brief.ts'
import { Refusal } from '#model/refusal.ts'
import type { Template } from '#model/template.ts'
import type { Rendered } from '#templates/render.ts'
import { createPlaces } from '../places.ts'
import type { ExportReply, ExportSettings, ExportTask, Written } from './export.worker.ts'
import { packUpdates, type Update } from './packed.ts'

/** What `caller` (`Actor.id`) asks for. `read` gives the updates of the brief; it is called when there is a thread for them, so that what waits takes no memory. */
export type StoredExport = { caller: string; format: ExportFormat; read: () => Promise<readonly Update[]> }

/** Refusals: what the typesetter refuses; `export-failed` when it took too long or the thread died, `too-many` when the line is full or the caller has too many under way. */
export type Exporter = {
  /** A stored brief as a file: all of the work, from the updates on, is done in a thread. */
  stored(asked: StoredExport): Promise<Written>
  /** A brief at hand as a PDF; `template` is null for a blank brief. */
  pdf(brief: Brief, template: Template | null): Promise<Rendered>
  /** Ends all threads; what was under way is refused. */
  close(): Promise<void>
}

/** `deadline` in milliseconds, `queue` is how many may wait, `each` how many one caller may have under way or waiting. `templates` are those that stored briefs are printed with. */
export type ExporterOptions = { workers: number; queue: number; deadline: number; each?: number; templates?: readonly Template[] }

type Job = { load: () => ExportTask | Promise<ExportTask>; resolve: (written: Written) => void; reject: (error: unknown) => void }
type Thread = { worker: Worker; job: Job | null; timer: NodeJS.Timeout | null }

/** A brief that needs more memory than a thread may have is refused; anything else that ends a thread is a bug. */
function faultOf(error: unknown): Error {
  if ((error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY') return new Refusal('export-failed', 'The brief needs more memory than one export may take. Make it shorter.')
  return error instanceof Error ? error : new TypeError(String(error))
}

export function createExporter({ workers, queue, deadline, each = Number.POSITIVE_INFINITY, templates = [] }: ExporterOptions): Exporter {
  const threads = new Set<Thread>()
  const waiting: Job[] = []
  const places = createPlaces({ each })
  let closed = false

  function next(): void {
    const job = waiting[0]
    if (!job) return
    const thread = [...threads].find((candidate) => candidate.job === null) ?? (threads.size < workers ? start() : null)
    if (!thread) return
    waiting.shift()
    thread.job = job
    thread.worker.ref()
    void begin(thread, job)
  }

  async function begin(thread: Thread, job: Job): Promise<void> {
    try {
      const task = await job.load()
      if (thread.job !== job) return
      thread.timer = setTimeout(() => end(thread, new Refusal('export-failed', `The brief was not written within ${Math.round(deadline / 1000)} seconds. Make it shorter, or raise EXPORT_SECONDS.`)), deadline)
      thread.worker.postMessage(task, task.kind === 'stored' ? [task.updates.bytes.buffer] : [])
    } catch (error) {
      if (thread.job !== job) return
      release(thread)?.reject(error)
      next()
    }
  }

  function ask(load: Job['load']): Promise<Written> {
    if (closed) return Promise.reject(new Refusal('not-ready', 'The server is stopping. Try again in a moment.'))
    if (waiting.length >= queue) return Promise.reject(new Refusal('too-many', 'Too many briefs are waiting to be exported. Try again in a moment.'))
    return new Promise((resolve, reject) => {
      waiting.push({ load, resolve, reject })
      next()
    })
  }

  function start(): Thread {
    const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { execArgv: [], workerData: { templates } satisfies ExportSettings })
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
    if (reply.kind === 'written') job?.resolve(reply.written)
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
    async stored({ caller, format, read }) {
      const leave = places.take(caller)
      if (!leave) throw new Refusal('too-many', `You have ${each} exports under way. Wait until one is done, then try again.`)
      try {
        return await ask(async () => ({ kind: 'stored', updates: packUpdates(await read()), format }))
      } finally {
        leave()
      }
    },
    async pdf(brief, template) {
      const { bytes, pages, warnings } = await ask(() => ({ kind: 'brief', brief: briefToJson(brief), template }))
      return { pdf: bytes, report: { pages: pages ?? 0, warnings } }
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
