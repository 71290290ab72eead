import { type Command, NodeSelection } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { atEdge, deleteBackAtEdge, deleteForwardAtEdge, leaveBox, splitAroundBox, stepLeft, stepRight } from '../../../editor/commands/edges.ts'
import { after, type Built, cite, doc, fact, footnote, p, stateOf } from '../../support/build.ts'

const shape = (before: Built, command: Command) => after(stateOf(before), command)?.doc.toString() ?? null
const caretAfter = (before: Built, command: Command) => after(stateOf(before), command)?.selection.from ?? null

test('the right arrow at the end of a fact leaves it', () => expect(caretAfter(doc(p('a', fact('bc<a>'), 'd')), stepRight)).toBe(6))
test('the right arrow before a fact enters it', () => expect(caretAfter(doc(p('a<a>', fact('bc'))), stepRight)).toBe(3))
test('the left arrow behind a footnote enters it', () => expect(caretAfter(doc(p('a', footnote('bc'), '<a>d')), stepLeft)).toBe(5))
test('the left arrow at the start of a fact leaves it', () => expect(caretAfter(doc(p('a', fact('<a>bc'))), stepLeft)).toBe(2))
test('arrows elsewhere are the browser’s', () => {
  expect(caretAfter(doc(p('a', fact('b<a>c'))), stepRight)).toBeNull()
  expect(caretAfter(doc(p('a<a>b')), stepLeft)).toBeNull()
})

test('Backspace behind a fact selects it first', () => {
  const state = after(stateOf(doc(p('a', fact('bc'), '<a>d'))), deleteBackAtEdge)!
  expect(state.doc.toString()).toBe('doc(paragraph("a", fact("bc"), "d"))')
  expect((state.selection as NodeSelection).node.type.name).toBe('fact')
})
test('Backspace behind a citation selects it first', () => {
  expect(after(stateOf(doc(p('a', cite('s1'), '<a>'))), deleteBackAtEdge)?.selection).toBeInstanceOf(NodeSelection)
})
test('Backspace at the inner start of a fact deletes the letter outside, whole as a reader sees it', () => {
  expect(shape(doc(p('ae\u0301', fact('<a>bc'))), deleteBackAtEdge)).toBe('doc(paragraph("a", fact("bc")))')
  expect(shape(doc(p('a🇲🇽', fact('<a>bc'))), deleteBackAtEdge)).toBe('doc(paragraph("a", fact("bc")))')
})
test('Delete at the inner end of a fact selects the citation that follows', () => {
  const state = after(stateOf(doc(p(fact('bc<a>'), cite('s1')))), deleteForwardAtEdge)!
  expect((state.selection as NodeSelection).node.type.name).toBe('citation')
})
test('an emptied fact goes with the next Backspace', () => expect(shape(doc(p('a', fact('<a>'), 'd')), deleteBackAtEdge)).toBe('doc(paragraph("ad"))'))
test('Backspace inside a fact is the browser’s', () => expect(shape(doc(p(fact('b<a>c'))), deleteBackAtEdge)).toBeNull())

test('Enter inside a fact begins the next paragraph behind it and its citation', () =>
  expect(shape(doc(p('a ', fact('b<a>c'), cite('s1'), ' d')), splitAroundBox)).toBe('doc(paragraph("a ", fact("bc"), citation), paragraph(" d"))'))
test('Enter at the very start of a fact splits before it', () => expect(shape(doc(p('a ', fact('<a>bc'))), splitAroundBox)).toBe('doc(paragraph("a "), paragraph(fact("bc")))'))
test('Enter inside a footnote at the end begins an empty paragraph', () => {
  const state = after(stateOf(doc(p('a', footnote('b<a>')))), splitAroundBox)!
  expect(state.doc.toString()).toBe('doc(paragraph("a", footnote("b")), paragraph)')
  expect(state.selection.$from.parent).toBe(state.doc.child(1))
})
test('Escape leaves a footnote', () => expect(caretAfter(doc(p('a', footnote('b<a>c'), 'd')), leaveBox)).toBe(6))

test('typing is told its side at every edge, and only there', () => {
  for (const built of [doc(p('a<a>', fact('b'))), doc(p('a', fact('<a>b'))), doc(p('a', fact('b<a>'))), doc(p('a', fact('b'), '<a>'))]) expect(atEdge(stateOf(built))).toBe(true)
  for (const built of [doc(p('<a>a', fact('b'))), doc(p('a', fact('b<a>c'))), doc(p('a<a>b'))]) expect(atEdge(stateOf(built))).toBe(false)
})
