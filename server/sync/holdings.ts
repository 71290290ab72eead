/** Who holds how many sockets and how many briefs open: counted as they come and go, so that a thousandth socket costs no more than the first. */
import type { SyncLimits } from './limits.ts'

export type Holdings = {
  /** Counts a socket, or refuses it (false) when the person or key holds enough. */
  take(actor: string, doc: string): boolean
  release(actor: string, doc: string): void
}

export function createHoldings(limits: Pick<SyncLimits, 'syncSockets' | 'syncBriefs'>): Holdings {
  /** Sockets of an actor, by brief. */
  const held = new Map<string, { sockets: number; briefs: Map<string, number> }>()
  return {
    take(actor, doc) {
      const holding = held.get(actor) ?? { sockets: 0, briefs: new Map<string, number>() }
      const sockets = holding.briefs.get(doc) ?? 0
      if (holding.sockets >= limits.syncSockets || (sockets === 0 && holding.briefs.size >= limits.syncBriefs)) return false
      holding.sockets++
      holding.briefs.set(doc, sockets + 1)
      held.set(actor, holding)
      return true
    },
    release(actor, doc) {
      const holding = held.get(actor)
      const sockets = holding?.briefs.get(doc)
      if (!holding || sockets === undefined) return
      holding.sockets--
      if (sockets > 1) holding.briefs.set(doc, sockets - 1)
      else holding.briefs.delete(doc)
      if (holding.sockets === 0) held.delete(actor)
    },
  }
}
