/**
 * Facts: a passage of the library becomes words in the brief that stay tied to it.
 * The record behind them is `record.ts`'s.
 */
import type { Node } from 'prosemirror-model'
import { type Command, NodeSelection, type Selection, TextSelection } from 'prosemirror-state'
import type * as Y from 'yjs'
import type { SearchHit } from '#model/api.ts'
import type { FactRecord } from '#model/fact.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { schema } from '#model/schema.ts'
import { ownUndoStep } from '../sync/binding.ts'
import { citationItem, citationNode } from './citation.ts'
import { outsideInline } from './place.ts'
import { keepFact } from './record.ts'

export function factNode(record: FactRecord, words: string, random: RandomBytes): Node {
  const { id, rev, value, unit, quoteHash, snapshotSha } = record
  const attrs = { iid: shortId(random), factId: id, factRev: rev, value, unit, quoteHash, snapshotSha }
  return schema.nodes.fact.create(attrs, words === '' ? null : schema.text(words))
}

/**
 * Inserts the passage as a fact with its citation behind it; the caret lands behind both, in plain text.
 * A selection inside one paragraph becomes the words of the fact ("this sentence rests on that passage"); otherwise the words are the quotation.
 */
export function insertFact(hit: SearchHit, ydoc: Y.Doc, random: RandomBytes): Command {
  return ownUndoStep((state, dispatch) => {
    const { $from, $to, empty } = state.selection
    const at = outsideInline($to)
    if (at === null) return false
    if (dispatch) {
      const record = keepFact(hit, ydoc, random)
      const chosen = !empty && $from.sameParent($to) && $from.parent.isTextblock ? state.doc.textBetween($from.pos, $to.pos) : ''
      const words = chosen.trim() === '' ? record.claim : chosen
      const from = chosen.trim() === '' ? at : $from.pos
      const nodes = [...spaceBefore(state.doc, from, chosen), factNode(record, words, random), citationNode([citationItem(hit)], random)]
      const tr = state.tr.replaceWith(from, at, nodes)
      const end = from + nodes.reduce((size, node) => size + node.nodeSize, 0)
      dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).setStoredMarks([]).scrollIntoView())
    }
    return true
  })
}

/** A quotation inserted right behind a word gets the space a person would type. */
function spaceBefore(doc: Node, at: number, chosen: string): Node[] {
  const before = doc.resolve(at).nodeBefore
  const touches = before !== null && (before.isText ? /[^\s([{“"'‘—–-]$/u.test(before.text ?? '') : before.type === schema.nodes.citation || before.type === schema.nodes.fact)
  return chosen === '' && touches ? [schema.text(' ')] : []
}

/** The fact around the caret or selected as a node, with the position in front of it; null when there is none. */
function factAt(selection: Selection): { node: Node; pos: number } | null {
  if (selection instanceof NodeSelection && selection.node.type === schema.nodes.fact) return { node: selection.node, pos: selection.from }
  const { $from } = selection
  return $from.parent.type === schema.nodes.fact ? { node: $from.parent, pos: $from.before() } : null
}

/** Turns the fact around the caret into plain text: the words stay, the tie to the passage goes. A citation behind it stays too: it still says where the words are from. */
export const releaseFact: Command = ownUndoStep((state, dispatch) => {
  const found = factAt(state.selection)
  if (found === null) return false
  if (dispatch) {
    const { pos, node } = found
    const tr = state.tr.replaceWith(pos, pos + node.nodeSize, node.content)
    const offset = Math.min(Math.max(state.selection.head - pos - 1, 0), node.content.size)
    dispatch(tr.setSelection(TextSelection.create(tr.doc, pos + offset)).scrollIntoView())
  }
  return true
})
