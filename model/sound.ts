/**
 * Attributes as a brief may hold them. The schema says which type each has, but a peer's NaN is a number too, and an attribute of no type can
 * hold a byte array: what no JSON could carry is taken for the attribute's default, so that printing and writing need not ask at each turn.
 */
import { Fragment, type Mark, type Node } from 'prosemirror-model'

/** No value is nested deeper; more would cost the stack of whoever walks it. */
const MAX_DEPTH = 200

type Specs = Readonly<Record<string, { default?: unknown }>>

/** The same node where nothing is wrong. */
export function soundNode(node: Node): Node {
  const attrs = soundAttributes(node.attrs, node.type.spec.attrs ?? {}) ?? node.attrs
  const marks = soundMarks(node.marks)
  if (node.isText) return marks === node.marks ? node : node.mark(marks)
  let changed = attrs !== node.attrs || marks !== node.marks
  const children = node.content.content.map((child) => {
    const sound = soundNode(child)
    changed ||= sound !== child
    return sound
  })
  return changed ? node.type.create(attrs, Fragment.fromArray(children), marks) : node
}

/** The attributes with defaults for the wrong ones; null when none is wrong. */
function soundAttributes(attrs: Readonly<Record<string, unknown>>, specs: Specs): Record<string, unknown> | null {
  const wrong = Object.keys(attrs).filter((name) => !isPlain(attrs[name], 0))
  return wrong.length === 0 ? null : { ...attrs, ...Object.fromEntries(wrong.map((name) => [name, specs[name]?.default])) }
}

function soundMarks(marks: readonly Mark[]): readonly Mark[] {
  let changed = false
  const sound = marks.map((mark) => {
    const attrs = soundAttributes(mark.attrs, mark.type.spec.attrs ?? {})
    changed ||= attrs !== null
    return attrs === null ? mark : mark.type.create(attrs)
  })
  // Two people may have set sub and sup at once: the later mark of the schema stays.
  const set = sound.length < 2 ? sound : sound.reduce<readonly Mark[]>((before, mark) => mark.addToSet(before), [])
  return changed || set.length < marks.length ? set : marks
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false
  if (Array.isArray(value)) return value.every((entry) => isPlain(entry, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every((entry) => isPlain(entry, depth + 1))
}
