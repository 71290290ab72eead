/** Node views drawn into a page that is only a document: what they make of attributes that a client of any kind may have written. */
import { parseHTML } from 'linkedom'
import type { Node } from 'prosemirror-model'
import type { Decoration, EditorView, NodeView } from 'prosemirror-view'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { notesPlugin } from '../../../editor/decorations/notes.ts'
import { nodeViews } from '../../../editor/views/index.ts'
import { blankBrief } from '../../../model/brief.ts'
import { SHIPPED_AXES } from '../../../model/axis.ts'
import { NODE_NAMES, type NodeName, schema } from '../../../model/schema.ts'
import { fieldsOf, writeBrief } from '../../../model/ydoc.ts'
import { cite, doc, p, stateOf } from '../../support/build.ts'
import { seededBytes } from '../../support/random.ts'

const reported: string[] = []
beforeAll(() => {
  vi.stubGlobal('document', parseHTML('<html><body></body></html>').document)
  vi.stubGlobal('reportError', ({ message }: Error) => reported.push(message))
})
afterAll(() => vi.unstubAllGlobals())

const ydoc = new Y.Doc()
writeBrief(ydoc, { ...blankBrief('Trade'), fields: { title: 'Trade', subject: '' } })

/** Past the schema's own checks, as a node that came from a change somewhere in the middle of a binding. */
function unchecked(name: NodeName, attrs: Record<string, unknown>): Node {
  const node = schema.nodes[name].create({})
  Object.assign(node.attrs, attrs)
  return node
}

function draw(name: NodeName, attrs: Record<string, unknown>): NodeView {
  const node = unchecked(name, attrs)
  const views = nodeViews({ ydoc, axes: SHIPPED_AXES, slotHelp: {}, random: seededBytes(1), canWrite: () => true, onOpenCitation: () => undefined, onAskMenu: () => undefined })
  return views[name]!(node, { state: { doc: doc(p()).node } } as unknown as EditorView, () => 0, [] as Decoration[], null as never)
}
const shown = (view: NodeView) => view.dom.textContent ?? ''

test('a field or slot with a name that every object has shows its name', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
    expect(shown(draw('field', { name }))).toBe(name)
    expect(shown(draw('slot', { name }))).not.toContain('undefined')
  }
})

test('a field follows the form, and the subject stands for the title while it is empty', () => {
  expect(shown(draw('field', { name: 'subject' }))).toBe('Trade')
  fieldsOf(ydoc).set('subject', 'Border')
  expect(shown(draw('field', { name: 'subject' }))).toBe('Border')
})

const wrong: unknown[] = [null, 7, '', 'x', true, [], [null], { a: 1 }, [{ sourceId: 7 }], Number.NaN]
const named = NODE_NAMES.filter((name) => Object.keys(schema.nodes[name].spec.attrs ?? {}).length > 0)
test.each(named)('no attribute of a %s, however wrong, takes the editor down', (name) => {
  for (const attribute of Object.keys(schema.nodes[name].spec.attrs ?? {})) {
    for (const value of wrong) {
      const drawn = () => (name in nodeViews({} as never) ? draw(name, { [attribute]: value }) : schema.nodes[name].spec.toDOM?.(unchecked(name, { [attribute]: value })))
      expect(drawn).not.toThrow()
    }
  }
})

test('what can’t be drawn is a closed box, and is told once', () => {
  const views = [draw('recommendation', { opposes: null }), draw('recommendation', { opposes: null })]
  for (const view of views) {
    expect(shown(view)).toBe('Kept as it is This recommendation can’t be shown.')
    expect(view.update?.(schema.nodes.recommendation.create(), [], null as never)).toBe(false)
  }
  expect(reported.filter((message) => message === 'Could not draw: recommendation')).toHaveLength(1)
})

test('a damaged citation costs its own note, not the editor', () => {
  const built = doc(p('a', cite('s1')))
  Object.assign(built.node.nodeAt(2)!.attrs, { items: [{ sourceId: 's1', prefix: 7, locator: {}, suffix: [] }, null, 7] })
  const state = stateOf(built, [notesPlugin(ydoc)])
  expect(() => state.apply(state.tr.insertText('b', 1))).not.toThrow()
})
