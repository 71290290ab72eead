import { splitBlock } from 'prosemirror-commands'
import { Fragment, Slice } from 'prosemirror-model'
import { EditorState } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { idPlugin } from '../../editor/ids.ts'
import { isRemote, markRemote } from '../../editor/sync/binding.ts'
import { schema } from '../../model/schema.ts'
import { after, cite, doc, fact, li, p, stateOf, ul } from '../support/build.ts'
import { seededBytes } from '../support/random.ts'

const named = (text: string, id: string) => schema.node('paragraph', { id }, schema.text(text))
const stateWith = (node: EditorState['doc']) => EditorState.create({ doc: node, plugins: [idPlugin(seededBytes(1))] })
const idsOf = ({ doc }: EditorState) => doc.content.content.map((node) => node.attrs['id'] as string | null)

test('what is inserted gets a name', () => {
  const state = stateWith(schema.node('doc', null, [named('one', 'a')]))
  const next = state.apply(state.tr.insert(5, ul(li(p('two'))).node))
  const list = next.doc.child(1)
  const ids = [list.attrs['id'], list.child(0).attrs['id'], list.child(0).child(0).attrs['id']]
  expect(ids.every((id) => /^[0-9a-z]{10}$/.test(String(id)))).toBe(true)
  expect(new Set(ids).size).toBe(3)
})

test('of a split paragraph the first half keeps the name', () => {
  const state = after(stateOf(doc(p('on<a>e')), [idPlugin(seededBytes(1))]), (state, dispatch) => {
    dispatch?.(state.tr.setNodeAttribute(0, 'id', 'a'))
    return true
  })!
  const split = after(state, splitBlock)!
  expect(idsOf(split)[0]).toBe('a')
  expect(idsOf(split)[1]).toMatch(/^[0-9a-z]{10}$/)
})

test('a copy gets a new name wherever it is pasted; the original keeps its own', () => {
  const state = stateWith(schema.node('doc', null, [named('one', 'a'), named('two', 'b')]))
  const slice = new Slice(Fragment.from(named('two', 'b')), 0, 0)
  for (const at of [0, 5, 10]) {
    const ids = idsOf(state.apply(state.tr.replace(at, at, slice)))
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(3)
    expect(ids.filter((id) => id === 'a' || id === 'b')).toHaveLength(2)
  }
})

test('a block that is moved in one step keeps its name', () => {
  const state = stateWith(schema.node('doc', null, [named('one', 'a'), named('two', 'b')]))
  expect(idsOf(state.apply(state.tr.delete(0, 5).insert(5, named('one', 'a'))))).toEqual(['b', 'a'])
})

test('a copied fact keeps its record and gets a place of its own', () => {
  const start = stateWith(doc(p(fact('2023', { iid: 'first' }), cite('s1'))).node)
  const next = start.apply(start.tr.insert(8, [fact('2023', { iid: 'first' }).node, cite('s1').node]))
  const copies = next.doc.child(0).content.content
  expect(copies.map((node) => node.attrs['factId'] ?? null)).toEqual(['f1', null, 'f1', null])
  expect(copies[0]?.attrs['iid']).toBe('first')
  expect(copies[2]?.attrs['iid']).not.toBe('first')
  expect(copies[3]?.attrs['cid']).not.toBe(copies[1]?.attrs['cid'])
})

test('typing renames nothing, not even a duplicate that a colleague left', () => {
  const state = stateWith(schema.node('doc', null, [named('one', 'a'), named('two', 'a')]))
  expect(idsOf(state.apply(state.tr.insertText('x', 2)))).toEqual(['a', 'a'])
})

test('a nameless block is named when someone works in it', () => {
  const state = stateWith(doc(p('one'), p('two')).node)
  const [first, second] = idsOf(state.apply(state.tr.insertText('x', 2)))
  expect(first).toMatch(/^[0-9a-z]{10}$/)
  expect(second).toBeNull()
})

test('what comes from a colleague is left alone', () => {
  const state = stateWith(doc(p('one')).node)
  const tr = markRemote(state.tr.insert(5, p('two').node))
  expect(isRemote(tr)).toBe(true)
  expect(idsOf(state.apply(tr))).toEqual([null, null])
})
