/** What the node specs share: the block id, and reading attributes from a DOM that this room must not name. */
import type { AttributeSpec } from 'prosemirror-model'

/** The part of a DOM element the specs read. `model/` has no DOM types, so the shape is said here. */
type ElementLike = { getAttribute(name: string): string | null }

function isElementLike(value: unknown): value is ElementLike {
  return typeof value === 'object' && value !== null && 'getAttribute' in value && typeof value.getAttribute === 'function'
}

/** Every block carries a short random id made by the code that inserts it; null until then. A duplicate on paste is renewed. */
export const blockId = { id: { default: null } } satisfies Record<string, AttributeSpec>

export function stringAttribute(dom: unknown, name: string): string | null {
  return isElementLike(dom) ? dom.getAttribute(name) : null
}

export function readBlockId(dom: unknown): { id: string | null } {
  return { id: stringAttribute(dom, 'data-id') }
}

/** Reads a JSON attribute written by `toDOM`; `fallback` when it is absent or broken (pasted HTML is input from outside). */
export function jsonAttribute<T>(dom: unknown, name: string, fallback: T): T {
  const raw = stringAttribute(dom, name)
  if (raw === null) return fallback
  try {
    return JSON.parse(raw) as T
  } catch {
    return fallback
  }
}

/** Attributes for a block whose shape is plain data: each value as `data-*`, JSON unless it is a string; null is left out. */
export function dataAttributes(attrs: Readonly<Record<string, unknown>>): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || value === undefined) continue
    out[`data-${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`] = typeof value === 'string' ? value : JSON.stringify(value)
  }
  return out
}
