/** A process that writes to a brief and compacts it as fast as it can, and prints what is saved. Killed by its test. */
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import { typing } from '../sync/support.ts'

const [folder = '', doc = '', field = ''] = process.argv.slice(2)
const log = { info: () => undefined, error: () => undefined }
const store = await openSqliteStore({ folder, now: Date.now, log })

const compact = async (): Promise<never> => {
  for (;;) {
    const made = await store.compact(doc)
    if (made) process.stdout.write(`compacted ${made.snapshot.upto}\n`)
  }
}
const write = async (): Promise<void> => {
  for (const [index, data] of typing(Array.from({ length: 20_000 }, (_, word) => `${word} `), field).entries()) {
    await store.append([{ doc, actor: 'ana', at: index, data }])
    process.stdout.write(`saved ${index + 1}\n`)
  }
}
await Promise.all([write(), compact()])
