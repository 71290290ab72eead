/**
 * Large bytes as files by content hash: `blobs/ab/<sha256>`. Written beside its place, synced, renamed, and the folder synced, so that a name that
 * exists always holds all of its bytes. Knows no database.
 */
import { createHash } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export type Blobs = {
  /** Resolves with the sha256 (hex) once the bytes are on disk; the same bytes are written once. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes, or null when there are none. Throws when they no longer have their hash. */
  get(sha256: string): Promise<Uint8Array | null>
}

const HASH = /^[0-9a-f]{64}$/

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** `unique` names temporary files apart, within this process and from others'. */
export function openBlobs(folder: string, unique: () => string): Blobs {
  const shelf = (hash: string) => join(folder, 'blobs', hash.slice(0, 2))
  return {
    async put(bytes) {
      const hash = sha256Of(bytes)
      const place = join(shelf(hash), hash)
      if (await exists(place)) return hash
      await mkdir(shelf(hash), { recursive: true })
      const draft = `${place}.${unique()}.tmp`
      try {
        await writeSynced(draft, bytes)
        await rename(draft, place)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
      await syncFolder(shelf(hash))
      await syncFolder(join(folder, 'blobs'))
      return hash
    },
    async get(sha256) {
      if (!HASH.test(sha256)) return null
      const bytes = await readIfThere(join(shelf(sha256), sha256))
      if (bytes && sha256Of(bytes) !== sha256) throw new Error(`The file blobs/${sha256.slice(0, 2)}/${sha256} is damaged: its bytes no longer have the hash it is named by. Restore it from a backup.`)
      return bytes
    },
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a rename durable. Windows has no such call for folders and refuses to open one. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    const buffer = await readFile(file)
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
