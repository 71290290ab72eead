/**
 * The way into a room: `GET /sync/<documentId>` with an upgrade. Who may come in is decided before the socket is handed to the gateway.
 *
 * A refusal a client can act on (signed out, no such brief) accepts the socket and closes it with the code of `model/protocol.ts`: browsers show
 * a page nothing of a refused upgrade. What no client of ours sends (another site's page, another address) gets a plain HTTP answer.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { CLOSE, type CloseReason } from '#model/protocol.ts'
import { Refusal, type RefusalCode } from '#model/refusal.ts'
import { SCHEMA_VERSION } from '#model/schema.ts'
import { type Actor, bearerOf, may } from './auth/access.ts'
import { isTrustedHost, isTrustedOrigin } from './auth/origin.ts'
import type { Parts } from './parts.ts'
import { problemMessage, refusalOf } from './problem.ts'

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

type Entry = { kind: 'join'; docId: string; actor: Actor; canWrite: boolean; schema: number; ack: boolean } | { kind: 'refuse'; reason: CloseReason } | { kind: 'http'; refusal: Refusal }

const PATH = /^\/sync\/([A-Za-z0-9-]{1,64})$/

/** Handles the `upgrade` event of an HTTP server. */
export function upgradeHandler(parts: Pick<Parts, 'access' | 'config' | 'gateway' | 'log' | 'random'>): UpgradeHandler {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: parts.config.syncFrameBytes, perMessageDeflate: false })

  return (request, socket, head) => {
    // The connection may break while rights are looked up.
    const broken = (error: Error) => parts.log.debug({ err: error }, 'socket broke before it joined')
    socket.on('error', broken)
    void decide(parts, request)
      .catch((error: unknown): Entry => {
        return { kind: 'http', refusal: refusalOf(error, parts.log, parts.random) }
      })
      .then((entry) => {
        if (socket.destroyed) return
        if (entry.kind === 'http') {
          socket.end(problemMessage(entry.refusal, (request.url ?? '/').split('?')[0] ?? '/'))
          return
        }
        sockets.handleUpgrade(request, socket, head, (webSocket) => {
          socket.off('error', broken)
          enter(parts, webSocket, entry)
        })
      })
  }
}

function enter({ gateway, log }: Pick<Parts, 'gateway' | 'log'>, webSocket: WebSocket, entry: Exclude<Entry, { kind: 'http' }>): void {
  if (entry.kind === 'refuse') {
    webSocket.on('error', (error) => log.debug({ err: error }, 'refused socket broke'))
    webSocket.close(CLOSE[entry.reason].code, CLOSE[entry.reason].reason)
    return
  }
  const { docId, actor, canWrite, schema, ack } = entry
  gateway.accept(webSocket, { docId, actor, canWrite, person: actor.person, schema, ack })
}

async function decide({ access, config }: Pick<Parts, 'access' | 'config'>, request: IncomingMessage): Promise<Entry> {
  const headers = headersOf(request)
  const host = headers.get('host') ?? ''
  if (!isTrustedHost(host, config)) return refuse('untrusted-host', `The server does not answer to "${host}".`)
  if (!URL.canParse(request.url ?? '', 'http://server')) return refuse('bad-request', 'The address cannot be read.')
  const url = new URL(request.url ?? '', 'http://server')
  if (!url.pathname.startsWith('/sync/')) return refuse('not-found', 'No socket is answered here.')
  if (bearerOf(headers) === null && !isTrustedOrigin(headers, host, config)) return refuse('untrusted-origin', 'The socket was opened by another site.')
  const actor = await access.actorOf(headers)
  if (!actor) return { kind: 'refuse', reason: 'signedOut' }
  const docId = PATH.exec(url.pathname)?.[1]
  if (docId === undefined) return { kind: 'refuse', reason: 'notFound' }
  try {
    const { team } = await access.brief(actor, docId, 'read-brief')
    return { kind: 'join', docId, actor, canWrite: may(team.role, 'write-brief'), schema: schemaOf(url), ack: url.searchParams.get('ack') === '1' }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return { kind: 'refuse', reason: 'notFound' }
    if (error instanceof Refusal && error.code === 'forbidden') return { kind: 'refuse', reason: 'forbidden' }
    throw error
  }
}

function refuse(code: RefusalCode, detail: string): Entry {
  return { kind: 'http', refusal: new Refusal(code, detail) }
}

/** A client that names no schema version, or one that is not a number, is treated as current (stock tools). */
function schemaOf(url: URL): number {
  const given = Number(url.searchParams.get('schema') ?? '')
  return Number.isInteger(given) && given >= 1 ? given : SCHEMA_VERSION
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}
