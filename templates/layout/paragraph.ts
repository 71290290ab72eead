/**
 * Paragraphs: spans in several styles → lines of glyph runs. Words may change style in the middle; note marks stick to their word.
 *
 * Words longer than the measure are cut, addresses may break after their separators, and a line that was broken at a space keeps that space,
 * so that a reader who copies the page gets the words apart.
 */
import type { Align, Note, Span } from './box.ts'
import { type GlyphRun, type RunStyle, type Shaped, shapedText } from './frame.ts'
import { breakLines, type Item } from './linebreak.ts'
import { type Measure, plain } from './measure.ts'

export type Line = { runs: readonly GlyphRun[]; width: number; notes: readonly Note[] }

type Fragment = { shaped: readonly Shaped[]; style: RunStyle; width: number; note: Note | null }

/** An item of the line breaker with what it shows. */
type Piece = { item: Item; fragments: readonly Fragment[] }

const STRETCH = 0.5
const SHRINK = 0.3
/** No space of a justified line is stretched by more than this share of its size; the line stays short instead. */
const WIDEST = 0.9
const BREAK_AFTER = /(?<=[-\u2013\u2014/])(?=[^\s\d\p{P}])/u
const BREAK_IN_ADDRESS = /(?<=[/?&=_.#%+~:-])(?<!:\/\/)(?=[^/?&=_.#%+~:\s-])/
const ADDRESS = /:\/\/|^www\.|^[\w-]+(\.[\w-]+){2,}\/|\S{30,}/
/** A word of at least this many characters is cut without being shaped whole. */
const LONG_WORD = 400
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** What it costs to end a line inside a compound word, and inside an address. */
const AFTER_HYPHEN = 30
const IN_ADDRESS = 300
const SEPARATED = /[-\u2013\u2014/.:]/
const SPACES = /[ \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+/g

export function setParagraph(spans: readonly Span[], measureWidth: number, align: Align, measure: Measure): Line[] {
  const width = Math.max(measureWidth, 1)
  const pieces = toPieces(spans, width, measure)
  const broken = breakLines(pieces.map((piece) => piece.item), { measure: width, justified: align === 'justify' })
  return broken.map((line) => {
    const shown = pieces.slice(line.from, line.to)
    const end = pieces[line.to]
    const closing = end?.item.kind === 'glue' ? [{ ...end, item: { ...end.item, width: 0 } }] : end?.item.kind === 'penalty' ? [end] : []
    return assemble(shown, closing, align === 'justify' ? line.ratio : 0, align, width)
  })
}

/** The widest unbreakable piece and the whole text on one line: what a table column needs to know. */
export function naturalWidths(spans: readonly Span[], measure: Measure): { minimum: number; maximum: number } {
  let minimum = 0
  let maximum = 0
  let line = 0
  for (const { item } of toPieces(spans, Infinity, measure)) {
    if (item.kind === 'penalty') {
      if (item.cost === -Infinity) line = 0
      continue
    }
    if (item.kind === 'box') minimum = Math.max(minimum, item.width)
    line += item.width
    maximum = Math.max(maximum, line)
  }
  return { minimum, maximum }
}

function toPieces(spans: readonly Span[], width: number, measure: Measure): Piece[] {
  const pieces: Piece[] = []
  let word: Fragment[] = []
  const spaces = new Map<RunStyle, Piece>()
  const closeWord = () => {
    if (word.length === 0) return
    const boxWidth = word.reduce((sum, fragment) => sum + fragment.width, 0)
    pieces.push({ item: { kind: 'box', width: boxWidth }, fragments: word })
    word = []
  }
  for (const span of spans) {
    if (span.kind === 'break') {
      closeWord()
      pieces.push(...forcedBreak())
      continue
    }
    const tokens = spaced(span.text).split(/( )/)
    for (const token of tokens) {
      if (token === '') continue
      if (token === ' ') {
        closeWord()
        if (pieces.length > 0 && pieces.at(-1)?.item.kind !== 'glue') {
          const space = spaces.get(span.style) ?? glue(span.style, measure)
          spaces.set(span.style, space)
          pieces.push(space)
        }
        continue
      }
      const { parts, cost } = splitWord(token)
      parts.forEach((part, index) => {
        if (index > 0) {
          closeWord()
          pieces.push({ item: { kind: 'penalty', width: 0, cost }, fragments: [] })
        }
        for (const fit of cutToFit(part, span.style, width, measure)) {
          const inWord = word.reduce((sum, fragment) => sum + fragment.width, 0)
          if (inWord > 0 && inWord + fit.width > width && span.note === null) {
            closeWord()
            pieces.push({ item: { kind: 'penalty', width: 0, cost: 500 }, fragments: [] })
          }
          word.push(fit)
        }
      })
    }
    if (span.note) {
      const last = word.at(-1)
      if (last) word[word.length - 1] = { ...last, note: span.note }
      else word.push({ shaped: [], style: span.style, width: 0, note: span.note })
    }
  }
  closeWord()
  while (pieces.at(-1)?.item.kind === 'glue') pieces.pop()
  pieces.push(...forcedBreak())
  return pieces
}

function forcedBreak(): Piece[] {
  return [{ item: { kind: 'penalty', width: 0, cost: -Infinity }, fragments: [] }]
}

function spaced(text: string): string {
  return plain(text.replace(SPACES, ' '))
}

/** The parts of a compound or an address, and what it costs to end a line between two of them. */
function splitWord(word: string): { parts: string[]; cost: number } {
  if (word.length < 5 || (word.length < 30 && !SEPARATED.test(word))) return { parts: [word], cost: 0 }
  return ADDRESS.test(word) ? { parts: word.split(BREAK_IN_ADDRESS), cost: IN_ADDRESS } : { parts: word.split(BREAK_AFTER), cost: AFTER_HYPHEN }
}

function glue(style: RunStyle, measure: Measure): Piece {
  const fragment = shapeFragment(' ', style, measure)
  const { width } = fragment
  return { item: { kind: 'glue', width, stretch: width * STRETCH, shrink: width * SHRINK }, fragments: [fragment] }
}

function shapeFragment(text: string, style: RunStyle, measure: Measure): Fragment {
  const shaped = measure.shape(text, style)
  return { shaped, style, width: shaped.reduce((sum, piece) => sum + piece.width, 0) * style.size * 0.001, note: null }
}

/**
 * A word as one fragment, or, when it is wider than the measure, as several that each fit (at least one character each). The cuts are found
 * by the widths of single characters, so that however long the word is, each part is shaped about once.
 */
function cutToFit(text: string, style: RunStyle, width: number, measure: Measure): Fragment[] {
  if (text.length < LONG_WORD || width === Infinity) {
    const whole = shapeFragment(text, style, measure)
    if (whole.width <= width) return [whole]
  }
  const characters = charactersOf(text)
  const parts: Fragment[] = []
  for (let from = 0; from < characters.length; ) {
    let count = Math.max(1, charactersThatFit(characters, from, style, width, measure))
    let part = shapeFragment(characters.slice(from, from + count).join(''), style, measure)
    while (part.width > width && count > 1) part = shapeFragment(characters.slice(from, from + --count).join(''), style, measure)
    parts.push(part)
    from += count
  }
  return parts
}

/** What a reader takes for one character, accents and all. */
export function charactersOf(text: string): string[] {
  return [...CHARACTERS.segment(text)].map(({ segment }) => segment)
}

/** How many of the characters from `from` on stand side by side in `room` points, each as wide as it is alone. */
export function charactersThatFit(characters: readonly string[], from: number, style: RunStyle, room: number, measure: Measure): number {
  let left = room
  let count = 0
  for (let index = from; index < characters.length; index++) {
    left -= measure.width(characters[index] ?? '', style)
    if (left < 0) break
    count++
  }
  return count
}

function assemble(pieces: readonly Piece[], closing: readonly Piece[], ratio: number, align: Align, width: number): Line {
  const runs: Building[] = []
  const notes: Note[] = []
  let x = 0
  for (const piece of [...pieces, ...closing]) {
    const gap = piece.item.kind === 'glue' && piece.item.width > 0 ? gapOf(piece.item, ratio, piece.fragments[0]?.style.size ?? 0) : 0
    for (const fragment of piece.fragments) {
      if (fragment.note) notes.push(fragment.note)
      if (fragment.shaped.length > 0) append(runs, fragment, x, gap)
      x += (piece.item.kind === 'glue' && piece.item.width === 0 ? 0 : fragment.width) + gap
    }
  }
  const room = width - x
  const dx = align === 'end' ? room : align === 'center' ? room / 2 : 0
  return { runs: runs.map((run) => ({ ...run, x: run.x + dx })), width: x, notes }
}

function gapOf(item: Item & { kind: 'glue' }, ratio: number, size: number): number {
  if (ratio < 0) return Math.max(ratio, -1) * item.shrink
  const gap = ratio * item.stretch
  return gap > size * WIDEST ? 0 : gap
}

type Building = Omit<GlyphRun, 'shaped'> & { shaped: Shaped[] }

/** Adds to the last run when style and gap are the same, else begins a new one. A face that stood in begins a run of its own. */
function append(runs: Building[], fragment: Fragment, start: number, gap: number): void {
  let x = start
  for (const piece of fragment.shaped) {
    const width = piece.width * fragment.style.size * 0.001 + (piece.space ? gap : 0)
    const last = runs.at(-1)
    if (last && continues(last, piece, fragment.style, gap)) {
      last.shaped.push(piece)
      last.width = x + width - last.x
      if (piece.space) last.gap = gap
    } else {
      const { size, colour, rise, link, lang, strike } = fragment.style
      runs.push({ x, width, face: piece.face, size, colour, rise, shaped: [piece], gap: piece.space ? gap : 0, link, lang, strike })
    }
    x += width
  }
}

function continues(run: Building, piece: Shaped, style: RunStyle, gap: number): boolean {
  const same = run.face === piece.face && run.size === style.size && run.colour === style.colour && run.rise === style.rise && run.link === style.link && run.lang === style.lang && run.strike === style.strike
  if (!same) return false
  return !piece.space || run.gap === gap || !run.shaped.some((other) => other.space)
}

/** The text of a line as its reader copies it. */
export function lineText(line: Line): string {
  return line.runs.map((run) => run.shaped.map(shapedText).join('')).join('')
}
