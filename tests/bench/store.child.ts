/**
 * One round of the store bench, in a process of its own: 64 writers, each appending 120 bytes again as soon as its last append is on disk, for some seconds.
 * Prints `{perSecond, p99}`. The store is the one of the checkout named; `log` is a file of our own that is written and flushed by hand.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import type * as BriefModule from '../../model/brief.ts'
import type * as YdocModule from '../../model/ydoc.ts'
import type * as StoreModule from '../../server/store/sqlite.ts'
import { percentile } from './numbers.ts'

const WRITERS = 64
const BYTES = 120
const WARM_MS = 500

const [kind = '', root = '', seconds = '3'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'counterpoint-bench-store-'))

type Target = { append(data: Uint8Array): Promise<unknown>; close(): Promise<void> }

async function openStore(): Promise<Target> {
  const load = async <T>(path: string) => (await import(pathToFileURL(join(root, path)).href)) as T
  const { openSqliteStore } = await load<typeof StoreModule>('server/store/sqlite.ts')
  const { blankBrief } = await load<typeof BriefModule>('model/brief.ts')
  const { seedUpdate } = await load<typeof YdocModule>('model/ydoc.ts')
  const silent = () => undefined
  const store = await openSqliteStore({ folder, now: Date.now, log: { info: silent, error: silent } })
  await store.createTeam({ id: 'team', slug: 'desk', name: 'The desk', createdAt: 1 })
  const docs = Array.from({ length: WRITERS }, (_, index) => `d${index}`)
  for (const id of docs) await store.createDocument({ id, team: 'team', title: id, kind: 'note', template: null, createdAt: 1, seed: seedUpdate(blankBrief(id)), actor: 'bench' })
  let next = 0
  return { append: (data) => store.append([{ doc: docs[next++ % WRITERS] ?? '', actor: 'bench', at: Date.now(), data }]), close: () => store.close() }
}

/** The least that can be called durable: what came together is written together, then fdatasync, then everybody is told. */
async function openLog(): Promise<Target> {
  const file = await open(join(folder, 'log'), 'a')
  let waiting: { data: Uint8Array; done(): void }[] = []
  let running = false
  const run = async () => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await file.write(Buffer.concat(batch.map(({ data }) => data)))
      await file.datasync()
      for (const { done } of batch) done()
    }
    running = false
  }
  return {
    append: (data) =>
      new Promise<void>((done) => {
        waiting.push({ data, done })
        if (running) return
        running = true
        queueMicrotask(() => void run())
      }),
    close: () => file.close(),
  }
}

const target = kind === 'log' ? await openLog() : await openStore()
const waits: number[] = []
const begun = performance.now()
const end = begun + WARM_MS + Number(seconds) * 1000
await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    const data = new Uint8Array(BYTES).fill(writer)
    while (performance.now() < end) {
      const at = performance.now()
      await target.append(data)
      if (at > begun + WARM_MS) waits.push(performance.now() - at)
    }
  }),
)
const lasted = (performance.now() - begun - WARM_MS) / 1000
await target.close()
rmSync(folder, { recursive: true, force: true })
process.stdout.write(JSON.stringify({ perSecond: waits.length / lasted, p99: percentile(waits, 0.99) }))
