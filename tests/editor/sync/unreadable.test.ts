import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { unreadable, unreadableIn } from '../../../editor/sync/unreadable.ts'
import { createClosedState } from '../../../editor/state.ts'
import { bodyFromJson, blankBrief } from '../../../model/brief.ts'
import { bodyOf, writeBrief } from '../../../model/ydoc.ts'
import { randomBody } from '../../support/body.ts'
import { seedsFor } from '../../support/random.ts'

function briefDoc(seed: number): Y.Doc {
  const ydoc = new Y.Doc()
  writeBrief(ydoc, { ...blankBrief('Trade'), body: bodyFromJson(randomBody(seed)) })
  return ydoc
}

/** What a change brings, as the connection asks it; the change itself is made by `change`. */
function broughtBy(ydoc: Y.Doc, change: (body: Y.XmlFragment) => void): string | null {
  let found: string | null = null
  ydoc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    found = unreadableIn(transaction)
  })
  ydoc.transact(() => change(bodyOf(ydoc)))
  return found
}

for (const seed of seedsFor(5)) test(`reads every kind of node and mark of its own schema (seed ${seed})`, () => expect(unreadable(briefDoc(seed))).toBeNull())

const paragraph = (text: string, marks: Record<string, unknown> = {}) => {
  const element = new Y.XmlElement('paragraph')
  const run = new Y.XmlText()
  run.applyDelta([{ insert: text, attributes: marks }])
  element.insert(0, [run])
  return element
}
const around = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
  const element = new Y.XmlElement(name)
  element.insert(0, children)
  return element
}

const levelled = (level: string) => {
  const element = new Y.XmlElement('paragraph')
  element.setAttribute('level', level)
  return element
}

const strange: [what: string, make: () => Y.XmlElement | Y.XmlText, name: string][] = [
  ['a node of a newer version', () => around('hologram'), 'hologram'],
  ['one deep inside what it knows', () => around('quote', around('list', around('item', around('hologram')))), 'hologram'],
  ['a mark of a newer version', () => paragraph('a', { glow: {} }), 'glow'],
  ['a link without an address', () => paragraph('a', { link: {} }), 'link'],
  ['a node where it may not stand', () => around('list', paragraph('a')), 'paragraph in list'],
  ['an attribute of another kind', () => levelled('2'), 'paragraph'],
  ['text outside of any paragraph', () => new Y.XmlText('loose'), 'text in doc'],
]
for (const [what, make, name] of strange) {
  test(`finds ${what} in a brief and in a change`, () => {
    expect(broughtBy(briefDoc(1), (body) => body.insert(0, [make()]))).toBe(name)
    const ydoc = briefDoc(2)
    bodyOf(ydoc).insert(1, [make()])
    expect(unreadable(ydoc)).toBe(name)
  })
}

test('finds a strange mark put on text that was there', () => {
  const ydoc = new Y.Doc()
  bodyOf(ydoc).insert(0, [paragraph('plain')])
  const text = (bodyOf(ydoc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  expect(broughtBy(ydoc, () => text.format(0, 2, { glow: {} }))).toBe('glow')
})
test('finds an attribute that turned into another kind', () => {
  const ydoc = new Y.Doc()
  bodyOf(ydoc).insert(0, [paragraph('plain')])
  expect(broughtBy(ydoc, (body) => (body.get(0) as Y.XmlElement).setAttribute('level', '2'))).toBe('paragraph')
})
test('has nothing to say about words typed beside it', () => {
  const ydoc = new Y.Doc()
  bodyOf(ydoc).insert(0, [paragraph('plain')])
  const text = (bodyOf(ydoc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  expect(broughtBy(ydoc, () => text.insert(0, 'more ', { strong: {} }))).toBeNull()
  expect(broughtBy(ydoc, () => ydoc.getMap('fields').set('subject', 'x'))).toBeNull()
})

test('a brief with a strange node is shown with that node closed, and can’t be changed', () => {
  const ydoc = new Y.Doc()
  bodyOf(ydoc).insert(0, [paragraph('plain'), around('hologram')])
  const state = createClosedState(ydoc)
  expect(state.doc.toString()).toBe('doc(paragraph("plain"), unknown_block)')
  expect(state.apply(state.tr.insertText('x', 1)).doc.eq(state.doc)).toBe(true)
})
test('what stands where it may not is closed alone, and everything else is shown', () => {
  const ydoc = new Y.Doc()
  bodyOf(ydoc).insert(0, [around('list', paragraph('a')), paragraph('plain'), new Y.XmlText('loose')])
  expect(createClosedState(ydoc).doc.toString()).toBe('doc(unknown_block, paragraph("plain"), unknown_block)')
})
