/** Real documents, random edits, clients that drop out and come back, and a killed server: at the end everybody must have the same text, newcomers too. */
import { performance } from 'node:perf_hooks'
import * as Y from 'yjs'
import type { Client } from '../client.ts'
import { pause, until } from '../pace.ts'
import { alone, type Round, type Scenario } from '../scenario.ts'
import type { Server } from '../server.ts'

const EDIT_PAUSE = 4
const DROP = 0.02
const SETTLE_WITHIN = 10_000

export const converge: Scenario = {
  name: 'converge',
  title: 'Coming to the same text',
  what: '12 real clients edit one brief at random for some seconds; every fiftieth edit one drops out and comes back, and the server is killed and started again half-way.',
  suits: ({ persists }) => persists,
  rounds: 3,
  metrics: [
    alone('same', 'all have the same text (1) or not (0)', '', 'more'),
    alone('newcomer', 'a newcomer has it too (1) or not (0)', '', 'more'),
    alone('after', 'time until all have it', 'ms'),
    alone('edits', 'edits', '', 'more'),
    alone('drops', 'clients dropped', '', 'more'),
  ],
  async run(round) {
    let server = await round.start()
    const doc = await round.document(server, 'converge')
    const writers = Array.from({ length: 12 }, () => createWriter(round, doc))
    await Promise.all(writers.map((writer) => writer.join(server)))
    const seconds = round.quick ? 2 : 4
    const killAt = performance.now() + (seconds * 1000) / 2
    const end = performance.now() + seconds * 1000
    let killed = false
    let edits = 0
    let drops = 0
    while (performance.now() < end) {
      const writer = writers[Math.floor(round.random() * writers.length)]
      writer?.edit(edits++)
      if (writer && round.random() < DROP) {
        drops++
        writer.leave()
        // The same server or the next one: a client comes back to whatever is there.
        setTimeout(() => void writer.join(server), 50 + round.random() * 300)
      }
      if (!killed && performance.now() > killAt) {
        killed = true
        await server.end('SIGKILL')
        server = await round.start()
        for (const each of writers) each.leave()
        await Promise.all(writers.map((each) => each.join(server)))
      }
      await pause(EDIT_PAUSE)
    }
    const settling = performance.now()
    const [first] = writers
    const same = await until(() => writers.every((writer) => writer.isJoined() && writer.text() === first?.text()), SETTLE_WITHIN)
    const after = performance.now() - settling
    const newcomer = createWriter(round, doc)
    await newcomer.join(server)
    const also = await until(() => newcomer.text() === first?.text(), 3000)
    for (const writer of [...writers, newcomer]) writer.leave()
    return { same: same ? 1 : 0, newcomer: also ? 1 : 0, after, edits, drops }
  },
}

/** `join` resolves with whether it got in. */
type Writer = { join(server: Server): Promise<boolean>; leave(): void; edit(number: number): void; text(): string; isJoined(): boolean }

function createWriter(round: Round, doc: string): Writer {
  const ydoc = new Y.Doc()
  const text = ydoc.getText('words')
  const map = ydoc.getMap('settings')
  let client: Client | null = null
  let joined = false
  ydoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server' && joined) client?.send(update)
  })
  const leave = () => {
    joined = false
    client?.terminate()
    client = null
  }
  return {
    leave,
    isJoined: () => joined,
    text: () => `${text.toString()} ${JSON.stringify(Object.entries(map.toJSON() as Record<string, unknown>).sort())}`,
    async join(server) {
      leave()
      const own = round.join(server, doc, {
        stateVector: () => Y.encodeStateVector(ydoc),
        // From the answer on every edit is sent; none falls between the two.
        answer(stateVector) {
          if (client === own) joined = true
          return Y.encodeStateAsUpdate(ydoc, stateVector)
        },
        onContent: (body) => Y.applyUpdate(ydoc, body, 'server'),
      })
      client = own
      return own.joined.then(
        () => true,
        () => false,
      )
    },
    edit(number) {
      const length = text.length
      const chance = round.random()
      const place = (limit: number) => Math.floor(round.random() * limit)
      if (chance < 0.6 || length < 10) text.insert(place(length + 1), number.toString(36))
      else if (chance < 0.9) text.delete(place(length - 3), 3)
      else map.set(`key ${place(5)}`, number)
    },
  }
}
