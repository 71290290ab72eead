/**
 * Closing what this version can't read into opaque atoms, and opening it again when it is written back. Lossless both ways.
 *
 * Without this an older tab would delete a newer colleague's block for everybody.
 */
import { isMarkName, isNodeName, schema } from './schema.ts'

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

export function openUnknown(node: NodeJson): NodeJson {
  if (node.type === 'unknown_block' || node.type === 'unknown_inline') return (node.attrs?.['raw'] as NodeJson | null | undefined) ?? node
  return node.content ? { ...node, content: node.content.map(openUnknown) } : node
}
