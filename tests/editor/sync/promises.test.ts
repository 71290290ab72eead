/** What a binding of text that several people write at once gets wrong elsewhere, each as a promise of ours. */
import { joinBackward, splitBlock } from 'prosemirror-commands'
import { type Node, Schema } from 'prosemirror-model'
import { Plugin, type StateField, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { setParagraphLevel } from '../../../editor/commands/text.ts'
import { fromRelative, isRemote, redo, toRelative, undo } from '../../../editor/sync/binding.ts'
import { blankBrief } from '../../../model/brief.ts'
import { type MarkName, schema } from '../../../model/schema.ts'
import { bodyOf, readBrief } from '../../../model/ydoc.ts'
import { bareEditor, type HeadlessEditor, headlessEditor, olderEditor, relayedDocs } from '../../support/headless.ts'

const open: HeadlessEditor[] = []
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy()
})

const n = schema.nodes
const text = (words: string, ...marks: MarkName[]) => schema.text(words, marks.map((name) => schema.mark(name)))
const line = (id: string, ...content: (string | Node)[]) => n.paragraph.create({ id }, content.flatMap((child) => (child === '' ? [] : typeof child === 'string' ? [text(child)] : [child])))
const citation = () => n.citation.create({ cid: 'c1', items: [{ sourceId: 's1' }] })

function docsOf(...blocks: Node[]) {
  return relayedDocs({ ...blankBrief('Trade'), body: n.doc.create(null, blocks) }, 2)
}

function two(...blocks: Node[]) {
  const { ydocs, exchange } = docsOf(...blocks)
  const [a, b] = ydocs.map((ydoc, index) => headlessEditor(ydoc, index + 1)) as [HeadlessEditor, HeadlessEditor]
  open.push(a, b)
  return { a, b, exchange: () => (exchange(), exchange()) }
}

const caret = (editor: HeadlessEditor, at: number) => editor.dispatch(editor.state().tr.setSelection(TextSelection.create(editor.state().doc, at)))
const type = (editor: HeadlessEditor, words: string, at: number) => editor.dispatch(editor.state().tr.insertText(words, at))
const shown = (editor: HeadlessEditor) => editor.state().doc.toString()
const words = (editor: HeadlessEditor) => editor.state().doc.textBetween(0, editor.state().doc.content.size, '|', '*')
const lines = (editor: HeadlessEditor) => editor.state().doc.content.content.map((node) => node.textContent)

function expectSame(a: HeadlessEditor, b: HeadlessEditor): void {
  expect(a.state().doc.toJSON()).toEqual(b.state().doc.toJSON())
}

function move(editor: HeadlessEditor, index: number, to: number): void {
  const { doc, tr } = editor.state()
  const startOf = (node: Node, at: number) => node.content.content.slice(0, at).reduce((pos, child) => pos + child.nodeSize, 0)
  tr.delete(startOf(doc, index), startOf(doc, index + 1))
  editor.dispatch(tr.insert(startOf(tr.doc, to), doc.child(index)))
}

test('F1: a mark on a citation, a footnote and a fact reaches everybody', () => {
  const { a, b, exchange } = two(line('p1', 'We ', citation(), n.footnote.create(null, text('see there')), n.fact.create({ iid: 'i1', factId: 'f1' }, text('4%'))))
  const places: number[] = []
  a.state().doc.descendants((node, pos) => void (node.isInline && !node.isText && places.push(pos)))
  a.dispatch(places.reduce((tr, pos) => tr.addNodeMark(pos, schema.mark('strong')), a.state().tr))
  exchange()
  expect(places.map((pos) => b.state().doc.nodeAt(pos)!.marks.map((mark) => mark.type.name))).toEqual([['strong'], ['strong'], ['strong']])
  b.dispatch(b.state().tr.removeNodeMark(places[0]!, schema.marks.strong))
  exchange()
  expect(a.state().doc.nodeAt(places[0]!)!.marks).toEqual([])
})

test('F2: a citation suggested for deletion is one for everybody, and the colleague’s refusal keeps it', () => {
  const { a, b, exchange } = two(line('p1', 'We ', citation(), ' know'))
  const deletion = schema.mark('deletion', { id: 'd1', by: 'ana', at: 1 })
  a.dispatch(a.state().tr.addMark(4, 5, deletion))
  exchange()
  expect(b.state().doc.nodeAt(4)!.marks.map((mark) => mark.toJSON())).toEqual([deletion.toJSON()])
  b.dispatch(b.state().tr.removeMark(4, 5, schema.marks.deletion))
  exchange()
  expect(a.state().doc.nodeAt(4)).toMatchObject({ marks: [] })
})

/** A version that knows no charts and no slanted words. */
function older(): Schema {
  const { nodes, marks } = schema.spec as unknown as Record<'nodes' | 'marks', { remove(name: string): unknown }>
  return new Schema({ nodes: nodes.remove('chart'), marks: marks.remove('em') } as never)
}

test('F3: an editor of an older version deletes nothing that it does not know', () => {
  const chart = n.chart.create({ id: 'c1', spec: { mark: 'bar' }, data: [{ a: 1 }], alt: 'growth' })
  const { ydocs, exchange } = docsOf(line('p1', 'before'), chart, line('p2', 'after'))
  const [newer, behind] = [headlessEditor(ydocs[0]!, 1), olderEditor(ydocs[1]!, 2, older())]
  open.push(newer, behind)
  expect(shown(behind)).toBe('doc(paragraph("before"), unknown_block, paragraph("after"))')
  type(behind, '!', 7)
  move(behind, 1, 0)
  exchange()
  expect(shown(newer)).toBe('doc(chart, paragraph("before!"), paragraph("after"))')
  expect(newer.state().doc.firstChild!.attrs).toEqual(chart.attrs)
})

test('F4: an unknown mark closes the words it is on and no others, and is there again for those who know it', () => {
  const { ydocs, exchange } = docsOf(line('p1', 'a long ', text('marked', 'em'), ' text'))
  const [newer, behind] = [headlessEditor(ydocs[0]!, 1), olderEditor(ydocs[1]!, 2, older())]
  open.push(newer, behind)
  expect(shown(behind)).toBe('doc(paragraph("a long ", unknown_inline, " text"))')
  type(behind, ' line of', 9)
  exchange()
  expect(shown(newer)).toBe('doc(paragraph("a long ", em("marked"), " line of text"))')
})

test('F5: two who each delete another child of a strict container leave the container', () => {
  const side = (pole: string, id: string) => n.side.create({ id, pole }, n.point.create({ id: `${id}p` }, line(`${id}l`, pole)))
  const { a, b, exchange } = two(n.argument.create({ id: 'x', axisId: 'y', question: 'Whether?' }, [side('for', 's1'), side('against', 's2')]))
  const pointOf = (editor: HeadlessEditor, index: number) => {
    const found: [number, number][] = []
    editor.state().doc.descendants((node, pos) => void (node.type === n.point && found.push([pos, pos + node.nodeSize])))
    return found[index]!
  }
  a.dispatch(a.state().tr.delete(...pointOf(a, 0)))
  b.dispatch(b.state().tr.delete(...pointOf(b, 1)))
  exchange()
  expect(shown(a)).toBe('doc(argument(side, side))')
  expectSame(a, b)
})

test('F6: a block is moved while a colleague types in it: the words go with it', () => {
  const { a, b, exchange } = two(line('p1', 'one'), line('p2', 'two'), line('p3', 'three'))
  move(a, 2, 0)
  type(b, 'TYPED', 13)
  exchange()
  expect(lines(a)).toEqual(['thTYPEDree', 'one', 'two'])
  expectSame(a, b)
})

test('F7: a paragraph becomes a heading while a colleague types in it', () => {
  const { a, b, exchange } = two(line('p1', 'title'))
  caret(a, 1)
  a.run(setParagraphLevel(1))
  type(b, ' plus', 6)
  exchange()
  expect(words(a)).toBe('title plus')
  expect(a.state().doc.firstChild!.attrs['level']).toBe(1)
  expectSame(a, b)
})

test('F8: a paragraph is cut in two while a colleague types at its end: the words stay with the end', () => {
  const { a, b, exchange } = two(line('p1', 'hello world'))
  caret(a, 6)
  a.run(splitBlock)
  type(b, '!!!', 12)
  exchange()
  expect(lines(a)).toEqual(['hello', ' world!!!'])
  expectSame(a, b)
})

test('F9: several replacements in one change leave what a colleague wrote between them where it is', () => {
  const { a, b, exchange } = two(line('p1', 'a aa a'))
  a.dispatch(a.state().tr.insertText('b', 6, 7).insertText('b', 1, 2))
  type(b, 'X', 4)
  exchange()
  expect(words(a)).toBe('b aXa b')
  expectSame(a, b)
})

test('F10: a colleague’s letter is one small step: decorations stay, and nothing around it is touched', () => {
  const { ydocs, exchange } = docsOf(line('p1', 'first'), line('p2', 'second'), line('p3', 'third'))
  const ranges: number[][] = []
  const probe = new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => DecorationSet.create(state.doc, [Decoration.inline(1, 6, {}), Decoration.inline(9, 12, {})]),
      apply(tr, set) {
        if (isRemote(tr)) for (const map of tr.mapping.maps) map.forEach((from, to, newFrom, newTo) => void ranges.push([from, to, newFrom, newTo]))
        return set.map(tr.mapping, tr.doc)
      },
    } satisfies StateField<DecorationSet>,
  })
  const [writer, watcher] = [headlessEditor(ydocs[0]!, 1), bareEditor(ydocs[1]!, [probe])]
  open.push(writer, watcher)
  type(writer, 'x', 10)
  exchange()
  expect(ranges).toEqual([[10, 10, 10, 11]])
  expect(probe.getState(watcher.state())!.find().map(({ from, to }) => [from, to])).toEqual([[1, 6], [9, 13]])
})

test('F11: two states of a brief are read from their updates alone', () => {
  const { a } = two(line('p1', 'was'))
  const before = Y.encodeStateAsUpdate(a.ydoc)
  type(a, ' and is', 4)
  const then = new Y.Doc()
  Y.applyUpdate(then, before)
  expect([readBrief(then), readBrief(a.ydoc)].map(({ body }) => body.textContent)).toEqual(['was', 'was and is'])
})

test('F12: a body that has nothing in it is shown empty, and nothing is put there', () => {
  const ydoc = new Y.Doc()
  const editor = bareEditor(ydoc)
  open.push(editor)
  expect(shown(editor)).toBe('doc')
  caretAtStart(editor)
  expect(bodyOf(ydoc).length).toBe(0)
})
const caretAtStart = (editor: HeadlessEditor) => editor.dispatch(editor.state().tr.setSelection(TextSelection.atStart(editor.state().doc)))

test('F13: after undo and redo the caret is where the change is', () => {
  const { a, b, exchange } = two(line('p1', 'one'), line('p2', 'two'))
  caret(a, 4)
  a.dispatch(a.state().tr.insertText('!'))
  exchange()
  type(b, 'and ', 1)
  exchange()
  caret(a, 12)
  a.run(undo)
  expect(words(a)).toBe('and one|two')
  expect(a.state().selection.from).toBe(8)
  caret(a, 11)
  a.run(redo)
  expect(words(a)).toBe('and one!|two')
  expect(a.state().selection.from).toBe(9)
})

test('F14: a change that is not for undo does not spoil the undo of the same attribute', () => {
  const { a } = two(line('p1', 'one'))
  const level = (to: number, undoable: boolean) => a.dispatch(a.state().tr.setNodeAttribute(0, 'level', to).setMeta('addToHistory', undoable))
  level(1, true)
  type(a, '!', 4)
  a.dispatch(a.state().tr.setNodeAttribute(0, 'align', 'center').setMeta('addToHistory', false))
  expect(a.run(undo)).toBe(true)
  expect(a.state().doc.firstChild!.attrs).toMatchObject({ level: 0, align: 'center' })
  expect(words(a)).toBe('one')
})

test('F15: a place that outlives changes is right after one’s own change and after a colleague’s', () => {
  const { a, b, exchange } = two(line('p1', 'one two'))
  const place = toRelative(a.state(), 5)!
  type(a, 'and ', 1)
  expect(fromRelative(a.state(), place)).toBe(9)
  type(b, '(', 1)
  exchange()
  expect(fromRelative(a.state(), place)).toBe(10)
})

test('two paragraphs are joined while a colleague types in the second: the words go along', () => {
  const { a, b, exchange } = two(line('p1', 'one two'), line('p2', 'three four'))
  caret(a, 10)
  a.run(joinBackward)
  type(b, '!!', 15)
  exchange()
  expect(lines(a)).toEqual(['one twothree!! four'])
  expectSame(a, b)
})

test('what a colleague wrote in a block that is deleted meanwhile stays, and only that', () => {
  const { a, b, exchange } = two(line('p1', 'one'), line('p2', 'two'), line('p3', 'three'))
  a.dispatch(a.state().tr.delete(5, 10))
  type(b, 'kept', 7)
  exchange()
  expect(lines(a)).toEqual(['one', 'kept', 'three'])
  expectSame(a, b)
})

test('what comes back from a deleted block does not go into another that only sounds alike', () => {
  const { a, b, exchange } = two(line('p1', 'all of the ports'), line('p2', 'some of the rules'))
  a.dispatch(a.state().tr.delete(18, 37))
  type(b, ' grew', 30)
  exchange()
  expect(lines(a)).toEqual(['all of the ports', ' grew'])
  expectSame(a, b)
})

test('undo of the line one began leaves what a colleague wrote in it meanwhile', () => {
  const { a, b, exchange } = two(line('p1', ''), line('p2', 'two'))
  type(a, 'mine', 1)
  exchange()
  type(b, 'yours', 3)
  a.run(undo)
  exchange()
  expect(lines(a)).toEqual(['yours', 'two'])
  expectSame(a, b)
})

test('what someone deleted knowing it is gone, also for its author', () => {
  const { a, b, exchange } = two(line('p1', 'one'), line('p2', ''))
  type(b, 'mine', 6)
  exchange()
  a.dispatch(a.state().tr.delete(5, 11))
  exchange()
  expect(lines(b)).toEqual(['one'])
  expectSame(a, b)
})

test('a reader’s editor writes nothing, not even a note of what it lost', () => {
  const { ydocs, exchange } = docsOf(line('p1', 'one'), line('p2', 'two'))
  const [writer, reader] = [headlessEditor(ydocs[0]!, 1), headlessEditor(ydocs[1]!, 2, { canWrite: () => false })]
  open.push(writer, reader)
  writer.dispatch(writer.state().tr.delete(5, 10))
  exchange()
  expect(Y.getState(reader.ydoc.store, reader.ydoc.clientID)).toBe(0)
  expect(lines(reader)).toEqual(['one'])
})
