import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { blankBrief, briefToJson } from '../../model/brief.ts'
import { isNodeName, NODE_NAMES, schema } from '../../model/schema.ts'
import { bodyFromLog, type NodeJson, openUnknown } from '../../model/unknown.ts'
import { bodyOf, readBody, readBrief, writeBrief } from '../../model/ydoc.ts'
import { pick, seeded, seedsFor } from '../support/random.ts'

type Child = Y.XmlElement | Y.XmlText
/** `Y.XmlElement` is typed for text attributes only. */
type AnyAttributes = { setAttribute(name: string, value: unknown): void }

function element(name: string, attrs: Readonly<Record<string, unknown>> = {}, ...children: Child[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attrs)) (made as unknown as AnyAttributes).setAttribute(key, value)
  made.insert(0, children)
  return made
}

function text(words: string, attributes: Record<string, unknown> = {}): Y.XmlText {
  const made = new Y.XmlText()
  made.applyDelta([{ insert: words, attributes }])
  return made
}

const paragraph = (words: string) => element('paragraph', {}, text(words))

function nested(name: string, depth: number, innermost: Child): Child {
  let made = innermost
  for (let left = depth; left > 0; left--) made = element(name, {}, made)
  return made
}

function logOf(...children: Child[]): Y.Doc {
  const ydoc = new Y.Doc()
  bodyOf(ydoc).insert(0, children)
  return ydoc
}

/** What is in the log after the brief was read from it and written into an empty one. */
function writtenBack(ydoc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  writeBrief(copy, readBrief(ydoc))
  return copy
}

/** Without attributes that say what is so anyway: whether they are written down makes no difference to any reader. */
function withoutDefaults(node: NodeJson): NodeJson {
  const specs = isNodeName(node.type) ? (schema.nodes[node.type].spec.attrs ?? {}) : {}
  const attrs = Object.entries(node.attrs ?? {}).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(specs[name]?.default ?? null))
  const { attrs: _all, content, ...rest } = node
  return { ...rest, ...(attrs.length > 0 ? { attrs: Object.fromEntries(attrs) } : {}), ...(content ? { content: content.map(withoutDefaults) } : {}) }
}

const inLog = (ydoc: Y.Doc) => withoutDefaults(openUnknown(readBody(ydoc)))

describe('one damaged place costs its own words a box, not the brief', () => {
  test.each<[what: string, damaged: () => Child, shape: string]>([
    ['a level that is a text', () => element('paragraph', { level: '2' }, text('a')), 'unknown_block'],
    ['a level no heading has', () => element('paragraph', { level: 2.5 }, text('a')), 'unknown_block'],
    ['a caption that is a list', () => element('table', { caption: ['a'] }), 'unknown_block'],
    ['citation items that are no list', () => element('paragraph', {}, element('citation', { items: 'x' })), 'paragraph(unknown_inline)'],
    ['text outside of any paragraph', () => text('loose'), 'unknown_block'],
    ['a side outside of an argument', () => element('side', { pole: 'a' }, element('point')), 'unknown_block'],
    ['a paragraph right in a list, which takes no box', () => element('list', {}, paragraph('a')), 'unknown_block'],
    ['a link that leads nowhere', () => element('paragraph', {}, text('a', { link: {} }), text('b')), 'paragraph(unknown_inline, "b")'],
    ['an element in a fact', () => element('paragraph', {}, element('fact', {}, element('rule'))), 'paragraph(unknown_inline)'],
    ['a whole document in the document', () => element('doc', {}, paragraph('a')), 'unknown_block'],
    ['a number that JSON has not', () => element('paragraph', { level: 1n as unknown as number }), 'unknown_block'],
  ])('%s', (_, damaged, shape) => {
    const ydoc = logOf(paragraph('before'), damaged(), paragraph('after'))
    expect(readBrief(ydoc).body.toString()).toBe(`doc(paragraph("before"), ${shape}, paragraph("after"))`)
    expect(() => JSON.stringify(briefToJson(readBrief(ydoc)))).not.toThrow()
  })
})

test('nesting without end is closed where it becomes too deep', () => {
  const depthOf = (ydoc: Y.Doc) => readBrief(ydoc).body.toString().split('quote(').length - 1
  expect(depthOf(logOf(nested('quote', 50, paragraph('a'))))).toBe(50)
  expect(depthOf(logOf(nested('quote', 70, paragraph('a'))))).toBe(60)
  const ydoc = logOf(nested('quote', 70, paragraph('a')))
  expect(inLog(writtenBack(ydoc))).toEqual(inLog(ydoc))
})
test('nesting that no walk would come back from is read too', () => {
  const ydoc = new Y.Doc()
  let innermost: Y.XmlFragment = bodyOf(ydoc)
  for (let depth = 0; depth < 5000; depth++) {
    const quote = new Y.XmlElement('quote')
    innermost.insert(0, [quote])
    innermost = quote
  }
  expect(readBrief(ydoc).body.toString().endsWith(`unknown_block${')'.repeat(61)}`)).toBe(true)
})

test('of two marks that exclude each other one stays, and the words with it', () => {
  expect(readBrief(logOf(element('paragraph', {}, text('a', { sup: {}, sub: {} })))).body.toString()).toBe('doc(paragraph(sup("a")))')
})

test('a box whose raw part is none is kept as the box it is', () => {
  for (const raw of ['x', 7, { type: 7 }, { type: 'paragraph', content: 'x' }, { type: 'paragraph', content: [{ text: 'a' }] }, { type: 'text', marks: [null] }]) {
    const ydoc = logOf(element('unknown_block', { raw }))
    expect(inLog(writtenBack(ydoc))).toEqual(inLog(ydoc))
    expect(readBody(writtenBack(ydoc)).content?.[0]?.type).toBe('unknown_block')
  }
})

test('a sound body is read as it is', () => {
  const body = briefToJson(blankBrief('Trade')).body
  expect(bodyFromLog(body).toJSON()).toEqual(blankBrief('Trade').body.toJSON())
})

/** Trees as a broken or hostile client may write them: any name, any attribute, text anywhere, any depth. */
function randomTree(seed: number): Y.Doc {
  const next = seeded(seed)
  const names = [...NODE_NAMES.filter((name) => name !== 'text'), 'hologram', 'constructor', '__proto__', 'doc']
  const values = ['2', 2, -1, 2.5, true, '', [], ['a', 7], { a: { b: [1] } }, [{ sourceId: 's1' }, null, 7], 'reported:', '\ud800', 9n, 1e300]
  const marks = ['strong', 'em', 'sub', 'sup', 'link', 'glow', 'constructor', 'insertion']
  const attributes = (name: string): Record<string, unknown> => {
    const known = isNodeName(name) ? Object.keys(schema.nodes[name].spec.attrs ?? {}) : ['depth', 'hasOwnProperty']
    return Object.fromEntries(known.filter(() => next() < 0.15).map((key) => [key, pick(next, values)]))
  }
  const words = () => text(pick(next, ['a', 'b c', '\ud83d', '国境']), Object.fromEntries(marks.filter(() => next() < 0.12).map((mark) => [mark, pick(next, [{}, { href: 'https://a.b' }, { href: 7 }, true, 'x', [1]])])))
  const child = (depth: number): Child => {
    if (next() < 0.25) return words()
    if (next() < 0.01) return nested(pick(next, ['quote', 'list', 'hologram', 'paragraph']), 90, words())
    const name = pick(next, names)
    const children: Child[] = []
    for (let left = depth > 5 ? 0 : Math.floor(next() * 4); left > 0; left--) {
      const made = child(depth + 1)
      // Two texts beside each other are one text after any round trip.
      if (!(made instanceof Y.XmlText) || !(children.at(-1) instanceof Y.XmlText)) children.push(made)
    }
    return element(name, attributes(name), ...children)
  }
  return logOf(...Array.from({ length: 8 }, () => child(0)).filter((made) => made instanceof Y.XmlElement))
}

/** Marks in one order, without the one that another excludes, and without what no JSON can hold. */
function settled(node: NodeJson): NodeJson {
  const { marks, content, ...rest } = JSON.parse(JSON.stringify(node, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))) as NodeJson
  return { ...rest, ...(marks ? { marks: marks.toSorted((a, b) => (a.type < b.type ? -1 : 1)) } : {}), ...(content ? { content: content.map(settled) } : {}) }
}

test.each(seedsFor(60))('any tree is read, is a sound document, and its closed parts are written back as they were (seed %i)', (seed) => {
  const ydoc = randomTree(seed)
  const brief = readBrief(ydoc)
  expect(() => brief.body.check()).not.toThrow()
  const closedIn = (read: typeof brief) => {
    const raws: NodeJson[] = []
    read.body.descendants((node) => {
      if (node.type.name.startsWith('unknown_') && openUnknown(node.toJSON() as NodeJson) === node.attrs['raw']) raws.push(settled(withoutDefaults(node.attrs['raw'] as NodeJson)))
    })
    return raws
  }
  expect(closedIn(readBrief(writtenBack(ydoc)))).toEqual(closedIn(brief))
  expect(() => JSON.stringify(briefToJson(brief))).not.toThrow()
})
