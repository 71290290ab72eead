/**
 * Folding: the two ways in which texts are compared without looking at what does not matter.
 *
 * - `fold` is for quotations: whitespace is dropped, quotes and dashes are unified, soft hyphens and zero-width characters are dropped, the rest is NFC.
 *   Case and accents stay, because a changed letter is a changed quotation. A map leads from the folded text back to UTF-16 offsets of the original.
 * - `foldWords` and `searchWords` are for searching: case, accents and the Turkish dotless ı are folded, punctuation only separates.
 *
 * Used by anchoring, by the search in memory and by the store's full text; nothing here knows any of them.
 */

/** Folded text and, for each of its UTF-16 units, the stretch of the original it came from (`starts` inclusive, `ends` exclusive). */
export type Folded = { text: string; starts: readonly number[]; ends: readonly number[] }

const DROPPED = /[\s\u00AD\u200B-\u200F\u2060\uFEFF]/u
const SINGLE_QUOTES = /[\u2018\u2019\u201A\u201B\u2032\u2035\u0060\u00B4\u02BC]/u
const DOUBLE_QUOTES = /[\u201C\u201D\u201E\u201F\u2033\u2036\u00AB\u00BB]/u
const DASHES = /[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]/u
/** One character with the marks that sit on it; Korean letters go together because NFC joins them into syllables. */
const CLUSTER = /[\u1100-\u115F]+[\u1160-\u11A7]*[\u11A8-\u11FF]*|\P{M}\p{M}*|\p{M}+/gu

function foldCluster(cluster: string): string {
  if (DROPPED.test(cluster)) return cluster.replace(new RegExp(DROPPED, 'gu'), '').normalize('NFC')
  if (SINGLE_QUOTES.test(cluster)) return "'"
  if (DOUBLE_QUOTES.test(cluster)) return '"'
  if (DASHES.test(cluster)) return '-'
  if (cluster === '\u2026') return '...'
  return cluster.normalize('NFC')
}

/** The text folded for matching, with its map. O(n). */
export function fold(text: string): Folded {
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  for (const match of text.matchAll(CLUSTER)) {
    const cluster = match[0]
    const piece = foldCluster(cluster)
    for (let unit = 0; unit < piece.length; unit++) {
      starts.push(match.index)
      ends.push(match.index + cluster.length)
    }
    folded += piece
  }
  return { text: folded, starts, ends }
}

/** The folded text alone: what `quoteHash` is taken of. */
export function foldText(text: string): string {
  return text.replace(CLUSTER, foldCluster)
}

/** The stretch of the original behind the folded range `start`–`end` (end exclusive, not empty). */
export function originalRange(folded: Folded, start: number, end: number): { start: number; end: number } {
  const from = folded.starts[start]
  const to = folded.ends[end - 1]
  if (from === undefined || to === undefined || end <= start) throw new RangeError(`no folded range ${start}–${end} in a text of ${folded.text.length}`)
  return { start: from, end: to }
}

/** A quotation as a person reads it: the lines of a wrapped paragraph joined, runs of blanks made one, the ends trimmed. A hyphen at a line's end stays, since it may belong to the word. */
export function readable(exact: string): string {
  return exact
    .replace(/\u00AD\s*\n\s*/gu, '')
    .replace(/(?<=\p{L}[-\u2010\u2011])[ \t]*\r?\n\s*(?=\p{L})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Letters that no decomposition takes apart. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ı: 'i', ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ħ: 'h' }

/** One word in the form in which words are compared: lower case, without accents, ı as i, without a possessive 's. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ıßøđłæœþðħ]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/['\u2019\u02BC]s$/u, '')
    .replace(/['\u2019\u02BC.,]/gu, (sign, at: number, whole: string) => (sign === '.' && /\d/.test(whole[at - 1] ?? '') ? '.' : ''))
}

/** A dotted abbreviation (U.S.), a grouped or decimal number (2,000; 3.2), or a word with an inner apostrophe. */
const WORD = /(?:\p{L}\.){2,}|\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}]+(?:['\u2019\u02BC]\p{L}+)*/gu

/** A word for searching and where it stands; "U.S." is `us`, "2,000" is `2000`, "Kadıköy" is `kadikoy`. */
export type SearchWord = { word: string; start: number; end: number }

export function searchWords(text: string): SearchWord[] {
  return Array.from(text.matchAll(WORD), (match) => ({ word: foldWord(match[0]), start: match.index, end: match.index + match[0].length })).filter((found) => found.word !== '')
}

/** The text as folded words with one blank between: the same for the text that is indexed and for the query. */
export function foldWords(text: string): string {
  return searchWords(text)
    .map((found) => found.word)
    .join(' ')
}

/** Where the words of `query` stand in `text`: ranges in order, touching ones not joined. The query's last word also matches as the beginning of a word. */
export function matchRanges(text: string, query: string): (readonly [number, number])[] {
  const wanted = searchWords(query).map((found) => found.word)
  const beginning = wanted.at(-1)
  if (beginning === undefined) return []
  const whole = new Set(wanted)
  return searchWords(text)
    .filter((found) => whole.has(found.word) || found.word.startsWith(beginning))
    .map((found) => [found.start, found.end] as const)
}
