/** Marks the fact, footnote or table the caret is in, so that a person sees whether typing goes inside it, and a footnote's text shows. */
import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { schema } from '#model/schema.ts'

const MARKED = new Set([schema.nodes.fact, schema.nodes.footnote, schema.nodes.table])

export function insidePlugin(): Plugin {
  return new Plugin({
    props: {
      decorations({ doc, selection: { $head } }) {
        const around = Array.from({ length: $head.depth }, (_, index) => index + 1).filter((depth) => MARKED.has($head.node(depth).type))
        return DecorationSet.create(
          doc,
          around.map((depth) => Decoration.node($head.before(depth), $head.after(depth), { class: 'is-inside' })),
        )
      },
    },
  })
}
