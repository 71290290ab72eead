import { expect, test } from 'vitest'
import { SHIPPED_AXES } from '../../../model/axis.ts'
import type { Brief } from '../../../model/brief.ts'
import { schema } from '../../../model/schema.ts'
import { setDocument } from '../../../templates/blocks/document.ts'
import { letters, roman } from '../../../templates/blocks/text.ts'
import { wordsFor } from '../../../templates/blocks/words.ts'
import type { Box, Paragraph, Span, Table } from '../../../templates/layout/box.ts'
import { PLAIN_MANIFEST, resolveStyles } from '../../../templates/styles.ts'
import { argument, briefOf, doc, footnote, h, list, p, point, row, table } from '../sample.ts'

function set(brief: Brief, change: Partial<typeof PLAIN_MANIFEST> = {}) {
  const manifest = { ...PLAIN_MANIFEST, ...change }
  return setDocument(brief, manifest, resolveStyles(manifest), SHIPPED_AXES)
}

/** Every box, outer ones first. */
function walk(boxes: readonly Box[]): Box[] {
  return boxes.flatMap((box): Box[] => {
    if (box.kind === 'stack') return [box, ...walk(box.children)]
    if (box.kind === 'table') return [box, ...walk(box.rows.flatMap((each) => each.cells.flatMap((cell) => cell.children)))]
    if (box.kind === 'columns') return [box, ...walk(box.columns.flatMap((column) => [...column.heads, ...column.children]))]
    if (box.kind === 'tiles') return [box, ...walk(box.tiles)]
    return [box]
  })
}
const words = (spans: readonly Span[]) => spans.map((span) => (span.kind === 'text' ? span.text : '\n')).join('')
const paragraphs = (boxes: readonly Box[]) => walk(boxes).filter((box): box is Paragraph => box.kind === 'paragraph')
const labels = (boxes: readonly Box[]) => walk(boxes).flatMap((box) => (box.kind === 'stack' && box.label ? [words(box.label.spans)] : []))
const tables = (boxes: readonly Box[]) => walk(boxes).filter((box): box is Table => box.kind === 'table')

test('tells what each box is and which block it came from', () => {
  const body = doc(schema.node('paragraph', { id: 'b1', level: 2 }, [schema.text('Heading')]), schema.node('paragraph', { id: 'b2' }, [schema.text('text')]))
  const { boxes } = set(briefOf(body))
  expect(paragraphs(boxes).map((box) => box.origin)).toEqual([{ role: 'Title', block: null }, { role: 'H2', block: 'b1' }, { role: 'P', block: 'b2' }])
})

test('numbers lists by depth and goes on with paragraph numbers through the document', () => {
  expect(labels(set(briefOf(doc(list('ordered', 'a', ['b', list('ordered', 'c', ['d', list('ordered', 'e')])])))).boxes)).toEqual(['1.', '2.', 'a.', 'b.', 'i.'])
  expect(labels(set(briefOf(doc(list('numbered', 'a', 'b'), p('between'), list('numbered', 'c')))).boxes)).toEqual(['1.', '2.', '3.'])
})

test('counts in letters and Roman numerals', () => {
  expect([1, 26, 27, 52, 703].map(letters)).toEqual(['a', 'z', 'aa', 'az', 'aaa'])
  expect([1, 4, 9, 14, 40, 1994].map(roman)).toEqual(['i', 'iv', 'ix', 'xiv', 'xl', 'mcmxciv'])
})

test('sets columns of figures to the right and text to the left', () => {
  const body = doc(table({}, row(['Port', 'Trucks', 'Change'], 'table_header'), row(['Laredo', '1,500', '–']), row(['Otay Mesa', '$2.4 million', '-3.5%'])))
  const [made] = tables(set(briefOf(body)).boxes)
  const aligns = made?.rows.map((each) => each.cells.map((cell) => (cell.children[0] as Paragraph).align))
  expect(aligns).toEqual([['start', 'end', 'end'], ['start', 'end', 'end'], ['start', 'end', 'end']])
  expect(made?.rows.map((each) => each.head)).toEqual([true, false, false])
})

test('takes an empty head row for none, and pairs for the head of a memo', () => {
  const [made] = tables(set(briefOf(doc(table({}, row(['', ''], 'table_header'), row(['To', 'The Secretary']))))).boxes)
  expect(made?.rows).toHaveLength(1)
  expect(made?.spread).toBe('last')
})

test('sets a line that announces a list together with it', () => {
  const [, intro, plain] = paragraphs(set(briefOf(doc(p('They say:'), list('bullet', 'a')))).boxes)
  expect(intro?.keepNext).toBe(true)
  expect(plain?.keepNext).toBe(false)
})

test('prints the title once: not when the body shows it or begins with a heading of its own', () => {
  const roles = (brief: Brief) => paragraphs(set(brief).boxes).map((box) => box.origin.role)
  expect(roles(briefOf(doc(p('a'))))).toContain('Title')
  expect(roles(briefOf(doc(h(1, 'Own title'), p('a'))))).not.toContain('Title')
  expect(roles(briefOf(doc(p(schema.node('field', { name: 'subject' })))))).not.toContain('Title')
})

test('writes days in the language of the template', () => {
  const body = doc(p(schema.node('field', { name: 'date' })))
  const text = (lang: string) => words(paragraphs(set(briefOf(body, { date: '2026-11-20' }), { lang }).boxes).at(-1)?.spans ?? [])
  expect(text('en-US')).toBe('November 20, 2026')
  expect(text('en-GB')).toBe('20 November 2026')
  expect(text('es-MX')).toBe('20 de noviembre de 2026')
})

test('gives a citation of a source the brief lacks a note that says so', () => {
  const body = doc(p('a', schema.node('citation', { cid: 'c', items: [{ sourceId: 'gone' }] })))
  const mark = paragraphs(set(briefOf(body)).boxes).flatMap((box) => box.spans).find((span) => span.kind === 'text' && span.note)
  const note = mark?.kind === 'text' ? mark.note?.box : null
  expect(note ? paragraphs([note]).map((box) => words(box.spans)).join('') : '').toContain('ource not in this brief')
})

test('keeps two marks in a row apart', () => {
  const { boxes } = set(briefOf(doc(p('a', footnote('one'), footnote('two')))))
  expect(words(paragraphs(boxes).at(-1)?.spans ?? [])).toBe('a1,\u202f2')
})

test('says that a side has no points instead of leaving it white', () => {
  const { boxes, warnings } = set(briefOf(doc(argument('Together?', [point({}, 'Apart.')], []))))
  expect(paragraphs(boxes).map((box) => words(box.spans))).toContain(wordsFor('en').noPoints)
  expect(warnings).toEqual(['The side “Integration” of a contested question has no points.'])
})

test('prints clearances from their field under the labels of the template', () => {
  const fields: (typeof PLAIN_MANIFEST)['fields'] = [{ name: 'cleared', type: 'list', label: 'Cleared', required: false, columns: [{ name: 'office', label: 'Office' }, { name: 'on', label: 'Date' }] }]
  const { boxes } = set(briefOf(doc(schema.node('clearances')), { cleared: [{ office: 'Legal', on: '2026-11-20' }] }), { fields })
  expect(paragraphs(boxes).map((box) => words(box.spans))).toEqual(['Joint office', 'Office', 'Date', 'Legal', 'November 20, 2026'])
})

test('shows open suggestions as they stand and reports how many there are', () => {
  const suggestion = (kind: 'insertion' | 'deletion', id: string) => schema.mark(kind, { id, by: 'ana', at: 1 })
  const { boxes, warnings } = set(briefOf(doc(p('a ', schema.text('new ', [suggestion('insertion', '1')]), schema.text('old', [suggestion('deletion', '2')])))))
  const spans = paragraphs(boxes).at(-1)?.spans ?? []
  expect(spans.map((span) => span.kind === 'text' && [span.text, span.style.strike])).toEqual([['a ', false], ['new ', false], ['old', true]])
  expect(warnings[0]).toContain('2 suggested changes are still open')
})

test('sets the words of a footnote in their own looks, those proposed for deletion struck through', () => {
  const by = { id: 's', by: 'ana', at: 1 }
  const words = [schema.text('CO'), schema.text('2', [schema.mark('sub')]), schema.text(' loud', [schema.mark('strong')]), schema.text(' ley', [schema.mark('lang', { lang: 'es' })]), schema.text(' old', [schema.mark('deletion', by)])]
  const body = doc(p('a', schema.node('footnote', null, words)))
  const mark = paragraphs(set(briefOf(body)).boxes).flatMap((box) => box.spans).find((span) => span.kind === 'text' && span.note)
  const box = mark?.kind === 'text' ? mark.note?.box : null
  const spans = box ? paragraphs([box]).flatMap((each) => each.spans) : []
  expect(spans.map((span) => span.kind === 'text' && [span.text, span.style.face, span.style.rise < 0, span.style.lang, span.style.strike])).toEqual([
    ['CO', 'serif-regular', false, 'en-US', false],
    ['2', 'serif-regular', true, 'en-US', false],
    [' loud', 'serif-bold', false, 'en-US', false],
    [' ley', 'serif-regular', false, 'es', false],
    [' old', 'serif-regular', false, 'en-US', true],
  ])
})

test('prints no heading over clearances that nobody gave, and no line of a memo’s head that nobody filled', () => {
  const line = (name: string) => row([name, p(schema.node('field', { name }))])
  const { boxes } = set(briefOf(doc(table({}, line('from'), line('date')), h(2, 'Consultation'), schema.node('slot', { name: 's' }, [p()]), schema.node('clearances'), h(2, 'Last')), { from: 'The office' }))
  expect(paragraphs(boxes).map((box) => words(box.spans))).toEqual(['Joint office', 'from', 'The office', 'Last'])
})
