import { expect, test } from 'vitest'
import { Refusal } from '#model/refusal.ts'
import { parseManifest } from '#model/template.ts'
import { fillParts, namesOf, parsePart } from '../../templates/fill.ts'

const manifest = parseManifest(
  {
    format: 'counterpoint-template/1',
    id: 'memo',
    rev: 1,
    kind: 'memo',
    title: 'Memo',
    description: 'A memo.',
    lang: 'en-US',
    paper: 'letter',
    margins: { top: 72, right: 72, bottom: 72, left: 72 },
    accent: '#0f5c5c',
    fields: [
      { name: 'to', type: 'text', label: 'To' },
      { name: 'copies', type: 'list', label: 'Copies' },
      { name: 'items', type: 'list', label: 'Items', columns: [{ name: 'text', label: 'Text' }, { name: 'by', label: 'By' }] },
    ],
    slots: [],
  },
  'memo/template.json',
)

const names = namesOf(manifest)
const fill = (text: string, fields: Parameters<typeof fillParts>[1], partials: Record<string, string> = {}) =>
  fillParts(parsePart(text, 'memo/head.mustache', names, partials), fields, { lang: 'en-US' }).text

function faultOf(text: string, partials: Record<string, string> = {}): string {
  try {
    parsePart(text, 'memo/head.mustache', names, partials)
  } catch (error) {
    if (error instanceof Refusal) {
      expect(error.code).toBe('template-invalid')
      return `${error.faults[0]?.pointer} ${error.faults[0]?.detail}`
    }
    throw error
  }
  throw new Error('was not refused')
}

test('leaves ampersands and angle brackets as they are', () => {
  expect(fill('{{to}}', { to: 'R&D <b>"x"</b>' })).toBe('R&D <b>"x"</b>')
})

test('writes days in words and lists in a row', () => {
  expect(fill('{{date}}: {{copies}}', { date: '2026-11-22', copies: ['A', 'B'] })).toBe('November 22, 2026: A; B')
})

test('never looks inside a value', () => {
  expect(fill('{{to}}', { to: '{{title}} {{#x}}' })).toBe('{{title}} {{#x}}')
})

test.each([
  ['a\n  {{unheard}}', 'memo/head.mustache:2:3', 'no field "unheard"'],
  ['{{toString}}', 'memo/head.mustache:1:1', 'no field "toString"'],
  ['{{constructor}}', 'memo/head.mustache:1:1', 'no field "constructor"'],
  ['{{#__proto__}}x{{/__proto__}}', 'memo/head.mustache:1:1', 'no field "__proto__"'],
  ['{{to.length}}', 'memo/head.mustache:1:1', 'no field "to.length"'],
  ['x {{{to}}}', 'memo/head.mustache:1:3', 'write {{to}}'],
  ['x {{& to}}', 'memo/head.mustache:1:3', 'write {{to}}'],
  ['{{=<% %>=}}', 'memo/head.mustache:1:1', 'delimiters'],
  ['{{text}}', 'memo/head.mustache:1:1', 'no field "text"'],
  ['{{.}}', 'memo/head.mustache:1:1', 'no field "."'],
  ['{{#items}}{{.}}{{/items}}', 'memo/head.mustache:1:11', 'no field "."'],
  ['{{^items}}{{text}}{{/items}}', 'memo/head.mustache:1:11', 'no field "text"'],
  ['{{to', 'memo/head.mustache:1:5', 'Unclosed tag'],
  ['a\n{{/to}}', 'memo/head.mustache:2:1', 'Unopened section'],
  ['{{#to}}', 'memo/head.mustache:1:8', 'Unclosed section'],
  ['{{>gone}}', 'memo/head.mustache:1:1', 'no partial "gone"'],
  ['{{>toString}}', 'memo/head.mustache:1:1', 'no partial "toString"'],
])('refuses %j with its place', (text, pointer, detail) => {
  const fault = faultOf(text)
  expect(fault).toContain(`${pointer} `)
  expect(fault).toContain(detail)
})

test('names the file of the partial a mistake is in', () => {
  expect(faultOf('{{>block}}', { block: 'x\n{{nobody}}' })).toMatch(/^memo\/block\.mustache:2:1 /)
})

test('refuses a partial that contains itself, and sections without end', () => {
  expect(faultOf('{{>a}}', { a: '{{>b}}', b: '{{>a}}' })).toContain('contains itself')
  expect(faultOf('{{#to}}'.repeat(30) + '{{/to}}'.repeat(30))).toContain('nested deeper')
})

test('refuses sections that multiply beyond a document', () => {
  const copies = Array.from({ length: 300 }, () => 'x')
  expect(() => fill('{{#copies}}'.repeat(5) + 'x' + '{{/copies}}'.repeat(5), { copies })).toThrow(/multiply/)
})

test('says where a place of the filled text stands in the template', () => {
  const filled = fillParts(parsePart('one\n{{#copies}}\n- {{.}} end\n{{/copies}}\nlast', 'memo/body.md', names), { copies: ['A', 'B'] }, { lang: 'en-US' })
  expect(filled.text).toBe('one\n- A end\n- B end\nlast')
  expect(filled.placeOf({ line: 3, column: 5 })).toEqual({ file: 'memo/body.md', line: 3, column: 9 })
  expect(filled.placeOf({ line: 4, column: 1 })).toEqual({ file: 'memo/body.md', line: 5, column: 1 })
})
