/**
 * Folding: the ways in which texts are compared without looking at what does not matter.
 *
 * - `fold` is for finding quotations: whitespace, soft hyphens, zero-width and direction signs are dropped, quotation marks and dashes unified, ligatures and full-width
 *   letters taken apart, a dash between letters dropped (it may be a line's end), the rest is NFC. Case and accents stay, because a changed letter is a changed
 *   quotation. A map leads from the folded text back to UTF-16 offsets of the original; what the fold overlooks, anchoring checks in the original.
 * - `foldText` is what a `quoteHash` is taken of: the same idea, fixed, so that hashes of one version stand in the next.
 * - `foldWords` and `searchWords` are for searching: case, accents and the Turkish dotless ı are folded, punctuation only separates.
 *
 * Used by anchoring, by the search in memory and by the store's full text; nothing here knows any of them.
 */

/** Folded text and, for each of its UTF-16 units, the stretch of the original it came from (`starts` inclusive, `ends` exclusive). */
export type Folded = { text: string; starts: ArrayLike<number>; ends: ArrayLike<number> }

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

/** What a `quoteHash` is taken of. Never changed: hashes are kept. */
export function foldText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.replace(/\s+/gu, '').replaceAll('`', "'")
  // Where no marks and no Korean letters are joined, every character is for itself, and most stay as they are.
  return JOINING.test(text) ? text.replace(CLUSTER, foldCluster) : text.replace(FOLDED, foldCluster)
}

const BEYOND_ASCII = /[^\0-\x7F]/u
const JOINING = /[\p{M}\u1100-\u11FF]/u
const FOLDED = /[\s`]|[^\0-\x7F]/gu

const MORE_SINGLE_QUOTES = /[\u2039\u203A\uFF07\u300C\u300D]/u
const MORE_DOUBLE_QUOTES = /[\u300C-\u300F\u301D-\u301F\uFF02]/u
/** Direction signs, word joiners and what else has no width. */
const UNSEEN = /^[\u061C\u180E\u202A-\u202E\u2061-\u2064\u2066-\u206F]+$/u
/** Latin ligatures and the full-width forms of ASCII. */
const PRESENTATION = /[\uFB00-\uFB06\uFF01-\uFF5E]/u

function foldLoosely(cluster: string): string {
  if (UNSEEN.test(cluster)) return ''
  if (MORE_DOUBLE_QUOTES.test(cluster)) return '"'
  if (MORE_SINGLE_QUOTES.test(cluster)) return "'"
  return PRESENTATION.test(cluster) ? foldCluster(cluster.normalize('NFKC')) : foldCluster(cluster)
}

const AT_CLUSTER = new RegExp(CLUSTER.source, 'uy')
const LETTER = /\p{L}/u
const DASH = 0x2d
/** Below this no code unit is a mark that could sit on the one before. */
const FIRST_MARK = 0x300
const PIECE = 8192

/** The text folded for finding, with its map. O(n). */
export function fold(text: string): Folded {
  let units = new Uint16Array(text.length + 16)
  let starts = new Int32Array(units.length)
  let ends = new Int32Array(units.length)
  let length = 0
  const add = (unit: number, start: number, end: number) => {
    // Only ligatures and an ellipsis fold to more than they were.
    if (length === units.length) [units, starts, ends] = [longer(units), longer(starts), longer(ends)]
    units[length] = unit
    starts[length] = start
    ends[length++] = end
  }
  const addDash = (start: number, end: number) => {
    const runsOn = length > 0 && units[length - 1] === DASH && ends[length - 1] === start
    if (runsOn) ends[length - 1] = end
    else if (length === 0 || !isLetter(units[length - 1] ?? 0) || !LETTER.test(nextSeen(text, end))) add(DASH, start, end)
  }
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code < 0x80 && !(text.charCodeAt(at + 1) >= FIRST_MARK)) {
      if (code === DASH) addDash(at, at + 1)
      else if (code === 0x60) add(0x27, at, at + 1)
      else if (code > 0x20 || !isBlank(code)) add(code, at, at + 1)
      at += 1
      continue
    }
    if (isPlain(code) && !mayBeMark(text.charCodeAt(at + 1))) {
      add(code, at, at + 1)
      at += 1
      continue
    }
    AT_CLUSTER.lastIndex = at
    const cluster = AT_CLUSTER.exec(text)?.[0] ?? text.charAt(at)
    const end = at + cluster.length
    const piece = foldLoosely(cluster)
    if (piece === '-') addDash(at, end)
    else for (let unit = 0; unit < piece.length; unit++) add(piece.charCodeAt(unit), at, end)
    at = end
  }
  return { text: textOf(units, length), starts: starts.subarray(0, length), ends: ends.subarray(0, length) }
}

function longer<A extends Uint16Array | Int32Array>(list: A): A {
  const more = list instanceof Uint16Array ? new Uint16Array(list.length * 2) : new Int32Array(list.length * 2)
  more.set(list)
  return more as A
}

/** Letters that are themselves in NFC: Latin with accents, Cyrillic, Han. */
function isPlain(code: number): boolean {
  return (code >= 0xc0 && code < 0x250) || (code >= 0x400 && code < 0x460) || (code >= 0x4e00 && code < 0xa000)
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 9 && code <= 13)
}

function mayBeMark(code: number): boolean {
  return code >= FIRST_MARK && !(code >= 0x400 && code < 0x460) && !(code >= 0x4e00 && code < 0xa000)
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x80 && LETTER.test(String.fromCharCode(code)))
}

/** So far a dash looks for the letter behind it. */
const REACH = 64

/** The next character that `fold` keeps; dashes are passed over, so that a run of them is judged as one. */
function nextSeen(text: string, from: number): string {
  for (let at = from; at < Math.min(text.length, from + REACH); at++) {
    const sign = text.charAt(at)
    if (!DROPPED.test(sign) && !DASHES.test(sign) && sign !== '-') return sign
  }
  return ''
}

function textOf(units: Uint16Array, length: number): string {
  let text = ''
  for (let from = 0; from < length; from += PIECE) text += String.fromCharCode(...units.subarray(from, Math.min(length, from + PIECE)))
  return text
}

/** The stretch of the original behind the folded range `start`–`end` (end exclusive, not empty). */
export function originalRange(folded: Folded, start: number, end: number): { start: number; end: number } {
  const from = folded.starts[start]
  const to = folded.ends[end - 1]
  if (from === undefined || to === undefined || end <= start) throw new RangeError(`no folded range ${start}–${end} in a text of ${folded.text.length}`)
  return { start: from, end: to }
}

/** Without any of these a quotation is one line of single blanks already. */
const UNEVEN = /^ | $| {2}|[^\S ]|\u00AD/u

/** A quotation as a person reads it: the lines of a wrapped paragraph joined, runs of blanks made one, the ends trimmed. A hyphen at a line's end stays, since it may belong to the word. */
export function readable(exact: string): string {
  if (!UNEVEN.test(exact)) return exact
  return exact
    .replace(/\u00AD\s*\n\s*/gu, '')
    .replace(/(?<=\p{L}[-\u2010\u2011])[ \t]*\r?\n\s*(?=\p{L})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Letters that no decomposition takes apart. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ı: 'i', ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ħ: 'h' }

const PLAIN_WORD = /^[A-Za-z0-9]+$/u

/** One word in the form in which words are compared: lower case, without accents, ı as i, without a possessive 's. */
export function foldWord(word: string): string {
  if (PLAIN_WORD.test(word)) return word.toLowerCase()
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
