/**
 * One socket in a room: what it may do, what it was told, and the pace at which its messages are taken. Knows frames of bytes, not what they say.
 *
 * A socket that sends faster than its share is paused, so that it waits and the others don't; TCP holds the rest back and nothing it sent is lost.
 */
import type { RawData, WebSocket } from 'ws'
import { CLOSE, type CloseReason } from '#model/protocol.ts'
import { type Acks, createAcks } from './acks.ts'
import { PUSH_BYTES, SLOW_BYTES, type SyncLimits } from './limits.ts'
import type { Shown } from './shown.ts'
import { connectionOf, type Packet, packetOf } from './wire.ts'

/** Who joins and what for. `person` is the same for all sockets of one person; `shown` is how the others see them. `schema` is the version the client knows. */
export type Joining = { actor: string; person: string; shown: Shown; canWrite: boolean; schema: number; ack: boolean }

export type Peer = {
  readonly actor: string
  readonly person: string
  readonly shown: Shown
  readonly schema: number
  /** Null when the client did not ask to be told. */
  readonly acks: Acks | null
  /** The server's word on writing; changes when rights are asked for again. */
  canWrite: boolean
  /** True once it was sent the state: from then on it gets every update. */
  synced: boolean
  /** True while it owes an answer to the question for a missing part. */
  asked: boolean
  /** When it connected and whether it ever said something; for the sweep. */
  readonly since: number
  spoke: boolean
  /** False from a ping until anything arrives. */
  alive: boolean
  /** Since when it has taken nothing of what it is behind with; null when it keeps up. */
  behindSince: number | null
  isOpen(): boolean
  /** One message, at once. */
  send(message: Uint8Array): void
  /** Packets as they are. */
  write(packet: Packet): void
  /** Answers to a question of this socket: they may be large, and count as what it can take. */
  answer(packets: readonly Packet[]): void
  /** True when more waits in its connection than may be pushed there. */
  isFull(): boolean
  /** Calls back whenever its connection has taken all that waited. */
  onDrain(listen: () => void): void
  close(reason: CloseReason): void
  ping(): void
  terminate(): void
  /** Hands messages over from now on; what arrived before is first. While `handle` has not done with one, the next ones wait. It never rejects. */
  start(handle: (message: Uint8Array) => void | Promise<void>): void
}

/** `now`: milliseconds since 1970. Listens on the socket at once. */
export function createPeer(socket: WebSocket, joining: Joining, limits: Pick<SyncLimits, 'syncUpdates' | 'syncBurst'>, now: () => number): Peer {
  const connection = connectionOf(socket)
  const share = createShare(limits.syncUpdates, limits.syncBurst, now)
  let inbox: Uint8Array[] = []
  let handle: ((message: Uint8Array) => void | Promise<void>) | null = null
  let busy = false
  let resting: NodeJS.Timeout | null = null
  /** Bytes of answers that may still be on their way: a large brief over a thin line is not a slow reader. */
  let allowance = 0

  const isOpen = () => socket.readyState === socket.OPEN
  const close = (reason: CloseReason) => {
    inbox = []
    socket.resume()
    socket.close(CLOSE[reason].code, CLOSE[reason].reason)
  }
  const write = (packet: Packet) => {
    if (packet.length > 0 && isOpen()) connection.write(packet)
  }
  const pump = () => {
    const take = handle
    if (!take || busy) return
    while (inbox.length > 0 && isOpen()) {
      const wait = share.take()
      if (wait > 0) {
        socket.pause()
        resting ??= setTimeout(() => {
          resting = null
          socket.resume()
          pump()
        }, wait)
        return
      }
      const message = inbox.shift()
      const later = message && take(message)
      if (later) {
        busy = true
        socket.pause()
        void later.then(() => {
          busy = false
          socket.resume()
          pump()
        })
        return
      }
    }
  }
  const peer: Peer = {
    actor: joining.actor,
    person: joining.person,
    shown: joining.shown,
    schema: joining.schema,
    acks: joining.ack ? createAcks() : null,
    canWrite: joining.canWrite,
    synced: false,
    asked: false,
    since: now(),
    spoke: false,
    alive: true,
    isOpen,
    behindSince: null,
    send: (message) => write(packetOf([message])),
    write,
    answer(packets) {
      if (connection.writableLength > SLOW_BYTES) return close('slow')
      for (const packet of packets) {
        allowance += packet.length
        write(packet)
      }
    },
    isFull() {
      if (connection.writableLength === 0) allowance = 0
      return connection.writableLength > PUSH_BYTES + allowance
    },
    onDrain: (listen) => void connection.on('drain', listen),
    close,
    ping() {
      peer.alive = false
      if (isOpen()) socket.ping()
    },
    terminate: () => socket.terminate(),
    start(next) {
      handle = next
      socket.resume()
      pump()
    },
  }
  socket.on('message', (data: RawData, isBinary) => {
    peer.spoke = true
    peer.alive = true
    if (!isOpen()) return
    if (!isBinary) return close('badFrame')
    inbox.push(bytesOf(data))
    if (handle) pump()
    else socket.pause()
  })
  socket.on('pong', () => {
    peer.alive = true
  })
  socket.once('close', () => {
    if (resting) clearTimeout(resting)
    inbox = []
  })
  return peer
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  // Not copied here: what is kept of a message is copied when it is read.
  return Buffer.isBuffer(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)
}

/** A token bucket: `take` gives 0 and takes one, or the milliseconds until there is one. */
function createShare(perSecond: number, burst: number, now: () => number): { take(): number } {
  let tokens = burst
  let at = now()
  return {
    take() {
      const time = now()
      tokens = Math.min(burst, tokens + (Math.max(0, time - at) * perSecond) / 1000)
      at = time
      if (tokens < 1) return Math.max(1, Math.ceil(((1 - tokens) * 1000) / perSecond))
      tokens--
      return 0
    },
  }
}
