/**
 * From what a person types into the search box to FTS5 queries, and from a hit back to the words that matched.
 *
 * Words are folded like the indexed text (`model/fold.ts`) and every term goes in as a quoted string, so no input can be read as FTS5 syntax.
 */
import { foldWords, searchWords } from '#model/fold.ts'
import { integer, openConnection, text } from './connection.ts'

const MAX_TERMS = 32
const MAX_CUES = 200
const QUOTES = /["\u201C\u201D\u201E\u201F\u00AB\u00BB]/u

/** A beginning this short matches too much of a library to be of use; it then counts as a whole word. */
const SHORTEST_BEGINNING = 3
/** What begins with fewer letters than this is listed and not ranked: the index would have to be read twice through all words that begin so. */
const SHORTEST_RANKED = 4

/** English endings the index's stemmer takes off whole. While someone types, the last word may end inside one of them. */
const ENDINGS = ['ational', 'ization', 'fulness', 'iveness', 'ousness', 'ation', 'ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ness', 'ions', 'ion', 'ing', 'ity', 'ive', 'ous', 'ers', 'ed']
const SHORTEST_STEM = 4

/**
 * `whole`: all words must match, "quoted words" as a phrase. `begun`: the same, but the last word may also be the beginning of one; null when the query
 * does not end in a word that can be. `ranked` says whether that can be ranked in good time. `word` is the last word.
 */
export type FtsQuery = { whole: string; begun: { query: string; ranked: boolean; word: string } | null }

/** Null when there is no word in it. Of `cues` (words or phrases) one at least has to match too. */
export function ftsQuery(query: string, cues: readonly string[] = []): FtsQuery | null {
  const parts = query.split(QUOTES)
  // An odd number of quote signs leaves the last one open: what follows it are plain words.
  const closed = parts.length % 2 === 1 ? parts.length : parts.length - 1
  const terms = parts.flatMap((part, index) => {
    const words = searchWords(part).map((found) => found.word)
    if (words.length === 0) return []
    if (index % 2 === 1 && index < closed) return [{ whole: quoted(words.join(' ')), last: null }]
    return words.map((word, at) => ({ whole: quoted(word), last: index === parts.length - 1 && at === words.length - 1 ? word : null }))
  })
  const kept = terms.slice(0, MAX_TERMS)
  const fixed = [...kept.slice(0, -1).map(({ whole }) => whole), ...cueTerm(cues)]
  const end = kept.at(-1)
  if (end === undefined) return fixed.length === 0 ? null : { whole: all(fixed), begun: null }
  const { last } = end
  const begun = last !== null && last.length >= SHORTEST_BEGINNING ? { query: all([...fixed, beginning(last)]), ranked: last.length >= SHORTEST_RANKED, word: last } : null
  return { whole: all([...fixed, end.whole]), begun }
}

function all(terms: readonly string[]): string {
  return terms.join(' AND ')
}

function cueTerm(cues: readonly string[]): string[] {
  const folded = cues.slice(0, MAX_CUES).map(foldWords).filter((words) => words !== '')
  return folded.length === 0 ? [] : [`(${folded.map(quoted).join(' OR ')})`]
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`
}

function beginning(word: string): string {
  return `(${[quoted(word), `${quoted(word)}*`, ...stemsWithin(word).map(quoted)].join(' OR ')})`
}

/** "migratio" would find nothing, since the index holds "migrat": the stems a half-typed ending may hide. */
function stemsWithin(word: string): string[] {
  const stems = new Set<string>()
  for (let length = SHORTEST_STEM; length < word.length; length++) {
    const rest = word.slice(length)
    if (ENDINGS.some((ending) => ending.startsWith(rest))) stems.add(word.slice(0, length))
  }
  return [...stems]
}

const OPEN = '\u0001'
const SHUT = '\u0002'
/** Of a passage that is longer (UTF-16 units) only the beginning is marked. */
const LONGEST_MARKED = 20_000

export type Marker = { marks(texts: readonly string[], fts: string): (readonly [number, number])[][] }

/** Finds what matched by asking the same tokenizer: the texts go into a scratch index in memory, whose `highlight` knows stems and phrases. */
export function openMarker(): Marker {
  const scratch = openConnection(':memory:', 'writer')
  scratch.script(`create virtual table hit using fts5 (body, tokenize = 'porter unicode61 remove_diacritics 2')`)
  return {
    marks(texts, fts) {
      const shown = texts.map((entry) => entry.slice(0, LONGEST_MARKED))
      scratch.run('delete from hit')
      shown.forEach((entry, index) => scratch.run('insert into hit (rowid, body) values (?, ?)', index, foldWords(entry)))
      const marked = scratch.all(`select rowid as position, highlight(hit, 0, '${OPEN}', '${SHUT}') as body from hit where hit match ?`, fts)
      const bodies = new Map(marked.map((row) => [integer(row, 'position'), text(row, 'body')]))
      return shown.map((entry, index) => rangesOf(entry, bodies.get(index) ?? ''))
    },
  }
}

/** The folded text has the same words in the same order as the original, so the n-th word here is the n-th there. */
function rangesOf(original: string, marked: string): (readonly [number, number])[] {
  if (marked === '') return []
  const words = searchWords(original)
  const ranges: (readonly [number, number])[] = []
  let from: number | null = null
  marked.split(' ').forEach((piece, index) => {
    const word = words[index]
    if (!word) return
    if (from === null && piece.includes(OPEN)) from = word.start
    if (from !== null && piece.lastIndexOf(SHUT) > piece.lastIndexOf(OPEN)) {
      ranges.push([from, word.end])
      from = null
    }
  })
  return ranges
}
