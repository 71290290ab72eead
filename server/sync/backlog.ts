/** What sockets that do not keep up have still to get: each packet is held once, for as long as anybody is behind it. Knows nothing of sockets. */
import type { Packet } from './wire.ts'

export type Backlog<Reader> = {
  /** From here on the reader is behind. */
  enter(reader: Reader): void
  leave(reader: Reader): void
  holds(reader: Reader): boolean
  /** A packet for all who are behind. */
  push(packet: Packet): void
  /** Bytes the reader has still to get. */
  behind(reader: Reader): number
  /** The next packets of at most `bytes` (one larger alone excepted). When they are all there is, the reader is no longer behind. */
  take(reader: Reader, bytes: number): readonly Packet[]
  /** Those who are behind now; one may leave while they are gone through. */
  readers(): readonly Reader[]
}

export function createBacklog<Reader>(): Backlog<Reader> {
  const places = new Map<Reader, number>()
  let packets: Packet[] = []
  /** Number of the first packet held. */
  let first = 0

  const rest = (reader: Reader): Packet[] => packets.slice((places.get(reader) ?? first) - first)
  const forget = () => {
    const needed = places.size === 0 ? first + packets.length : Math.min(...places.values())
    packets = packets.slice(needed - first)
    first = needed
  }
  return {
    enter: (reader) => void places.set(reader, first + packets.length),
    leave(reader) {
      if (places.delete(reader)) forget()
    },
    holds: (reader) => places.has(reader),
    push(packet) {
      if (places.size > 0) packets.push(packet)
    },
    behind: (reader) => (places.has(reader) ? rest(reader).reduce((sum, { length }) => sum + length, 0) : 0),
    take(reader, bytes) {
      if (!places.has(reader)) return []
      const left = rest(reader)
      let size = 0
      const end = left.findIndex((packet) => (size += packet.length) > bytes)
      const taken = end === -1 ? left : left.slice(0, Math.max(1, end))
      if (taken.length === left.length) places.delete(reader)
      else places.set(reader, (places.get(reader) ?? first) + taken.length)
      forget()
      return taken
    },
    readers: () => [...places.keys()],
  }
}
