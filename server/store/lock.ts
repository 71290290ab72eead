/**
 * The exclusive lock of a data folder: two servers must not serve one folder (each would think it alone knows who is in a brief).
 *
 * The lock itself is the operating system's, held through an SQLite connection to `counterpoint.lock`: it ends with the process that holds it, however
 * that dies, so a lock is never stale and a reused process number never confuses it. `counterpoint.pid` only tells people who holds it.
 * (The number is not in the locked file: on POSIX, reading and closing that file would drop the lock in the process that holds it.)
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#model/refusal.ts'
import { isBusyFault } from './connection.ts'

export type FolderLock = { release(): void }

/** Takes the lock or throws a Refusal `conflict` that names the process that holds it. */
export function lockFolder(folder: string, pid: number): FolderLock {
  const pidFile = join(folder, 'counterpoint.pid')
  const db = new DatabaseSync(join(folder, 'counterpoint.lock'), { timeout: 0 })
  try {
    db.exec('pragma locking_mode = exclusive; begin exclusive; pragma user_version = 1; commit;')
  } catch (error) {
    db.close()
    if (!isBusyFault(error)) throw error
    throw new Refusal('conflict', `Another Counterpoint server${holder(pidFile)} is using the data folder ${folder}. Stop it first, or start this one with another DATA_DIR.`)
  }
  writeFileSync(pidFile, `${pid}\n`)
  return {
    release() {
      rmSync(pidFile, { force: true })
      db.close()
    },
  }
}

function holder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
