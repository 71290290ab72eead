/**
 * The floor: what passing messages on costs with `ws` alone. No document, no storage, no rights. A question for the state is answered with an
 * empty one, so that clients join; every update goes to the other sockets of the room as it came.
 */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const SYNC = 0
const UPDATE = 2
const ASK_NOTHING = Uint8Array.of(0, 0, 1, 0)
const EMPTY_STATE = Uint8Array.of(0, 1, 2, 0, 0)

/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map()
const http = createServer((_request, response) => response.end('relay'))
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })

sockets.on('connection', (socket, { url = '/' }) => {
  const room = rooms.get(url) ?? new Set()
  rooms.set(url, room.add(socket))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    room.delete(socket)
    if (room.size === 0) rooms.delete(url)
  })
  socket.on('message', (/** @type {Buffer} */ message) => {
    if (message[0] === SYNC && message[1] === 0) return socket.send(EMPTY_STATE)
    if (message[0] === SYNC && message[1] !== UPDATE) return
    for (const other of room) if (other !== socket) other.send(message)
  })
  socket.send(ASK_NOTHING)
})
http.listen(Number(process.env.PORT), '127.0.0.1')
