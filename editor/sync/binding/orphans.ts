/** Letters and inline nodes that someone put into what another moved at the same time: they stay behind or fall with it, and have to follow. */
import * as Y from 'yjs'
import type { Mover } from './copies.ts'
import { type Home, homeOf, moversFrom, type Seeing, stretchesOf } from './fallen.ts'
import { type Run, rootsOf } from './moves.ts'

/** `run` are the letters (`text`) with their old place; null for an inline node without letters. `standing`: they have to be taken away from there. */
export type Orphan = { run: Run | null; text: string; from: Y.XmlText | null; standing: boolean; home: Home }

/** Is it for this editor to look after what `client` wrote, when `mover` moved its place? */
export type Mine = (client: number, mover: number) => boolean

/** All that a transaction left behind and that is this editor's to look after. */
export function orphansOf(seeing: Seeing, mine: Mine): Orphan[] {
  const { transaction, reader } = seeing
  const texts = new Set<Y.XmlText>()
  const boxes: Orphan[] = []
  const add = (type: unknown) => {
    if (type instanceof Y.XmlText && type._item !== null && Y.isParentOf(reader.body, type._item)) texts.add(type)
  }
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item)) return
    add(struct.parent)
    const box = struct.content instanceof Y.ContentType && struct.content.type instanceof Y.XmlElement ? boxOf(struct, struct.content.type, seeing, mine) : null
    if (box) boxes.push(box)
  })
  for (const type of transaction.changed.keys()) add(type)
  return [...boxes, ...[...texts].flatMap((text) => orphansIn(text, seeing, mine))]
}

/** An inline node without letters (a citation, a break) that fell with its paragraph. */
function boxOf(item: Y.Item, element: Y.XmlElement, seeing: Seeing, mine: Mine): Orphan | null {
  const { schema, body } = seeing.reader
  if (!schema.nodes[element.nodeName]?.isInline || element.length > 0 || !mayBeMine(item.id.client, seeing, mine) || !Y.isParentOf(body, item)) return null
  // As if it were a text inside of it, so that it is made again itself.
  const inner = new Y.Item(item.id, null, null, null, null, element, null, item.content)
  const home = homeOf(inner, seeing)
  const mover = home && unaware(home.movers, item.id.client, item.id.clock + 1)
  if (!home || !mover || home.within.length === 0 || !mine(item.id.client, mover.client)) return null
  return { run: null, text: '', from: null, standing: false, home }
}

/** The mover who knew least of a client, if that is less than `end`. */
function unaware(movers: readonly Mover[], client: number, end: number): Mover | null {
  const [least] = [...movers].sort((x, y) => (x.known.get(client) ?? 0) - (y.known.get(client) ?? 0))
  return least && (least.known.get(client) ?? 0) < end ? least : null
}

/** Spares a search for what can only be another's. */
const mayBeMine = (client: number, { transaction }: Seeing, mine: Mine) => mine(client, transaction.doc.clientID)

function orphansIn(text: Y.XmlText, seeing: Seeing, mine: Mine): Orphan[] {
  const { copies, transaction } = seeing
  const { doc } = transaction
  const fallen = text._item!.deleted
  const orphans: Orphan[] = []
  let movers: Mover[] | null = null
  /** The root of the last letter before that was moved. */
  let behind: Y.ID | null = null
  /** The last letter before that is not looked for itself. */
  let left: Y.ID | null = null
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.countable && !item.deleted) continue
    // Deleted before, it is not brought back.
    const fell = item.deleted && fallen && item.content instanceof Y.ContentString && Y.isDeleted(transaction.deleteSet, item.id)
    for (const { clock, length, root, where } of stretchesOf(doc, copies, item, text)) {
      const last = Y.createID(root.client, root.clock + length - 1)
      if (item.deleted && (where === 'elsewhere' || (where === 'gone' && !fell))) behind = last
      else if (item.content instanceof Y.ContentString && (!item.deleted || fell)) {
        const orphan = orphanOf(item, item.content.str, clock, length)
        if (orphan) {
          orphans.push(orphan)
          continue
        }
        if (where !== 'nowhere' && item.deleted) behind = last
        // A letter that was left here on purpose is no one's orphan, and what comes behind it belongs to it.
        if (!item.deleted && behind && !unaware(copies.movers(behind, text), item.id.client, clock + length)) behind = null
      }
      left = last
    }
  }
  return orphans

  function orphanOf(item: Y.Item, letters: string, clock: number, length: number): Orphan | null {
    const { client } = item.id
    if (!mayBeMine(client, seeing, mine)) return null
    const home = homeFor(item)
    const end = clock + length
    const mover = home && unaware(home.movers, client, end)
    const waits = fallen && home?.movers.length === 0
    if (!home || (!mover && !waits) || !mine(client, mover?.client ?? -1)) return null
    const start = Math.max(clock, mover?.known.get(client) ?? 0)
    return { text: letters.slice(start - item.id.clock, end - item.id.clock), run: { client, clock: start, length: end - start }, from: text, standing: !item.deleted, home }
  }
  function homeFor(item: Y.Item): Home | null {
    if (behind) return besideRoot(behind, -1)
    if (!fallen) return null
    const next = movedBehind(item)
    if (next) return besideRoot(next, 0)
    const home = homeOf(text._item!, seeing)
    if (home) return home
    // Nothing here says that this was moved; what comes later may.
    const right = left ? null : letterBehind(item)
    return left ? besideRoot(left, -1) : right && besideRoot(right, 0)
  }
  function besideRoot(root: Y.ID, side: 0 | -1): Home {
    return { at: { root, side }, within: [], movers: fallen ? around() : copies.movers(root, text) }
  }
  function around(): Mover[] {
    return (movers ??= moversFrom(text.parent, seeing))
  }
  function movedBehind(from: Y.Item): Y.ID | null {
    for (let item = from.right; item !== null; item = item.right) {
      const found = item.deleted ? stretchesOf(doc, copies, item, text).find(({ where }) => where !== 'nowhere') : undefined
      if (found) return found.root
    }
    return null
  }
  function letterBehind(from: Y.Item): Y.ID | null {
    for (let item = from.right; item !== null; item = item.right) {
      const [root] = item.id.client === from.id.client ? [] : rootsOf(doc, { client: item.id.client, clock: item.id.clock, length: 1 })
      if (root) return Y.createID(root.client, root.clock)
    }
    return null
  }
}
