/** The outline beside the page: headings, parts of the form, contested questions, and honest word counts. */
import { expect, test } from 'vitest'
import { outlineOf, wordsIn } from '../../editor/panels/outline.ts'
import { schema } from '../../model/schema.ts'

const p = (text: string, level = 0) => schema.node('paragraph', { level }, text === '' ? [] : [schema.text(text)])

test('lists headings, slots and pro and con in the order of the text', () => {
  const doc = schema.node('doc', null, [
    p('Background', 1),
    p('Not a heading'),
    schema.node('slot', { name: 'background' }, [p('Two words'), schema.node('argument', { axisId: 'a', question: 'Which way?' }, [])]),
    p('', 2),
  ])
  expect(outlineOf(doc).map((entry) => (entry.kind === 'slot' ? [entry.kind, entry.name, entry.words] : [entry.kind, entry.text]))).toEqual([
    ['heading', 'Background'],
    ['slot', 'background', 2],
    ['argument', 'Which way?'],
  ])
})

test('every entry points in front of its node', () => {
  const doc = schema.node('doc', null, [p('First', 1), schema.node('quote', null, [p('Second', 2)])])
  expect(outlineOf(doc).map(({ pos }) => doc.nodeAt(pos)?.textContent)).toEqual(['First', 'Second'])
})

test('counts words across blocks, and a figure or a contraction as one', () => {
  expect(wordsIn(schema.node('doc', null, [p('It’s 3.4 million'), p('pesos')]))).toBe(4)
  expect(wordsIn(schema.node('doc', null, []))).toBe(0)
})
