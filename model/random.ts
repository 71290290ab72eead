/** Ids made from randomness that is passed in, so that a test can hold them still. */

/** Fills the array with random bytes: the platform's generator outside, a seeded generator in tests. */
export type RandomBytes = (length: number) => Uint8Array

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A short id (default 10 characters of base 36, ~50 bits): blocks, citations and facts inside one brief. */
export function shortId(random: RandomBytes, length = 10): string {
  return Array.from(random(length), (byte) => ALPHABET[byte % 36]).join('')
}

/** UUIDv7 (RFC 9562): sorted by time. `now` is milliseconds since 1970. */
export function uuidv7(now: number, random: RandomBytes): string {
  const bytes = random(16)
  let time = now
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}
