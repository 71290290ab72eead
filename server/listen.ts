/** Gives the application a port, and the sockets their way in. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.ts'
import { ConfigError, publicOrigin } from './config.ts'
import type { Parts } from './parts.ts'
import { upgradeHandler } from './socket.ts'
import { type StaticFiles, staticFiles } from './static.ts'

export type Serving = {
  /** The address people type, without a trailing slash. */
  origin: string
  port: number
  /** Takes no more requests and closes every socket with "the server is restarting"; resolves when what was under way is done (at most a few seconds). The parts stay open. */
  close(): Promise<void>
}

/** Time requests under way get to finish, milliseconds. */
const PATIENCE = 5_000

/** Listens on `config.host:config.port`. Throws a ConfigError, one sentence, when that can't be had. */
export async function listen(parts: Parts, files: StaticFiles = staticFiles()): Promise<Serving> {
  const { host, port } = parts.config
  const server = createAdaptorServer({ fetch: createApp(parts, files).fetch, hostname: host }) as Server
  server.on('upgrade', upgradeHandler(parts))
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(sentence(error, host, port)))
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return { origin: publicOrigin(parts.config, bound), port: bound, close: () => stop(server, parts) }
}

async function stop(server: Server, { gateway }: Pick<Parts, 'gateway'>): Promise<void> {
  const stopped = new Promise<void>((resolve) => server.close(() => resolve()))
  await gateway.close()
  server.closeIdleConnections()
  const patience = setTimeout(() => server.closeAllConnections(), PATIENCE)
  await stopped
  clearTimeout(patience)
}

function sentence(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') return new ConfigError(`Port ${port} on ${host} is taken, perhaps by Counterpoint running already: stop that, or choose another port with PORT=${port + 1}.`)
  if (error.code === 'EACCES') return new ConfigError(`Port ${port} needs more rights than this user has: choose one above 1023 with PORT.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new ConfigError(`HOST ${host} is not an address of this machine.`)
  return error
}
