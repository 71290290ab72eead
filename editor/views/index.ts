/** Which view draws which node. Null means that the schema's own `toDOM` is enough; a node missing here does not compile. */
import type { NodeViewConstructor } from 'prosemirror-view'
import type { NodeName } from '#model/schema.ts'
import { argumentView, pointView, sideView } from './argument.ts'
import { citationView } from './citation.ts'
import { factView } from './fact.ts'
import { fieldView } from './field.ts'
import { footnoteView } from './footnote.ts'
import { chartView, clearancesView, contentsView, illustrationView, keyfigureView, pagebreakView, unknownBlockView, unknownInlineView } from './media.ts'
import { recommendationView, slotView } from './memo.ts'
import { tableView } from './table.ts'
import type { ViewContext, ViewMaker } from './view.ts'

const VIEWS = {
  doc: null,
  paragraph: null,
  list: null,
  item: null,
  quote: null,
  rule: null,
  pagebreak: pagebreakView,
  contents: contentsView,
  text: null,
  footnote: footnoteView,
  field: fieldView,
  hard_break: null,
  mention: null,
  table: tableView,
  table_row: null,
  table_cell: null,
  table_header: null,
  argument: argumentView,
  side: sideView,
  point: pointView,
  slot: slotView,
  recommendation: recommendationView,
  clearances: clearancesView,
  illustration: illustrationView,
  chart: chartView,
  keyfigures: null,
  keyfigure: keyfigureView,
  fact: factView,
  citation: citationView,
  unknown_block: unknownBlockView,
  unknown_inline: unknownInlineView,
} satisfies Record<NodeName, ViewMaker | null>

/** The views as ProseMirror wants them, each knowing its context. */
export function nodeViews(context: ViewContext): Record<string, NodeViewConstructor> {
  return Object.fromEntries(Object.entries(VIEWS).flatMap(([name, make]) => (make ? [[name, make(context)]] : [])))
}
