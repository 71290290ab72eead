/** A process that holds the lock of a folder until it is killed. */
import { openSqliteStore } from '../../../server/store/sqlite.ts'

const log = { info: () => undefined, error: () => undefined }
await openSqliteStore({ folder: process.argv[2] ?? '', now: Date.now, log, exclusive: true })
process.stdout.write('held\n')
setInterval(() => undefined, 1000)
