/** The secret that signs session cookies: AUTH_SECRET, or one made at first start and kept in the data directory, readable by its owner alone. */
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '#model/random.ts'
import { newToken } from './token.ts'

/** The secret of this data directory; made when there is none. Two processes that start at once agree on one. */
export async function authSecret(dataDir: string, given: string | null, random: RandomBytes): Promise<string> {
  if (given !== null) return given
  const file = join(dataDir, 'secret')
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(`${newToken(random)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = (await readFile(file, 'utf8')).trim()
  if (secret.length < 32) throw new RangeError(`${file} is shorter than 32 characters; delete it and a new one is made (everyone has to sign in again)`)
  return secret
}
