/** Typing at the edge of a fact or footnote goes where the caret stands in the document; left to itself, the browser writes to whichever side it likes. */
import { Plugin } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { atEdge } from './commands/edges.ts'

export function edgeTypingPlugin(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput(view, event) {
          // While an input method composes, the browser must keep its own text.
          if (event.inputType !== 'insertText' || !event.data || event.isComposing || !view.editable || !atEdge(view.state)) return false
          event.preventDefault()
          typeText(view, event.data)
          return true
        },
      },
    },
  })
}

/** As ProseMirror does for typed text: input rules first, then the text itself with the marks of the place. */
function typeText(view: EditorView, text: string): void {
  const { from, to } = view.state.selection
  const insert = () => view.state.tr.insertText(text, from, to).scrollIntoView()
  if (view.someProp('handleTextInput', (handle) => handle(view, from, to, text, insert))) return
  view.dispatch(insert())
}
