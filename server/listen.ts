/**
 * Gives the application a port, and the sockets their way in. What a connection may take of our time is bounded here: headers, whole requests, silence;
 * how long we take ourselves is the business of whoever works.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server'
import { Refusal } from '#model/refusal.ts'
import { createApp } from './app.ts'
import { type Config, ConfigError, publicOrigin } from './config.ts'
import type { Parts } from './parts.ts'
import { problemMessage, problemOf, PROBLEM_JSON, refusalOf } from './problem.ts'
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
  const server = serverOf(parts, files)
  server.on('upgrade', upgradeHandler(parts))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(sentence(error, host, port)))
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return { origin: publicOrigin(parts.config, bound), port: bound, close: () => stop(server, parts) }
}

function serverOf(parts: Parts, files: StaticFiles): Server {
  const { config } = parts
  const app = createApp(parts, files)
  const idle = config.requestIdleSeconds * SECOND
  /** Connections on which an answer has begun: nothing else may be written there. */
  const answering = new WeakSet<Duplex>()

  const listener = getRequestListener(
    async (request, bindings) => {
      const { incoming } = bindings as HttpBindings
      const response = await app.fetch(request, bindings)
      answering.add(incoming.socket)
      incoming.socket.setTimeout(idle)
      return response
    },
    {
      hostname: config.host,
      // The application answers its own errors; what arrives here is no request it could be asked with.
      errorHandler: (error) => {
        const refusal = error instanceof RequestError ? new Refusal('bad-request', `${error.message}.`) : refusalOf(error, parts.log, parts.random)
        const problem = problemOf(refusal, '/')
        return new Response(JSON.stringify(problem), { status: problem.status, headers: { 'Content-Type': `${PROBLEM_JSON}; charset=UTF-8`, 'Cache-Control': 'no-store' } })
      },
    },
  )
  const server = createServer(arrival(config))
  server.on('request', (incoming, outgoing) => {
    answering.delete(incoming.socket)
    watchArrival(incoming, idle)
    void listener(incoming, outgoing)
  })
  const giveUp = (socket: Duplex, refusal: Refusal) => {
    if (socket.writable && !answering.has(socket)) socket.end(problemMessage(refusal, '/'))
    else socket.destroy()
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => giveUp(socket, faultOf(error)))
  server.on('timeout', (socket: Socket) => giveUp(socket, SILENT))
  return server
}

const SECOND = 1_000
const SILENT = new Refusal('timed-out', 'The request stopped arriving. Send it again.')

function faultOf({ code }: NodeJS.ErrnoException): Refusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal('timed-out', 'The request did not arrive in time. Send it again, or in smaller parts.')
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal('bad-request', 'The headers are too large.')
  return new Refusal('bad-request', 'This is not HTTP as we know it.')
}

/** Node looks at its connections once in a while; twice in the shortest time allowed is often enough. */
function arrival({ requestHeadersSeconds, requestSeconds }: Config) {
  return {
    headersTimeout: Math.min(requestHeadersSeconds, requestSeconds) * SECOND,
    requestTimeout: requestSeconds * SECOND,
    // Whoever offers HTTP/2 in passing is answered in HTTP/1.1.
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
    connectionsCheckingInterval: Math.min(requestHeadersSeconds, requestSeconds, 20) * (SECOND / 2),
  }
}

/** Silence counts while a body is on its way, not while we work on it. */
function watchArrival(incoming: IncomingMessage, idle: number): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = incoming.headers
  if (encoding === undefined && Number(length) === 0) return
  incoming.socket.setTimeout(idle)
  incoming.once('end', () => incoming.socket.setTimeout(0))
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
