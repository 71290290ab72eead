/** Documents as a hostile or broken peer could write them: every node, with the oddest values the schema lets each attribute have. */
import type { Mark, MarkType, Node, NodeType } from 'prosemirror-model'
import { type MarkName, MARK_NAMES, NODE_NAMES, type NodeName, schema } from '../../model/schema.ts'
import { pick, seeded } from './random.ts'

const ODD: readonly unknown[] = [null, '', 'constructor', '__proto__', 'toString', 'x', 0, -1, 2.5, 7, 1e9, 1e308, Number.NaN, Infinity, -Infinity, true, false, 10n, [], [null], [Number.NaN], [1e9, 'x'], {}, { toString: 5, valueOf: 5 }, { length: -1 }, [{ sourceId: 'x', prefix: 5 }], [{ sourceId: 's1', passageId: {}, locator: [], suffix: Number.NaN, suppressAuthor: 'no' }], [{ sourceId: 'constructor' }], Object.create(null), new Uint8Array(3), '\ud800', 'a\tb\n\ue000']

/** For some of the attributes a value that the type takes. */
function oddAttributes(type: NodeType | MarkType, needed: Record<string, unknown>, next: () => number): Record<string, unknown> {
  const attrs = { ...needed }
  for (const name of Object.keys(type.spec.attrs ?? {})) {
    if (next() < 0.3) continue
    const value = pick(next, ODD as never[])
    if (takes(type, { ...needed, [name]: value })) attrs[name] = value
  }
  return attrs
}

function takes(type: NodeType | MarkType, attrs: Record<string, unknown>): boolean {
  try {
    type.create(attrs)
    return true
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return false
    throw error
  }
}

/** A document with each kind of node at least once, its children where its content allows them. */
export function oddBody(seed: number): Node {
  const next = seeded(seed)
  const marks = (): Mark[] =>
    MARK_NAMES.filter(() => next() < 0.15).map((name: MarkName) => {
      const type = schema.marks[name]
      return type.create(oddAttributes(type, { href: '', lang: '' }, next))
    })
  const make = (name: NodeName, depth: number): Node => {
    if (name === 'text') return schema.text(pick(next, ['a', 'word ', ' \t', '1,500']), marks())
    const type = schema.nodes[name]
    const allowed = NODE_NAMES.filter((child) => type.contentMatch.matchType(schema.nodes[child]) !== null)
    const count = allowed.length === 0 || depth > 4 ? 0 : Math.floor(next() * 4)
    const children = Array.from({ length: count }, () => make(pick(next, allowed), depth + 1))
    return type.create(oddAttributes(type, {}, next), children, type.isInline ? marks() : [])
  }
  const blocks = NODE_NAMES.filter((name) => schema.nodes.doc.contentMatch.matchType(schema.nodes[name]) !== null)
  return schema.nodes.doc.create(null, [...blocks.map((name) => make(name, 0)), schema.nodes.paragraph.create(null, NODE_NAMES.filter((name) => schema.nodes[name].isInline).map((name) => make(name, 1)))])
}
