/** Reads stored texts anew: one block when a person has said what it is, or all of a text that was imported before figures and facts were read. */
import type { CslItem } from '#model/csl.ts'
import type { Extraction } from '#model/extraction.ts'
import type { Block, Passage } from '#model/source.ts'
import { extractFrom } from './extract.ts'
import { cutPassages } from './passages.ts'

/** A block that is not read under its kind gives no passages. `snapshotSha` is the sha256 of the file's bytes: passages get the ids that an import would give them. */
export function recutBlock(text: string, block: Block, snapshotSha: string, csl: CslItem): { passages: Passage[]; voices: string[]; extraction: Extraction } {
  const { passages, voices } = cutPassages(text, [block], snapshotSha)
  return { passages, voices, extraction: extractFrom({ text, blocks: [block], passages, voices, csl, evidence: [] }) }
}

/** What a stored text states, for the passages it was cut into then. One that would be cut otherwise today speaks for itself. */
export function readStored(text: string, blocks: readonly Block[], passages: readonly Passage[], snapshotSha: string, csl: CslItem): Extraction {
  const today = cutPassages(text, blocks, snapshotSha)
  const voices = new Map(today.passages.map(({ id }, index) => [id, today.voices[index] ?? 'own']))
  return extractFrom({ text, blocks, passages, voices: passages.map(({ id }) => voices.get(id) ?? 'own'), csl, evidence: [] })
}
