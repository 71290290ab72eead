/** A citation: the number of its note. Click or Enter opens the source at the passage. */
import { firstTarget } from '../commands/citation.ts'
import { noteAmong } from '../decorations/notes.ts'
import { element, inlineButton } from './dom.ts'
import { framed } from './view.ts'

export const citationView = framed((context, place) => {
  // A mousedown keeps the caret in the text: the reader looks, and writes on.
  const mark = inlineButton('note-mark', '•', () => {
    const target = firstTarget(place.node())
    if (target) context.onOpenCitation(target)
  })
  const dom = element('sup', { class: 'citation', contenteditable: 'false' }, mark)
  return {
    dom,
    content: null,
    draw(node, decorations) {
      const note = noteAmong(decorations)
      mark.textContent = String(note?.note ?? '•')
      mark.title = note?.words ?? ''
      mark.setAttribute('aria-label', `Note ${note?.note ?? ''}: ${note?.words ?? 'source not in this brief'}. Open the source.`)
      dom.dataset['citation'] = String(node.attrs['cid'])
    },
    selected: (is) => dom.classList.toggle('is-selected', is),
  }
})
