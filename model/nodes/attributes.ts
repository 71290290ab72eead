/** What the node specs share: the block id, and reading attributes from a DOM that this room must not name. */
import type { AttributeSpec } from 'prosemirror-model'

/** The part of a DOM element the specs read. `model/` has no DOM types, so the shape is said here. */
type ElementLike = { getAttribute(name: string): string | null }

function isElementLike(value: unknown): value is ElementLike {
  return typeof value === 'object' && value !== null && 'getAttribute' in value && typeof value.getAttribute === 'function'
}

/** Every block carries a short random id made by the code that inserts it; null until then. A duplicate on paste is renewed. */
export const blockId = { id: { default: null, validate: 'string|null' } } satisfies Record<string, AttributeSpec>

/** An optional text. */
export const optionalText = { default: null, validate: 'string|null' } satisfies AttributeSpec

/** An optional quantity. */
export const optionalNumber = { default: null, validate: 'number|null' } satisfies AttributeSpec

/** A check for whole numbers of a range, both ends included. */
export function wholeNumber(least: number, most: number): (value: unknown) => void {
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw new RangeError(`expected a whole number from ${least} to ${most}`)
  }
}

/** A check for one of these values. */
export function oneOf(...values: readonly (string | null)[]): (value: unknown) => void {
  return (value) => {
    if (!values.some((allowed) => allowed === value)) throw new RangeError(`expected one of ${values.join(', ')}`)
  }
}

/** A check for a list; what its entries are is for whoever reads them. */
export function isList(value: unknown): void {
  if (!Array.isArray(value)) throw new RangeError('expected a list')
}

export function stringAttribute(dom: unknown, name: string): string | null {
  return isElementLike(dom) ? dom.getAttribute(name) : null
}

export function readBlockId(dom: unknown): { id: string | null } {
  return { id: stringAttribute(dom, 'data-id') }
}

/** Reads a JSON attribute written by `toDOM`; null when it is absent or broken. Pasted HTML is input from outside: the caller decodes what it gets. */
export function jsonAttribute(dom: unknown, name: string): unknown {
  const raw = stringAttribute(dom, name)
  if (raw === null) return null
  try {
    return JSON.parse(raw)
  } catch {
    return null
  }
}

/** A decimal number, or null for anything else. */
export function numberAttribute(dom: unknown, name: string): number | null {
  const raw = stringAttribute(dom, name)
  const value = raw === null || raw.trim() === '' ? Number.NaN : Number(raw)
  return Number.isFinite(value) ? value : null
}

/** A whole number of this range, or the fallback. */
export function wholeAttribute(dom: unknown, name: string, least: number, most: number, fallback: number): number {
  const value = numberAttribute(dom, name)
  return value !== null && Number.isInteger(value) && value >= least && value <= most ? value : fallback
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
