/** Gives a document its ids: every block one of its own, every fact in the text an `iid`, every citation a `cid`. */
import { Fragment, type Node } from 'prosemirror-model'
import { type RandomBytes, shortId } from './random.ts'

/** Attributes that name a node within its document. */
const OWN_IDS = ['id', 'iid', 'cid'] as const

/**
 * The same document with the ids it lacks; a second node under one id gets a new one. Ids that are there and unique stay, so that a point
 * can be answered by its id before the document is complete.
 */
export function withIds(node: Node, random: RandomBytes, seen: Set<string> = new Set()): Node {
  if (node.isText) return node
  const attrs: Record<string, unknown> = { ...node.attrs }
  for (const name of OWN_IDS) {
    if (!Object.hasOwn(node.type.spec.attrs ?? {}, name)) continue
    const own = attrs[name]
    if (typeof own !== 'string' || own === '' || seen.has(own)) attrs[name] = shortId(random)
    seen.add(String(attrs[name]))
  }
  const children = node.content.content.map((child) => withIds(child, random, seen))
  return node.type.create(attrs, Fragment.fromArray(children), node.marks)
}
