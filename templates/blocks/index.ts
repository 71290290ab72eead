/**
 * Blocks → boxes: one typesetter a node. A node without one does not compile.
 *
 * What a page is, and where it ends, is the layout's business; what a document is, the layout never learns.
 */
import type { Node } from 'prosemirror-model'
import type { NodeName } from '#model/schema.ts'
import { isNodeName } from '#model/schema.ts'
import type { Box } from '../layout/box.ts'
import type { RunStyle } from '../layout/frame.ts'
import { argument, loose } from './argument.ts'
import { chart, illustration, keyfigure, keyfigures } from './media.ts'
import { clearances, recommendation, slot } from './memo.ts'
import type { BlockTypesetter, InlineTypesetter, Setting, Typesetter } from './setting.ts'
import { contents, doc, pagebreak, rule, unknownBlock } from './structure.ts'
import { table } from './table.ts'
import { fact, field, hardBreak, inlineSpans, item, list, mention, noteMark, paragraph, quote, unknownInline } from './text.ts'

/** Text is set by its parent, where its marks are known. */
const text: InlineTypesetter = () => []
/** Rows and cells are set by their table; alone (only in a damaged document) they print as their content. */
const content: BlockTypesetter = (node, setting) => setting.blocks(node, setting)

const TYPESETTERS = {
  doc: { block: doc },
  paragraph: { block: paragraph },
  list: { block: list },
  item: { block: item },
  quote: { block: quote },
  rule: { block: rule },
  pagebreak: { block: pagebreak },
  contents: { block: contents },
  text: { inline: text },
  footnote: { inline: noteMark },
  field: { inline: field },
  hard_break: { inline: hardBreak },
  mention: { inline: mention },
  table: { block: table },
  table_row: { block: content },
  table_cell: { block: content },
  table_header: { block: content },
  argument: { block: argument },
  side: { block: loose },
  point: { block: loose },
  slot: { block: slot },
  recommendation: { block: recommendation },
  clearances: { block: clearances },
  illustration: { block: illustration },
  chart: { block: chart },
  keyfigures: { block: keyfigures },
  keyfigure: { block: keyfigure },
  fact: { inline: fact },
  citation: { inline: noteMark },
  unknown_block: { block: unknownBlock },
  unknown_inline: { inline: unknownInline },
} satisfies Record<NodeName, Typesetter>

/** What a line ending in a colon announces. */
const ANNOUNCED: ReadonlySet<string> = new Set<NodeName>(['list', 'table', 'quote', 'keyfigures', 'recommendation'])
/** Points. */
const UNDER_HEADING = 6

const typesetter = (node: Node): Typesetter | null => (isNodeName(node.type.name) ? TYPESETTERS[node.type.name] : null)

/** The boxes of a node's children, in order. */
export function setBlocks(parent: Node, setting: Setting): Box[] {
  const boxes: Box[] = []
  parent.forEach((child, _, index) => {
    const set = typesetter(child)
    if (!set || !('block' in set)) return
    const made = set.block(child, setting)
    const next = index + 1 < parent.childCount ? parent.child(index + 1) : null
    boxes.push(...underHeading(boxes.at(-1), introduces(child, next) ? made.map(keepWithNext) : made))
  })
  return boxes
}

/** A line that ends in a colon stays with the list, table or quotation it announces. */
function introduces(node: Node, next: Node | null): boolean {
  return node.type.name === 'paragraph' && next !== null && ANNOUNCED.has(next.type.name) && /[:：]\s*$/.test(node.textContent)
}

const keepWithNext = (box: Box): Box => (box.kind === 'paragraph' ? { ...box, keepNext: true } : box)

/** The space under a heading is the heading's own: what follows asks for little more. */
function underHeading(above: Box | undefined, boxes: readonly Box[]): readonly Box[] {
  const [first, ...rest] = boxes
  if (!first || first.kind === 'pagebreak' || above?.kind !== 'paragraph' || !/^(H\d|Title)$/.test(above.origin.role)) return boxes
  return [{ ...first, before: Math.min(first.before, UNDER_HEADING) }, ...rest]
}

/** The spans of a node's inline content in a style. */
export function setInline(parent: Node, setting: Setting, style: RunStyle) {
  return inlineSpans(parent, setting, style, (child, inner, marked) => {
    const set = typesetter(child)
    return set && 'inline' in set ? set.inline(child, inner, marked) : []
  })
}
