/** A selection that outlives changes of others: its ends as Yjs relative positions. */
import { AllSelection, NodeSelection, type Selection, TextSelection, type Transaction } from 'prosemirror-state'
import type * as Y from 'yjs'
import { fromRelative, toRelative } from './positions.ts'
import type { Reader } from './reader.ts'

export type HeldSelection = { kind: 'text' | 'node' | 'all' | 'other'; anchor: Y.RelativePosition; head: Y.RelativePosition }

/** A caret holds on to the letter before it: what a colleague writes at the same place does not push it away. A range holds on to what it selects. */
export function hold(reader: Reader, selection: Selection): HeldSelection {
  const kind = selection instanceof TextSelection ? 'text' : selection instanceof NodeSelection ? 'node' : selection instanceof AllSelection ? 'all' : 'other'
  const { anchor, head, from, empty } = selection
  const side = (pos: number) => (kind === 'text' && (empty || pos !== from) ? -1 : 0)
  return { kind, anchor: toRelative(reader, anchor, side(anchor)), head: toRelative(reader, head, side(head)) }
}

/** Puts the selection back into the transaction's document, which the reader holds; where its surroundings are gone, it stays where the steps took it. */
export function place(reader: Reader, tr: Transaction, { kind, anchor, head }: HeldSelection): void {
  if (kind === 'all') return void tr.setSelection(new AllSelection(tr.doc))
  if (kind === 'other') return
  const from = fromRelative(reader, anchor)
  const to = fromRelative(reader, head)
  if (from === null || to === null) return
  const size = tr.doc.content.size
  const $from = tr.doc.resolve(Math.min(from, size))
  if (kind === 'text') tr.setSelection(TextSelection.between($from, tr.doc.resolve(Math.min(to, size))))
  else if ($from.nodeAfter && NodeSelection.isSelectable($from.nodeAfter)) tr.setSelection(NodeSelection.create(tr.doc, $from.pos))
}

/** Puts the caret behind the last change of the transaction. */
export function placeAtChange(tr: Transaction): void {
  let end: number | null = null
  tr.mapping.maps.forEach((map, index) => {
    const rest = tr.mapping.slice(index + 1)
    map.forEach((_from, _to, _newFrom, newTo) => {
      end = Math.max(end ?? 0, rest.map(newTo))
    })
  })
  if (end !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1))
}
