/** The title two people type in: what is sent is only what was typed, and the caret stays with its words. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { changeBetween, moveOffset } from '../../editor/panels/ytext.ts'

const apply = (before: string, after: string): string => {
  const change = changeBetween(before, after)
  return change === null ? before : before.slice(0, change.index) + change.insert + before.slice(change.index + change.remove)
}

test('touches only what was typed', () => {
  expect(changeBetween('Border trade', 'Border and trade')).toEqual({ index: 7, remove: 0, insert: 'and ' })
  expect(changeBetween('Border trade', 'Border')).toEqual({ index: 6, remove: 6, insert: '' })
  expect(changeBetween('same', 'same')).toBeNull()
})

test('never cuts a character of two units in half', () => {
  expect(changeBetween('a😀b', 'a😁b')).toEqual({ index: 1, remove: 2, insert: '😁' })
  expect(changeBetween('😀', '😀😁')).toEqual({ index: 2, remove: 0, insert: '😁' })
})

test('always leads from the old text to the new one', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 8) % below
  }
  const alphabet = ['a', 'b', ' ', '😀', '😁', 'é']
  for (let round = 0; round < 500; round++) {
    const [before, after] = [0, 1].map(() => Array.from({ length: next(9) }, () => alphabet[next(alphabet.length)]).join('')) as [string, string]
    expect(apply(before, after), `seed ${seed}, round ${round}: "${before}" to "${after}"`).toBe(after)
  }
})

test("keeps a colleague's words that were typed at the same time", () => {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()]
  ana.getText('t').insert(0, 'Border trade')
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana))
  const type = (doc: Y.Doc, after: string) => {
    const text = doc.getText('t')
    const change = changeBetween(text.toString(), after)
    if (change === null) return
    text.delete(change.index, change.remove)
    text.insert(change.index, change.insert)
  }
  type(ana, 'The border trade')
  type(ben, 'Border trade in 2026')
  Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben))
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana))
  expect(ana.getText('t').toString()).toBe(ben.getText('t').toString())
  expect(ana.getText('t').toString()).toBe('The border trade in 2026')
})

test('a caret moves with the words before it and stays when others type behind it', () => {
  expect(moveOffset(5, [{ insert: 'The ' }])).toBe(9)
  expect(moveOffset(5, [{ retain: 8 }, { insert: 'x' }])).toBe(5)
  expect(moveOffset(5, [{ retain: 5 }, { insert: 'x' }])).toBe(5)
  expect(moveOffset(5, [{ retain: 3 }, { delete: 10 }])).toBe(3)
  expect(moveOffset(5, [{ delete: 2 }, { insert: 'abc' }])).toBe(6)
})
