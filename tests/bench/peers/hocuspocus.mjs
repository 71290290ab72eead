/** Hocuspocus with its SQLite extension, both as they come: no setting of theirs is changed. The token says the role, as a real server's would. */
import { join } from 'node:path'
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'

const server = new Server({
  address: '127.0.0.1',
  port: Number(process.env.PORT),
  quiet: true,
  extensions: [new SQLite({ database: join(process.env.DATA_DIR ?? '.', 'documents.sqlite') })],
  async onAuthenticate({ token, connectionConfig }) {
    if (token === 'reader') connectionConfig.readOnly = true
    else if (token !== 'writer' && token !== 'stranger') throw new Error('this token opens nothing')
  },
})
await server.listen()
