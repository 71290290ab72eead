import { expect, test } from 'vitest'
import { safeHref } from '../../model/href.ts'
import { BLOCK_NAMES, NODE_NAMES, schema } from '../../model/schema.ts'

test('no content expression demands a child, so that concurrent deletes never cost the parent', () => {
  const strict = NODE_NAMES.filter((name) => {
    const content = schema.nodes[name].spec.content
    return content !== undefined && !content.endsWith('*')
  })
  expect(strict).toEqual([])
})

test('every block carries an id', () => {
  const blocks = NODE_NAMES.filter((name) => schema.nodes[name].isBlock && name !== 'doc')
  expect(blocks.filter((name) => !BLOCK_NAMES.includes(name))).toEqual([])
})

test('a suggested change keeps who made it and when', () => {
  const mark = schema.marks.insertion.create({ id: 'c1', by: 'ana', at: 5 })
  expect(schema.text('new', [mark]).toJSON()).toEqual({ type: 'text', text: 'new', marks: [{ type: 'insertion', attrs: { id: 'c1', by: 'ana', at: 5 } }] })
})

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['  mailto:ana@example.org ', 'mailto:ana@example.org'],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  ['data:text/html,<script>', null],
  ['file:///etc/passwd', null],
  ['/relative', null],
  ['', null],
  [`https://example.org/${'a'.repeat(3000)}`, null],
])('the link %s becomes %s', (raw, stored) => {
  expect(safeHref(raw)).toBe(stored)
})
