/**
 * The body as it reads now: one part per Y type, kept as long as the type does not change, so that a change costs its own depth and not the document.
 *
 * The parts' nodes are the very nodes of the editor's document (`adopt`), which makes "unchanged" a comparison of two references.
 */
import type { Node, Schema } from 'prosemirror-model'
import type * as Y from 'yjs'
import { contentOf, type ElementPart, isClosedPiece, type Part, readPart, readRoot, type YChild, type YParent } from '#model/ybody.ts'

export type Reader = {
  readonly schema: Schema
  readonly body: Y.XmlFragment
  /** The whole body. Its `node` is the document. */
  root(): ElementPart
  partOf(type: Y.AbstractType<unknown>): Part | undefined
  /** Reads again what a transaction changed. True when anything in the body did. */
  refresh(transaction: Y.Transaction): boolean
  /** Takes the nodes of an equal document in place of its own. */
  adopt(doc: Node): void
}

export function createReader(schema: Schema, body: Y.XmlFragment): Reader {
  const parts = new WeakMap<Y.AbstractType<unknown>, Part>()
  let root = readRoot(schema, body)
  register(root)

  function register(part: Part): void {
    if (parts.get(part.type as Y.AbstractType<unknown>) === part) return
    parts.set(part.type as Y.AbstractType<unknown>, part)
    if (part.kind === 'element') for (const child of part.parts) register(child)
  }

  function refresh(transaction: Y.Transaction): boolean {
    const dirty = dirtyIn(transaction, body)
    if (!dirty.has(body)) return false
    const known = (type: YChild) => (dirty.has(type) ? renew(type) : parts.get(type as Y.AbstractType<unknown>))

    /** The part again with only its changed children read, or undefined when it must be read as a whole. */
    function renew(type: YChild): ElementPart | undefined {
      const part = parts.get(type as Y.AbstractType<unknown>)
      return part?.kind === 'element' ? withChanged(part) : undefined
    }
    function withChanged(part: ElementPart): ElementPart | undefined {
      const changed = dirty.get(part.type as Y.AbstractType<unknown>)
      if (!changed || changed.self) return undefined
      const children = [...part.parts]
      let content = part.node.content
      const single = children.length === content.childCount && !part.node.inlineContent
      for (const child of changed.children) {
        const at = children.findIndex(({ type }) => type === child)
        const next = at < 0 ? null : (known(child) ?? readPart(schema, child, part.node.type, depthOf(child), known))
        if (next === null) return undefined
        children[at] = next
        if (single && next.kind !== 'text') content = content.replaceChild(at, next.node)
      }
      return { ...part, parts: children, node: part.node.copy(single ? content : contentOf(children)) }
    }
    root = withChanged(root) ?? readRoot(schema, body, known)
    register(root)
    return true
  }

  return {
    schema,
    body,
    root: () => root,
    partOf: (type) => parts.get(type),
    refresh,
    adopt: (doc) => adopt(root, doc),
  }
}

type Dirty = { self: boolean; children: Set<YChild> }

/** Every type of the body that changed, and those above them. `self`: its own attributes or list of children changed. */
function dirtyIn(transaction: Y.Transaction, body: Y.XmlFragment): Map<unknown, Dirty> {
  const found = new Map<unknown, Dirty>()
  for (const changed of transaction.changed.keys()) {
    const path: Y.AbstractType<unknown>[] = []
    let type: Y.AbstractType<unknown> | null = changed as Y.AbstractType<unknown>
    for (; type !== null; type = type.parent as Y.AbstractType<unknown> | null) path.push(type)
    if (path.at(-1) !== (body as unknown)) continue
    path.forEach((entry, index) => {
      const dirty = found.get(entry) ?? { self: false, children: new Set() }
      found.set(entry, dirty)
      if (index === 0) dirty.self = true
      else dirty.children.add(path[index - 1] as unknown as YChild)
    })
  }
  return found
}

export function depthOf(type: YChild | YParent): number {
  let depth = 0
  for (let parent = type.parent; parent !== null; parent = parent.parent) depth++
  return depth
}

/** `part.node` equals `node`; afterwards it is `node`, and so on for everything inside. */
function adopt(part: ElementPart, node: Node): void {
  if (part.node === node) return
  part.node = node
  let index = 0
  for (const child of part.parts) {
    if (child.kind === 'text') continue
    while (node.inlineContent && isInText(node.child(index))) index++
    const own = node.child(index++)
    if (child.kind === 'element') adopt(child, own)
    else child.node = own
  }
}

/** Does this node live inside an XmlText? */
export function isInText(node: Node): boolean {
  return node.isText || isClosedPiece(node)
}

export function sizeOf(part: Part): number {
  return part.kind === 'text' ? part.nodes.reduce((size, { nodeSize }) => size + nodeSize, 0) : part.node.nodeSize
}
