/**
 * The generated text of the search bench: passages of invented words whose frequencies fall like those of a language (Zipf), so that there are words in
 * four of ten passages, words in one of a thousand, and words that stand once. The same seed makes the same text.
 */
import { seeded } from '../support/random.ts'

const WORDS = 120_000
const FEWEST = 10
const MOST = 40
/** Words on which others follow more often than chance has it, so that phrases occur. */
const FOLLOWING = 0.25

const ONSETS = ['b', 'br', 'c', 'cr', 'd', 'dr', 'f', 'g', 'gr', 'h', 'k', 'l', 'm', 'n', 'p', 'pl', 'r', 's', 'st', 't', 'tr', 'v', 'w']
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou', 'ai']
const CODAS = ['', 'n', 'r', 'l', 's', 'm', 'nd', 'rt', 'st', 'ck']

/** A word of its own for every rank: short for the common ones. */
export function wordOf(rank: number): string {
  let rest = rank
  let word = ''
  for (let syllable = 0; syllable === 0 || rest > 0; syllable++) {
    word += ONSETS[rest % ONSETS.length]
    rest = Math.floor(rest / ONSETS.length)
    word += VOWELS[rest % VOWELS.length]
    rest = Math.floor(rest / VOWELS.length)
    word += CODAS[(rest + rank) % CODAS.length]
    rest = Math.floor(rest / CODAS.length)
  }
  return word
}

export type Speaker = { passage(): string; words: readonly string[] }

/** Makes passages of 10 to 40 words, 25 on average. */
export function createSpeaker(seed: number): Speaker {
  const next = seeded(seed)
  const words = Array.from({ length: WORDS }, (_, rank) => wordOf(rank))
  // Zipf with exponent 1: the inverse of the sum of 1/(rank + 2) is near an exponential.
  const draw = () => Math.min(WORDS - 1, Math.floor(2 * (WORDS / 2) ** next()) - 2 + Math.floor(next() * 2))
  return {
    words,
    passage() {
      const length = FEWEST + Math.floor(next() * (MOST - FEWEST + 1))
      let last = draw()
      const said = [words[Math.max(0, last)]]
      while (said.length < length) {
        last = next() < FOLLOWING ? (last * 7 + 3) % 2000 : draw()
        said.push(words[Math.max(0, last)])
      }
      return `${said.join(' ')}.`
    },
  }
}
