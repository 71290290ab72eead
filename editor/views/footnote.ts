/** A footnote: its number in the line; its text opens beside it while the caret is inside. */
import { TextSelection } from 'prosemirror-state'
import { noteAmong } from '../decorations/notes.ts'
import { element, inlineButton } from './dom.ts'
import { framed } from './view.ts'

export const footnoteView = framed((_context, { view, position }) => {
  const content = element('span', { class: 'footnote-text' })
  const mark = inlineButton('note-mark', '•', () => {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, position() + 1)))
    view.focus()
  })
  const dom = element('span', { class: 'footnote' }, element('sup', { contenteditable: 'false' }, mark), content)
  return {
    dom,
    content,
    draw(node, decorations) {
      const note = noteAmong(decorations)
      mark.textContent = String(note?.note ?? '•')
      mark.title = note?.words ?? ''
      mark.setAttribute('aria-label', `Footnote ${note?.note ?? ''}: ${note?.words ?? ''}. Edit it.`)
      content.classList.toggle('is-empty', node.content.size === 0)
    },
  }
})
