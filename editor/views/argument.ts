/** A contested question on the page: the question, its two sides beside each other, the points of each, and who makes a point when it is not the side itself. */
import type { Node } from 'prosemirror-model'
import { findAxis, poleLabel } from '#model/axis.ts'
import type { ArgumentAttributes, PointAttributes } from '#model/nodes/argument.ts'
import { addPoint, setQuestion } from '../commands/argument.ts'
import { apart, button, element, menuButton } from './dom.ts'
import { editableLine } from './line.ts'
import { framed } from './view.ts'

export const argumentView = framed((context, { view, position }) => {
  const question = editableLine({
    className: 'argument-question',
    label: 'Change the question',
    most: 300,
    canWrite: context.canWrite,
    commit: (text) => setQuestion(position(), text)(view.state, view.dispatch),
    done: () => view.focus(),
  })
  const content = element('div', { class: 'argument-sides' })
  const menu = menuButton('What to do with this section', (anchor) => context.onAskMenu({ kind: 'argument', position, anchor }))
  const dom = element('section', { class: 'argument' }, apart('header', 'argument-header', question.dom, menu), content)
  return {
    dom,
    content,
    draw(node) {
      const { id, axisId, question: text } = node.attrs as ArgumentAttributes
      question.show(text || (findAxis(axisId, context.axes)?.question ?? ''))
      dom.dataset['axisId'] = axisId
      if (id !== null) dom.dataset['id'] = id
      dom.setAttribute('aria-label', text)
      menu.hidden = !context.canWrite()
    },
  }
})

export const sideView = framed((context, { view, position }) => {
  const label = apart('header', 'side-label')
  const prompt = apart('p', 'side-prompt', 'Nothing is said for this side yet.')
  const content = element('div', { class: 'side-points' })
  const add = button('side-add', '', () => {
    addPoint(context.random, position())(view.state, view.dispatch)
    view.focus()
  })
  const dom = element('section', { class: 'side' }, label, prompt, content, add)
  return {
    dom,
    content,
    draw(node) {
      const pole = String(node.attrs['pole'])
      const name = poleLabel(axisAround(view.state.doc, position()), pole, context.axes)
      label.textContent = name
      dom.dataset['pole'] = pole
      dom.setAttribute('aria-label', name)
      dom.classList.toggle('is-empty', node.childCount === 0)
      add.textContent = `Add a point for ${name.toLocaleLowerCase('en')}`
      add.hidden = !context.canWrite()
    },
  }
})

/** The axis of the argument that holds the side at `pos`; "" when the side stands elsewhere. */
function axisAround(doc: Node, pos: number): string {
  const parent = pos >= 0 && pos <= doc.content.size ? doc.resolve(pos).parent : null
  return String(parent?.attrs['axisId'] ?? '')
}

export const pointView = framed((context, { position }) => {
  const voice = apart('p', 'point-voice')
  const content = element('div', { class: 'point-text' })
  const menu = menuButton('What to do with this point', (anchor) => context.onAskMenu({ kind: 'point', position, anchor }))
  const dom = element('article', { class: 'point' }, menu, voice, content)
  return {
    dom,
    content,
    draw(node) {
      const { voice: whose } = node.attrs as PointAttributes
      const who = whose.startsWith('reported:') ? whose.slice('reported:'.length) : ''
      voice.textContent = who === '' ? '' : `As ${who} puts it`
      voice.hidden = who === ''
      dom.dataset['voice'] = whose
      menu.hidden = !context.canWrite()
    },
  }
})
