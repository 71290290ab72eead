/**
 * A seeded random run against a server in a process of its own: people write, leave, come back and write on the train, and the server is killed at random moments. After
 * every kill the log on disk is held against what was acknowledged; at the end everybody must have the same brief. The suite runs short ones; a script can run long ones.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { blankBrief } from '#model/brief.ts'
import { MESSAGE, SYNC } from '#model/protocol.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import { createKnowledge, readUpdate } from '../../../server/sync/knowledge.ts'
import { readYDoc } from '../../../server/sync/load.ts'
import { seeded } from './seeded.ts'
import { pause, quiet, syncMessage, TEAM, until } from './support.ts'

export type ChurnOptions = {
  seed: number
  /** People who write, and edits a second of all of them together. */
  people: number
  rate: number
  /** How often the server is killed, and the shortest and longest time before each kill (milliseconds). */
  kills: number
  runFor: readonly [number, number]
  /** A kill waits until so many messages were acknowledged since the one before, however slow the machine is. */
  leastAcknowledged: number
  /** How many times a second somebody leaves. */
  leaves: number
  /** Told after every kill. */
  onKill?: (kill: number, result: Readonly<ChurnResult>) => void
}

export type ChurnResult = {
  seed: number
  kills: number
  /** Update messages that were sent and that were acknowledged, reconnections, and updates in the log at the end. */
  sent: number
  acknowledged: number
  reconnections: number
  head: number
  /** Messages that were acknowledged and are not on disk. */
  lost: number
  /** Whether everybody, a newcomer and the log have the same brief at the end. */
  converged: boolean
}

const DOC = 'churned'

type Person = {
  name: string
  ydoc: Y.Doc
  socket: WebSocket | null
  /** Update messages of this connection, in order; how many are acknowledged. */
  sent: Uint8Array[]
  acked: number
  /** Messages of earlier connections that were acknowledged. */
  kept: Uint8Array[]
  away: boolean
}

export async function runChurn(options: ChurnOptions): Promise<ChurnResult> {
  const { seed, people: count, rate, kills, runFor, leaves, leastAcknowledged } = options
  const random = seeded(seed)
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-churn-'))
  const result: ChurnResult = { seed, kills, sent: 0, acknowledged: 0, reconnections: 0, head: 0, lost: 0, converged: false }
  const openStore = () => openSqliteStore({ folder, now: Date.now, log: quiet })
  let server: Awaited<ReturnType<typeof startServer>> | null = null
  let over = false

  const connect = (person: Person) => {
    if (over || person.away || person.socket || !server) return
    person.kept.push(...person.sent.slice(0, person.acked))
    person.sent = []
    person.acked = 0
    result.reconnections++
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/sync/${DOC}?ack=1&as=${person.name}`)
    person.socket = socket
    socket.on('open', () => socket.send(syncMessage(SYNC.step1, Y.encodeStateVector(person.ydoc))))
    socket.on('message', (data) => take(person, socket, new Uint8Array(data as Buffer)))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (person.socket === socket) person.socket = null
      setTimeout(() => connect(person), 20 + random() * 100)
    })
  }
  const send = (person: Person, socket: WebSocket, step: number, update: Uint8Array) => {
    if (socket.readyState !== socket.OPEN) return
    person.sent.push(update)
    result.sent++
    socket.send(syncMessage(step, update))
  }
  const take = (person: Person, socket: WebSocket, bytes: Uint8Array) => {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    // What a dead connection still delivers is not its successor's.
    if (type === MESSAGE.ack && person.socket === socket) person.acked = decoding.readVarUint(decoder)
    if (type !== MESSAGE.sync) return
    const step = decoding.readVarUint(decoder)
    const body = decoding.readVarUint8Array(decoder)
    if (step === SYNC.step1) send(person, socket, SYNC.step2, Y.encodeStateAsUpdate(person.ydoc, body))
    else Y.applyUpdate(person.ydoc, body, 'server')
  }
  const people = Array.from({ length: count }, (_, index): Person => {
    const person: Person = { name: `person-${index}`, ydoc: new Y.Doc(), socket: null, sent: [], acked: 0, kept: [], away: false }
    person.ydoc.clientID = 1 + Math.floor(random() * 2 ** 31)
    person.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && person.socket) send(person, person.socket, SYNC.update, update)
    })
    return person
  })
  const leave = (person: Person | null) => {
    if (!person) return
    person.away = true
    if (random() < 0.5) person.socket?.terminate()
    else person.socket?.close()
    setTimeout(
      () => {
        person.away = false
        connect(person)
      },
      50 + random() * 600,
    )
  }

  try {
    const first = await openStore()
    await first.createTeam(TEAM)
    await first.createDocument({ id: DOC, team: TEAM.id, title: 'A memo', kind: 'note', template: null, createdAt: 1, seed: seedUpdate(blankBrief('A memo')), actor: 'ana' })
    await first.close()
    const writing = setInterval(() => {
      for (let edit = 0; edit < Math.ceil(rate / 50); edit++) write(people[Math.floor(random() * count)]?.ydoc ?? new Y.Doc(), random)
      if (random() < leaves / 50) leave(people[Math.floor(random() * count)] ?? null)
    }, 20)
    try {
      for (let kill = 1; kill <= kills; kill++) {
        server = await startServer(folder)
        for (const person of people) connect(person)
        await pause(runFor[0] + random() * (runFor[1] - runFor[0]))
        await until(() => people.reduce((sum, { acked, kept }) => sum + acked + kept.length, 0) >= leastAcknowledged, 'enough acknowledged', 30_000)
        const victim = server
        server = null
        victim.process.kill('SIGKILL')
        await once(victim.process, 'exit')
        // Acknowledgements that were on their way count, too.
        await pause(30)
        const acknowledged = people.map(({ sent, acked, kept }) => [...kept, ...sent.slice(0, acked)])
        const store = await openStore()
        result.lost += await missing(store, acknowledged.flat())
        result.acknowledged += acknowledged.flat().length
        for (const person of people) person.kept = []
        for (const person of people) person.sent.splice(0, person.acked)
        for (const person of people) person.acked = 0
        await store.close()
        options.onKill?.(kill, result)
      }
    } finally {
      clearInterval(writing)
    }
    server = await startServer(folder)
    for (const person of people) {
      person.away = false
      connect(person)
    }
    await until(() => people.every(({ socket, sent, acked }) => socket?.readyState === WebSocket.OPEN && sent.length > 0 && acked === sent.length), 'everything acknowledged', 30_000)
    // A deletion that is still under way is in no state vector: the words themselves are compared. Who never agrees is told by the result.
    await until(() => new Set(people.map(({ ydoc }) => contentOf(ydoc))).size === 1, 'everybody at the same words', 10_000).catch(() => undefined)
    over = true
    for (const { socket } of people) socket?.close()
    server.process.kill('SIGKILL')
    await once(server.process, 'exit')
    const store = await openStore()
    const { head } = await store.document(DOC).then((row) => row ?? { head: 0 })
    const opened = await readYDoc(store, DOC)
    const replayed = new Y.Doc()
    for (const { data } of (await store.readLog(DOC)).updates) Y.applyUpdate(replayed, data)
    await store.close()
    result.head = head
    const contents = new Set([...people.map(({ ydoc }) => ydoc), opened, replayed].map(contentOf))
    result.converged = contents.size === 1 && replayed.store.pendingStructs === null
    return result
  } finally {
    over = true
    for (const { socket } of people) socket?.terminate()
    server?.process.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}

function contentOf(ydoc: Y.Doc): string {
  const marks = Object.entries(ydoc.getMap('marks').toJSON()).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([ydoc.getText('words').toString(), marks])
}

/** One random edit: mostly typing, some deleting, and a map whose keys people overwrite. */
function write(ydoc: Y.Doc, random: () => number): void {
  const words = ydoc.getText('words')
  const what = random()
  const at = Math.floor(random() * (words.length + 1))
  if (what < 0.2 && words.length > 4) words.delete(Math.min(at, words.length - 3), 1 + Math.floor(random() * 3))
  else if (what < 0.3) ydoc.getMap('marks').set(`key ${Math.floor(random() * 10)}`, Math.floor(random() * 1000))
  else words.insert(at, what < 0.35 ? 'a longer passage that somebody pasted ' : 'x')
}

/** How many of these updates say something the log on disk does not have. */
async function missing(store: Awaited<ReturnType<typeof openSqliteStore>>, updates: readonly Uint8Array[]): Promise<number> {
  const knowledge = createKnowledge()
  for (const { data } of (await store.readLog(DOC)).updates) knowledge.absorb(readUpdate(data).extent)
  return updates.filter((update) => !knowledge.covers(readUpdate(update).extent)).length
}

async function startServer(folder: string): Promise<{ process: ChildProcess; port: number }> {
  const process = spawn(globalThis.process.execPath, [join(import.meta.dirname, 'server.child.ts'), folder, DOC], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { value } = (await createInterface({ input: process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]().next()) as { value: string }
  return { process, port: Number(value) }
}
