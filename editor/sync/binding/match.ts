/**
 * Which child of the new document is which of the old one: by id first, then by the steps that left it standing, then by kind and order. Matched children stay
 * in place and are updated; of children that changed places as few as possible are written anew.
 */
import type { Node } from 'prosemirror-model'
import { oldPlace, type Region } from './regions.ts'

/** A child and the position before it. */
export type Placed = { node: Node; pos: number }

/** The name a node has in its document, or null. */
export function idOf(node: Node): string | null {
  const id: unknown = node.attrs['id'] ?? node.attrs['iid'] ?? node.attrs['cid']
  return typeof id === 'string' && id !== '' ? `${node.type.name} ${id}` : null
}

const isClosed = (node: Node) => node.type.name === 'unknown_block' || node.type.name === 'unknown_inline'

/** For each new child the index of the old child that it is, or -1. The indices that are not -1 rise. */
export function match(olds: readonly Placed[], news: readonly Placed[], regions: readonly Region[] | null): number[] {
  const stays = news.map(() => -1)
  let left = 0
  while (left < olds.length && left < news.length && olds[left]!.node === news[left]!.node) stays[left] = left++
  let right = 0
  while (right < Math.min(olds.length, news.length) - left && olds[olds.length - 1 - right]!.node === news[news.length - 1 - right]!.node) {
    stays[news.length - 1 - right] = olds.length - 1 - right
    right++
  }
  const window = { left, oldEnd: olds.length - right, newEnd: news.length - right }
  if (window.oldEnd > left && window.newEnd > left) matchMiddle(olds, news, regions, stays, window)
  return stays
}

type Window = { left: number; oldEnd: number; newEnd: number }
type Pair = { old: number; now: number; weight: number }

function matchMiddle(olds: readonly Placed[], news: readonly Placed[], regions: readonly Region[] | null, stays: number[], { left, oldEnd, newEnd }: Window): void {
  const byPlace = new Map<number, number>()
  const byId = new Map<string, number>()
  for (let old = oldEnd - 1; old >= left; old--) {
    const { node, pos } = olds[old]!
    byPlace.set(pos, old)
    const id = idOf(node)
    if (id !== null) byId.set(id, old)
  }
  const taken = new Set<number>()
  const pairs: Pair[] = []
  const take = (now: number, old: number | undefined, weight: number): boolean => {
    if (old === undefined || taken.has(old)) return false
    taken.add(old)
    pairs.push({ old, now, weight })
    return true
  }
  const survivor = (now: number): number | undefined => {
    const place = oldPlace(regions, news[now]!.pos)
    const old = place === null ? undefined : byPlace.get(place)
    return old !== undefined && canBecome(olds[old]!.node, news[now]!.node) ? old : undefined
  }
  const open: number[] = []
  for (let now = left; now < newEnd; now++) {
    const id = idOf(news[now]!.node)
    const same = id === null ? undefined : byId.get(id)
    // One that the steps left alone is a better fixed point than one that they took out and put in again.
    if (!take(now, same, same !== undefined && same === survivor(now) ? HEAVY : 1)) open.push(now)
  }
  for (const now of open) take(now, survivor(now), HEAVY)
  for (const pair of rising(pairs)) stays[pair.now] = pair.old
  matchByKind(olds, news, stays, { left, oldEnd, newEnd })
}

const HEAVY = 1000

/** A node can become another in place when its element keeps its name; a closed box only stays what it is. */
function canBecome(old: Node, now: Node): boolean {
  return old.type === now.type && (!isClosed(old) || old.eq(now))
}

/** Between two fixed points: nodes of a kind, in order, where not both have names (two names are two nodes). */
function matchByKind(olds: readonly Placed[], news: readonly Placed[], stays: number[], { left, oldEnd, newEnd }: Window): void {
  const limits = new Map<number, number>()
  for (let now = newEnd - 1, limit = oldEnd; now >= left; now--) {
    if (stays[now]! >= 0) limit = stays[now]!
    else limits.set(now, limit)
  }
  for (let now = left, old = left; now < newEnd; now++) {
    if (stays[now]! < 0) stays[now] = byKind(olds, news[now]!.node, old, limits.get(now)!)
    if (stays[now]! >= 0) old = stays[now]! + 1
  }
}

/** The first old child in [from, to) that is equal, else the first that can become the node; -1 when none can. */
function byKind(olds: readonly Placed[], node: Node, from: number, to: number): number {
  let first = -1
  for (let old = from; old < to; old++) {
    const candidate = olds[old]!.node
    if (!canBecome(candidate, node) || (idOf(node) !== null && idOf(candidate) !== null)) continue
    if (candidate.eq(node)) return old
    if (first < 0) first = old
  }
  return first
}

/** The heaviest set of pairs whose old indices rise with the new ones. */
function rising(pairs: readonly Pair[]): Pair[] {
  const sorted = [...pairs].sort((a, b) => a.now - b.now)
  if (sorted.every(({ old }, index) => index === 0 || sorted[index - 1]!.old < old)) return sorted
  const best = sorted.map(({ weight }) => weight)
  const before = sorted.map(() => -1)
  let last = 0
  for (let index = 0; index < sorted.length; index++) {
    for (let earlier = 0; earlier < index; earlier++) {
      const weight = best[earlier]! + sorted[index]!.weight
      if (sorted[earlier]!.old < sorted[index]!.old && weight > best[index]!) {
        best[index] = weight
        before[index] = earlier
      }
    }
    if (best[index]! > best[last]!) last = index
  }
  const chosen: Pair[] = []
  for (let index = last; index >= 0; index = before[index]!) chosen.push(sorted[index]!)
  return chosen.reverse()
}
