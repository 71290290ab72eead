/** The words around a figure that soften it ("nearly") or bound it ("more than", "or more"). Dropping one in a brief changes what is claimed. */
import { latin } from '../latin.ts'

/** `approx` is the word as written; null for a plain statement. `comparator` is what it says of the true value against the figure, null when it says neither. */
export type Hedge = { approx: string | null; comparator: '<' | '<=' | '>' | '>=' | null }

const DEGREE = '(?:(?:far|well|much|just|slightly|many|significantly|substantially|considerably|a little|a bit|little) )?'
const BEFORE: readonly (readonly [Hedge['comparator'], string])[] = [
  ['>=', 'at least|at a minimum|no fewer than|no less than|not less than|a minimum of|minimum of|as few as|as little as|≥'],
  ['<=', 'at most|no more than|not more than|up to|as many as|as much as|as high as|a maximum of|maximum of|not exceeding|≤'],
  [
    '>',
    `${DEGREE}(?:more than|over|above|higher than|larger than|beyond)|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)|in excess of|upwards? of|greater than|north of|topp(?:ing|ed)|>`,
  ],
  ['<', `${DEGREE}(?:fewer than|less than|lower than|smaller than|below|under|short of|shy of)|<`],
  [
    null,
    '(?:very |quite )?nearly|almost|about|around|approximately|approx\\.?|roughly|some|somewhere around|circa|ca\\.|c\\.|close to|near|on the order of|in the (?:region|order) of|an? estimated|estimated(?: at)?|virtually|practically|an average of|perhaps|the equivalent of|~|≈|∼',
  ],
]
const BETWEEN =
  '\\s*(?:(?:a (?:total|record|combined total|staggering|whopping|further|full) (?:of )?|an? (?:estimated|additional|extra|average of)|the|another|its|their)\\s*)?$'
const LEADING = BEFORE.map(([comparator, words]) => ({ comparator, pattern: latin(new RegExp(`(?<![\\p{L}\\p{N}])(${words})${BETWEEN}`, 'iu')) }))
const TRAILING: readonly (readonly [Hedge['comparator'], RegExp])[] = [
  ['>=', /^\s+(or more|or above|and above|or over|and over|and up|at least|or older|and older)\b/iu],
  ['<=', /^\s+(or less|or fewer|or below|and under|at most|or younger)\b/iu],
  [null, /^(?:\s+(or so|or thereabouts|approximately|on average)|(-odd|-ish))\b/iu],
]
const WINDOW = 48
const HINT =
  /[<>≤≥~≈∼]|least|minimum|few|less|little|most|more|up to|many|much|high|maximum|exceed|surpass|over|above|larger|beyond|excess|upward|great|north of|topp|lower|smaller|below|under|short of|shy|near|almost|about|around|appr|rough|some|circa|ca\.|c\.|close|order of|region of|estimat|virtual|practical|average|perhaps|equivalent/iu

/** The hedge of the figure at `start`–`end`. */
export function readHedge(text: string, start: number, end: number): Hedge {
  const ahead = text.slice(Math.max(0, start - WINDOW), start)
  // Most figures have none of these words before them.
  if (HINT.test(ahead))
    for (const { comparator, pattern } of LEADING) {
      const word = pattern.exec(ahead)?.[1]
      if (word !== undefined) return { approx: word, comparator }
    }
  if (/\d\+/u.test(text.slice(start, end))) return { approx: '+', comparator: '>=' }
  const behind = text.slice(end, end + WINDOW)
  for (const [comparator, pattern] of TRAILING) {
    const match = pattern.exec(behind)
    if (match) return { approx: match[1] ?? match[2] ?? null, comparator }
  }
  return { approx: null, comparator: null }
}
