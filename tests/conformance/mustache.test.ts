/** Cases of our own for what we keep of Mustache (https://mustache.github.io/mustache.5.html): what each does is the specification's, where it says so. */
import { expect, test } from 'vitest'
import type { FieldValue } from '#model/brief.ts'
import { fillParts, type Names, parsePart } from '../../templates/fill.ts'

const names: Names = new Map([
  ['name', ['.']],
  ['empty', ['.']],
  ['yes', ['.']],
  ['list', ['.']],
  ['rows', ['a', 'b', 'name']],
])
const fields: Record<string, FieldValue> = {
  name: 'Ana',
  empty: '',
  yes: true,
  list: ['x', 'y', 'z'],
  rows: [{ a: '1', b: '2' }, { a: '3', name: 'Ben' }],
}
const partials = { greeting: 'Hello {{name}}', lines: 'one\ntwo\n', loop: '{{#list}}<{{.}}>{{/list}}' }

test.each([
  ['text without tags stays as it is', 'Plain { text }, }} and all', 'Plain { text }, }} and all'],
  ['a value takes the place of its tag', 'Dear {{name}}!', 'Dear Ana!'],
  ['white space inside the braces does not count', '{{  name  }}', 'Ana'],
  ['white space around a value counts', ' {{name}} \n', ' Ana \n'],
  ['a value nobody gave is empty', '[{{empty}}]', '[]'],
  ['a comment prints nothing', '12{{! not \n this }}34', '1234'],
  ['a comment alone on its line takes the line with it', 'a\n  {{! note }}\nb', 'a\nb'],
  ['a section prints when its value is there', '{{#name}}yes{{/name}}', 'yes'],
  ['a section prints nothing when its value is empty', '{{#empty}}no{{/empty}}', ''],
  ['a section over a yes prints once', '{{#yes}}{{name}}{{/yes}}', 'Ana'],
  ['an inverted section prints when its value is empty', '{{^empty}}none{{/empty}}', 'none'],
  ['an inverted section prints nothing when its value is there', '{{^list}}none{{/list}}', ''],
  ['a section over a list prints once an entry', '{{#list}}{{.}},{{/list}}', 'x,y,z,'],
  ['a section over records reads their columns', '{{#rows}}{{a}}-{{b}};{{/rows}}', '1-2;3-;'],
  ['a name is looked for inside first, then outside', '{{#rows}}{{name}} {{/rows}}', 'Ana Ben '],
  ['sections nest', '{{#rows}}{{#list}}{{a}}{{.}} {{/list}}{{/rows}}', '1x 1y 1z 3x 3y 3z '],
  ['a section tag alone on its line takes the line with it', '{{#list}}\n- {{.}}\n{{/list}}\nend', '- x\n- y\n- z\nend'],
  ['an indented section tag alone on its line does too', 'a\n  {{#yes}}\nb\n  {{/yes}}\nc', 'a\nb\nc'],
  ['two sections on one line leave the line', '{{#yes}}a{{/yes}} {{^empty}}b{{/empty}}\n', 'a b\n'],
  ['a partial reads the names around it', '{{>greeting}}.', 'Hello Ana.'],
  ['a partial inside a section reads the entry', '{{#rows}}{{>greeting}}; {{/rows}}', 'Hello Ana; Hello Ben; '],
  ['a partial alone on its line is indented with it', 'x\n  {{>lines}}\ny', 'x\n  one\n  two\ny'],
  ['a partial may hold sections', '{{>loop}}', '<x><y><z>'],
  ['values are not escaped here, where the specification escapes for HTML', '{{#list}}&{{/list}}<', '&&&<'],
])('%s', (_, template, expected) => {
  expect(fillParts(parsePart(template, 'spec.mustache', names, partials), fields, { lang: 'en-US' }).text).toBe(expected)
})
