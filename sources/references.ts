/**
 * The entries of a source's reference sections and its footnotes as candidate sources. A block may hold one entry or many, an entry may run over several
 * lines; what cites nothing (an explanatory note, "Ibid.", a pointer to another article) gives no source.
 */
import type { Reference } from '#model/extraction.ts'
import type { Block } from '#model/source.ts'
import { joinLines } from './references/address.ts'
import { readEntry } from './references/entry.ts'

type Span = { start: number; end: number }

const MARKER = /^[ \t]*(?:\[\^?\d{1,4}\]:?|\(\d{1,3}\)|\d{1,4}[.)](?=[\s\p{L}])|\d{1,3}(?=[ \t]+\p{Lu})|[¹²³⁰-⁹]+|[•·▪◦‣●○■*+–—-](?=\s)|[†‡§]|\^(?:\s?[a-z](?=\s))*)[ \t]*/u
const NUMBER = /^[ \t]*(?:\[\^?(?<a>\d{1,4})\]|\((?<b>\d{1,3})\)|(?<c>\d{1,4})[.)](?=[\s\p{L}])|(?<d>\d{1,3})(?=[ \t]+\p{Lu}))/u
/** A line that begins like an entry: an inverted name, initials, an institution with a year, a quoted title, an address. */
const BEGINS = /^(?:\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?,\s+\p{Lu}(?:\.|\p{Ll}+)|(?:\p{Lu}\.\s?){1,3}\p{Lu}\p{Ll}+|[“"«‘]\p{Lu}|https?:\/\/|\p{Lu}[^.]{2,80}[.,]?\s\(?(?:1[89]|20)\d{2}[a-h]?\)?[.,:])/u
const ENDS = /(?:[.!?)\]”"’/]|https?:\/\/\S+|\b10\.\d{4,9}\/\S+|\d)\s*$/u
/** References beyond this are not parsed; no briefing cites so many. */
const MOST = 5000

/** Candidate sources in order, each over the entry's stretch of the text. O(n). */
export function readReferences(text: string, blocks: readonly Block[]): Reference[] {
  const found: Reference[] = []
  for (const { start, end } of blocks.filter(({ kind }) => kind === 'reference').flatMap((block) => entriesOf(text, block)).reduce<Span[]>((all, span) => joinTorn(text, all, span), [])) {
    if (found.length >= MOST) break
    const read = readEntry(withoutMarker(text.slice(start, end)))
    if (read !== null) found.push({ start, end, csl: read.csl, rule: read.rule })
  }
  return found
}

function withoutMarker(raw: string): string {
  return joinLines(raw.replace(MARKER, '').replace(/^\^(?:\s?[a-z](?=\s))*\s*/u, ''))
}

/** The entries inside one block: by their numbers, by a hanging indent, or by lines that begin like an entry behind one that ended. */
function entriesOf(text: string, block: Span): Span[] {
  const lines = linesOf(text, block)
  if (lines.length < 2) return inRow(text, block).flatMap((span) => atSemicolons(text, span))
  const indents = lines.map((line) => line.indent)
  const hanging = indents.slice(1).some((indent) => indent > 0) && indents.filter((indent) => indent === 0).length >= 2
  const spans: Span[] = []
  lines.forEach((line, index) => {
    const previous = spans.at(-1)
    const before = lines[index - 1]
    const content = text.slice(line.start, line.end)
    const starts = previous === undefined || before === undefined || isMarked(content) || (hanging ? line.indent === 0 : isNewEntry(text.slice(previous.start, before.end), content))
    if (starts) spans.push({ start: line.start, end: line.end })
    else if (previous !== undefined) previous.end = line.end
  })
  return spans.flatMap((span) => inRow(text, span)).flatMap((span) => atSemicolons(text, span))
}

function linesOf(text: string, { start, end }: Span): (Span & { indent: number })[] {
  return Array.from(text.slice(start, end).matchAll(/[^\n\f]+/gu), (match) => {
    const content = match[0]
    const indent = match.index === 0 ? 0 : content.length - content.trimStart().length
    return { start: start + match.index + (content.length - content.trimStart().length), end: start + match.index + content.trimEnd().length, indent }
  }).filter((line) => line.end > line.start)
}

function isMarked(content: string): boolean {
  return MARKER.test(content) && !/^\d{1,4}[.)]?\s*(?:\(|[–-])/u.test(content)
}

function isNewEntry(before: string, line: string): boolean {
  return ENDS.test(before) && BEGINS.test(line) && (!/^https?:/iu.test(line) || /https?:\/\/\S+\s*$/iu.test(before))
}

/** Numbered entries run together in one line: "[1] … [2] …", "1. … 2. …" with rising numbers. */
function inRow(text: string, { start, end }: Span): Span[] {
  const content = text.slice(start, end)
  const first = NUMBER.exec(content)?.groups
  const style = first === undefined ? undefined : (['a', 'b', 'c'] as const).find((name) => first[name] !== undefined)
  if (first === undefined || style === undefined) return [{ start, end }]
  const shapes = { a: /(?<=\s)\[\^?(?<n>\d{1,4})\](?=\s*\p{L}|\s*[“"«])/gu, b: /(?<=\s)\((?<n>\d{1,3})\)(?=\s*\p{L}|\s*[“"«])/gu, c: /(?<=[.)”"\d/]\s)(?<n>\d{1,4})[.)](?=\s+[\p{Lu}“"«])/gu }
  const starts = [start]
  let expected = Number(first[style]) + 1
  for (const match of content.matchAll(shapes[style])) {
    if (match.index === 0 || Number(match.groups?.['n']) !== expected) continue
    starts.push(start + match.index)
    expected++
  }
  return starts.map((from, index) => trimmed(text, { start: from, end: starts[index + 1] ?? end }))
}

/** Several citations in one note, parted by semicolons: only where each part has an address, or a quoted title and a year. */
function atSemicolons(text: string, span: Span): Span[] {
  const content = text.slice(span.start, span.end)
  const cuts = Array.from(content.matchAll(/;\s+(?:and\s+|see also\s+|see\s+)?/giu), (match) => ({ at: match.index, next: match.index + match[0].length }))
  if (cuts.length === 0 || cuts.length > 12) return [span]
  const bounds = [{ next: 0 }, ...cuts]
  const parts = bounds.map(({ next }, index) => ({ start: span.start + next, end: span.start + (cuts[index]?.at ?? content.length) }))
  const whole = parts.every(({ start, end }) => {
    const part = text.slice(start, end)
    return /https?:\/\/\S/u.test(part) || (/[“"«][^”"»]{8,}[”"»]/u.test(part) && /\b(?:1[89]|20)\d{2}\b/u.test(part))
  })
  return whole ? parts.map((part) => trimmed(text, part)) : [span]
}

/** An address on a line or block of its own belongs to the entry before it that has none; so does a line that goes on in lower case. */
function joinTorn(text: string, all: Span[], span: Span): Span[] {
  const previous = all.at(-1)
  const content = text.slice(span.start, span.end)
  const before = previous === undefined ? '' : text.slice(previous.start, previous.end)
  const near = previous !== undefined && /^\s*$/u.test(text.slice(previous.end, span.start)) && before.length < 600
  const address = /^(?:(?:available (?:at|from)|retrieved from|url|link|doi|disponible en)\s*:?\s*)?<?(?:https?:\/\/|www\.|10\.\d{4,9}\/)\S+$/iu.test(content.trim()) && !/https?:\/\/|www\.|\b10\.\d{4,9}\//iu.test(before)
  const goesOn = /^\p{Ll}/u.test(content) && !/^(?:https?:|www\.|de |von |van )/u.test(content) && !/[.!?]["”)]?\s*$/u.test(before) && !isMarked(content)
  if (previous !== undefined && near && (address || goesOn)) previous.end = span.end
  else all.push({ ...span })
  return all
}

function trimmed(text: string, { start, end }: Span): Span {
  const content = text.slice(start, end)
  return { start: start + content.length - content.trimStart().length, end: start + content.trimEnd().length }
}
