/**
 * Closing what this version can't read into opaque atoms, and opening it again when it is written back. Lossless both ways.
 *
 * Without this an older tab would delete a newer colleague's block for everybody. In JSON from outside only unknown names are closed, any other fault is refused
 * (`brief.ts`); what a log holds can't be refused any more, so `bodyFromLog` closes every node with a fault.
 */
import { Fragment, type Mark, type Node, type NodeType } from 'prosemirror-model'
import { isMarkName, isNodeName, schema } from './schema.ts'

/** Deepest nesting of nodes below the document: far above any memo, far below what would stall a reader. */
export const MAX_DEPTH = 60

/** Deepest nesting inside one attribute; what is deeper is no brief's and is left out. */
const MAX_VALUE_DEPTH = 100

export type MarkJson = { type: string; attrs?: Record<string, unknown> }
export type NodeJson = { type: string; attrs?: Record<string, unknown>; content?: NodeJson[]; marks?: MarkJson[]; text?: string }

const readable = (node: NodeJson) => isNodeName(node.type) && (node.marks ?? []).every((mark) => isMarkName(mark.type))

/** `inline` says whether the node stands where inline content is expected. */
export function closeUnknown(node: NodeJson, inline = false): NodeJson {
  if (!readable(node)) return { type: inline ? 'unknown_inline' : 'unknown_block', attrs: { raw: node } }
  if (!node.content || !isNodeName(node.type)) return node
  const inside = schema.nodes[node.type].inlineContent
  return { ...node, content: node.content.map((child) => closeUnknown(child, inside)) }
}

/** A box whose raw part is no node (a peer may write anything there) stays the box it is. */
export function openUnknown(node: NodeJson): NodeJson {
  const raw = node.attrs?.['raw']
  if (node.type === 'unknown_block' || node.type === 'unknown_inline') return isNodeJson(raw) ? raw : node
  return node.content ? { ...node, content: node.content.map(openUnknown) } : node
}

/** Whether a value has the shape of a node: what a closed box must hold to be opened again. */
export function isNodeJson(value: unknown): value is NodeJson {
  if (typeof value !== 'object' || value === null) return false
  const { type, attrs = {}, content = [], marks = [], text = '' } = value as { [name in keyof NodeJson]?: unknown }
  const isRecord = typeof attrs === 'object' && attrs !== null
  return typeof type === 'string' && isRecord && typeof text === 'string' && Array.isArray(content) && content.every(isNodeJson) && Array.isArray(marks) && marks.every(isNodeJson)
}

/**
 * The document of a body as the log has it. Never fails: a node with an unknown name, a wrong attribute, a mark it can't carry, in a place where it may not stand
 * or too deep down is closed with everything in it, in the smallest box that its surroundings can hold. Of two marks that exclude each other the later by name stays.
 */
export function bodyFromLog(body: NodeJson): Node {
  const type = schema.nodes.doc
  return type.create(null, (body.content ?? []).flatMap((child) => readOrClose(plainNode(child), type, 1) ?? []))
}

/** Null when not even a closed box may stand under this parent: then the parent is closed. */
function readOrClose(json: NodeJson, parent: NodeType, depth: number): Node | null {
  const node = depth > MAX_DEPTH ? null : readSound(json, depth)
  if (node !== null && mayStandIn(parent, node)) return node
  const box = schema.node(parent.inlineContent ? 'unknown_inline' : 'unknown_block', { raw: json })
  return mayStandIn(parent, box) ? box : null
}

/** Content expressions are loose (`x*`), so the place among its siblings does not matter. */
function mayStandIn(parent: NodeType, node: Node): boolean {
  return parent.contentMatch.matchType(node.type) !== null && parent.allowsMarks(node.marks)
}

function readSound({ type: name, attrs, content = [], marks = [], text }: NodeJson, depth: number): Node | null {
  if (!isNodeName(name)) return null
  const type = schema.nodes[name]
  const children: Node[] = []
  for (const child of content) {
    const node = readOrClose(child, type, depth + 1)
    if (node === null) return null
    children.push(node)
  }
  try {
    const set = marksFrom(marks)
    if (type.isText) return schema.text(text ?? '', set)
    const bare = type.create(attrs ?? null, null, set)
    bare.check()
    return bare.copy(Fragment.fromArray(children))
  } catch (error) {
    // ProseMirror's word for "this does not fit the schema".
    if (error instanceof RangeError) return null
    throw error
  }
}

function marksFrom(marks: readonly MarkJson[]): readonly Mark[] {
  const inOrder = marks.toSorted((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0))
  return inOrder.reduce<readonly Mark[]>((set, mark) => schema.markFromJSON(mark).addToSet(set), [])
}

/** Yjs holds more than JSON does: big integers, bytes, types of its own. Only what JSON can say goes on, so that every export can be written. */
function plainNode(node: NodeJson): NodeJson {
  const { attrs, content, marks, ...rest } = node
  return { ...rest, ...(attrs ? { attrs: plainRecord(attrs, 0) } : {}), ...(content ? { content: content.map(plainNode) } : {}), ...(marks ? { marks: marks.map(plainNode) } : {}) }
}

function plainRecord(record: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, plain(value, depth + 1)]))
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null || depth > MAX_VALUE_DEPTH) return null
  if (Array.isArray(value)) return value.map((entry) => plain(entry, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null ? plainRecord(value, depth) : null
}
