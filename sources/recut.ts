/** Reads one block of a stored text anew, when a person has said what it is: its passages, and what they state. */
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
