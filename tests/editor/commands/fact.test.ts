import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { insertCitation } from '../../../editor/commands/citation.ts'
import { insertFact, releaseFact } from '../../../editor/commands/fact.ts'
import { readFacts } from '../../../model/ydoc.ts'
import { after, cite, doc, fact, footnote, hit, p, quote, stateOf } from '../../support/build.ts'
import { seededBytes } from '../../support/random.ts'

const random = seededBytes(1)
const quotation = hit('s1', 3, 'Trade reached $798.8 billion\nin 2023.')

test('a fact brings its words, its citation and its record', () => {
  const ydoc = new Y.Doc()
  const state = after(stateOf(doc(p('We know: <a>'))), insertFact(quotation, ydoc, random))!
  expect(state.doc.toString()).toBe('doc(paragraph("We know: ", fact("Trade reached $798.8 billion in 2023."), citation))')
  const [record] = Object.values(readFacts(ydoc))
  expect(record).toMatchObject({ sourceId: 's1', passageId: 's1-p3', value: 798_800_000_000, unit: 'USD', voice: 'own' })
  expect(state.doc.firstChild?.child(1).attrs).toMatchObject({ factId: record?.id, value: 798_800_000_000, unit: 'USD', snapshotSha: 'sha-s1' })
  expect(state.doc.firstChild?.child(2).attrs['items']).toEqual([{ sourceId: 's1', passageId: 's1-p3', locator: '¶ 3' }])
})

test('the caret lands behind the citation, in plain text', () => {
  const state = after(stateOf(doc(p('<a>tail'))), insertFact(quotation, new Y.Doc(), random))!
  expect(state.selection.$from.nodeBefore?.type.name).toBe('citation')
  expect(state.apply(state.tr.insertText(' goes on')).doc.toString()).toContain('citation, " goes ontail"')
})

test('a fact behind a word gets its space', () => {
  expect(after(stateOf(doc(p('know<a>'))), insertFact(quotation, new Y.Doc(), random))?.doc.toString()).toContain('"know ", fact(')
})

test('selected words become the words of the fact', () => {
  const state = after(stateOf(doc(p('Trade is <a>nearly 800 billion<b> now'))), insertFact(quotation, new Y.Doc(), random))!
  expect(state.doc.toString()).toBe('doc(paragraph("Trade is ", fact("nearly 800 billion"), citation, " now"))')
})

test('a fact inside a fact goes behind it', () => {
  const state = after(stateOf(doc(p(fact('20<a>23'), '!'))), insertFact(quotation, new Y.Doc(), random))!
  expect(state.doc.toString()).toMatch(/^doc\(paragraph\(fact\("2023"\), " ", fact\(.*\), citation, "!"\)\)$/)
})

test('a passage used twice has one record and two places', () => {
  const ydoc = new Y.Doc()
  const once = after(stateOf(doc(p('<a>'))), insertFact(quotation, ydoc, random))!
  const twice = after(once, insertFact(quotation, ydoc, random))!
  expect(Object.keys(readFacts(ydoc))).toHaveLength(1)
  const places: string[] = []
  twice.doc.descendants((node) => void (node.type.name === 'fact' && places.push(node.attrs['iid'])))
  expect(new Set(places).size).toBe(2)
})

test('asking whether a fact can go here writes nothing', () => {
  const ydoc = new Y.Doc()
  expect(insertFact(quotation, ydoc, random)(stateOf(doc(p('<a>'))))).toBe(true)
  expect(readFacts(ydoc)).toEqual({})
})

test('two citations in a row become one note', () => {
  const ydoc = new Y.Doc()
  const once = after(stateOf(doc(p('So<a>'))), insertCitation(quotation, ydoc, random))!
  const twice = after(once, insertCitation(hit('s2', 1, 'Other.'), ydoc, random))!
  expect(twice.doc.toString()).toBe('doc(paragraph("So", citation))')
  expect(twice.doc.firstChild?.child(1).attrs['items']).toHaveLength(2)
  expect(after(twice, insertCitation(quotation, ydoc, random))?.doc.firstChild?.child(1).attrs['items']).toHaveLength(2)
})

test('a released fact leaves its words', () => {
  expect(after(stateOf(doc(p('In ', fact('20<a>23'), cite('s1')))), releaseFact)?.doc.toString()).toBe('doc(paragraph("In 2023", citation))')
  expect(after(stateOf(doc(quote(p('<a>plain')))), releaseFact)).toBeNull()
})

test('a fact inside a footnote goes behind the footnote, which holds text only', () => {
  const state = after(stateOf(doc(p('a', footnote('no<a>te')))), insertFact(quotation, new Y.Doc(), random))!
  expect(state.doc.toString()).toMatch(/footnote\("note"\), fact\(/)
})
