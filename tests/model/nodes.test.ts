/** What pasted HTML may say about our nodes: it is input from outside, so wrong values fall back to the attribute's default. */
import { expect, test } from 'vitest'
import { type NodeName, schema } from '../../model/schema.ts'

/** The attributes a node gets from an element with these; false when the rule does not take the element. */
function pasted(name: NodeName, attributes: Readonly<Record<string, string>>): unknown {
  const rule = schema.nodes[name].spec.parseDOM?.find((candidate) => candidate.getAttrs)
  return rule?.getAttrs?.({ getAttribute: (attribute: string) => attributes[attribute] ?? null } as unknown as HTMLElement & string)
}

const sound = (name: NodeName, attributes: Readonly<Record<string, string>>) => {
  const attrs = pasted(name, attributes) as Record<string, unknown>
  schema.nodes[name].create(attrs).check()
  return attrs
}

test.each<[NodeName, Record<string, string>, Record<string, unknown>]>([
  ['citation', { 'data-citation': 'c', 'data-items': '[{"sourceId":"s1","locator":"¶ 3","prefix":7},null,"x",{"sourceId":9},{"sourceId":"s2","suppressAuthor":"yes"}]' }, { items: [{ sourceId: 's1', locator: '¶ 3' }, { sourceId: 's2' }] }],
  ['citation', { 'data-items': '{"sourceId":"s1"}' }, { items: [] }],
  ['citation', { 'data-items': 'not json' }, { items: [] }],
  ['fact', { 'data-fact': 'f1', 'data-rev': '-3', 'data-value': 'many', 'data-display': 'loud' }, { factRev: 1, value: null, display: 'as-printed' }],
  ['illustration', { 'data-blob': 'ab', 'data-width': '{"a":1}' }, { width: null }],
  ['illustration', { 'data-blob': 'ab', 'data-width': '40' }, { width: null }],
  ['keyfigure', { 'data-label': 'a', 'data-value': '"x"', 'data-previous': '3.5' }, { value: null, previous: 3.5 }],
  ['point', { 'data-voice': 'shouting' }, { voice: 'own' }],
  ['point', { 'data-voice': 'reported:The ministry' }, { voice: 'reported:The ministry' }],
  ['recommendation', { 'data-opposes': '["Legal",7]' }, { opposes: ['Legal'] }],
  ['table_cell', { colspan: '1e9', rowspan: '0.5', 'data-colwidth': '99999999' }, { colspan: 1, rowspan: 1, colwidth: null }],
])('a pasted %s with %o is sound', (name, attributes, expected) => {
  expect(sound(name, attributes)).toMatchObject(expected)
})

test('a list starts at a number a list may start at', () => {
  const rule = schema.nodes.list.spec.parseDOM?.[1]
  const start = (given: string) => {
    const attrs: unknown = rule?.getAttrs?.({ getAttribute: (name: string) => (name === 'start' ? given : null) } as unknown as HTMLElement & string)
    return (attrs as { start: number }).start
  }
  expect([start('4'), start('-1'), start('Infinity'), start('1.5')]).toEqual([4, 1, 1, 1])
})

test('what names no field is no field', () => {
  expect(pasted('field', { 'data-field': 'subject' })).toEqual({ name: 'subject' })
  expect(pasted('field', { 'data-field': '__proto__' })).toBe(false)
  expect(pasted('field', { 'data-field': 'To Whom' })).toBe(false)
})
