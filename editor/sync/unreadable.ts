/**
 * Does a brief hold something this version of the schema cannot read? The binding deletes what it cannot read, for everybody;
 * so this is asked before binding, and before each remote change reaches it.
 */
import * as Y from 'yjs'
import { markNameOf } from '#model/marks.ts'
import { isMarkName, isNodeName, type MarkName, type NodeName, schema } from '#model/schema.ts'
import { bodyOf } from '#model/ydoc.ts'

type Container = Y.XmlFragment | Y.XmlElement

/** The name of the first node or mark in the body that this schema cannot take, or null when it can read everything. */
export function unreadable(ydoc: Y.Doc): string | null {
  return inContainer(bodyOf(ydoc), () => true)
}

/** The same for what one transaction brought; what was there before is not looked at again. */
export function unreadableIn(transaction: Y.Transaction): string | null {
  const isNew = ({ id }: Y.Item) => id.clock >= (transaction.beforeState.get(id.client) ?? 0)
  for (const type of transaction.changed.keys()) {
    // Attributes of the elements above are of the same tree as their children, so a changed element is looked at as a whole.
    const shared: unknown = type
    const found = shared instanceof Y.XmlText ? inText(shared) : shared instanceof Y.XmlFragment ? inContainer(shared, isNew) : null
    if (found !== null) return found
  }
  return null
}

function inContainer(container: Container, descend: (item: Y.Item) => boolean): string | null {
  const parent = container instanceof Y.XmlElement ? container.nodeName : 'doc'
  if (!isNodeName(parent)) return parent
  if (container instanceof Y.XmlElement && !takesAttributes(parent, container.getAttributes())) return parent
  for (const child of container.toArray()) {
    const name = child instanceof Y.XmlText ? 'text' : child instanceof Y.XmlElement ? child.nodeName : 'hook'
    if (!isNodeName(name)) return name
    if (child instanceof Y.XmlText && child.length === 0) continue
    if (!schema.nodes[parent].contentMatch.matchType(schema.nodes[name])) return `${name} in ${parent}`
    if (child._item && !descend(child._item)) continue
    const found = child instanceof Y.XmlText ? inText(child) : child instanceof Y.XmlElement ? inContainer(child, () => true) : null
    if (found !== null) return found
  }
  return null
}

function takesAttributes(name: NodeName, attributes: Record<string, unknown>): boolean {
  try {
    schema.nodes[name].create(attributes)
    return true
  } catch (error) {
    // ProseMirror's word for "this does not fit the schema".
    if (error instanceof RangeError) return false
    throw error
  }
}

function inText(text: Y.XmlText): string | null {
  for (const { insert, attributes } of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof insert !== 'string') return 'embedded object'
    for (const [key, attrs] of Object.entries(attributes ?? {})) {
      const name = markNameOf(key)
      if (!isMarkName(name) || lacksAttribute(name, attrs)) return name
    }
  }
  return null
}

function lacksAttribute(name: MarkName, attrs: unknown): boolean {
  const given: Record<string, unknown> = typeof attrs === 'object' && attrs !== null ? { ...attrs } : {}
  return Object.entries(schema.marks[name].spec.attrs ?? {}).some(([key, spec]) => !('default' in spec) && !(key in given))
}
