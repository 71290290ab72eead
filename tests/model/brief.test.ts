import { expect, test } from 'vitest'
import { blankBrief, bodyFromJson, briefFromJson, briefTitle, briefToJson } from '../../model/brief.ts'
import type { NodeJson } from '../../model/unknown.ts'
import { randomBody } from '../support/body.ts'
import { seedsFor } from '../support/random.ts'
import { refusalOf } from '../support/refusal.ts'

const json = () => briefToJson(blankBrief('Border trade')) as unknown as Record<string, unknown>

test.each(seedsFor(40))('decodes its own JSON to the same brief (seed %i)', (seed) => {
  const brief = { ...blankBrief('Trade'), body: bodyFromJson(randomBody(seed)) }
  const text = JSON.stringify(briefToJson(brief))
  expect(briefToJson(briefFromJson(JSON.parse(text)))).toEqual(JSON.parse(text))
})

test.each([
  ['another format', { format: 'counterpoint-brief/9' }, '/format'],
  ['a field name that is not one', { fields: { 'To Whom': 'x' } }, '/fields/To Whom'],
  ['a fact without its parts', { facts: { f1: { id: 'f1' } } }, '/facts/f1/rev'],
  ['a body that is no document', { body: { type: 'paragraph' } }, '/body/type'],
])('refuses %s and says where', (_, change, pointer) => {
  const { code, faults } = refusalOf(() => briefFromJson({ ...json(), ...change }))
  expect(code).toBe('brief-invalid')
  expect(faults.map((fault) => fault.pointer)).toContain(pointer)
})

test('refuses a paragraph inside a paragraph and points at it', () => {
  const body = { type: 'doc', content: [{ type: 'paragraph' }, { type: 'paragraph', content: [{ type: 'paragraph' }] }] }
  expect(refusalOf(() => briefFromJson({ ...json(), body })).faults[0]?.pointer).toBe('/body/content/1')
})

test('refuses a document nested without end instead of running out of stack', () => {
  let body: NodeJson = { type: 'quote' }
  for (let depth = 0; depth < 5_000; depth++) body = { type: 'quote', content: [body] }
  expect(refusalOf(() => bodyFromJson({ type: 'doc', content: [body] })).message).toContain('nested deeper')
})

test('keeps a node and a mark of a newer version as closed boxes and gives them back unchanged', () => {
  const body: NodeJson = {
    type: 'doc',
    content: [
      { type: 'hologram', attrs: { depth: 3 } },
      { type: 'paragraph', attrs: { id: 'p1', level: 0, align: null, lang: null }, content: [{ type: 'text', text: 'sparkling', marks: [{ type: 'glitter' }] }] },
    ],
  }
  const brief = briefFromJson({ ...json(), body })
  expect(brief.body.child(0).type.name).toBe('unknown_block')
  expect(brief.body.child(1).child(0).type.name).toBe('unknown_inline')
  expect(briefToJson(brief).body).toEqual(body)
})

test('a brief whose title is blank is called "Untitled brief"', () => {
  expect(briefTitle(blankBrief('  '))).toBe('Untitled brief')
})
