/**
 * From what a person types into the search box to an FTS5 query, and from a hit back to the words that matched.
 *
 * Words are folded like the indexed text (`model/fold.ts`) and every term goes in as a quoted string, so no input can be read as FTS5 syntax.
 */
import { foldWords, searchWords } from '#model/fold.ts'
import { integer, openConnection, text } from './connection.ts'

const MAX_TERMS = 32
const QUOTES = /["\u201C\u201D\u201E\u201F\u00AB\u00BB]/u

/** A beginning this short matches too much of a library to be of use; it then counts as a whole word. */
const SHORTEST_BEGINNING = 2

/** English endings the index's stemmer takes off whole. While someone types, the last word may end inside one of them. */
const ENDINGS = ['ational', 'ization', 'fulness', 'iveness', 'ousness', 'ation', 'ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ness', 'ions', 'ion', 'ing', 'ity', 'ive', 'ous', 'ers', 'ed']
const SHORTEST_STEM = 4

/** The FTS5 query: all words must match, "quoted words" as a phrase, the last word also as a beginning. Null when there is no word in it. */
export function ftsQuery(query: string): string | null {
  const parts = query.split(QUOTES)
  // An odd number of quote signs leaves the last one open: what follows it are plain words.
  const closed = parts.length % 2 === 1 ? parts.length : parts.length - 1
  const terms = parts.flatMap((part, index) => {
    const words = searchWords(part).map((found) => found.word)
    if (words.length === 0) return []
    if (index % 2 === 1 && index < closed) return [quoted(words.join(' '))]
    return words.map((word, at) => (index === parts.length - 1 && at === words.length - 1 ? beginning(word) : quoted(word)))
  })
  return terms.length === 0 ? null : terms.slice(0, MAX_TERMS).join(' AND ')
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`
}

function beginning(word: string): string {
  if (word.length < SHORTEST_BEGINNING) return quoted(word)
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

export type Marker = { marks(texts: readonly string[], fts: string): (readonly [number, number])[][] }

/** Finds what matched by asking the same tokenizer: the texts go into a scratch index in memory, whose `highlight` knows stems and phrases. */
export function openMarker(): Marker {
  const scratch = openConnection(':memory:', 'writer')
  scratch.script(`create virtual table hit using fts5 (body, tokenize = 'porter unicode61 remove_diacritics 2')`)
  return {
    marks(texts, fts) {
      scratch.run('delete from hit')
      texts.forEach((entry, index) => scratch.run('insert into hit (rowid, body) values (?, ?)', index, foldWords(entry)))
      const marked = scratch.all(`select rowid as position, highlight(hit, 0, '${OPEN}', '${SHUT}') as body from hit where hit match ?`, fts)
      const bodies = new Map(marked.map((row) => [integer(row, 'position'), text(row, 'body')]))
      return texts.map((entry, index) => rangesOf(entry, bodies.get(index) ?? ''))
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
