/**
 * What the library holds: a source (a bibliographic item), its immutable snapshots (one for each import of its text), and in each snapshot blocks and passages.
 *
 * All offsets are UTF-16 code units into the snapshot's text, which never changes. Boilerplate is marked, never deleted.
 */
import { z } from 'zod'
import { cslItem } from './csl.ts'

/** W3C TextQuoteSelector. `prefix` and `suffix` are up to 48 code units of the text around it. */
export const quoteSelector = z.object({ exact: z.string(), prefix: z.string(), suffix: z.string() })

/** W3C TextPositionSelector: start inclusive, end exclusive. */
export const positionSelector = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) })

export const BLOCK_KINDS = [
  'body',
  'heading',
  'list',
  'reference',
  'boilerplate:navigation',
  'boilerplate:fundraising',
  'boilerplate:disclaimer',
  'boilerplate:contact',
  'boilerplate:bio',
  'boilerplate:repeated',
  'boilerplate:running',
] as const

/** A stretch of the snapshot's text of one kind; `reason` names what decided (a rule, in words a person can read); `lines` as in the text, dewrapped by whoever shows it. */
export const block = positionSelector.extend({ kind: z.enum(BLOCK_KINDS), reason: z.string(), decidedBy: z.string() })

/** The smallest thing that can be cited: a clause or sentence of a body block. `paragraph` counts body blocks from 1; `quoteHash` is sha256 of the folded quotation (model/fold.ts). */
export const passage = z.object({
  id: z.string(),
  quote: quoteSelector,
  position: positionSelector,
  paragraph: z.number().int().min(1),
  page: z.number().int().min(1).nullable(),
  quoteHash: z.string(),
})

export const IMPORT_OUTCOMES = ['text', 'scanned', 'poor-ocr', 'needs-password', 'refused'] as const

/** One import of one file. `sha256` is of the original bytes, `textSha256` of `text`. `importer` is name and version of the code that read it. */
export const snapshot = z.object({
  sha256: z.string(),
  textSha256: z.string(),
  mediaType: z.string(),
  importer: z.string(),
  text: z.string(),
  blocks: z.array(block),
  passages: z.array(passage),
})

/** A source as the library lists it. `reliability` is the team's own label; null until someone gave one. */
export const source = z.object({
  id: z.string(),
  csl: cslItem,
  reliability: z.string().max(200).nullable(),
  note: z.string().max(4000).nullable(),
  file: z.string(),
  importedAt: z.number().int(),
})

export type QuoteSelector = z.infer<typeof quoteSelector>
export type PositionSelector = z.infer<typeof positionSelector>
export type BlockKind = (typeof BLOCK_KINDS)[number]
export type Block = z.infer<typeof block>
export type Passage = z.infer<typeof passage>
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number]
export type Snapshot = z.infer<typeof snapshot>
export type Source = z.infer<typeof source>

export function isBoilerplate(kind: BlockKind): boolean {
  return kind.startsWith('boilerplate:')
}
