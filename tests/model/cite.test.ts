import { expect, test } from 'vitest'
import { bibliography, citationNotes, fullNote, plainText, shortLabel, shortNote } from '#model/cite.ts'
import type { CslItem } from '#model/csl.ts'
import type { FactRecord } from '#model/fact.ts'
import type { CitationItem } from '#model/nodes/citation.ts'
import { schema } from '#model/schema.ts'
import { factRecordOf } from '../support/record.ts'

const report: CslItem = {
  type: 'report',
  title: 'The Ports of the Southwest: A Year in Figures',
  author: [{ literal: 'Office of Border Statistics' }],
  publisher: 'Office of Border Statistics',
  issued: { 'date-parts': [[2023, 11, 4]] },
  URL: 'https://example.org/ports.pdf',
}
const page: CslItem = { type: 'webpage', title: 'Working across the river', publisher: 'Counterpoint sample library' }
const book: CslItem = {
  type: 'book',
  title: 'Two Nations, One Market',
  author: [{ family: 'Ruiz', given: 'Elena' }, { family: 'Hale', given: 'Tom' }, { family: 'Ito', given: 'Mari' }],
  publisher: 'Desert Press',
  issued: { 'date-parts': [[2012]] },
}
const article: CslItem = {
  type: 'article-newspaper',
  title: 'Who pays for the bridge?',
  author: [{ family: 'Vega', given: 'Luz' }],
  'container-title': 'The Valley Star',
  issued: { 'date-parts': [[2012, 8, 2]] },
}

const record = (id: string, sourceId: string, csl: CslItem, more: Partial<FactRecord> = {}) =>
  factRecordOf(id, { claim: 'A quotation', paragraph: 3, sourceId, passageId: `${sourceId}-p`, csl, ...more })

const cite = (...items: CitationItem[]) => schema.node('citation', { cid: 'c', items })
const paragraph = (...inline: Parameters<typeof schema.node>[2][]) => schema.node('paragraph', null, inline as never)
const notesOf = (facts: FactRecord[], ...inline: ReturnType<typeof schema.node>[]) =>
  citationNotes(schema.node('doc', null, [paragraph(...inline)]), Object.fromEntries(facts.map((fact) => [fact.id, fact]))).map((note) => plainText(note.runs))

test('writes a full note first and a short one when the source returns', () => {
  const facts = [record('a', 's1', report)]
  expect(notesOf(facts, cite({ sourceId: 's1', passageId: 's1-p' }), cite({ sourceId: 's1', locator: '¶ 7' }))).toEqual([
    'Office of Border Statistics, The Ports of the Southwest: A Year in Figures (November 4, 2023), ¶ 3, https://example.org/ports.pdf.',
    'Office of Border Statistics, Ports of the Southwest, ¶ 7.',
  ])
})

test('says that a source is undated', () => {
  expect(plainText(fullNote(page))).toBe('“Working across the river,” Counterpoint sample library, undated')
  expect(plainText(fullNote({ ...page, accessed: { 'date-parts': [[2026, 3]] } }))).toContain('undated, accessed March 2026')
})

test('names the publisher of its own paper once', () => {
  expect(plainText(fullNote(report)).split('Office of Border Statistics')).toHaveLength(2)
})

test('names two authors and shortens three to et al.', () => {
  expect(plainText(fullNote(book, { locator: 'p. 12' }))).toBe('Elena Ruiz et al., Two Nations, One Market (Desert Press, 2012), p. 12')
  expect(plainText(shortNote({ ...book, author: book.author?.slice(0, 2) }))).toBe('Ruiz and Hale, Two Nations, One Market')
})

test('puts no comma after a title that ends in a question mark', () => {
  expect(plainText(fullNote(article))).toBe('Luz Vega, “Who pays for the bridge?” The Valley Star, August 2, 2012')
})

test('says whom a source quotes', () => {
  const [note] = notesOf([record('a', 's1', page, { voice: 'reported:Customs and Border Protection' })], cite({ sourceId: 's1', passageId: 's1-p' }))
  expect(note).toBe('“Working across the river,” Counterpoint sample library, undated, ¶ 3, quoting Customs and Border Protection.')
})

test('joins the items of one citation with semicolons and keeps their prefixes and suffixes', () => {
  const facts = [record('a', 's1', page), record('b', 's2', article)]
  expect(notesOf(facts, cite({ sourceId: 's1', prefix: 'see' }, { sourceId: 's2', suppressAuthor: true, suffix: 'emphasis added' }))).toEqual([
    'See “Working across the river,” Counterpoint sample library, undated; “Who pays for the bridge?” The Valley Star, August 2, 2012, emphasis added.',
  ])
})

test('admits that a source is not in the brief', () => {
  expect(notesOf([], cite({ sourceId: 'gone' }), cite())).toEqual(['Source not in this brief.', 'No source given.'])
})

test('leaves out citation items that are not items', () => {
  expect(notesOf([record('a', 's1', page)], schema.node('citation', { cid: 'c', items: [null, 3, { sourceId: 's1' }] }))).toHaveLength(1)
})

test('numbers footnotes and citations together, each with the place of its node', () => {
  const body = schema.node('doc', null, [
    schema.node('paragraph', null, [schema.text('One'), schema.node('footnote', null, [schema.text('An aside in '), schema.text('italics', [schema.mark('em')])])]),
    schema.node('quote', null, [schema.node('paragraph', null, [cite({ sourceId: 's1' })])]),
  ])
  const notes = citationNotes(body, { a: record('a', 's1', page) })
  expect(notes.map((note) => [note.number, note.kind, body.nodeAt(note.pos)?.type.name])).toEqual([
    [1, 'footnote', 'footnote'],
    [2, 'citation', 'citation'],
  ])
  expect(notes[0]?.runs).toEqual([{ text: 'An aside in ' }, { text: 'italics', italic: true }])
})

test('carries every look of a footnote’s words, and whether somebody proposes to take them out', () => {
  const by = { id: 's', by: 'ana', at: 1 }
  const parts = [schema.text('CO'), schema.text('2', [schema.mark('sub')]), schema.text(' loud', [schema.mark('strong'), schema.mark('em')]), schema.text(' key', [schema.mark('code')]), schema.text(' ley', [schema.mark('lang', { lang: 'es' })]), schema.text(' old', [schema.mark('deletion', by)]), schema.text(' new', [schema.mark('insertion', by)])]
  const [note] = citationNotes(schema.node('doc', null, [paragraph(schema.node('footnote', null, parts))]), {})
  expect(note?.runs).toEqual([
    { text: 'CO' },
    { text: '2', script: 'sub' },
    { text: ' loud', strong: true, italic: true },
    { text: ' key', code: true },
    { text: ' ley', lang: 'es' },
    { text: ' old', suggestion: 'deletion' },
    { text: ' new', suggestion: 'insertion' },
  ])
  expect(plainText(note?.runs ?? [])).toBe('CO2 loud key ley [deleted: old] new')
})

test('follows only links that a brief may hold', () => {
  const [note] = citationNotes(schema.node('doc', null, [paragraph(cite({ sourceId: 's1' }))]), { a: record('a', 's1', { ...report, URL: 'javascript:alert(1)' }) })
  expect(note?.runs.some((run) => run.href !== undefined)).toBe(false)
})

test('labels a source by who wrote it and when', () => {
  expect([report, page, book, article].map(shortLabel)).toEqual([
    'Office of Border Statistics, 2023',
    'Counterpoint sample library, undated',
    'Ruiz et al., 2012',
    'Vega, 2012',
  ])
})

test('sorts a bibliography by author and lists a source once', () => {
  expect(bibliography([article, book, page, report, article]).map(plainText)).toEqual([
    'Office of Border Statistics. The Ports of the Southwest: A Year in Figures. November 4, 2023. https://example.org/ports.pdf.',
    'Ruiz, Elena, Tom Hale, and Mari Ito. Two Nations, One Market. Desert Press, 2012.',
    'Vega, Luz. “Who pays for the bridge?” The Valley Star, August 2, 2012.',
    '“Working across the river.” Counterpoint sample library, undated.',
  ])
})
