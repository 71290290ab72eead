/** The others' carets and selections, and telling them one's own: awareness `cursor: { anchor, head }` as Yjs relative positions, y-prosemirror's format. */
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { Decoration, type DecorationAttrs, DecorationSet, type EditorView } from 'prosemirror-view'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Core } from './core.ts'
import { fromRelative, toRelative } from './positions.ts'

export type CursorLook = { cursorOf(user: unknown): HTMLElement; selectionOf(user: unknown): DecorationAttrs }

const key = new PluginKey<DecorationSet>('cursors')

export function cursorPlugin(core: Core, awareness: Awareness, look: CursorLook, isRemote: (tr: Transaction) => boolean): Plugin {
  const draw = (state: EditorState) => DecorationSet.create(state.doc, decorations(core, awareness, look, state.doc.content.size))
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => draw(state),
      apply: (tr, set, _before, state) => (tr.getMeta(key) === 'moved' || isRemote(tr) ? draw(state) : set.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => showOwn(core, awareness, view),
  })
}

function decorations(core: Core, awareness: Awareness, look: CursorLook, size: number): Decoration[] {
  const found: Decoration[] = []
  for (const [client, state] of awareness.getStates()) {
    const cursor = client === awareness.clientID ? null : readCursor(state)
    const anchor = cursor && fromRelative(core.reader, cursor.anchor)
    const head = cursor && fromRelative(core.reader, cursor.head)
    if (anchor === null || head === null) continue
    const user: unknown = state['user']
    // Not `ignoreSelection`: a click beside the caret lands in this widget, and the editor must read it and step out.
    found.push(Decoration.widget(Math.min(head, size), () => look.cursorOf(user), { key: `${client} ${JSON.stringify(user)}`, side: 10 }))
    const [from, to] = [Math.min(anchor, head, size), Math.min(Math.max(anchor, head), size)]
    if (from < to) found.push(Decoration.inline(from, to, look.selectionOf(user), { inclusiveEnd: true }))
  }
  return found
}

type Cursor = { anchor: Y.RelativePosition; head: Y.RelativePosition }

/** What others send of themselves is input from outside; null when it is no cursor in a body. */
function readCursor(state: unknown): Cursor | null {
  const { cursor } = state as { cursor?: { anchor?: unknown; head?: unknown } | null }
  const anchor = readPosition(cursor?.anchor)
  const head = readPosition(cursor?.head)
  return anchor && head && { anchor, head }
}

function readPosition(json: unknown): Y.RelativePosition | null {
  if (typeof json !== 'object' || json === null) return null
  const { type, tname, item, assoc } = json as Record<string, unknown>
  const typeId = readId(type)
  const itemId = readId(item)
  // Only a position by letter, in a type, or in the body itself: any other name would make a new type in the document.
  if (!typeId && !itemId && tname !== 'body') return null
  return new Y.RelativePosition(typeId, typeId || typeof tname !== 'string' ? null : tname, itemId, typeof assoc === 'number' ? assoc : 0)
}

function readId(json: unknown): Y.ID | null {
  if (typeof json !== 'object' || json === null) return null
  const { client, clock } = json as Record<string, unknown>
  return Number.isSafeInteger(client) && Number.isSafeInteger(clock) ? Y.createID(client as number, clock as number) : null
}

/** Tells the others where one's caret is while the editor has the focus, and redraws when theirs moved. */
function showOwn(core: Core, awareness: Awareness, view: EditorView): { update(): void; destroy(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
    if (![...added, ...updated, ...removed].some((client) => client !== awareness.clientID)) return
    // Several changes of presence come together; they are drawn once.
    timer ??= setTimeout(() => {
      timer = null
      view.dispatch(view.state.tr.setMeta(key, 'moved').setMeta('addToHistory', false))
    })
  }
  const tell = () => {
    const own = readCursor(awareness.getLocalState() ?? {})
    if (!view.hasFocus()) {
      if (own) awareness.setLocalStateField('cursor', null)
      return
    }
    if (view.state.doc !== core.doc()) return
    const { anchor, head } = view.state.selection
    const cursor = { anchor: toRelative(core.reader, anchor), head: toRelative(core.reader, head) }
    if (own && Y.compareRelativePositions(own.anchor, cursor.anchor) && Y.compareRelativePositions(own.head, cursor.head)) return
    awareness.setLocalStateField('cursor', { anchor: Y.relativePositionToJSON(cursor.anchor), head: Y.relativePositionToJSON(cursor.head) })
  }
  awareness.on('change', onChange)
  view.dom.addEventListener('focusin', tell)
  view.dom.addEventListener('focusout', tell)
  return {
    update: tell,
    destroy() {
      if (timer !== null) clearTimeout(timer)
      awareness.off('change', onChange)
      view.dom.removeEventListener('focusin', tell)
      view.dom.removeEventListener('focusout', tell)
      awareness.setLocalStateField('cursor', null)
    },
  }
}
