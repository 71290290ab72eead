/** Reads stored texts anew: one block when a person has said what it is, or all of a text that was imported before figures and facts were read. */
import type { CslItem } from '#model/csl.ts'
import type { Extraction } from '#model/extraction.ts'
import type { Block, Passage } from '#model/source.ts'
import { extractFrom } from './extract.ts'
import { cutPassages, isRead, type PageStarts } from './passages.ts'

/** Where a block stands: how many blocks that are read stand before it, and where the pages of its text begin. */
export type BlockPlace = { before: number; pages: PageStarts }

/** The place of the block that begins at `start`. Of the pages only what the passages kept is known: each from its first passage on, as far as none lies before. */
export function placeOf(blocks: readonly Block[], start: number, passages: readonly Passage[]): BlockPlace {
  const pages = passages
    .toSorted((a, b) => a.position.start - b.position.start)
    .flatMap(({ page, position }) => (page === null ? [] : [{ start: position.start, number: page }]))
    .filter(({ number }, index, all) => number !== all[index - 1]?.number)
  const [first] = pages
  // What stands before the first passage of a paged text stands on its page, as far as is known.
  return {
    before: blocks.filter((block) => block.start < start && isRead(block)).length,
    pages: first === undefined ? [] : [{ ...first, start: 0 }, ...pages.slice(1)],
  }
}

/** A block that is not read under its kind gives no passages. `snapshotSha` is the sha256 of the file's bytes: passages get the ids, paragraphs and pages that an import would give them. */
export function recutBlock(
  text: string,
  block: Block,
  snapshotSha: string,
  csl: CslItem,
  { before, pages }: BlockPlace,
): { passages: Passage[]; voices: string[]; extraction: Extraction } {
  const { passages, voices } = cutPassages(text, [block], snapshotSha, pages, before)
  return { passages, voices, extraction: extractFrom({ text, blocks: [block], passages, voices, csl, evidence: [] }) }
}

/** What a stored text states, for the passages it was cut into then. One that would be cut otherwise today speaks for itself. */
export function readStored(text: string, blocks: readonly Block[], passages: readonly Passage[], snapshotSha: string, csl: CslItem): Extraction {
  const today = cutPassages(text, blocks, snapshotSha)
  const voices = new Map(today.passages.map(({ id }, index) => [id, today.voices[index] ?? 'own']))
  return extractFrom({ text, blocks, passages, voices: passages.map(({ id }) => voices.get(id) ?? 'own'), csl, evidence: [] })
}
