/**
 * The document schema: assembles nodes and marks, and names them for the typed tables of the other rooms.
 *
 * A new kind of block is four like-named files (`model/nodes/x.ts`, `editor/views/x.ts`, `templates/blocks/x.ts`, a test);
 * `NodeName` makes the compiler list the tables that still owe an entry. Names and attributes are public: see `docs/schema.md`.
 */
import { Schema } from 'prosemirror-model'
import { markSpecs } from './marks.ts'
import { argumentNodes } from './nodes/argument.ts'
import { citationNode } from './nodes/citation.ts'
import { factNode } from './nodes/fact.ts'
import { mediaNodes } from './nodes/media.ts'
import { memoNodes } from './nodes/memo.ts'
import { tableNodes } from './nodes/table.ts'
import { textNodes } from './nodes/text.ts'
import { unknownNodes } from './nodes/unknown.ts'

/** The version a socket names when it joins (`?schema=N`). Raise it when an older client could damage what a newer one writes. */
export const SCHEMA_VERSION = 1

// Order matters to ProseMirror: the first block is what `createAndFill` and Enter reach for.
const nodeSpecs = {
  ...textNodes,
  ...tableNodes,
  ...argumentNodes,
  ...memoNodes,
  ...mediaNodes,
  ...factNode,
  ...citationNode,
  ...unknownNodes,
}

export type NodeName = keyof typeof nodeSpecs
export type MarkName = keyof typeof markSpecs

export const schema: Schema<NodeName, MarkName> = new Schema({ nodes: nodeSpecs, marks: markSpecs })

export const NODE_NAMES = Object.keys(nodeSpecs) as readonly NodeName[]
export const MARK_NAMES = Object.keys(markSpecs) as readonly MarkName[]

export function isNodeName(name: string): name is NodeName {
  return Object.hasOwn(nodeSpecs, name)
}

export function isMarkName(name: string): name is MarkName {
  return Object.hasOwn(markSpecs, name)
}

/** Blocks whose `id` must be there and unique in a document. */
export const BLOCK_NAMES: readonly NodeName[] = NODE_NAMES.filter((name) => Object.hasOwn(schema.nodes[name].spec.attrs ?? {}, 'id'))
