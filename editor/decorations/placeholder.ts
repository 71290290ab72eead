/** What an empty brief says in place of its first line. */
import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { schema } from '#model/schema.ts'

const INVITATION = 'Write here. Type /fact to cite a passage, /procon to weigh a question.'

export function placeholderPlugin(): Plugin {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const only = doc.childCount === 1 ? doc.child(0) : null
        if (only?.type !== schema.nodes.paragraph || only.content.size > 0) return null
        return DecorationSet.create(doc, [Decoration.node(0, only.nodeSize, { class: 'is-placeholder', 'data-placeholder': INVITATION })])
      },
    },
  })
}
