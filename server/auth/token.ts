/** Secrets that stand for someone (API keys, sign-in links). 256 random bits each, so that a plain hash of one tells nothing; only the hash is stored. */
import { createHash } from 'node:crypto'
import type { RandomBytes } from '#model/random.ts'

const BYTES = 32

/** A new secret: the prefix ("cp_" marks an API key wherever it turns up) and 43 characters of base64url. */
export function newToken(random: RandomBytes, prefix = ''): string {
  return prefix + Buffer.from(random(BYTES)).toString('base64url')
}

/** sha256, hexadecimal: what the store keeps of a secret. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
