/** Two editors of one brief: they end with the same document whatever they do, and undo takes back only one's own. */
import { chainCommands, deleteSelection, joinBackward, lift, splitBlock, wrapIn } from 'prosemirror-commands'
import { type Command, TextSelection } from 'prosemirror-state'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { activeState } from '../../../editor/commands/active.ts'
import { insertArgument } from '../../../editor/commands/argument.ts'
import { insertCitation } from '../../../editor/commands/citation.ts'
import { deleteBackAtEdge, splitAroundBox } from '../../../editor/commands/edges.ts'
import { insertFact } from '../../../editor/commands/fact.ts'
import { insertFootnote } from '../../../editor/commands/footnote.ts'
import { toggleList } from '../../../editor/commands/list.ts'
import { addRow, deleteColumn, insertTable } from '../../../editor/commands/table.ts'
import { setParagraphLevel, toggleStrong } from '../../../editor/commands/text.ts'
import { redo, undo } from '../../../editor/sync/binding.ts'
import { SHIPPED_AXES } from '../../../model/axis.ts'
import { blankBrief } from '../../../model/brief.ts'
import { schema } from '../../../model/schema.ts'
import { readBrief } from '../../../model/ydoc.ts'
import { hit } from '../../support/build.ts'
import { type HeadlessEditor, headlessEditor, relayedDocs } from '../../support/headless.ts'
import { pick, seeded, seededBytes, seedsFor } from '../../support/random.ts'

const open: HeadlessEditor[] = []
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy()
})

function twoEditors(seed = 1, asked: string[] = []) {
  const { ydocs, exchange } = relayedDocs(blankBrief('Trade'), 2)
  const [a, b] = ydocs.map((ydoc, index) => headlessEditor(ydoc, seed * 10 + index, { asked })) as [HeadlessEditor, HeadlessEditor]
  open.push(a, b)
  return { a, b, exchange }
}

const type = (editor: HeadlessEditor, text: string, at = editor.state().doc.content.size - 1) => editor.dispatch(editor.state().tr.insertText(text, at))
const caret = (editor: HeadlessEditor, at: number) => editor.dispatch(editor.state().tr.setSelection(TextSelection.near(editor.state().doc.resolve(at))))
const words = (editor: HeadlessEditor) => editor.state().doc.textBetween(0, editor.state().doc.content.size, '|', '*')

/** The commands that delete across blocks need no view here. */
const backspace: Command = chainCommands(deleteSelection, deleteBackAtEdge, joinBackward)

test('both see what each types', () => {
  const { a, b, exchange } = twoEditors()
  type(a, 'one')
  exchange()
  type(b, ' two')
  exchange()
  expect(words(a)).toBe('one two')
  expect(words(b)).toBe('one two')
})

test('undo takes back one’s own words and leaves the colleague’s', () => {
  const { a, b, exchange } = twoEditors()
  type(a, 'mine ')
  exchange()
  type(b, 'yours')
  exchange()
  expect(activeState(a.state()).canUndo).toBe(true)
  a.run(undo)
  exchange()
  expect(words(a)).toBe('yours')
  expect(words(b)).toBe('yours')
  expect(a.run(undo)).toBe(false)
  a.run(redo)
  exchange()
  expect(words(b)).toBe('mine yours')
})

test('undo does not take back what a colleague did to one’s paragraph', () => {
  const { a, b, exchange } = twoEditors()
  type(a, 'title')
  exchange()
  caret(b, 1)
  b.run(setParagraphLevel(1))
  exchange()
  a.run(undo)
  exchange()
  expect(words(a)).toBe('')
  expect(a.state().doc.firstChild?.attrs['level']).toBe(1)
})

test('a heading made while a colleague types keeps the typing', () => {
  const { a, b, exchange } = twoEditors()
  type(a, 'title')
  exchange()
  caret(a, 1)
  a.run(setParagraphLevel(1))
  type(b, ' plus', 6)
  exchange()
  expect(words(a)).toBe('title plus')
  expect(a.state().doc.firstChild?.attrs['level']).toBe(1)
})

test('both sides of a question survive two people who each empty one', () => {
  const { a, b, exchange } = twoEditors()
  type(a, 'before')
  a.run(insertArgument(SHIPPED_AXES[0]!, seededBytes(3)))
  exchange()
  const point = (editor: HeadlessEditor, side: number) => {
    const found: [number, number][] = []
    editor.state().doc.descendants((node, pos) => void (node.type === schema.nodes.point && found.push([pos, pos + node.nodeSize])))
    return found[side]!
  }
  a.dispatch(a.state().tr.delete(...point(a, 0)))
  b.dispatch(b.state().tr.delete(...point(b, 1)))
  exchange()
  expect(a.state().doc.child(1).toString()).toBe('argument(side, side)')
  expect(a.state().doc.eq(b.state().doc)).toBe(true)
})

test('an inserted fact reaches the colleague with its record', () => {
  const { a, b, exchange } = twoEditors()
  type(a, 'We know ')
  caret(a, 9)
  a.run(insertFact(hit('s1', 2, 'It grew 4% in 2023.'), a.ydoc, seededBytes(4)))
  exchange()
  const brief = readBrief(b.ydoc)
  expect(b.state().doc.eq(a.state().doc)).toBe(true)
  expect(brief.facts[String(b.state().doc.firstChild?.child(1).attrs['factId'])]).toMatchObject({ value: 4, unit: '%' })
  a.run(undo)
  exchange()
  expect(words(b)).toBe('We know ')
})

test('a reader’s editor changes nothing, whoever asks', () => {
  const { ydocs, exchange } = relayedDocs(blankBrief('Trade'), 2)
  const reader = headlessEditor(ydocs[0]!, 1, { canWrite: () => false })
  const writer = headlessEditor(ydocs[1]!, 2)
  open.push(reader, writer)
  type(reader, 'no')
  type(writer, 'yes')
  exchange()
  expect(words(reader)).toBe('yes')
  expect(words(writer)).toBe('yes')
})

test('an editor that only looks writes nothing', () => {
  const { ydocs } = relayedDocs(blankBrief('Trade'), 1)
  const before = Y.encodeStateAsUpdate(ydocs[0]!)
  const editor = headlessEditor(ydocs[0]!, 1)
  open.push(editor)
  caret(editor, 1)
  expect(Y.encodeStateAsUpdate(ydocs[0]!)).toEqual(before)
})

/** One random act of a person: somewhere in the text, something an editor can do. */
function act(editor: HeadlessEditor, next: () => number, random: ReturnType<typeof seededBytes>): void {
  const { doc } = editor.state()
  const at = Math.floor(next() * (doc.content.size + 1))
  const to = Math.min(doc.content.size, at + Math.floor(next() * 6))
  editor.dispatch(editor.state().tr.setSelection(TextSelection.between(doc.resolve(at), doc.resolve(to))))
  const source = hit(pick(next, ['s1', 's2']), 1 + Math.floor(next() * 3), 'It grew 4% in 2023.')
  const acts: Command[] = [
    (state, dispatch) => (dispatch?.(state.tr.insertText(pick(next, ['a', 'bc ', 'é', '12%']))), true),
    (state, dispatch) => (dispatch?.(state.tr.insertText(pick(next, ['x', 'yz ']))), true),
    chainCommands(splitAroundBox, splitBlock),
    backspace,
    toggleStrong,
    setParagraphLevel(pick(next, [0, 1, 2] as const)),
    toggleList(pick(next, ['bullet', 'ordered'] as const)),
    wrapIn(schema.nodes.quote),
    lift,
    insertFact(source, editor.ydoc, random),
    insertCitation(source, editor.ydoc, random),
    insertFootnote,
    insertArgument(SHIPPED_AXES[0]!, random),
    insertTable(2, 2),
    addRow('after'),
    deleteColumn,
    undo,
    redo,
  ]
  editor.run(pick(next, acts))
}

for (const seed of seedsFor(12)) {
  test(`two people who do anything at once end with one document (seed ${seed})`, () => {
    const next = seeded(seed)
    const random = seededBytes(seed)
    const { a, b, exchange } = twoEditors(seed)
    for (let turn = 0; turn < 60; turn++) {
      act(next() < 0.5 ? a : b, next, random)
      if (next() < 0.3) exchange()
    }
    exchange()
    exchange()
    expect(a.state().doc.toJSON()).toEqual(b.state().doc.toJSON())
    // What the editor shows is what the brief holds.
    expect(readBrief(a.ydoc).body.toJSON()).toEqual(a.state().doc.toJSON())
    a.state().doc.check()
  })
}
