/** The parts a memo form owns: a slot with its help while it is empty, a recommendation with the lines a decision is ticked on. */
import type { Node } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import type { RecommendationAttributes, SlotAttributes } from '#model/nodes/memo.ts'
import { schema } from '#model/schema.ts'
import { apart, element } from './dom.ts'
import { framed } from './view.ts'

export const slotView = framed((context, { view, position, node }) => {
  const label = apart('p', 'slot-label')
  const content = element('div', { class: 'slot-content' })
  // A slot that a form left without a line has no place for the caret: a click makes one.
  content.addEventListener('mousedown', (event) => {
    if (node().childCount > 0 || !context.canWrite()) return
    event.preventDefault()
    const tr = view.state.tr.insert(position() + 1, schema.nodes.paragraph.create())
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position() + 2)))
    view.focus()
  })
  const dom = element('section', { class: 'slot' }, label, content)
  return {
    dom,
    content,
    draw(node) {
      const { name, locked, optional } = node.attrs as SlotAttributes
      const words = Object.hasOwn(context.slotHelp, name) ? context.slotHelp[name] : undefined
      const shown = words?.label ?? inWords(name)
      label.textContent = `${shown}${optional ? ' (optional)' : ''}`
      label.hidden = standsUnder(view.state.doc, position(), shown)
      dom.dataset['slot'] = name
      dom.setAttribute('aria-label', shown)
      content.dataset['help'] = words?.help ?? 'Write here.'
      content.contentEditable = locked ? 'false' : 'inherit'
      dom.classList.toggle('is-empty', node.textContent === '' && node.childCount <= 1 && (node.firstChild?.childCount ?? 0) === 0)
    },
  }
})

/** A slot that its template no longer describes shows its name as words: "keyFacts" is "Key facts". */
function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLocaleLowerCase('en')
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1)
}

/** Whether the heading right above says the same: then the slot needs no label of its own. */
function standsUnder(doc: Node, pos: number, label: string): boolean {
  const above = pos >= 0 && pos <= doc.content.size ? doc.resolve(pos).nodeBefore : null
  return above !== null && Number(above.attrs['level'] ?? 0) > 0 && above.textContent.trim() === label
}

const DECISIONS = ['Approve', 'Disapprove', 'Discuss'] as const

export const recommendationView = framed(() => {
  const content = element('div', { class: 'recommendation-text' })
  const about = element('p', { class: 'recommendation-about' })
  const ticks = element('p', { class: 'recommendation-ticks' })
  const dom = element('section', { class: 'recommendation' }, content, apart('footer', 'recommendation-foot', ticks, about))
  return {
    dom,
    content,
    draw(node) {
      const { by, opposes, decision } = node.attrs as RecommendationAttributes
      ticks.replaceChildren(
        ...DECISIONS.map((word) => {
          const ticked = decision?.toLocaleLowerCase('en') === word.toLocaleLowerCase('en')
          return element('span', { class: ticked ? 'tick is-ticked' : 'tick' }, word)
        }),
      )
      about.textContent = [by ? `Decision needed by ${by}.` : '', opposes.length > 0 ? `Opposed: ${opposes.join(', ')}.` : ''].filter(Boolean).join(' ')
      about.hidden = about.textContent === ''
    },
  }
})
