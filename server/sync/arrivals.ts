/**
 * How much a person or key has under way: bytes of messages that have begun to arrive and are not whole. Each socket may send a large message; two thousand
 * sockets that each begin one and never end it would take the server's memory.
 */
import type { WebSocket } from 'ws'
import type { Socket } from 'node:net'

export type Arrivals = {
  /** Counts what arrives on this socket; `onFull` is called when its actor, or everybody, has too much under way, and it is this socket that goes on. */
  watch(actor: string, socket: WebSocket, connection: Socket, onFull: () => void): void
}

/** Largest messages at once, of one actor and of all. */
const MESSAGES_EACH = 4
const MESSAGES_ALL = 32

/** `frameBytes`: the largest message. */
export function createArrivals(frameBytes: number): Arrivals {
  const byActor = new Map<string, number>()
  let all = 0
  const add = (actor: string, bytes: number) => {
    all += bytes
    const sum = (byActor.get(actor) ?? 0) + bytes
    if (sum > 0) byActor.set(actor, sum)
    else byActor.delete(actor)
    return sum
  }
  return {
    watch(actor, socket, connection, onFull) {
      let mine = 0
      let full = false
      const whole = () => {
        if (mine === 0) return
        add(actor, -mine)
        mine = 0
      }
      const arrive = (chunk: Uint8Array) => {
        mine += chunk.length
        const sum = add(actor, chunk.length)
        if (full || (sum <= MESSAGES_EACH * frameBytes && all <= MESSAGES_ALL * frameBytes)) return
        full = true
        onFull()
      }
      // Before the socket's own listener, which may find the message whole with this piece.
      connection.prependListener('data', arrive)
      // Not a ping: those may come in the middle of a message.
      socket.on('message', whole)
      socket.once('close', () => {
        connection.off('data', arrive)
        whole()
      })
    },
  }
}
