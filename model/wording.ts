/**
 * Whether a passage holds the words that someone asks for. A fact must not rest on a likeness, so every library, in memory or stored, asks here
 * before it answers.
 *
 * Words are compared folded and whole (`fold.ts`); ranking and storage are others' business.
 */
import { readable, searchWords } from './fold.ts'
import { type Figure, readFigures } from './quantity.ts'

/** A query taken apart: all its folded words in order, and the "quoted phrases" in it, each as folded words. */
export type Query = { words: readonly string[]; phrases: readonly (readonly string[])[] }

const PHRASE = /["\u201C\u201D\u201E\u201F\u00AB\u00BB](?<phrase>[^"\u201C\u201D\u201E\u201F\u00AB\u00BB]+)["\u201C\u201D\u201E\u201F\u00AB\u00BB]/gu

export function readQuery(query: string): Query {
  return { words: wordsOf(query), phrases: Array.from(query.matchAll(PHRASE), (match) => wordsOf(match.groups?.['phrase'] ?? '')) }
}

/** The folded words of a passage, as `holdsQuery` compares them. */
export function wordsOf(text: string): string[] {
  return searchWords(visible(text)).map(({ word }) => word)
}

/** Whether the words of a passage hold every word of the query, and its phrases as they stand. The last word may be the beginning of a word, unless it is a number: the beginning of a number is another number. */
export function holdsQuery(held: readonly string[], { words, phrases }: Query): boolean {
  return words.every((word, index) => held.includes(word) || (index === words.length - 1 && isBeginning(word, held))) && phrases.every((phrase) => indexOfRun(held, phrase) >= 0)
}

function isBeginning(word: string, held: readonly string[]): boolean {
  return !/\d/.test(word) && held.some((candidate) => candidate.startsWith(word))
}

/**
 * Whether a passage holds a quotation: its words in a row, whole, with the signs that make a figure another one (currency, per cent, minus). Case,
 * accents, other punctuation and line breaks don't count. No figure of the passage may be cut into another one: "five million" is not in "twenty-five million".
 */
export function holdsQuotation(passage: string, quotation: string): boolean {
  const text = readable(visible(passage))
  const held = signedWords(text)
  const wanted = signedWords(readable(visible(quotation))).map(({ word }) => word)
  if (wanted.length === 0) return false
  const words = held.map(({ word }) => word)
  let at = indexOfRun(words, wanted)
  if (at < 0) return false
  const figures = readFigures(text)
  for (; at >= 0; at = indexOfRun(words, wanted, at + 1)) {
    const start = held[at]?.start ?? 0
    const end = held[at + wanted.length - 1]?.end ?? 0
    if (!figures.some((figure) => becomesAnother(figure, text, start, end))) return true
  }
  return false
}

/** Where the run of words begins at or after `from`; -1 when it is not there. */
function indexOfRun(held: readonly string[], run: readonly string[], from = 0): number {
  for (let at = from; at + run.length <= held.length; at++) if (run.every((word, offset) => held[at + offset] === word)) return at
  return -1
}

/** What no reader sees: soft hyphens and zero-width characters. One at a line's end goes with the break. */
function visible(text: string): string {
  return text.replace(/\u00AD\s*\n\s*|[\u00AD\u200B-\u200F\u2060\uFEFF]/gu, '')
}

const MINUS = /[-\u2010\u2011\u2212]/u
const SIGN = /\p{Sc}|[%\u2030]|(?<![\p{L}\p{N}])[-\u2010\u2011\u2212](?=[\p{Sc}\d])/gu

function signedWords(text: string): { word: string; start: number; end: number }[] {
  const signs = Array.from(text.matchAll(SIGN), ({ 0: sign, index }) => ({ word: MINUS.test(sign) ? '-' : sign, start: index, end: index + sign.length }))
  return signs.length === 0 ? searchWords(text) : [...searchWords(text), ...signs].sort((a, b) => a.start - b.start)
}

/** Whether the stretch from `start` to `end` cuts the figure so that it states another value. */
function becomesAnother(figure: Figure, text: string, start: number, end: number): boolean {
  const from = Math.max(figure.start, start)
  const to = Math.min(figure.end, end)
  const isCut = from < to && to - from < figure.end - figure.start
  return isCut && readFigures(text.slice(from, to))[0]?.value !== figure.value
}
