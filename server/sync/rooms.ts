/** The rooms that are open: made when the first socket comes, gone when the last has left and everything is on disk. */
import type { Peer } from './peer.ts'
import { createRoom, type Room, type RoomParts } from './room.ts'

export type Rooms = {
  /** Puts the peer into the brief's room; returns how it leaves. */
  enter(doc: string, peer: Peer): () => void
  /** Resolves when every room has settled, those that were just left included. */
  settled(): Promise<void>
}

export function createRooms(parts: RoomParts): Rooms {
  const open = new Map<string, Room>()
  const make = (doc: string): Room => {
    const room: Room = createRoom(doc, parts, () => {
      if (open.get(doc) === room) open.delete(doc)
    })
    open.set(doc, room)
    return room
  }
  return {
    enter(doc, peer) {
      const room = open.get(doc) ?? make(doc)
      room.join(peer).catch((error: unknown) => {
        parts.log.error({ doc, err: error }, 'bug in a room')
        peer.close('notSaved')
      })
      return () => room.leave(peer)
    },
    async settled() {
      await Promise.all([...open.values()].map((room) => room.settled()))
    },
  }
}
