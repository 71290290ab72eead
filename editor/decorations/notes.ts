/** Numbers of citations and footnotes, and the words of each note, as the printed page will have them; recomputed with the document. */
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type * as Y from 'yjs'
import { citationNotes, plainText } from '#model/cite.ts'
import type { Node } from 'prosemirror-model'
import { factsOf, readFacts } from '#model/ydoc.ts'
import { reportTrouble } from '../trouble.ts'

/** What a note's view reads from its decoration. */
export type NoteSpec = { note: number; words: string }

const key = new PluginKey<DecorationSet>('notes')

export function notesPlugin(ydoc: Y.Doc): Plugin {
  /** Null when a citation can't be read; the numbers stay as they were. */
  const number = (doc: Node) => {
    try {
      return numbered(doc, ydoc)
    } catch (error) {
      reportTrouble('numbers of the notes', error)
      return null
    }
  }
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => number(doc) ?? DecorationSet.empty,
      apply: (tr, set) => (tr.docChanged || tr.getMeta(key) === 'facts' ? (number(tr.doc) ?? set.map(tr.mapping, tr.doc)) : set),
    },
    props: { decorations: (state) => key.getState(state) },
    view(view) {
      // A colleague's record may arrive after the citation that needs it.
      const onFacts = (_event: unknown, transaction: Y.Transaction) => {
        if (!transaction.local) view.dispatch(view.state.tr.setMeta(key, 'facts').setMeta('addToHistory', false))
      }
      factsOf(ydoc).observe(onFacts)
      return { destroy: () => factsOf(ydoc).unobserve(onFacts) }
    },
  })
}

function numbered(doc: Node, ydoc: Y.Doc): DecorationSet {
  const decorations = citationNotes(doc, readFacts(ydoc)).map(({ number, pos, runs }) =>
    Decoration.node(pos, pos + (doc.nodeAt(pos)?.nodeSize ?? 1), {}, { note: number, words: plainText(runs) } satisfies NoteSpec),
  )
  return DecorationSet.create(doc, decorations)
}

/** The note among a view's decorations, or null before it is numbered. */
export function noteAmong(decorations: readonly Decoration[]): NoteSpec | null {
  const spec = decorations.find(({ spec }) => typeof (spec as Partial<NoteSpec>).note === 'number')?.spec as NoteSpec | undefined
  return spec ?? null
}
