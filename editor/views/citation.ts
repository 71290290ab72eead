/** A citation: the number of its note. Click or Enter opens the source at the passage. */
import { firstTarget } from '../commands/citation.ts'
import { noteAmong } from '../decorations/notes.ts'
import { element } from './dom.ts'
import { framed } from './view.ts'

export const citationView = framed((context, place) => {
  const mark = element('button', { type: 'button', class: 'note-mark' })
  const dom = element('sup', { class: 'citation', contenteditable: 'false' }, mark)
  const open = () => {
    const target = firstTarget(place.node())
    if (target) context.onOpenCitation(target)
  }
  // The caret stays in the text: the reader looks, and writes on.
  mark.addEventListener('mousedown', (event) => event.preventDefault())
  mark.addEventListener('click', open)
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
