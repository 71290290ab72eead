/** Passages: the sentences and clauses of a snapshot's body and lists, each with W3C selectors. `quote.exact` is the stored text at `position`, line breaks and all. */
import { hash } from 'node:crypto'
import { foldText } from '#model/fold.ts'
import { type Stretch, clauses, sentences, wordCount } from '#model/sentences.ts'
import type { Block, Passage } from '#model/source.ts'
import { carryVoices, voiceOf } from '#model/voice.ts'
import { type Dewrapped, dewrap } from './dewrap.ts'
import { IMPORT_LIMITS } from './limits.ts'

/** Code units of context on each side of a quotation. */
export const CONTEXT = 48
const FEWEST_WORDS = 2

/** Passages in order, and for each the voice proposed: `own` or `reported:NAME`. */
export type CutPassages = { passages: Passage[]; voices: string[] }

/** Where the pages of a file stand in its text, in order; a page may have several stretches. */
export type PageStarts = readonly { start: number; number: number }[]

/** `snapshotSha` is the sha256 of the file's bytes; with the position it makes a passage's id, so the same file gives the same ids everywhere. Where `blocks` are only some of a text's, `before` is how many blocks that are read stand before them. */
export function cutPassages(text: string, blocks: readonly Block[], snapshotSha: string, pages: PageStarts = [], before = 0): CutPassages {
  const passages: Passage[] = []
  const voices: string[] = []
  const pageOf = pageReader(pages)
  let paragraph = before
  for (const block of blocks) {
    if (!isRead(block)) continue
    paragraph++
    const cut = cutBlock(text, block)
    const spoken = voicesOf(cut)
    for (const [index, { position }] of cut.entries()) {
      if (passages.length >= IMPORT_LIMITS.passages) return { passages, voices }
      passages.push(passageAt(text, position, paragraph, pageOf(position.start), snapshotSha))
      voices.push(spoken[index] ?? 'own')
    }
  }
  return { passages, voices }
}

/** The voice `cutPassages` proposes for the passage at this position of a snapshot's text: for a reader that has text and blocks, but not the voices. `own` where no passage is cut. */
export function voiceAt(text: string, blocks: readonly Block[], { start, end }: Stretch): string {
  const block = blocks.find((candidate) => isRead(candidate) && candidate.start <= start && end <= candidate.end)
  const cut = block === undefined ? [] : cutBlock(text, block)
  const index = cut.findIndex(({ position }) => position.start === start && position.end === end)
  return index < 0 ? 'own' : (voicesOf(cut)[index] ?? 'own')
}

/** A quotation that stays open, and what "she added", go on in the voice of whoever spoke before in the paragraph. */
function voicesOf(cut: readonly { quotation: string; sentence: string }[]): string[] {
  return carryVoices(
    cut.map(({ quotation }) => quotation),
    cut.map(({ quotation, sentence }) => voiceOf(quotation, sentence)),
  )
}

/** True for blocks that are cut into passages. */
export function isRead({ kind }: Block): boolean {
  return kind === 'body' || kind === 'list'
}

/** The clauses of a block that say something: where each stands in the text, its words without line breaks, and the sentence it was cut from. */
function cutBlock(text: string, block: Block): { position: Stretch; quotation: string; sentence: string }[] {
  const joined = dewrap(text, block.start, block.end)
  return sentences(joined.text).flatMap((sentence) =>
    clauses(joined.text, sentence)
      .filter(({ start, end }) => saysSomething(joined.text.slice(start, end)))
      .map((clause) => ({
        position: storedRange(joined, clause),
        quotation: joined.text.slice(clause.start, clause.end),
        sentence: joined.text.slice(sentence.start, sentence.end),
      })),
  )
}

/** Two words, one of letters; in scripts without blanks, a handful of characters. */
function saysSomething(quotation: string): boolean {
  return (
    /\p{L}/u.test(quotation) &&
    (wordCount(quotation) >= FEWEST_WORDS || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}].{4}/u.test(quotation))
  )
}

function storedRange(joined: Dewrapped, { start, end }: Stretch): Stretch {
  const from = joined.offsets[start]
  const last = joined.offsets[end - 1]
  if (from === undefined || last === undefined) throw new RangeError(`no stored text behind ${start}–${end}`)
  return { start: from, end: last + 1 }
}

function passageAt(text: string, { start, end }: Stretch, paragraph: number, page: number | null, snapshotSha: string): Passage {
  const exact = text.slice(start, end)
  return {
    id: sha256(`${snapshotSha}:${start}-${end}`).slice(0, 16),
    quote: { exact, prefix: contextBefore(text, start), suffix: contextAfter(text, end) },
    position: { start, end },
    paragraph,
    page,
    quoteHash: sha256(foldText(exact)),
  }
}

/** Up to 48 code units, never half a surrogate pair. */
function contextBefore(text: string, start: number): string {
  const context = text.slice(Math.max(0, start - CONTEXT), start)
  return /^[\uDC00-\uDFFF]/.test(context) ? context.slice(1) : context
}

function contextAfter(text: string, end: number): string {
  const context = text.slice(end, end + CONTEXT)
  return /[\uD800-\uDBFF]$/.test(context) ? context.slice(0, -1) : context
}

/** The page on which a position stands; null before the first and for a text without pages. Positions must be asked in rising order. */
function pageReader(pages: PageStarts): (position: number) => number | null {
  let at = -1
  return (position) => {
    while (at + 1 < pages.length && (pages[at + 1]?.start ?? Infinity) <= position) at++
    return pages[at]?.number ?? null
  }
}

export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data)
}
