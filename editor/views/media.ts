/** What stands beside the text: number tiles, and quiet closed boxes for what this editor shows but does not edit. */
import type { Node } from 'prosemirror-model'
import type { KeyfigureAttributes } from '#model/nodes/media.ts'
import { apart, element } from './dom.ts'
import { framed, type ViewMaker } from './view.ts'

export const keyfigureView = framed(() => {
  const label = apart('p', 'keyfigure-label')
  const content = element('div', { class: 'keyfigure-text' })
  const dom = element('div', { class: 'keyfigure' }, label, content)
  return {
    dom,
    content,
    draw(node) {
      const { label: words, previous, unit } = node.attrs as KeyfigureAttributes
      label.textContent = previous === null ? words : `${words} (was ${previous}${unit === null ? '' : ` ${unit}`})`
    },
  }
})

/** A box with a name and a line of description; it can be selected, moved and deleted, not opened. */
function closedBox(tag: 'figure' | 'div' | 'span', name: string, describe: (node: Node) => string, className = 'box'): ViewMaker {
  return framed(() => {
    const words = element('span', { class: 'box-words' })
    const dom = element(tag, { class: className, contenteditable: 'false' }, element('span', { class: 'box-name' }, name), ' ', words)
    return {
      dom,
      content: null,
      draw(node) {
        words.textContent = describe(node)
      },
      selected: (is) => dom.classList.toggle('is-selected', is),
    }
  })
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const described = (node: Node) => text(node.attrs['caption']) || text(node.attrs['alt'])
const rawType = (node: Node) => text((node.attrs['raw'] as { type?: unknown } | null)?.type) || 'unnamed'

export const illustrationView = closedBox('figure', 'Illustration', described)
export const chartView = closedBox('figure', 'Chart', described)
export const clearancesView = closedBox('div', 'Clearances', () => 'Filled in when the brief is cleared.')
export const contentsView = closedBox('div', 'Contents', () => 'Set from the headings when the brief is printed.')
export const pagebreakView = closedBox('div', 'Page break', () => '', 'break')
export const unknownBlockView = closedBox('div', 'Kept as it is', (node) => `This version can’t read it (${rawType(node)}).`)
export const unknownInlineView = closedBox('span', 'Kept as it is', (node) => `(${rawType(node)})`)
