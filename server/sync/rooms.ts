/** The rooms that are open: made when the first socket comes, gone when the last has left and everything is on disk. */
import type { Peer } from './peer.ts'
import { createRoom, type Room, type RoomParts } from './room.ts'

export type Rooms = {
  /** Puts the peer into the brief's room; returns how it leaves. */
  enter(doc: string, peer: Peer): () => void
  /** Resolves when every room has settled, those that were just left included. */
  settled(): Promise<void>
  /** From now on a room that is left is not compacted any more: the server wants to stop. */
  hurry(): void
}

export function createRooms(parts: RoomParts): Rooms {
  const open = new Map<string, Room>()
  let hurried = false
  const rest = (doc: string) => {
    if (hurried) return
    parts.store.compact(doc).catch((error: unknown) => parts.log.error({ doc, err: error }, 'a brief could not be compacted; its log stays as it is'))
  }
  const make = (doc: string): Room => {
    const room: Room = createRoom(doc, parts, (isLong) => {
      if (open.get(doc) !== room) return
      open.delete(doc)
      if (isLong) rest(doc)
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
    hurry() {
      hurried = true
    },
    async settled() {
      await Promise.all([...open.values()].map((room) => room.settled()))
    },
  }
}
