/** A table in its frame: caption above, small print below, and a frame that scrolls sideways when the page is narrow. Cells are prosemirror-tables' own. */
import type { TableAttributes } from '#model/nodes/table.ts'
import { apart, element } from './dom.ts'
import { editableLine } from './line.ts'
import { framed } from './view.ts'

export const tableView = framed((context, { view, position }) => {
  const caption = editableLine({
    className: 'table-caption',
    label: 'Add a caption',
    most: 300,
    canWrite: context.canWrite,
    commit: (text) => view.dispatch(view.state.tr.setNodeAttribute(position(), 'caption', text === '' ? null : text)),
    done: () => view.focus(),
  })
  const content = element('tbody')
  const print = apart('p', 'table-print')
  const dom = element('div', { class: 'table-frame' }, caption.dom, element('div', { class: 'table-scroll' }, element('table', {}, content)), print)
  return {
    dom,
    content,
    draw(node) {
      const { caption: text, unit, source, notes } = node.attrs as TableAttributes
      caption.show(text ?? '')
      dom.classList.toggle('has-caption', text !== null)
      print.textContent = [unit && `Unit: ${unit}.`, source && `Source: ${source}`, notes].filter(Boolean).join(' ')
      print.hidden = print.textContent === ''
    },
  }
})
