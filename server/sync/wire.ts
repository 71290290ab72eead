/**
 * Messages as WebSocket frames, made once for all who get them and written to the connection in one piece.
 *
 * `ws` makes a new header and two writes for every send; with hundreds of sockets in a room that is most of the work. It also writes whole frames at once as long as nothing
 * is compressed (we never negotiate compression), so frames of ours may go between its own (pong, close). The connection below a socket is the one thing of `ws` we
 * use that it does not document; it is named here alone.
 */
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** One or more whole frames, ready for the connection. Shared by many sockets, so never changed. */
export type Packet = Buffer

const BINARY = 0x82

export function packetOf(messages: readonly Uint8Array[]): Packet {
  const packet = Buffer.allocUnsafe(messages.reduce((sum, { length }) => sum + headerLength(length) + length, 0))
  let at = 0
  for (const message of messages) {
    packet[at] = BINARY
    at = writeLength(packet, at + 1, message.length)
    packet.set(message, at)
    at += message.length
  }
  return packet
}

function headerLength(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10
}

/** Returns where the message begins. */
function writeLength(packet: Packet, at: number, length: number): number {
  if (length < 126) return packet.writeUInt8(length, at)
  if (length < 65_536) return packet.writeUInt16BE(length, packet.writeUInt8(126, at))
  return packet.writeBigUInt64BE(BigInt(length), packet.writeUInt8(127, at))
}

/** The connection of an open socket. */
export function connectionOf(socket: WebSocket): Socket {
  const connection = (socket as unknown as { _socket?: Socket | null })._socket
  if (!connection || socket.extensions !== '') throw new TypeError('A socket without an open, uncompressed connection')
  return connection
}
