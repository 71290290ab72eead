import { NodeSelection } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { addColumn, addRow, deleteColumn, deleteRow, deleteTable, insertTable, nextCellOrRow } from '../../../editor/commands/table.ts'
import { after, doc, fact, p, rule, stateOf, table, td, th, tr } from '../../support/build.ts'

test('a table comes with a header row, and the caret goes to its first cell', () => {
  const state = after(stateOf(doc(p('o<a>ne'))), insertTable(2, 2))!
  const cells = (name: string) => `table_row(${name}(paragraph), ${name}(paragraph))`
  expect(state.doc.toString()).toBe(`doc(paragraph("one"), table(${cells('table_header')}, ${cells('table_cell')}), paragraph)`)
  expect(state.selection.$from.node(3).type.name).toBe('table_header')
})
test('a table of no rows is a bug of the caller', () => expect(() => insertTable(0, 2)).toThrow(RangeError))
test('a table goes below the paragraph whose fact the caret is in', () => expect(after(stateOf(doc(p(fact('2<a>3')))), insertTable(1, 1))?.doc.child(1).type.name).toBe('table'))

test('a table goes below a block that is selected as a whole', () => {
  const state = stateOf(doc(p('one'), rule(), p('two')))
  const selected = state.apply(state.tr.setSelection(NodeSelection.create(state.doc, 5)))
  expect(after(selected, insertTable(1, 1))?.doc.toString()).toBe('doc(paragraph("one"), rule, table(table_row(table_header(paragraph))), paragraph("two"))')
})

const grid = () => doc(table(tr(th(p('A<a>')), th(p('B'))), tr(td(p('1')), td(p('2')))), p())
test('rows and columns come and go', () => {
  const rows = (state: ReturnType<typeof after>) => state?.doc.firstChild?.childCount
  const columns = (state: ReturnType<typeof after>) => state?.doc.firstChild?.firstChild?.childCount
  expect(rows(after(stateOf(grid()), addRow('after')))).toBe(3)
  expect(columns(after(stateOf(grid()), addColumn('before')))).toBe(3)
  expect(rows(after(stateOf(grid()), deleteRow))).toBe(1)
  expect(columns(after(stateOf(grid()), deleteColumn))).toBe(1)
  expect(after(stateOf(grid()), deleteTable)?.doc.toString()).toBe('doc(paragraph)')
})
test('Tab goes to the next cell', () => {
  const state = after(stateOf(grid()), nextCellOrRow)!
  expect(state.selection.$from.node(3).textContent).toBe('B')
})
test('Tab in the last cell adds a row and goes there', () => {
  const state = after(stateOf(doc(table(tr(td(p('1')), td(p('2<a>')))), p())), nextCellOrRow)!
  expect(state.doc.firstChild?.childCount).toBe(2)
  expect(state.selection.$from.index(1)).toBe(1)
  expect(state.selection.$from.index(2)).toBe(0)
})
test('Tab outside a table is not ours', () => expect(after(stateOf(doc(p('<a>'))), nextCellOrRow)).toBeNull())
