/** @y/websocket-server with y-leveldb as its persistence, wired the way its readme describes: load on open, store every update. */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { LeveldbPersistence } from 'y-leveldb'
import { applyUpdate, encodeStateAsUpdate } from 'yjs'

const level = new LeveldbPersistence(join(process.env.DATA_DIR ?? '.', 'leveldb'))
setPersistence({
  provider: level,
  async bindState(name, ydoc) {
    const stored = await level.getYDoc(name)
    void level.storeUpdate(name, encodeStateAsUpdate(ydoc))
    applyUpdate(ydoc, encodeStateAsUpdate(stored))
    ydoc.on('update', (update) => void level.storeUpdate(name, update))
  },
  writeState: () => Promise.resolve(),
})

const http = createServer((_request, response) => response.end('y-websocket'))
const sockets = new WebSocketServer({ server: http })
sockets.on('connection', (socket, request) => setupWSConnection(socket, request))
http.listen(Number(process.env.PORT), '127.0.0.1')
