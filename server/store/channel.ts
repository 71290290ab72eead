/** The main thread's end of a store worker: typed calls by name, errors brought back as what they were, and a dead worker told to all who wait. */
import { Worker } from 'node:worker_threads'
import { Refusal } from '#model/refusal.ts'
import type { Connection } from './connection.ts'
import type { Answer, Fault, Request, WorkerSettings } from './worker.ts'

type Operations = Record<string, (connection: Connection, ...args: never[]) => unknown>
type ArgumentsOf<Operation> = Operation extends (connection: Connection, ...args: infer Rest) => unknown ? Rest : never

export type Channel<O extends Operations> = {
  /** Versions that were migrated when it opened. */
  migrated: readonly number[]
  /** Rejects with a Refusal when the operation refused, with an Error when it failed or the worker is gone. */
  call<Name extends keyof O & string>(name: Name, ...args: ArgumentsOf<O[Name]>): Promise<ReturnType<O[Name]>>
  /** Lets what was called finish, then ends the worker. */
  close(): Promise<void>
}

type Waiting = { resolve(value: unknown): void; reject(error: Error): void }

export type Starting<O extends Operations> = {
  /** Resolves once the connection is open; rejects with what kept it from opening, and the worker is gone. */
  open(): Promise<Channel<O>>
  /** Ends a worker that was not opened. */
  stop(): Promise<void>
}

/** Starts the thread, which loads its code at once and touches no file before `open`. `onDeath` is told when it ends though nobody closed it. */
export function startWorker<O extends Operations>(settings: WorkerSettings, onDeath: (error: Error) => void): Starting<O> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings, name: `store ${settings.role}` })
  const post = (request: Request) => worker.postMessage(request, [])
  const waiting = new Map<number, Waiting>()
  let next = 1
  let closing = false
  let dead: Error | null = null

  const settle = (answer: Answer) => {
    const entry = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
    if ('fault' in answer) entry?.reject(revive(answer.fault))
    else entry?.resolve(answer.value)
  }
  const die = (error: Error) => {
    if (dead) return
    dead = error
    for (const entry of waiting.values()) entry.reject(error)
    waiting.clear()
    if (!closing) onDeath(error)
  }
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      die(new Error(closing ? 'The store is closed.' : `The store's ${settings.role} ended with code ${code}.`))
      resolve()
    })
  })
  // An idle worker does not keep the process alive: a program that fails before it closes the store must still end.
  const wait = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      if (waiting.size === 0) worker.ref()
      waiting.set(id, { resolve, reject })
    })
  worker.on('message', settle)
  worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))))
  worker.on('messageerror', die)
  worker.unref()

  const channel = (migrated: readonly number[]): Channel<O> => ({
    migrated,
    async call(name, ...args) {
      if (dead) throw dead
      if (closing) throw new Error('The store is closed.')
      const id = next++
      const answer = wait(id)
      post({ id, name, args })
      return (await answer) as ReturnType<O[typeof name]>
    },
    async close() {
      if (!closing && !dead) {
        closing = true
        worker.ref()
        post(null)
      }
      await exited
    },
  })
  const stop = async () => {
    closing = true
    await worker.terminate()
  }
  return {
    stop,
    async open() {
      if (dead) throw dead
      const opened = wait(0)
      post('open')
      try {
        return channel((await opened) as readonly number[])
      } catch (error) {
        await stop()
        throw error
      }
    },
  }
}

function revive(fault: Fault): Error {
  if (fault.refusal !== null) return new Refusal(fault.refusal.code, fault.message, fault.refusal.faults)
  const error = new Error(fault.message)
  if (fault.stack !== undefined) error.stack = fault.stack
  return error
}
