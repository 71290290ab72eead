/**
 * The thread where a Y.Doc is built of what people wrote: to read a brief's title and schema version, and to try an update before anybody gets it. Whatever an update
 * makes Yjs do, it does it here; the bound is the thread's own processor time, so that a busy machine refuses nobody.
 */
import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { fairTime, MOST_CLIENTS, MOST_EXCESS, MOST_STRUCTS } from './heavy.ts'
import { ydocOf } from './replay.ts'
import { type Seen, seenIn } from './seen.ts'

/** `parts`: updates that together are the brief. With `update`, it is tried; without, the brief is looked into. */
export type LookTask = { parts: readonly Uint8Array[]; update: Uint8Array | null }
/** `excess`: processor time it took beyond what is fair for what it says (milliseconds); null when it was stopped. 0 also where the brief takes too long already, so that nothing can be said of the update. */
export type LookReply = { kind: 'seen'; seen: Seen } | { kind: 'tried'; excess: number | null } | { kind: 'failed'; message: string }

/** Processor time for the brief itself, milliseconds. */
const BRIEF_ALLOWANCE = 15_000
/** So many items are placed between two looks at the clock. */
const STRIDE = 32

class TooHeavy extends Error {}

let limit = Number.POSITIVE_INFINITY
let count = 0

const milliseconds = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
/** Everything Yjs is asked to do within `work` may take so long. */
function within<T>(allowed: number, work: () => T): T {
  limit = milliseconds() + allowed
  try {
    return work()
  } finally {
    limit = Number.POSITIVE_INFINITY
  }
}

// Yjs offers no place to stop at; this is where it does the work that grows.
const place = Y.Item.prototype.integrate
Y.Item.prototype.integrate = function (transaction, offset) {
  if (++count % STRIDE === 0 && milliseconds() > limit) throw new TooHeavy('This takes too long')
  place.call(this, transaction, offset)
}

function build(parts: readonly Uint8Array[]): Y.Doc {
  return within(BRIEF_ALLOWANCE, () =>
    ydocOf(
      parts.map((data, seq) => ({ seq, data })),
      (_seq, error) => {
        if (error instanceof TooHeavy) throw error
      },
    ),
  )
}

function tryOut(ydoc: Y.Doc, update: Uint8Array): number | null {
  const { structs } = Y.decodeUpdate(update)
  if (structs.length > MOST_STRUCTS || new Set(structs.map(({ id }) => id.client)).size > MOST_CLIENTS) return null
  const fair = fairTime(structs.length)
  const began = milliseconds()
  within(fair + MOST_EXCESS, () => Y.applyUpdate(ydoc, update))
  return Math.max(0, milliseconds() - began - fair)
}

function answer({ parts, update }: LookTask): LookReply {
  let ydoc: Y.Doc
  try {
    ydoc = build(parts)
  } catch (error) {
    if (error instanceof TooHeavy && update) return { kind: 'tried', excess: 0 }
    throw error
  }
  try {
    return update ? { kind: 'tried', excess: tryOut(ydoc, update) } : { kind: 'seen', seen: seenIn(ydoc) }
  } catch (error) {
    if (error instanceof TooHeavy) return { kind: 'tried', excess: null }
    throw error
  }
}

parentPort?.on('message', (task: LookTask) => {
  let reply: LookReply
  try {
    reply = answer(task)
  } catch (error) {
    reply = { kind: 'failed', message: error instanceof Error ? error.name : String(error) }
  }
  parentPort?.postMessage(reply, [])
})
