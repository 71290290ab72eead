import { Fragment, Slice } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { carriedRecords, recordsFor, settleFacts } from '../../editor/paste.ts'
import { citationNotes, plainText } from '../../model/cite.ts'
import { factFromPassage } from '../../model/fact-from-passage.ts'
import type { FactRecord } from '../../model/fact.ts'
import { type Built, cite, doc, fact, hit, p } from '../support/build.ts'

const record = (id: string, source: string): FactRecord => factFromPassage(hit(source, 1, 'It grew 4%.'), id)
const known = { f1: record('f1', 's1') }
const slice = (...blocks: Built[]) => new Slice(Fragment.fromArray(blocks.map(({ node }) => node)), 0, 0)
const shape = (pasted: Slice) => pasted.content.toString()

test('a fact whose record is here stays a fact', () => {
  const { slice: settled, needed } = settleFacts(slice(p('a ', fact('4%'), cite('s1'))), known, new Map())
  expect(shape(settled)).toBe('<paragraph("a ", fact("4%"), citation)>')
  expect(needed).toEqual([])
})
test('a fact of another brief brings its record along', () => {
  const carried = carriedRecords([JSON.stringify([record('f9', 's9')])])
  const { slice: settled, needed } = settleFacts(slice(p(fact('4%', { factId: 'f9' }), cite('s9'))), known, carried)
  expect(shape(settled)).toBe('<paragraph(fact("4%"), citation)>')
  expect(needed.map(({ id }) => id)).toEqual(['f9'])
})
test('a fact without a record becomes its words, a citation without one goes', () => {
  const { slice: settled, needed } = settleFacts(slice(p('a ', fact('4%', { factId: 'f9' }), cite('s9'), ' b')), known, new Map())
  expect(shape(settled)).toBe('<paragraph("a 4% b")>')
  expect(needed).toEqual([])
})
test('a citation of another passage of a source that is here brings the record of its own passage', () => {
  const other = factFromPassage(hit('s1', 7, 'Crossings fell.', 'reported:CBP'), 'f7')
  const citing = { node: cite('s1').node.type.create({ cid: 'c', items: [{ sourceId: 's1', passageId: other.passageId }] }), tags: {} }
  const { slice: settled, needed } = settleFacts(slice(p('a', citing)), known, carriedRecords([JSON.stringify([other])]))
  expect(needed).toEqual([other])
  const facts = { ...known, [other.id]: other }
  const [note] = citationNotes(doc({ node: settled.content.child(0), tags: {} }).node, facts)
  expect(plainText(note!.runs)).toMatch(/¶ 7, quoting CBP\.$/)
})
test('a carried record never takes the place of one that is here', () => {
  const forged = { ...factFromPassage(hit('s1', 7, 'Crossings fell.'), 'f1') }
  const citing = { node: cite('s1').node.type.create({ cid: 'c', items: [{ sourceId: 's1', passageId: forged.passageId }] }), tags: {} }
  expect(settleFacts(slice(p('a', citing)), known, carriedRecords([JSON.stringify([forged])])).needed).toEqual([])
})
test('of a cluster only what leads somewhere is kept', () => {
  const { slice: settled } = settleFacts(slice(p(cite('s1', 's9'))), known, new Map())
  expect(settled.content.firstChild?.firstChild?.attrs['items']).toEqual([{ sourceId: 's1' }])
})
test('records that are none are not taken from the clipboard', () => {
  expect(carriedRecords(['not json', '{"id":"x"}', '[{"id":"x"}]', '[null]']).size).toBe(0)
})
test('a fact is copied with its record, a citation with one for each source', () => {
  const facts = { ...known, f2: record('f2', 's2') }
  expect(recordsFor(fact('4%').node, facts).map(({ id }) => id)).toEqual(['f1'])
  expect(recordsFor(cite('s1', 's2', 's9').node, facts).map(({ id }) => id)).toEqual(['f1', 'f2'])
})
test('a slice that is cut inside a paragraph stays so', () => {
  const open = doc(p('one ', fact('4%', { factId: 'f9' })), p('two')).node.slice(2, 13)
  const { slice: settled } = settleFacts(open, {}, new Map())
  expect([settled.openStart, settled.openEnd]).toEqual([open.openStart, open.openEnd])
  expect(shape(settled)).toBe('<paragraph("ne 4%"), paragraph("tw")>')
})
test('a slice that is cut inside a fact stays insertable', () => {
  const open = doc(p(fact('four per cent', { factId: 'f9' }))).node.slice(4, 8)
  const { slice: settled } = settleFacts(open, {}, new Map())
  const into = doc(p('AB')).node
  expect(into.replace(2, 2, settled).toString()).toBe('doc(paragraph("Aur pB"))')
})
