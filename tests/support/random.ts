/** Seeded chance for tests: the same seed gives the same run. Print the seed in the test's message, so that a failure can be had again. */
import type { RandomBytes } from '../../model/random.ts'

/** mulberry32 (public domain, T. Ettinger): numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Seeds for a random test: fixed ones, or the one in COUNTERPOINT_SEED, or as many as COUNTERPOINT_RUNS asks for. */
export function seedsFor(runs: number): number[] {
  const asked = process.env['COUNTERPOINT_SEED']
  if (asked !== undefined) return [Number(asked)]
  return Array.from({ length: Number(process.env['COUNTERPOINT_RUNS'] ?? runs) }, (_, index) => index + 1)
}

export function seededBytes(seed: number): RandomBytes {
  const next = seeded(seed)
  return (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256))
}

export function pick<T>(next: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(next() * choices.length)]
  if (choice === undefined) throw new RangeError('nothing to pick from')
  return choice
}
