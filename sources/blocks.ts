/** The blocks of a snapshot: what the reader saw, judged. Boilerplate is marked with its reason, never deleted; references are a section of their own. */
import type { Block, BlockKind } from '#model/source.ts'
import { type Judged, type Verdict, blockText, judgeAlone, judgeBios, judgeRepeated, judgeTail } from './boilerplate.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { isDateLine, isByline } from './metadata/lines.ts'
import type { ReadBlock } from './read/reading.ts'

const REFERENCE_HEADING = /^(?:\d+\.?\s+)?(?:references|bibliography|works cited|literature(?: cited)?|sources|endnotes|footnotes|notes|citations|further reading|see also)\s*:?$/iu
const LOOKS_CITED = /https?:\/\/|\bdoi\b|^\[?\d{1,3}[\].)\s]|\((?:1[89]|20)\d{2}[a-z]?\)|\b(?:1[89]|20)\d{2}\b.{0,40}\.?$|\bibid\b|\bop\. cit\b|\bvol\.\s?\d|\bpp?\.\s?\d/iu
const MAX_REFERENCE_WORDS = 90

/** Blocks in order with kind, reason and rule. `title` is the source's title where the format declares one. */
export function classifyBlocks(text: string, read: readonly ReadBlock[], title: string | null): Block[] {
  const judged = read.slice(0, IMPORT_LIMITS.blocks).map((block): Judged => {
    const content = blockText(text, block)
    return { block, text: content, words: content === '' ? 0 : content.split(' ').length, share: text.length === 0 ? 0 : block.start / text.length }
  })
  const references = referenceIndexes(judged)
  const verdicts: (Verdict | null)[] = judged.map((one, index) => (references.has(index) ? { kind: 'reference', reason: 'stands under a heading for references', rule: 'reference-section' } : judgeAlone(one, title)))
  for (const judge of [judgeBios(judged, verdicts), judgeRepeated(judged)]) merge(verdicts, judge)
  merge(verdicts, judgeTail(judged, verdicts))
  return judged.map((one, index) => toBlock(one, verdicts[index] ?? null))
}

function merge(verdicts: (Verdict | null)[], found: ReadonlyMap<number, Verdict>): void {
  for (const [index, verdict] of found) verdicts[index] ??= verdict
}

function toBlock({ block, text, words }: Judged, verdict: Verdict | null): Block {
  const { start, end } = block
  if (verdict !== null) return { start, end, kind: verdict.kind, reason: verdict.reason, decidedBy: `rule:${verdict.rule}` }
  if (block.role === 'paragraph' && (isDateLine(text) || isByline(text))) return { start, end, kind: 'heading', reason: 'a line that names the author or the date', decidedBy: 'rule:byline' }
  if (words <= 4 && REFERENCE_HEADING.test(text)) return { start, end, kind: 'heading', reason: 'the heading of a reference section', decidedBy: 'rule:reference-heading' }
  return { start, end, kind: KINDS[block.role], reason: block.reason, decidedBy: 'rule:layout' }
}

const KINDS: Readonly<Record<ReadBlock['role'], BlockKind>> = { paragraph: 'body', heading: 'heading', list: 'list', row: 'list', reference: 'reference', navigation: 'boilerplate:navigation', running: 'boilerplate:running' }

/** Entries under a heading such as "References", as long as they look like entries; the first paragraph that doesn't ends the section. */
function referenceIndexes(judged: readonly Judged[]): Set<number> {
  const found = new Set<number>()
  let inside = false
  let pointers = false
  judged.forEach(({ block, text, words }, index) => {
    if (block.role === 'reference') found.add(index)
    else if (words <= 4 && REFERENCE_HEADING.test(text)) {
      inside = true
      pointers = /see also|further/iu.test(text)
    } else if (inside) {
      const entry = words <= MAX_REFERENCE_WORDS && (LOOKS_CITED.test(text) || (pointers && words <= 10))
      if (entry) found.add(index)
      else inside = false
    }
  })
  return found
}
