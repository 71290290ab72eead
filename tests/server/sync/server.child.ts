/** A process with a store and a gateway on a port, killed by its test. Prints the port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import { createGateway } from '../../../server/sync/gateway.ts'
import { DEFAULT_LIMITS } from '../../../server/sync/limits.ts'

const [folder = '', doc = ''] = process.argv.slice(2)
const silent = () => undefined
const log = { debug: silent, info: silent, warn: silent, error: silent }
const store = await openSqliteStore({ folder, now: Date.now, log, exclusive: true })
const row = await store.document(doc)
if (!row) throw new Error(`no brief ${doc}`)
const team = { id: row.team, slug: 'desk', name: 'The desk', role: 'editor' as const }
const access = { refresh: (actor: Parameters<Parameters<typeof createGateway>[0]['access']['refresh']>[0]) => Promise.resolve(actor), brief: () => Promise.resolve({ row, team }) }
const gateway = createGateway({ store, access, config: DEFAULT_LIMITS, now: Date.now, log })
const sockets = new WebSocketServer({ noServer: true })
const server = createServer()
/** Who it is is named in the query. */
const actorOf = (url: string) => {
  const id = new URL(url, 'http://child').searchParams.get('as') ?? 'ana'
  return { id, name: id, person: null, teams: [] }
}
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (webSocket) => gateway.accept(webSocket, { docId: doc, actor: actorOf(request.url ?? ''), person: null, canWrite: true, schema: 1, ack: true })),
)
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
