/**
 * Where accepted sockets come in: keeps count of who holds how many, puts each into its room, and looks after all of them with one sweep (silence, dead
 * connections, rights that changed). Who may come in at all was decided before; `server/socket.ts` does the upgrade.
 */
import type { WebSocket } from 'ws'
import type { CloseReason } from '#model/protocol.ts'
import { Refusal } from '#model/refusal.ts'
import { SCHEMA_VERSION } from '#model/schema.ts'
import { type Access, type Actor, may } from '../auth/access.ts'
import type { Store } from '../store/store.ts'
import { createArrivals } from './arrivals.ts'
import { createHoldings } from './holdings.ts'
import { PING_PAUSE, RECHECK_PAUSE, SLOW_PAUSE, SWEEP_PAUSE, type SyncLimits } from './limits.ts'
import type { SyncLog } from './log.ts'
import { createLooker } from './looker.ts'
import { createPeer, type Peer } from './peer.ts'
import { createRooms } from './rooms.ts'
import { shownOf } from './shown.ts'
import { connectionOf } from './wire.ts'

export type SyncRequest = {
  docId: string
  actor: Actor
  canWrite: boolean
  /** Null for an API key. */
  person: Actor['person']
  /** The schema version the client knows; stock tools count as current. */
  schema: number
  /** Whether the client asked for acknowledgements. */
  ack: boolean
}

export type Gateway = {
  /** Takes over an open socket whose request was allowed. Its bounds and rights are looked after from here on. */
  accept(socket: WebSocket, request: SyncRequest): void
  /** Closes every socket of a brief, by default because it is gone. */
  closeDocument(docId: string, reason?: CloseReason): void
  /** Closes every socket of a person or key (`Actor.id`) at once, by default because they are no longer signed in. */
  closeFor(actor: string, reason?: CloseReason): void
  /** Closes every socket ("restarting") and resolves when all that was taken is on disk. Takes no more sockets. */
  close(): Promise<void>
}

export type GatewayParts = { store: Store; access: Pick<Access, 'refresh' | 'brief'>; config: SyncLimits; now: () => number; log: SyncLog; /** The newest schema version of briefs; by default this program's. */ schema?: number }

/** Time a socket gets to hear why it is closed, milliseconds. */
const PARTING = 500

type Guest = { peer: Peer; docId: string; actor: Actor; checkedAt: number; pingedAt: number }

export function createGateway({ store, access, config, now, log, schema = SCHEMA_VERSION }: GatewayParts): Gateway {
  const looker = createLooker()
  const trier = createLooker()
  const rooms = createRooms({ store, limits: config, looker, trier, schema, now, log })
  const guests = new Set<Guest>()
  let closed = false

  const holdings = createHoldings(config)
  const arrivals = createArrivals(config.syncFrameBytes)

  const recheck = async (guest: Guest): Promise<void> => {
    try {
      const actor = await access.refresh(guest.actor)
      if (!actor) return guest.peer.close('signedOut')
      const { team } = await access.brief(actor, guest.docId, 'read-brief')
      guest.actor = actor
      guest.peer.canWrite = may(team.role, 'write-brief')
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') guest.peer.close('notFound')
      else if (error instanceof Refusal && error.code === 'forbidden') guest.peer.close('forbidden')
      else log.error({ err: error }, 'rights of a socket could not be asked for; they stay as they were')
    }
  }

  const inspect = (guest: Guest) => {
    const time = now()
    if (!guest.peer.spoke && time - guest.peer.since >= config.syncFirstMessage) return guest.peer.close('silent')
    if (guest.peer.behindSince !== null && time - guest.peer.behindSince >= SLOW_PAUSE) return guest.peer.close('slow')
    if (time - guest.pingedAt >= PING_PAUSE) {
      if (!guest.peer.alive) return guest.peer.terminate()
      guest.pingedAt = time
      guest.peer.ping()
    }
    if (time - guest.checkedAt >= RECHECK_PAUSE) {
      guest.checkedAt = time
      void recheck(guest)
    }
  }
  const sweep = setInterval(() => guests.forEach(inspect), Math.min(SWEEP_PAUSE, config.syncFirstMessage))
  sweep.unref()

  const closeWhere = (test: (guest: Guest) => boolean, reason: CloseReason) => {
    for (const guest of guests) if (test(guest)) guest.peer.close(reason)
  }
  return {
    accept(socket, { docId, actor, canWrite, person, schema, ack }) {
      // Without a listener one bad frame of one client would end the process.
      socket.on('error', (error) => log.debug({ doc: docId, actor: actor.id, err: error }, 'a socket broke'))
      const peer = createPeer(socket, { actor: actor.id, person: person?.id ?? actor.id, shown: shownOf(actor.id, actor.name), canWrite, schema, ack }, config, now)
      if (closed) return peer.close('restarting')
      if (!holdings.take(actor.id, docId)) return peer.close('tooMany')
      const guest: Guest = { peer, docId, actor, checkedAt: now(), pingedAt: now() }
      guests.add(guest)
      arrivals.watch(actor.id, socket, connectionOf(socket), () => {
        log.warn({ doc: docId, actor: actor.id }, 'too many unfinished messages are under way; a socket that sends one is closed')
        peer.close('slow')
        // What has arrived is held until the socket is gone.
        setTimeout(() => peer.terminate(), PARTING).unref()
      })
      const leave = rooms.enter(docId, peer)
      socket.once('close', () => {
        guests.delete(guest)
        holdings.release(actor.id, docId)
        leave()
      })
    },
    closeDocument: (docId, reason = 'notFound') => closeWhere((guest) => guest.docId === docId, reason),
    closeFor: (actor, reason = 'signedOut') => closeWhere((guest) => guest.actor.id === actor, reason),
    async close() {
      closed = true
      clearInterval(sweep)
      rooms.hurry()
      const leaving = rooms.settled()
      closeWhere(() => true, 'restarting')
      await leaving
      await rooms.settled()
      await Promise.all([looker.close(), trier.close()])
    },
  }
}
