/** The embedded store: the conformance suite, and what only a database in a folder can get wrong. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import { storeConformance } from './conformance.ts'

const folders: string[] = []

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'counterpoint-store-'))
  folders.push(made)
  return made
}

afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
})

const log = { info: () => undefined, error: () => undefined }

storeConformance('SQLite', async () => openSqliteStore({ folder: await folder(), now: () => 1000, log }))
