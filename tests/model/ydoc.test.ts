import { Node } from 'prosemirror-model'
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from 'y-prosemirror'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { blankBrief, bodyFromJson, type Brief, briefFromJson, briefToJson } from '../../model/brief.ts'
import { schema } from '../../model/schema.ts'
import { bodyOf, factsOf, fieldsOf, readBody, readBrief, SEED_CLIENT_ID, seedUpdate, titleOf, writeBrief } from '../../model/ydoc.ts'
import { randomBody } from '../support/body.ts'
import { seedsFor } from '../support/random.ts'

const withBody = (seed: number): Brief => ({ ...blankBrief('Border trade'), body: bodyFromJson(randomBody(seed)) })

function filled(brief: Brief): Y.Doc {
  const ydoc = new Y.Doc()
  writeBrief(ydoc, brief)
  return ydoc
}

test.each(seedsFor(60))('gives back the brief that was written (seed %i)', (seed) => {
  const brief = withBody(seed)
  expect(briefToJson(readBrief(filled(brief)))).toEqual(briefToJson(brief))
})

test.each(seedsFor(30))('is read by y-prosemirror as the same document (seed %i)', (seed) => {
  const brief = withBody(seed)
  const theirs = Node.fromJSON(schema, yXmlFragmentToProsemirrorJSON(bodyOf(filled(brief))))
  expect(theirs.toJSON()).toEqual(brief.body.toJSON())
})

test.each(seedsFor(30))('reads what y-prosemirror writes (seed %i)', (seed) => {
  const brief = withBody(seed)
  const ydoc = new Y.Doc()
  prosemirrorToYXmlFragment(brief.body, bodyOf(ydoc))
  expect(bodyFromJson(readBody(ydoc)).toJSON()).toEqual(brief.body.toJSON())
})

test('two seeds of one brief are the same bytes, so that a brief seeded twice holds its words once', () => {
  const brief = withBody(3)
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, seedUpdate(brief))
  Y.applyUpdate(ydoc, seedUpdate(brief))
  expect(seedUpdate(brief)).toEqual(seedUpdate(brief))
  expect(readBrief(ydoc).body.toJSON()).toEqual(brief.body.toJSON())
})

test('the seed writes under its own client id only', () => {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, seedUpdate(withBody(1)))
  expect([...ydoc.store.clients.keys()]).toEqual([SEED_CLIENT_ID])
})

test('the title is text that two people can type in', () => {
  const ydoc = filled(blankBrief('Trade'))
  titleOf(ydoc)?.insert(5, ' brief')
  expect(readBrief(ydoc).fields['title']).toBe('Trade brief')
})

test('leaves out fields and facts that a peer wrote in another shape', () => {
  const ydoc = filled(blankBrief('Trade'))
  fieldsOf(ydoc).set('__proto__', 'x')
  fieldsOf(ydoc).set('date', '2026-11-22')
  fieldsOf(ydoc).set('to', { nested: { deeper: true } })
  factsOf(ydoc).set('f1', { id: 'f1', claim: 7 })
  const { fields, facts } = readBrief(ydoc)
  expect(fields).toEqual({ title: 'Trade', date: '2026-11-22' })
  expect(facts).toEqual({})
})

test('cuts a field that is longer than a field may be, and never loses it', () => {
  const ydoc = filled(blankBrief('Trade'))
  fieldsOf(ydoc).set('background', `${'a'.repeat(19_999)}😀b`)
  fieldsOf(ydoc).set('cc', Array.from({ length: 501 }, (_, index) => `office ${index}`))
  fieldsOf(ydoc).set('signed', [{ name: 'x'.repeat(20_001), office: 7 }, 7, null, 'Legal'])
  fieldsOf(ydoc).set('pages', 3)
  const { fields } = readBrief(ydoc)
  expect(fields['background']).toBe('a'.repeat(19_999))
  expect(fields['cc']).toHaveLength(500)
  expect(fields['signed']).toEqual([{ name: 'x'.repeat(20_000) }, 'Legal'])
  expect(fields['pages']).toBe(3)
  expect(briefFromJson(JSON.parse(JSON.stringify(briefToJson(readBrief(ydoc))))).fields).toEqual(fields)
})

test('keeps what a newer version wrote, and writes it back as it was', () => {
  const ydoc = filled(blankBrief('Trade'))
  const hologram = new Y.XmlElement('hologram')
  hologram.setAttribute('depth', '3')
  hologram.insert(0, [new Y.XmlText('inside')])
  bodyOf(ydoc).insert(1, [hologram])
  const brief = readBrief(ydoc)
  expect(brief.body.child(1).type.name).toBe('unknown_block')
  expect(readBody(filled(brief)).content?.[1]).toEqual({ type: 'hologram', attrs: { depth: '3' }, content: [{ type: 'text', text: 'inside' }] })
})

test('writes a mark on an atom, as the citation in bold words of a sample has it', () => {
  const citation = schema.node('citation', { cid: 'c1', items: [{ sourceId: 's1' }] }, [], [schema.mark('strong')])
  const brief = { ...blankBrief('Trade'), body: schema.node('doc', null, [schema.node('paragraph', { id: 'p1' }, [schema.text('Bold', [schema.mark('strong')]), citation])]) }
  expect(readBrief(filled(brief)).body.toJSON()).toEqual(brief.body.toJSON())
})
