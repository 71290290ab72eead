/**
 * A worker thread that answers one question at a time, the others wait in line. A question that takes longer than its deadline costs the thread, and the next one
 * gets a new one. The thread starts when it is needed, ends when it has rested, and never keeps the process alive by itself.
 */
import { Worker } from 'node:worker_threads'
import { Refusal } from '#model/refusal.ts'

export type Thread<Task, Answer> = {
  /** Refusals: `too-large` when it took too long or too much memory, `too-many` when the line is full, `not-ready` when the server is stopping. */
  ask(task: Task, transfer?: readonly ArrayBuffer[]): Promise<Answer>
  close(): Promise<void>
}

/** `deadline` in milliseconds. `tooLong` is the sentence for a question that took longer. */
export type ThreadOptions = { file: URL; deadline: number; tooLong: string; queue: number }

type Reply<Answer> = { kind: 'answered'; answer: Answer } | { kind: 'failed'; message: string; stack: string }
type Job<Task, Answer> = { task: Task; transfer: readonly ArrayBuffer[]; resolve(answer: Answer): void; reject(error: unknown): void }

/** How long a thread stays without work (milliseconds). */
const REST = 20_000
const STOPPING = 'The server is stopping. Try again in a moment.'

export function createThread<Task, Answer>({ file, deadline, tooLong, queue }: ThreadOptions): Thread<Task, Answer> {
  const waiting: Job<Task, Answer>[] = []
  let worker: Worker | null = null
  let job: Job<Task, Answer> | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false

  function next(): void {
    if (job) return
    job = waiting.shift() ?? null
    if (timer) clearTimeout(timer)
    if (!job) {
      timer = worker ? setTimeout(() => void stop(), REST).unref() : null
      return
    }
    worker ??= start()
    worker.ref()
    timer = setTimeout(() => fail(new Refusal('too-large', tooLong)), deadline)
    worker.postMessage(job.task, [...job.transfer])
  }

  function start(): Worker {
    const one = new Worker(file, { execArgv: [] })
    one.on('message', (reply: Reply<Answer>) => {
      if (one !== worker) return
      const done = job
      job = null
      one.unref()
      if (reply.kind === 'answered') done?.resolve(reply.answer)
      else done?.reject(Object.assign(new TypeError(reply.message), { stack: reply.stack }))
      next()
    })
    one.on('error', (error: unknown) => {
      if (one === worker) fail(isOutOfMemory(error) ? new Refusal('too-large', tooLong) : error)
    })
    one.on('exit', () => {
      if (one === worker) fail(new TypeError('a thread ended before it had answered'))
    })
    return one
  }

  /** The thread goes, the question is answered with `error`, and the next one gets a new thread. */
  function fail(error: unknown): void {
    const failed = job
    job = null
    void stop()
    failed?.reject(error)
    next()
  }

  async function stop(): Promise<void> {
    const ending = worker
    worker = null
    await ending?.terminate()
  }

  return {
    ask(task, transfer = []) {
      if (closed) return Promise.reject(new Refusal('not-ready', STOPPING))
      if (waiting.length >= queue) return Promise.reject(new Refusal('too-many', 'Too much is being compared right now. Try again in a moment.'))
      return new Promise((resolve, reject) => {
        waiting.push({ task, transfer, resolve, reject })
        next()
      })
    },
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      for (const left of [...waiting.splice(0), ...(job ? [job] : [])]) left.reject(new Refusal('not-ready', STOPPING))
      job = null
      await stop()
    },
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
