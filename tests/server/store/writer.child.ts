/** A process that appends as fast as it can and prints the seq of each update once the store said it is saved. Killed by its test. */
import { openSqliteStore } from '../../../server/store/sqlite.ts'

const [folder = '', doc = ''] = process.argv.slice(2)
const log = { info: () => undefined, error: () => undefined }
const store = await openSqliteStore({ folder, now: Date.now, log })

const write = async (writer: number): Promise<never> => {
  for (let count = 0; ; count++) {
    const [seq] = await store.append([{ doc, actor: `writer-${writer}`, at: count, data: new TextEncoder().encode(`${writer}:${count}`) }])
    process.stdout.write(`${seq} ${writer}:${count}\n`)
  }
}
await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))
