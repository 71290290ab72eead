import { expect, test } from 'vitest'
import { activeState } from '../../../editor/commands/active.ts'
import { addPoint, addPointFromEmptyLine, deleteArgument, deletePoint, insertArgument, movePoint, movePointAcross, setQuestion, setVoice } from '../../../editor/commands/argument.ts'
import { SHIPPED_AXES } from '../../../model/axis.ts'
import { after, argument, doc, li, p, point, quote, side, slot, stateOf, ul } from '../../support/build.ts'
import { seededBytes } from '../../support/random.ts'

const random = seededBytes(1)
const axis = SHIPPED_AXES[0]!
const EMPTY_SIDES = 'argument(side(point(paragraph)), side(point(paragraph)))'

test('a contested question brings both sides of its axis, and the caret goes to the first', () => {
  const state = after(stateOf(doc(p('be<a>fore'), p('behind'))), insertArgument(axis, random))!
  expect(state.doc.toString()).toBe(`doc(paragraph("before"), ${EMPTY_SIDES}, paragraph("behind"))`)
  const section = state.doc.child(1)
  expect(section.attrs).toMatchObject({ axisId: axis.id, question: axis.question })
  expect([section.child(0).attrs['pole'], section.child(1).attrs['pole']]).toEqual(axis.poles.map(({ id }) => id))
  expect(activeState(state).inArgument).toBe(true)
  expect(state.selection.$from.node(2).attrs['pole']).toBe(axis.poles[0].id)
})
test('it leaves room to write behind it', () => expect(after(stateOf(doc(p('be<a>fore'))), insertArgument(axis, random))?.doc.lastChild?.type.name).toBe('paragraph'))
test('it stands on the page, not in the list the caret is in', () => {
  expect(after(stateOf(doc(ul(li(p('o<a>ne'))))), insertArgument(axis, random))?.doc.toString()).toBe(`doc(list(item(paragraph("one"))), ${EMPTY_SIDES}, paragraph)`)
})
test('it stands in the slot the caret is in', () => {
  expect(after(stateOf(doc(slot('issue', quote(p('o<a>ne'))))), insertArgument(axis, random))?.doc.toString()).toBe(`doc(slot(quote(paragraph("one")), ${EMPTY_SIDES}, paragraph))`)
})
test('it does not go into another', () => expect(after(stateOf(doc(argument(side('a', point(p('<a>')))))), insertArgument(axis, random))).toBeNull())

const two = doc(argument(side('a', point(p('one<a>')), point(p('two'))), side('b')))
test('a point is added behind the current one', () => {
  const state = after(stateOf(two), addPoint(random))!
  expect(state.doc.toString()).toContain('side(point(paragraph("one")), point(paragraph), point(paragraph("two")))')
  expect(state.selection.$from.parent.content.size).toBe(0)
})
test('a point is added to an empty side by its place', () => {
  const sidePos = two.node.child(0).child(0).nodeSize + 1
  expect(after(stateOf(two), addPoint(random, sidePos))?.doc.toString()).toContain('side(point(paragraph)))')
})
test('a point is added nowhere else', () => expect(after(stateOf(doc(p('<a>'))), addPoint(random))).toBeNull())
test('Enter on an empty last line begins the next point', () => {
  const state = after(stateOf(doc(argument(side('a', point(p('one'), p('<a>')))))), addPointFromEmptyLine(random))!
  expect(state.doc.toString()).toBe('doc(argument(side(point(paragraph("one")), point(paragraph))))')
  expect(state.selection.$from.parent.content.size).toBe(0)
})
test('a point moves down with the caret in it, and no further than its side', () => {
  const moved = after(stateOf(two), movePoint('down'))!
  expect(moved.doc.toString()).toContain('side(point(paragraph("two")), point(paragraph("one")))')
  expect(moved.selection.$from.parent.textContent).toBe('one')
  expect(after(moved, movePoint('down'))).toBeNull()
})
test('a point goes over to the end of the other side, and back', () => {
  const over = after(stateOf(two), movePointAcross())!
  expect(over.doc.toString()).toBe('doc(argument(side(point(paragraph("two"))), side(point(paragraph("one")))))')
  expect(over.selection.$from.parent.textContent).toBe('one')
  expect(after(over, movePointAcross())?.doc.toString()).toBe('doc(argument(side(point(paragraph("two")), point(paragraph("one"))), side))')
  expect(after(stateOf(doc(argument(side('a', point(p('<a>')))))), movePointAcross())).toBeNull()
})
test('a point is moved, changed and removed by its place, wherever the caret is', () => {
  const elsewhere = doc(p('<a>'), argument(side('a', point(p('one')), point(p('two'))), side('b')))
  const second = 4 + elsewhere.node.nodeAt(4)!.nodeSize
  expect(after(stateOf(elsewhere), movePoint('up', second))?.doc.toString()).toContain('side(point(paragraph("two")), point(paragraph("one")))')
  expect(after(stateOf(elsewhere), movePointAcross(second))?.doc.toString()).toContain('side(point(paragraph("two"))))')
  expect(after(stateOf(elsewhere), setVoice('reported:CBP', second))?.doc.nodeAt(second)?.attrs['voice']).toBe('reported:CBP')
  expect(after(stateOf(elsewhere), deletePoint(second))?.doc.toString()).toContain('side(point(paragraph("one")))')
  expect(after(stateOf(elsewhere), deleteArgument(2))?.doc.toString()).toBe('doc(paragraph)')
  for (const command of [movePoint('up', 0), movePointAcross(-1), setVoice('own', 2), deletePoint(999), deleteArgument(0)]) expect(after(stateOf(elsewhere), command)).toBeNull()
})
test('the last point may go; the side stays', () => {
  expect(after(stateOf(doc(argument(side('a', point(p('o<a>ne'))), side('b')))), deletePoint())?.doc.toString()).toBe('doc(argument(side, side))')
})
test('a question changes in place', () => {
  expect(after(stateOf(two), setQuestion(0, '  Or  not? '))?.doc.firstChild?.attrs['question']).toBe('Or  not?')
  expect(after(stateOf(two), setQuestion(0, '   '))).toBeNull()
})
test('a point can report someone', () => {
  expect(after(stateOf(two), setVoice('reported:The ministry'))?.doc.nodeAt(2)?.attrs['voice']).toBe('reported:The ministry')
  expect(after(stateOf(two), setVoice('own'))).toBeNull()
})
test('a whole argument can be removed', () => expect(after(stateOf(doc(p('a'), argument(side('a', point(p('<a>')))))), deleteArgument())?.doc.toString()).toBe('doc(paragraph("a"))'))
