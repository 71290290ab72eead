/**
 * Repairs what the loose schema lets through, always the same way: two people who each deleted "the other" child leave containers nobody can type in.
 *
 * It follows this editor's own transactions only, so that of all who see a fault one repairs it: the one who works. An argument that lacks a side, or a side
 * without points, is not a fault but unfinished work, and its view says so. Rows and columns of tables are put straight by prosemirror-tables.
 */
import type { Node } from 'prosemirror-model'
import { AllSelection, Plugin, TextSelection, type Transaction } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { type NodeName, schema } from '#model/schema.ts'
import { isRemote } from './sync/binding.ts'

/** What becomes of a container that has lost its last child; those not named stay as they are. */
const WHEN_EMPTY: Partial<Record<NodeName, 'remove' | 'fill'>> = {
  doc: 'fill',
  list: 'remove',
  item: 'fill',
  quote: 'remove',
  table: 'remove',
  table_row: 'remove',
  table_cell: 'fill',
  table_header: 'fill',
  point: 'fill',
  slot: 'fill',
  recommendation: 'fill',
  keyfigures: 'remove',
}

export function normalisePlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      if (transactions.some(isRemote)) return null
      const tr = repair(state.tr)
      if (!tr.docChanged) return null
      // After "select all, delete" everything is still selected: there is one line now, and the caret belongs in it.
      if (tr.selection instanceof AllSelection) tr.setSelection(TextSelection.atStart(tr.doc))
      return tr
    },
  })
}

/** Applies the repairs to the transaction's document until none is left: what goes may leave its parent empty. */
export function repair(tr: Transaction): Transaction {
  for (let faults = emptyContainers(tr.doc); faults.length > 0; faults = emptyContainers(tr.doc)) {
    // Last first, so that the positions before hold.
    for (const { pos, node } of faults.reverse()) {
      if (WHEN_EMPTY[node.type.name as NodeName] === 'fill') tr.insert(pos + 1, schema.nodes.paragraph.create())
      else tr.delete(pos, pos + node.nodeSize)
    }
  }
  return tr
}

function emptyContainers(doc: Node): { pos: number; node: Node }[] {
  const faults: { pos: number; node: Node }[] = []
  const visit = (node: Node, pos: number) => {
    if (node.childCount === 0 && WHEN_EMPTY[node.type.name as NodeName] !== undefined) faults.push({ pos, node })
    return !node.isTextblock
  }
  visit(doc, -1)
  doc.descendants(visit)
  return faults
}

/**
 * prosemirror-tables' plugin, except that it puts tables straight only after this editor's own changes: its repair of a colleague's half-arrived change
 * would be made by everyone who sees it, and each would add the missing cell.
 */
export function tablePlugin(): Plugin {
  const { spec } = tableEditing()
  const plugin: Plugin = new Plugin({
    ...spec,
    appendTransaction(transactions, before, state) {
      return transactions.some(isRemote) ? null : spec.appendTransaction?.call(plugin, transactions, before, state)
    },
  })
  return plugin
}
