/** Edits to a text in which a quotation stands, and what finding it again has to answer. An edit that cannot be made to a quotation (no number in it) gives null. */
import { pick } from '../support/random.ts'

export type Quoted = { text: string; start: number; end: number }
type Next = () => number
/** `answers` are the statuses that are right. */
export type Edit = { name: string; kind: 'harmless' | 'harmful'; answers: readonly string[]; make(quoted: Quoted, next: Next): string | null }

const exactOf = ({ text, start, end }: Quoted): string => text.slice(start, end)
const replaced = ({ text, start, end }: Quoted, words: string): string | null => (words === text.slice(start, end) ? null : text.slice(0, start) + words + text.slice(end))

const ELSEWHERE = 'The clerk noted the weather, the names of those present and the hour at which the room was closed.'
const NUMBER_WORDS: Readonly<Record<string, string>> = { one: 'two', two: 'three', three: 'four', four: 'six', five: 'seven', six: 'nine', seven: 'eight', eight: 'ten', nine: 'twelve', ten: 'eleven', half: 'third', third: 'quarter', twice: 'thrice', million: 'billion', billion: 'million', hundred: 'thousand', thousand: 'hundred', first: 'second', second: 'fourth' }
const UNITS: Readonly<Record<string, string>> = { km: 'miles', kilometres: 'miles', metres: 'feet', miles: 'kilometres', tonnes: 'pounds', percent: 'points', hours: 'days', minutes: 'hours' }

/** Replaces one word of the quotation by what the table has for it. */
function swapped(quoted: Quoted, table: Readonly<Record<string, string>>): string | null {
  const exact = exactOf(quoted)
  const match = new RegExp(`(?<![\\p{L}-])(?:${Object.keys(table).join('|')})(?![\\p{L}-])`, 'u').exec(exact)
  const other = match && table[match[0]]
  return match && other !== undefined && other !== null ? replaced(quoted, exact.slice(0, match.index) + other + exact.slice(match.index + match[0].length)) : null
}

/** Reflowed like a column of a PDF. */
function columns(text: string, width: number): string {
  let line = 0
  return text.replace(/(\S+)(\s*)/gu, (_, word: string, blank: string) => {
    line += word.length + 1
    if (blank === '') return word
    if (line < width) return `${word} `
    line = 0
    return `${word}\n`
  })
}

function words(text: string): { word: string; index: number }[] {
  return Array.from(text.matchAll(/\p{Ll}{4,}/gu), (match) => ({ word: match[0], index: match.index }))
}

function atWord(quoted: Quoted, next: Next, change: (word: string) => string): string | null {
  const exact = exactOf(quoted)
  const inner = words(exact).filter(({ index, word }) => index > 0 && index + word.length < exact.length && NUMBER_WORDS[word] === undefined && UNITS[word] === undefined)
  if (inner.length === 0) return null
  const { word, index } = pick(next, inner)
  return replaced(quoted, exact.slice(0, index) + change(word) + exact.slice(index + word.length))
}

/** The quotation with some of its words exchanged: alike, and not it. */
function lookalike(quoted: Quoted): string {
  return exactOf(quoted).replace(/\p{Ll}{6,}/u, 'another').replace(/\d/u, (digit) => String((Number(digit) + 3) % 10))
}

/** A word may belong to a number: its unit, its bound. */
const CHANGED = ['changed', 'changed-number']

export const EDITS: readonly Edit[] = [
  { name: 'inserted elsewhere', kind: 'harmless', answers: ['exact'], make: ({ text }) => `${ELSEWHERE}\n\n${text}` },
  { name: 'deleted elsewhere', kind: 'harmless', answers: ['exact'], make: ({ text, start, end }) => (start > 200 ? text.slice(120) : text.length - end > 200 ? text.slice(0, -120) : null) },
  { name: 'changed right before and behind', kind: 'harmless', answers: ['exact'], make: ({ text, start, end }) => `${text.slice(0, Math.max(0, start - 20))} (so it was put) ${text.slice(start, end)} [and so on] ${text.slice(end + 20)}` },
  { name: 'reflowed', kind: 'harmless', answers: ['exact'], make: ({ text }) => columns(text, 50) },
  { name: 'all in one line', kind: 'harmless', answers: ['exact'], make: ({ text }) => text.replace(/\s+/gu, ' ') },
  { name: 'hyphenated line ends', kind: 'harmless', answers: ['exact'], make: ({ text }) => text.replace(/(?<=(?<![\p{L}-])\p{L}{4})(?=\p{Ll}{4})/gu, '-\n') },
  { name: 'other quotation marks and dashes', kind: 'harmless', answers: ['exact'], make: ({ text }) => text.replace(/[“”"]/gu, '«').replace(/[’']/gu, 'ʼ').replace(/[–—]/gu, '--').replace(/\.\.\./gu, '…') },
  { name: 'ligatures and soft hyphens', kind: 'harmless', answers: ['exact'], make: ({ text }) => text.replace(/fi/gu, 'ﬁ').replace(/fl/gu, 'ﬂ').replace(/tion/gu, '\u00ADtion') },
  { name: 'moved to the end', kind: 'harmless', answers: ['exact'], make: ({ text, start, end }) => `${text.slice(0, start)}${text.slice(end)}\n\n${text.slice(start, end)}` },
  { name: 'said twice', kind: 'harmless', answers: ['exact'], make: (quoted) => `${quoted.text}\n\nAnd again: ${exactOf(quoted)}` },
  { name: 'a word changed', kind: 'harmful', answers: CHANGED, make: (quoted, next) => atWord(quoted, next, () => 'otherwise') },
  { name: 'a word left out', kind: 'harmful', answers: CHANGED, make: (quoted, next) => atWord(quoted, next, () => '') },
  { name: 'a letter changed', kind: 'harmful', answers: CHANGED, make: (quoted, next) => atWord(quoted, next, (word) => `${word.slice(0, 2)}${word[2] === 'x' ? 'y' : 'x'}${word.slice(3)}`) },
  { name: 'a negation inserted', kind: 'harmful', answers: CHANGED, make: (quoted, next) => atWord(quoted, next, (word) => `not ${word}`) },
  { name: 'a word in capitals', kind: 'harmful', answers: CHANGED, make: (quoted, next) => atWord(quoted, next, (word) => word.toUpperCase()) },
  { name: 'a mark of a note inserted', kind: 'harmful', answers: ['changed'], make: (quoted, next) => atWord(quoted, next, (word) => `${word}[3]`) },
  { name: 'a digit changed', kind: 'harmful', answers: ['changed-number'], make: (quoted) => replaced(quoted, exactOf(quoted).replace(/\d(?!.*\d)/su, (digit) => String((Number(digit) + 1) % 10))) },
  { name: 'a digit put before', kind: 'harmful', answers: ['changed-number'], make: (quoted) => replaced(quoted, exactOf(quoted).replace(/(?<![\d.,])\d/u, '1$&')) },
  { name: 'a number word changed', kind: 'harmful', answers: ['changed-number'], make: (quoted) => swapped(quoted, NUMBER_WORDS) },
  { name: 'a unit changed', kind: 'harmful', answers: ['changed-number', 'changed'], make: (quoted) => swapped(quoted, UNITS) },
  { name: 'deleted', kind: 'harmful', answers: ['missing'], make: ({ text, start, end }) => text.slice(0, start) + text.slice(end) },
  { name: 'deleted, with a likeness elsewhere', kind: 'harmful', answers: ['missing'], make: (quoted) => (lookalike(quoted) === exactOf(quoted) ? null : `${quoted.text.slice(0, quoted.start)}${quoted.text.slice(quoted.end)}\n\n${ELSEWHERE} ${lookalike(quoted)} ${ELSEWHERE}`) },
  { name: 'the last third cut off', kind: 'harmful', answers: ['changed', 'changed-number', 'missing'], make: (quoted) => replaced(quoted, exactOf(quoted).slice(0, -Math.ceil((quoted.end - quoted.start) / 3))) },
]
