import { AllSelection, EditorState } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { markRemote } from '../../editor/sync/binding.ts'
import { normalisePlugin, repair, tablePlugin } from '../../editor/normalise.ts'
import { argument, type Built, doc, li, p, point, quote, recommendation, side, slot, table, td, tr, ul } from '../support/build.ts'

const repaired = ({ node }: Built) => repair(EditorState.create({ doc: node }).tr).doc.toString()

const cases: [what: string, before: Built, expected: string][] = [
  ['an empty brief gets a line to write on', doc(), 'doc(paragraph)'],
  ['a list without items goes', doc(p('a'), ul()), 'doc(paragraph("a"))'],
  ['an item without text gets a line', doc(ul(li())), 'doc(list(item(paragraph)))'],
  ['an emptied quotation goes', doc(p('a'), quote()), 'doc(paragraph("a"))'],
  ['a slot is never lost, it gets a line', doc(slot('issue')), 'doc(slot(paragraph))'],
  ['a recommendation gets a line', doc(recommendation()), 'doc(recommendation(paragraph))'],
  ['a point gets a line', doc(argument(side('a', point()))), 'doc(argument(side(point(paragraph))))'],
  ['an argument without sides is left as it is', doc(argument(), p('a')), 'doc(argument, paragraph("a"))'],
  ['a side without points is left as it is', doc(argument(side('a'), side('b'))), 'doc(argument(side, side))'],
  ['a row without cells goes', doc(table(tr(td(p('a'))), tr())), 'doc(table(table_row(table_cell(paragraph("a")))))'],
  ['several faults are repaired at once', doc(ul(), ul(li(), li(ul())), quote()), 'doc(list(item(paragraph), item(paragraph)))'],
]
for (const [what, before, expected] of cases) test(what, () => expect(repaired(before)).toBe(expected))

const stateWith = ({ node }: Built) => EditorState.create({ doc: node, plugins: [tablePlugin(), normalisePlugin()] })

test('a repair that uncovers a fault repairs that too', () => {
  const state = stateWith(doc(p('a'), quote(ul())))
  expect(state.apply(state.tr.insertText('b', 1)).doc.toString()).toBe('doc(paragraph("ba"))')
})
test('after everything is deleted the caret stands in the one line left', () => {
  const state = stateWith(doc(p('a'), ul(li(p('b')))))
  const emptied = state.apply(state.tr.setSelection(new AllSelection(state.doc)).deleteSelection())
  expect(emptied.doc.toString()).toBe('doc(paragraph)')
  expect(emptied.selection).toMatchObject({ from: 1, to: 1 })
})
test('a fault that a colleague sent is not repaired until one works here', () => {
  const state = stateWith(doc(p('a')))
  const remote = state.apply(markRemote(state.tr.insert(3, ul().node)))
  expect(remote.doc.toString()).toBe('doc(paragraph("a"), list)')
  expect(remote.apply(remote.tr.insertText('b', 1)).doc.toString()).toBe('doc(paragraph("ba"))')
})
test('a short row is filled by whoever changes the table, not by everyone who sees it', () => {
  const state = stateWith(doc(table(tr(td(p('a')), td(p('b'))))))
  const row = tr(td(p('c'))).node
  const remote = state.apply(markRemote(state.tr.insert(state.doc.content.size - 1, row)))
  expect(remote.doc.firstChild?.child(1).childCount).toBe(1)
  const worked = remote.apply(remote.tr.insertText('x', 4))
  expect(worked.doc.firstChild?.child(1).childCount).toBe(2)
  expect(worked.doc.toString()).toContain('table_cell(paragraph)')
})
