/** Bad manners in the right form: what one may not do, too much of it, or too slowly. */
import * as Y from 'yjs'
import type { Client } from '../client.ts'
import { inParallel, pause } from '../pace.ts'
import { awarenessBody, STEP } from '../wire.ts'
import { fate, oneText, type Probe, withWitness } from './probe.ts'

const presence = (name: string) => JSON.stringify({ user: { name, colour: '#336699' } })
const NAMES = ['../../../etc/passwd', '__proto__', 'a'.repeat(9000), 'x\u0000y', '%00', '.', 'né/ça?x=1']

export const PEOPLE: readonly Probe[] = [
  {
    name: 'a reader who writes',
    async run(yard) {
      if (!yard.knowsReaders) return { verdict: 'has no readers' }
      const doc = await yard.fresh()
      let reached = 0
      const witness = await yard.enter(doc, { onContent: (_body, _at, last) => void (last || reached++) })
      const reader = await yard.enter(doc, {}, 'reader')
      // What came so far is the brief as it was.
      await pause(50)
      reached = 0
      reader.send(oneText('not mine to write'))
      await pause(150)
      if (reader.closed() === null) reader.send(oneText('nor this'), STEP.answer)
      await pause(200)
      const stored = new Y.Doc()
      await yard.enter(doc, { onContent: (body) => Y.applyUpdate(stored, body) })
      const written = stored.getText('words').length > 0
      witness.terminate()
      return { verdict: fate(reader), ...(reached > 0 || written ? { harm: 'what a reader wrote was taken' } : {}) }
    },
  },
  {
    name: 'a key that opens nothing',
    async run(yard) {
      if (!yard.knowsReaders) return { verdict: 'asks for no key' }
      const client = await yard.enter(await yard.fresh(), {}, 'nobody')
      const joined = await Promise.race([client.joined.then(() => true), pause(50).then(() => false)]).catch(() => false)
      return { verdict: fate(client), ...(joined ? { harm: 'let in' } : {}) }
    },
  },
  {
    name: 'odd names of documents',
    async run(yard) {
      const clients = NAMES.map((name) => yard.connect(name))
      await pause(400)
      const open = clients.filter((client) => client.closed() === null).length
      return { verdict: `${open} of ${clients.length} taken` }
    },
  },
  {
    name: '20,000 people in one awareness message',
    async run(yard) {
      const doc = await yard.fresh()
      const witness = await yard.enter(doc)
      const offender = await yard.enter(doc)
      const before = witness.bytes()
      offender.sendAwareness(awarenessBody(Array.from({ length: 20_000 }, (_, id) => ({ id: 1_000_000 + id, clock: 1, state: presence('x'.repeat(20)) }))))
      await pause(600)
      const grown = witness.bytes() - before
      return { verdict: fate(offender), ...(grown > 100_000 ? { harm: `${Math.round(grown / 1000)} kB to every other client` } : {}) }
    },
  },
  {
    name: 'a presence of 1 MB',
    async run(yard) {
      const doc = await yard.fresh()
      const witness = await yard.enter(doc)
      const offender = await yard.enter(doc)
      const before = witness.bytes()
      offender.sendAwareness(awarenessBody([{ id: 77, clock: 1, state: presence('x'.repeat(1_000_000)) }]))
      await pause(400)
      const grown = witness.bytes() - before
      return { verdict: fate(offender), ...(grown > 100_000 ? { harm: `${Math.round(grown / 1000)} kB to every other client` } : {}) }
    },
  },
  {
    name: "speaking in somebody else's name",
    async run(yard) {
      const doc = await yard.fresh()
      const heard: string[] = []
      const victim = await yard.enter(doc)
      await yard.enter(doc, { onAwareness: (body) => void heard.push(Buffer.from(body).toString('latin1')) })
      victim.sendAwareness(awarenessBody([{ id: 4242, clock: 1, state: presence('Ana') }]))
      await pause(150)
      const offender = await yard.enter(doc, {}, 'stranger')
      offender.sendAwareness(awarenessBody([{ id: 4242, clock: 99, state: presence('MALLORY') }]))
      await pause(250)
      const passed = heard.some((text) => text.includes('MALLORY'))
      return { verdict: passed ? 'believed' : 'not passed on' }
    },
  },
  {
    name: '20 cursors moving 100 times a second each',
    async run(yard) {
      const doc = await yard.fresh()
      const clients: Client[] = []
      await inParallel(Array.from({ length: 20 }, (_, id) => id), 20, async (id) => {
        clients[id] = await yard.enter(doc)
      })
      const before = clients.reduce((sum, client) => sum + client.frames(), 0)
      const TURNS = 150
      for (let turn = 1; turn <= TURNS; turn++) {
        for (const [id, client] of clients.entries()) if (client.closed() === null) client.sendAwareness(awarenessBody([{ id: 5000 + id, clock: turn, state: presence(`cursor ${turn}`) }]))
        await pause(10)
      }
      await pause(300)
      const out = clients.reduce((sum, client) => sum + client.frames(), 0) - before
      return { verdict: `${(out / (TURNS * clients.length)).toFixed(1)} messages out for each in` }
    },
  },
  {
    name: '2,000 questions for the whole state',
    async run(yard) {
      const doc = await yard.fresh()
      const author = await yard.enter(doc)
      author.send(oneText('a'.repeat(100_000)))
      await pause(100)
      const offender = await yard.enter(doc)
      const before = offender.bytes()
      for (let question = 0; question < 2000 && offender.closed() === null; question++) offender.send(Uint8Array.of(0), STEP.question)
      await pause(700)
      return { verdict: `${fate(offender)}, ${Math.round((offender.bytes() - before) / 1e6)} MB sent` }
    },
  },
  {
    name: '40 MB written past a reader who does not read',
    async run(yard) {
      let stalledFate = ''
      const { offender, witness } = await withWitness(yard, async (client, doc) => {
        const stalled = await yard.enter(doc)
        stalled.socket.pause()
        const ydoc = new Y.Doc()
        ydoc.on('update', (update: Uint8Array) => client.send(update))
        for (let block = 0; block < 400; block++) {
          ydoc.getText('words').insert(0, 'z'.repeat(100_000))
          if (block % 20 === 0) await pause(5)
        }
        await pause(1000)
        stalled.socket.resume()
        await pause(200)
        stalledFate = fate(stalled)
      })
      return { verdict: `reader ${stalledFate}, writer ${fate(offender)}, others ${fate(witness)}` }
    },
  },
  {
    name: '500 sockets that never speak',
    async run(yard) {
      const doc = await yard.fresh()
      const silent = Array.from({ length: 500 }, () => yard.connect(doc))
      await pause(1200)
      return { verdict: `${silent.filter((client) => client.closed() === null).length} open` }
    },
  },
  {
    name: '400 sockets opened and dropped at once',
    async run(yard) {
      const doc = await yard.fresh()
      for (let burst = 0; burst < 8; burst++) {
        const clients = Array.from({ length: 50 }, () => yard.connect(doc))
        await pause(30)
        for (const client of clients) client.terminate()
      }
      const next = await yard.enter(doc)
      return { verdict: `the next to join: ${fate(next)}` }
    },
  },
]
