/**
 * The layout of a brief's body in Yjs, piece by piece, both ways: an XmlElement for a node, XmlText for a run of text, marks of text as its formatting. This is
 * y-prosemirror's layout, so that its tools read our documents; two things stand on top of it, in places those tools pass over:
 *
 * - marks of nodes that are not text are attributes under a reserved name (`mark:strong`);
 * - a text that was moved here says where its letters came from (`SOURCE`; written and read by the editor's binding).
 *
 * Nothing is ever thrown away while reading. What the schema can't take (an unknown node or mark, an attribute of the wrong kind, a node where it may not
 * stand) is closed, in the smallest box its surroundings can hold, with its raw subtree as JSON.
 */
import * as buffer from 'lib0/buffer'
import * as sha256 from 'lib0/hash/sha256'
import { Fragment, Mark, type Node, type NodeType, type Schema } from 'prosemirror-model'
import * as Y from 'yjs'
import { markNameOf } from './marks.ts'
import { isNodeJson, type MarkJson, type NodeJson } from './unknown.ts'

/** Attribute names that begin with this are marks of the node. */
export const MARK_PREFIX = 'mark:'

/** Attribute of an XmlText whose first letters were moved here: see `editor/sync/binding/moves.ts`. */
export const SOURCE = 'src'

/** Attribute beside it: what whoever moved them knew of the others who wrote there. */
export const SEEN = 'seen'

/** Deeper nesting than any memo has is closed, so that no walk over a document can run out of stack. */
const MAX_DEPTH = 60

/** Raw shapes that are no node: text outside a line, and what only Yjs can hold. */
const RAW_TEXT = '#text'
const RAW_EMBED = '#embed'
const RAW_SHARED = '#shared'

export type YChild = Y.XmlElement | Y.XmlText | Y.XmlHook
export type YParent = Y.XmlElement | Y.XmlFragment

/**
 * One Y type as it reads. `nodes` of a text are its letters with their marks and closed boxes for what is unknown inside; a run of text in the document may be
 * several of these beside each other. `foreign` are the attributes of an element the schema does not know; they are never touched.
 */
export type TextPart = { kind: 'text'; type: Y.XmlText; nodes: readonly Node[] }
export type ElementPart = { kind: 'element'; type: YParent; node: Node; parts: readonly Part[]; foreign: Readonly<Record<string, unknown>> | null }
export type ClosedPart = { kind: 'closed'; type: YChild; node: Node }
export type Part = TextPart | ElementPart | ClosedPart

/** What is known of a type already, or undefined: lets a reader keep what has not changed. */
export type Known = (type: YChild) => Part | undefined

const nothingKnown: Known = () => undefined

/** The whole body. The root takes a closed box, so there is always a document. */
export function readRoot(schema: Schema, body: Y.XmlFragment, known: Known = nothingKnown): ElementPart {
  const parts = readParts(schema, body, schema.topNodeType, 0, known)
  if (parts === null) throw new RangeError('the top node of the schema takes no closed box')
  return { kind: 'element', type: body, node: schema.topNodeType.create(null, contentOf(parts)), parts, foreign: null }
}

/** A child as it reads under a parent of this type; null when not even a closed box may stand there. */
export function readPart(schema: Schema, type: YChild, parent: NodeType, depth: number, known: Known = nothingKnown): Part | null {
  if (type instanceof Y.XmlText) {
    if (!parent.inlineContent) return type.length === 0 ? { kind: 'text', type, nodes: [] } : closed(schema, type, parent)
    const nodes = readText(schema, type)
    return nodes.every((node) => fits(parent, node)) ? { kind: 'text', type, nodes } : closed(schema, type, parent)
  }
  const part = type instanceof Y.XmlElement && depth < MAX_DEPTH ? readElement(schema, type, depth, known) : null
  return part !== null && fits(parent, part.node) ? part : closed(schema, type, parent)
}

/** The children of an element as they read; null when one of them can't stand there, even closed. */
export function readParts(schema: Schema, type: YParent, node: NodeType, depth: number, known: Known): Part[] | null {
  const parts: Part[] = []
  for (const child of type.toArray() as YChild[]) {
    const part = known(child) ?? readPart(schema, child, node, depth + 1, known)
    if (part === null) return null
    parts.push(part)
  }
  return parts
}

/** An element of a type the schema knows with everything as it should be, or null. */
export function readElement(schema: Schema, type: Y.XmlElement, depth: number, known: Known): ElementPart | null {
  const nodeType = schema.nodes[type.nodeName]
  if (nodeType === undefined || nodeType.isText || nodeType === schema.topNodeType) return null
  const head = readHead(schema, type, nodeType)
  const parts = head && readParts(schema, type, nodeType, depth, known)
  if (!head || parts === null) return null
  const content = contentOf(parts)
  if (!nodeType.validContent(content)) return null
  return { kind: 'element', type, node: head.node.copy(content), parts, foreign: head.foreign }
}

/** Attributes and marks of an element, as a node without content; null when one of them is not as the schema wants it. */
export function readHead(schema: Schema, type: Y.XmlElement, nodeType: NodeType): { node: Node; foreign: Readonly<Record<string, unknown>> | null } | null {
  const attrs: Record<string, unknown> = {}
  const foreign: Record<string, unknown> = {}
  let marks: readonly Mark[] = Mark.none
  for (const [key, value] of Object.entries(type.getAttributes() as Record<string, unknown>)) {
    if (key.startsWith(MARK_PREFIX)) {
      const mark = toMark(schema, key.slice(MARK_PREFIX.length), value)
      if (mark === null) return null
      marks = mark.addToSet(marks)
    } else if (Object.hasOwn(nodeType.spec.attrs ?? {}, key)) attrs[key] = value
    else foreign[key] = value
  }
  const node = sound(() => nodeType.create(attrs, null, marks), nodeType.contentMatch.validEnd)
  return node && { node, foreign: Object.keys(foreign).length > 0 ? foreign : null }
}

export function contentOf(parts: readonly Part[]): Fragment {
  const nodes: Node[] = []
  for (const part of parts) {
    if (part.kind === 'text') nodes.push(...part.nodes)
    else nodes.push(part.node)
  }
  return Fragment.fromArray(nodes)
}

/** May the node stand in such a parent? Content expressions are loose (`x*`), so the place among its siblings does not matter. */
export function fits(parent: NodeType, node: Node): boolean {
  return parent.contentMatch.matchType(node.type) !== null && parent.allowsMarks(node.marks)
}

function closed(schema: Schema, type: YChild, parent: NodeType): ClosedPart | null {
  const node = schema.node(parent.inlineContent ? 'unknown_inline' : 'unknown_block', { raw: rawOf(type, 0) })
  return fits(parent, node) ? { kind: 'closed', type, node } : null
}

/** The node when it can be made and its attributes are as the schema wants them, or null. */
function sound(make: () => Node, complete: boolean): Node | null {
  try {
    const node = make()
    if (complete) node.check()
    return node
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

// Text

type Delta = { insert: unknown; attributes?: Record<string, unknown> }

/** The letters of a text with their marks; a stretch with a mark the schema can't take, and everything that is no letter, is a closed box. */
export function readText(schema: Schema, text: Y.XmlText): Node[] {
  const nodes: Node[] = []
  for (const piece of text.toDelta() as Delta[]) {
    const marks = typeof piece.insert === 'string' ? marksOf(schema, piece.attributes) : null
    if (marks === null) nodes.push(schema.node('unknown_inline', { raw: rawPiece(piece) }))
    else {
      const node = schema.text(piece.insert as string, marks)
      const last = nodes.at(-1)
      // A change of formatting that changes nothing still cuts a delta in two.
      if (last?.isText && last.sameMarkup(node)) nodes[nodes.length - 1] = schema.text(`${last.text}${node.text}`, marks)
      else nodes.push(node)
    }
  }
  return nodes
}

/** Is this a box around a stretch of a text, not around an element? */
export function isClosedPiece(node: Node): boolean {
  if (node.type.name !== 'unknown_inline') return false
  const kind = (node.attrs['raw'] as NodeJson | null)?.type
  return kind === 'text' || kind === RAW_EMBED
}

/** How much of its XmlText a piece takes: a letter each, or one for an embedded object. */
export function lengthInText(node: Node): number {
  if (node.isText) return node.nodeSize
  return (node.attrs['raw'] as NodeJson).text?.length ?? 1
}

/** The marks a formatting stands for; null when the schema can't take one. Of two that exclude each other the later by name stays. */
function marksOf(schema: Schema, attributes: Record<string, unknown> | undefined): readonly Mark[] | null {
  let marks: readonly Mark[] = Mark.none
  if (attributes === undefined) return marks
  for (const key of Object.keys(attributes).sort()) {
    const mark = toMark(schema, key, attributes[key])
    if (mark === null) return null
    marks = mark.addToSet(marks)
  }
  return marks
}

// Marks

/** The mark that a key and its value stand for, or null when the schema has none such. */
export function toMark(schema: Schema, key: string, value: unknown): Mark | null {
  const type = schema.marks[markNameOf(key)]
  if (type === undefined) return null
  const attrs: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  for (const [name, spec] of Object.entries(type.spec.attrs ?? {})) {
    if (!(name in attrs) && !('default' in spec)) return null
    if (typeof spec.validate === 'string' && name in attrs && !spec.validate.split('|').includes(attrs[name] === null ? 'null' : typeof attrs[name])) return null
  }
  return type.create(attrs)
}

const keys = new WeakMap<Mark, string>()

/** The name a mark has in the layout. */
export function markKey(mark: Mark): string {
  if (mark.type.excludes(mark.type)) return mark.type.name
  let key = keys.get(mark)
  if (key === undefined) keys.set(mark, (key = `${mark.type.name}--${hashOf(mark.toJSON())}`))
  return key
}

/** Six bytes of a SHA-256, folded over itself, as y-prosemirror has them. */
function hashOf(value: unknown): string {
  const folded = new Uint8Array(6)
  sha256.digest(buffer.encodeAny(value)).forEach((byte, index) => {
    folded[index % 6] = (folded[index % 6] ?? 0) ^ byte
  })
  return buffer.toBase64(folded)
}

/** Formatting that gives exactly these marks. */
export function formatOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [markKey(mark), mark.attrs]))
}

// Raw subtrees

function rawOf(type: YChild, depth: number): NodeJson {
  if (type instanceof Y.XmlText) return { type: RAW_TEXT, content: (type.toDelta() as Delta[]).map(rawPiece) }
  if (!(type instanceof Y.XmlElement)) return { type: RAW_SHARED }
  const attrs: Record<string, unknown> = {}
  const marks: MarkJson[] = []
  for (const [key, value] of Object.entries(type.getAttributes() as Record<string, unknown>)) {
    if (key.startsWith(MARK_PREFIX)) marks.push(rawMark(key.slice(MARK_PREFIX.length), value))
    else attrs[key] = value
  }
  const content = depth > 2 * MAX_DEPTH ? [] : (type.toArray() as YChild[]).flatMap((child) => (child instanceof Y.XmlText ? (rawOf(child, depth).content ?? []) : [rawOf(child, depth + 1)]))
  return {
    type: type.nodeName,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
    ...(marks.length > 0 ? { marks } : {}),
  }
}

function rawPiece({ insert, attributes }: Delta): NodeJson {
  const marks = Object.entries(attributes ?? {}).map(([key, value]) => rawMark(key, value))
  const withMarks = marks.length > 0 ? { marks } : {}
  if (typeof insert === 'string') return { type: 'text', text: insert, ...withMarks }
  return { type: RAW_EMBED, attrs: insert instanceof Y.AbstractType ? {} : { embed: insert }, ...withMarks }
}

/** A key with a hash is kept whole, so that two overlapping marks stay two. */
function rawMark(key: string, value: unknown): MarkJson {
  const attrs = typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? { attrs: value as Record<string, unknown> } : {}
  return { type: key, ...attrs }
}

// Writing

/** New Y types for these siblings, in order. */
export function toYChildren(nodes: readonly Node[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: Node[] = []
  const closeRun = () => {
    if (run.length > 0) children.push(toYText(run))
    run = []
  }
  for (const node of nodes) {
    if (node.isText || isClosedPiece(node)) run.push(node)
    else {
      closeRun()
      children.push(toYElement(node))
    }
  }
  closeRun()
  return children
}

export function toYText(pieces: readonly Node[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(pieces.map(toDelta))
  return text
}

/** What inserts one piece of text. */
export function toDelta(piece: Node): { insert: string | object; attributes: Record<string, unknown> } {
  return piece.isText ? { insert: piece.text ?? '', attributes: formatOf(piece.marks) } : rawDelta(piece.attrs['raw'] as NodeJson)
}

/** `Y.XmlElement` is typed for text attributes only; the layout has numbers, lists and records too. */
type AnyAttributes = { setAttribute(name: string, value: unknown): void }

/** A new element for a node. What was closed is opened again, as it was. `children` stand in for the content when given. */
export function toYElement(node: Node, foreign: Readonly<Record<string, unknown>> | null = null, children?: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlElement | Y.XmlText {
  const raw: unknown = node.attrs['raw']
  if ((node.type.name === 'unknown_block' || node.type.name === 'unknown_inline') && isNodeJson(raw)) return fromRaw(raw)
  const element = new Y.XmlElement(node.type.name)
  for (const [name, value] of Object.entries({ ...foreign, ...headOf(node) })) (element as unknown as AnyAttributes).setAttribute(name, value)
  const content = children ?? toYChildren(node.content.content)
  if (content.length > 0) element.insert(0, [...content])
  return element
}

/** Attributes and marks of a node as its element has them; null is left out. */
export function headOf(node: Node): Record<string, unknown> {
  const head: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(node.attrs as Record<string, unknown>)) if (value !== null && value !== undefined) head[name] = value
  for (const mark of node.marks) head[MARK_PREFIX + markKey(mark)] = { ...mark.attrs }
  return head
}

function fromRaw(raw: NodeJson): Y.XmlElement | Y.XmlText {
  if (raw.type === RAW_SHARED) return new Y.XmlElement('unknown_block')
  if (raw.type === RAW_TEXT) return rawText(raw.content ?? [])
  if (raw.type === 'text' || raw.type === RAW_EMBED) return rawText([raw])
  const element = new Y.XmlElement(raw.type)
  const attributes = { ...raw.attrs, ...Object.fromEntries((raw.marks ?? []).map((mark) => [MARK_PREFIX + mark.type, mark.attrs ?? {}])) }
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) (element as unknown as AnyAttributes).setAttribute(name, value)
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: NodeJson[] = []
  for (const child of raw.content ?? []) {
    if (child.type === 'text' || child.type === RAW_EMBED) run.push(child)
    else {
      if (run.length > 0) children.push(rawText(run))
      run = []
      children.push(fromRaw(child))
    }
  }
  if (run.length > 0) children.push(rawText(run))
  if (children.length > 0) element.insert(0, children)
  return element
}

function rawText(pieces: readonly NodeJson[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(pieces.map(rawDelta))
  return text
}

function rawDelta(raw: NodeJson): { insert: string | object; attributes: Record<string, unknown> } {
  return { insert: raw.text ?? (raw.attrs?.['embed'] as object | undefined) ?? {}, attributes: Object.fromEntries((raw.marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}])) }
}
