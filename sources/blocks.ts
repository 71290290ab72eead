/** The blocks of a snapshot: what the reader saw, judged. Boilerplate is marked with its reason, never deleted; references are a section of their own. */
import type { Block, BlockKind } from '#model/source.ts'
import { judgeBlocks } from './boilerplate.ts'
import { endsSentence, type Judged, judgedBlock, type Verdict } from './boilerplate/judged.ts'
import { referenceIndexes, isReferenceHeading } from './boilerplate/references.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { isAboutLine } from './metadata/lines.ts'
import type { ReadBlock } from './read/reading.ts'

/** `seenElsewhere`: true for the folded words (model/fold.ts) of a block that other texts of the same publisher hold too. */
export type KnownElsewhere = { seenElsewhere?: (folded: string) => boolean }

/** Blocks in order with kind, reason and rule. `title` is the source's title where the format declares one. O(n). */
export function classifyBlocks(text: string, read: readonly ReadBlock[], title: string | null, known: KnownElsewhere = {}): Block[] {
  const judged = read.slice(0, IMPORT_LIMITS.blocks).map((block) => judgedBlock(text, block))
  const references = referenceIndexes(judged)
  const verdicts = judgeBlocks(judged, (index) => references.has(index), { title, ...known })
  return judged.map((one, index) => toBlock(one, references.get(index) ?? verdicts[index] ?? null))
}

function toBlock({ block, text, words }: Judged, verdict: Verdict | null): Block {
  const { start, end } = block
  if (verdict !== null) return { start, end, kind: verdict.kind, reason: verdict.reason, decidedBy: `rule:${verdict.rule}` }
  if ((block.role === 'paragraph' || block.role === 'heading') && words <= 24 && (!endsSentence(text) || /[ap]\.\s?m\.$/iu.test(text)) && isAboutLine(text)) return { start, end, kind: 'heading', reason: 'a line that names the author or the date', decidedBy: 'rule:byline' }
  if (isReferenceHeading(text)) return { start, end, kind: 'heading', reason: 'the heading of a reference section', decidedBy: 'rule:reference-heading' }
  return { start, end, kind: KINDS[block.role], reason: block.reason, decidedBy: 'rule:layout' }
}

const KINDS: Readonly<Record<ReadBlock['role'], BlockKind>> = { paragraph: 'body', heading: 'heading', list: 'list', row: 'list', reference: 'reference', navigation: 'boilerplate:navigation', running: 'boilerplate:running' }
