/** Where a fact goes when no one has put the caret anywhere: never into a heading, never into the memo's head. */
import { EditorState } from 'prosemirror-state'
import { expect, test } from 'vitest'
import type { Node } from 'prosemirror-model'
import { startInText } from '../../editor/panels/start.ts'
import { schema } from '../../model/schema.ts'

const p = (text = '', level = 0) => schema.node('paragraph', { level }, text === '' ? [] : [schema.text(text)])
const slot = (children: Node[], attrs = {}) => schema.node('slot', { name: 'a', ...attrs }, children)
const head = schema.node('table', null, [schema.node('table_row', null, [schema.node('table_cell', null, [p('To')])])])

function started(...blocks: Node[]): { parent: string; around: string; text: string } | null {
  let state = EditorState.create({ schema, doc: schema.node('doc', null, blocks) })
  if (!startInText(state, (tr) => (state = state.apply(tr)))) return null
  const { $from } = state.selection
  return { parent: $from.parent.type.name, around: $from.node(-1).type.name, text: $from.parent.textContent }
}

test('starts in the first open slot, past the title and the head of the memo', () => {
  expect(started(p('Memo', 1), head, p('Intro'), slot([p('locked')], { locked: true }), slot([p('here')]))).toEqual({ parent: 'paragraph', around: 'slot', text: 'here' })
})

test('gives an empty slot the paragraph to stand in', () => {
  expect(started(p('Memo', 1), slot([]))).toEqual({ parent: 'paragraph', around: 'slot', text: '' })
})

test('starts in the first body text of a brief without slots', () => {
  expect(started(p('Memo', 1), head, p('Body'))).toEqual({ parent: 'paragraph', around: 'doc', text: 'Body' })
})

test('does not apply where there is no place', () => {
  expect(started(p('Memo', 1), head)).toBeNull()
})
