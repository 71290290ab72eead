/**
 * Ids of blocks, facts and citations: whoever inserts a node names it, at once and only then.
 *
 * A node is new when its opening lies in a range this editor just inserted. A new node without an id gets one, and one whose id is taken (pasted, split off) gets
 * another. Nodes that came from colleagues are left alone unless they have none and this editor is working in them: two editors never rename each other's.
 */
import type { Node } from 'prosemirror-model'
import { type EditorState, Plugin, type Transaction } from 'prosemirror-state'
import { type RandomBytes, shortId } from '#model/random.ts'
import { BLOCK_NAMES, type NodeName } from '#model/schema.ts'
import { insertedRanges, type Range } from './changed.ts'
import { isRemote } from './sync/binding.ts'

const ID_ATTRIBUTE: ReadonlyMap<string, 'id' | 'iid' | 'cid'> = new Map<NodeName, 'id' | 'iid' | 'cid'>([
  ...BLOCK_NAMES.map((name) => [name, 'id'] as const),
  ['fact', 'iid'],
  ['citation', 'cid'],
])

export function idPlugin(random: RandomBytes): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      const local = transactions.filter((tr) => tr.docChanged)
      if (local.length === 0 || local.some(isRemote)) return null
      return giveIds(state, insertedRanges(transactions), random)
    },
  })
}

/** The transaction that names what is new, or null when everything has its name. */
function giveIds(state: EditorState, ranges: readonly Range[], random: RandomBytes): Transaction | null {
  const unnamed = nodesToName(state.doc, ranges)
  if (unnamed.length === 0) return null
  const tr = state.tr
  for (const { pos, attribute } of unnamed) tr.setNodeAttribute(pos, attribute, shortId(random))
  return tr
}

type Unnamed = { pos: number; attribute: string }

function nodesToName(doc: Node, ranges: readonly Range[]): Unnamed[] {
  const fresh = new Map<number, { attribute: string; id: string | null }>()
  for (const { from, to } of ranges) {
    doc.nodesBetween(Math.min(from, doc.content.size), Math.min(to, doc.content.size), (node, pos) => {
      const attribute = ID_ATTRIBUTE.get(node.type.name)
      const id = attribute === undefined ? null : ((node.attrs[attribute] as string | null) ?? null) || null
      if (attribute !== undefined && (id === null || (pos >= from && pos < to))) fresh.set(pos, { attribute, id })
    })
  }
  if (fresh.size === 0) return []
  const taken = idsBeside(doc, fresh)
  return [...fresh].sort(([a], [b]) => a - b).flatMap(([pos, { attribute, id }]) => {
    const free = id !== null && !taken.has(id)
    if (free) taken.add(id)
    return free ? [] : [{ pos, attribute }]
  })
}

/** The ids of all other nodes; walked only when something new came in. */
function idsBeside(doc: Node, fresh: ReadonlyMap<number, unknown>): Set<string> {
  const ids = new Set<string>()
  doc.descendants((node, pos) => {
    const attribute = ID_ATTRIBUTE.get(node.type.name)
    const id: unknown = attribute !== undefined && !fresh.has(pos) && node.attrs[attribute]
    if (typeof id === 'string') ids.add(id)
  })
  return ids
}
