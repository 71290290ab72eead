/**
 * The binding without a view: a Y.Doc on one side, editor states and transactions on the other. The plugins (`plugin.ts`) only connect it.
 *
 * Between two events the document of the editor and what the body reads as are equal. A change of the editor is written (`outgoing.ts`) and read back: should it
 * read differently (two marks that exclude each other, a box that can't be marked), the editor is corrected like after a colleague's change. A change from
 * elsewhere becomes steps (`incoming.ts`); the selection is kept by relative positions taken before it.
 */
import type { Node, Schema } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { Mapping, StepMap } from 'prosemirror-transform'
import * as Y from 'yjs'
import type { ElementPart } from '#model/ybody.ts'
import { follow } from './follow.ts'
import { createGone } from './gone.ts'
import { incoming } from './incoming.ts'
import { write } from './outgoing.ts'
import { fromRelative, startIn, toRelative } from './positions.ts'
import { createReader, type Reader } from './reader.ts'
import { regionsOf } from './regions.ts'
import { rescue } from './rescue.ts'
import { type HeldSelection, hold, place, placeAtChange } from './selection.ts'
import { type Stray, straysIn, unknownOf } from './strays.ts'

/** Where the state of an editor is asked for and changed. */
export type Holder = { state(): EditorState; dispatch(tr: Transaction): void; /** False for a reader: nothing is ever written. */ mayWrite(): boolean }

/** As many fallen blocks are remembered. */
const MOST_WAITING = 200

export type Core = {
  readonly reader: Reader
  readonly ydoc: Y.Doc
  /** Origin of the Y transactions that one's own edits make; `quiet` for those that undo must not take back. */
  readonly origin: symbol
  readonly quiet: symbol
  doc(): Node
  /** From now on the editor follows; returns the way to stop. */
  attach(holder: Holder): () => void
  /** The editor's document has become `doc`. `maps` lead there from the document the core knows, or null when they don't. */
  write(doc: Node, maps: readonly StepMap[] | null, undoable: boolean): void
  /** The selection as it was before the change that is being made: what undo goes back to. */
  selectionBefore(): HeldSelection | null
  /** Told before a write, with the state as it was. */
  remember(before: EditorState): void
}

/** What the transaction that follows a change from elsewhere should do with the selection; set by undo. */
export type SelectionWish = (transaction: Y.Transaction) => HeldSelection | null

export function createCore(schema: Schema, body: Y.XmlFragment, mark: (tr: Transaction) => Transaction, wish: SelectionWish): Core {
  const ydoc = ydocOf(body)
  const reader = createReader(schema, body)
  const origin = Symbol('own edit')
  const quiet = Symbol('own edit that is not undone')
  const gone = createGone(body, ydoc, Symbol('note of a deletion'))
  /** One's own words that fell, while no note says whether that was on purpose; most of them wait in vain. */
  let waiting: Stray[] = []
  let holder: Holder | null = null
  let held: HeldSelection | null = null
  let before: HeldSelection | null = null

  /** Transactions whose changes the reader has read. */
  const read = new WeakSet<Y.Transaction>()

  const isOwn = (transaction: Y.Transaction) => transaction.origin === origin || transaction.origin === quiet

  /** Before anything changes the Y.Doc, so that the relative positions are those of the state the person sees. */
  const onStart = (transaction: Y.Transaction) => {
    if (isOwn(transaction)) return
    const state = holder?.state()
    held = state && state.doc === reader.root().node ? hold(reader, state.selection) : null
  }
  const onChange = (_events: unknown, transaction: Y.Transaction) => {
    const was = reader.root()
    read.add(transaction)
    if (!reader.refresh(transaction) || !holder) return
    const wanted = wish(transaction)
    const fallen = transaction.local ? [] : straysIn(was, transaction).map(({ top, strays }) => ({ strays, pos: startIn(was, top) }))
    const again = transaction.origin instanceof Y.UndoManager && transaction.origin.redoing
    const mapping = show(holder, was, again ? 'change' : (wanted ?? (isOwn(transaction) ? null : held)), wanted !== null)
    for (const { strays, pos } of fallen) {
      const place = toRelative(reader, Math.min(mapping ? mapping.map(pos, -1) : pos, reader.root().node.content.size))
      waiting.push(...strays.map((stray) => ({ ...stray, place })))
    }
  }
  /** What fell with a deleted block is settled once the body has been read and the editor follows. */
  const onEnd = (transaction: Y.Transaction) => {
    if (!holder?.mayWrite()) return
    if (transaction.local) gone.note(transaction)
    else gone.learn(transaction)
    if (transaction.local) return
    const { tr } = holder.state()
    // Places are read from the body as it stands.
    if (tr.doc !== reader.root().node) return
    putBack(tr)
    follow(tr, reader, transaction)
    if (tr.docChanged) holder.dispatch(tr)
  }

  /** Puts back what was not deleted on purpose. */
  function putBack(tr: Transaction): void {
    if (waiting.length === 0) return
    const said = waiting.map((stray) => ({ stray, unknown: unknownOf(stray, gone, ydoc.clientID) }))
    waiting = said.flatMap(({ stray, unknown }) => (unknown === 'unsaid' ? [stray] : [])).slice(-MOST_WAITING)
    for (const { stray, unknown } of said) {
      const place = stray.place && fromRelative(reader, stray.place)
      if (unknown !== 'unsaid') rescue(tr, unknown, place ?? reader.root().node.content.size)
    }
  }

  function show(holder: Holder, was: ElementPart, selection: HeldSelection | 'change' | null, scroll: boolean): Mapping | null {
    const state = holder.state()
    const now = reader.root()
    if (state.doc.eq(now.node)) {
      reader.adopt(state.doc)
      return null
    }
    const tr = incoming(state, was, now)
    if (selection === 'change') placeAtChange(tr)
    else if (selection) place(reader, tr, selection)
    if (scroll) tr.scrollIntoView()
    holder.dispatch(mark(tr))
    if (!reader.root().node.eq(holder.state().doc) && holder.state().doc === state.doc) throw new RangeError('a plugin refused a change that others have already made')
    return tr.mapping
  }

  return {
    reader,
    ydoc,
    origin,
    quiet,
    doc: () => reader.root().node,
    attach(to) {
      holder = to
      ydoc.on('beforeTransaction', onStart)
      body.observeDeep(onChange)
      ydoc.on('afterTransaction', onEnd)
      return () => {
        if (holder !== to) return
        holder = null
        ydoc.off('beforeTransaction', onStart)
        body.unobserveDeep(onChange)
        ydoc.off('afterTransaction', onEnd)
      }
    },
    write(doc, maps, undoable) {
      const own = ydoc.transact((transaction) => {
        write(reader.root(), doc, maps && regionsOf(maps))
        return transaction
      }, undoable ? origin : quiet)
      // Inside an answer to another change the observers come later; the next write must find the body read.
      if (read.has(own)) return
      reader.refresh(own)
      if (reader.root().node.eq(doc)) reader.adopt(doc)
    },
    remember(state) {
      before = state.doc === reader.root().node ? hold(reader, state.selection) : null
    },
    selectionBefore: () => before ?? held,
  }
}

function ydocOf(body: Y.XmlFragment): Y.Doc {
  if (!body.doc) throw new RangeError('the body belongs to no document')
  return body.doc
}
