/** The words around a figure that soften it ("nearly") or bound it ("more than", "or more"). Dropping one in a brief changes what is claimed. */

/** `approx` is the word as written; null for a plain statement. `comparator` is what it says of the true value against the figure, null when it says neither. */
export type Hedge = { approx: string | null; comparator: '<' | '<=' | '>' | '>=' | null }

const BEFORE: readonly (readonly [Hedge['comparator'], string])[] = [
  ['>=', 'at least|no fewer than|no less than|not less than|a minimum of|minimum of'],
  ['<=', 'at most|no more than|not more than|up to|as many as|as much as|a maximum of|maximum of'],
  ['>', '(?:far |well |much |just |slightly |many )?(?:more than|over|above)|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)|in excess of|upwards? of|greater than|north of|topp(?:ing|ed)|>'],
  ['<', '(?:far |well |just |slightly )?(?:fewer than|less than|lower than|below|under|short of)|<'],
  [null, '(?:very )?nearly|almost|about|around|approximately|approx\\.?|roughly|some|circa|ca\\.|c\\.|close to|an? estimated|estimated(?: at)?|virtually|~|≈|∼'],
]
const BETWEEN = '\\s*(?:(?:a (?:total|record|combined total) of|an? estimated|the)\\s+)?$'
const LEADING = BEFORE.map(([comparator, words]) => ({ comparator, pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${words})${BETWEEN}`, 'iu') }))
const TRAILING: readonly (readonly [Hedge['comparator'], RegExp])[] = [
  ['>=', /^\s+(or more|or above|and above|or over)\b/iu],
  ['<=', /^\s+(or less|or fewer|or below)\b/iu],
  [null, /^(?:\s+(or so|or thereabouts)|(-odd))\b/iu],
]
const WINDOW = 48

/** The hedge of the figure at `start`–`end`. */
export function readHedge(text: string, start: number, end: number): Hedge {
  const ahead = text.slice(Math.max(0, start - WINDOW), start)
  for (const { comparator, pattern } of LEADING) {
    const word = pattern.exec(ahead)?.[1]
    if (word !== undefined) return { approx: word, comparator }
  }
  if (text.slice(start, end).includes('+')) return { approx: '+', comparator: '>=' }
  const behind = text.slice(end, end + WINDOW)
  for (const [comparator, pattern] of TRAILING) {
    const match = pattern.exec(behind)
    if (match) return { approx: match[1] ?? match[2] ?? null, comparator }
  }
  return { approx: null, comparator: null }
}
