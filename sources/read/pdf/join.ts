/** Lines to one text: hyphens at line ends undone, except those that belong to the word. */

/** The words of a file, for telling "Zusam-menhang" from "long-term". Counts by word in lower case. */
export type Vocabulary = ReadonlyMap<string, number>

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{M}\p{N}]+)*/gu
const BROKEN = /(?<left>[\p{L}\p{M}\p{N}]+)(?<hyphen>[-\u2010\u00ad])$/u
const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uffef]/u
const LONGEST_WORD = 60
/** Beginnings that English writes with a hyphen more often than without. */
const COMPOUND_BEGINNINGS = new Set('all anti co cross double ex extra far fast first five four free full half hard high ill inter kilo large left long low medium mid most multi near never new non off old one open part post pre pro pseudo quasi re right second self semi short single small so south sub then third three two ultra vice well west wide world year north east non'.split(' '))

/** The words inside lines; the two halves of a word broken at a line's end are not among them. */
export function vocabularyOf(lines: Iterable<string>): Vocabulary {
  const words = new Map<string, number>()
  for (const line of lines) {
    const whole = line.replace(/[\p{L}\p{M}\p{N}]+[-\u2010\u00ad]\s*$/u, '')
    for (const [word] of whole.matchAll(WORD)) {
      const key = word.toLowerCase().replace(/[\u2010\u2011]/gu, '-')
      words.set(key, (words.get(key) ?? 0) + 1)
    }
  }
  return words
}

/** `before` and the line after it as one text. */
export function joinLines(before: string, after: string, words: Vocabulary): string {
  if (before === '') return after
  const broken = BROKEN.exec(before.slice(-LONGEST_WORD))?.groups
  const left = broken?.['left'] ?? ''
  const right = /^[\p{L}\p{M}\p{N}]+/u.exec(after)?.[0] ?? ''
  if (broken !== undefined && right !== '') {
    if (broken['hyphen'] === '\u00ad') return before.slice(0, -1) + after
    return keepsHyphen(left, right, words) ? before + after : before.slice(0, -1) + after
  }
  if (/[-\u2010]$/u.test(before) && /\S-$/u.test(before) && /^\S/u.test(after)) return before + after
  if (/[/\u2011]$|\S[–—]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) return before + after
  return WITHOUT_BLANKS.test(before.at(-1) ?? '') && WITHOUT_BLANKS.test(after[0] ?? '') ? before + after : `${before.trimEnd()} ${after}`
}

function keepsHyphen(left: string, right: string, words: Vocabulary): boolean {
  // "U.S.-Mexico", "COVID-19", "G-20": a capital or a digit goes on after its hyphen.
  if (/^[\p{Lu}\p{N}]/u.test(right) || /\p{N}$/u.test(left)) return true
  const count = (word: string) => words.get(word.toLowerCase()) ?? 0
  const joined = count(left + right)
  const hyphened = count(`${left}-${right}`)
  if (joined !== hyphened) return hyphened > joined
  if (joined > 0) return false
  if (COMPOUND_BEGINNINGS.has(left.toLowerCase()) && count(right) > 0) return true
  return left.length > 3 && right.length > 3 && count(left) > 0 && count(right) > 1
}
