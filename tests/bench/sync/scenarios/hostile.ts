/**
 * Bad behaviour of many kinds, one after the other, while two bystanders write to each other in another brief: does the server stay up, do the bystanders
 * notice, and does anything reach others that should not.
 */
import { performance } from 'node:perf_hooks'
import { median } from '../../numbers.ts'
import type { Client } from '../client.ts'
import { FRAMES } from '../hostile/frames.ts'
import { PEOPLE } from '../hostile/people.ts'
import type { Probe, Verdict, Yard } from '../hostile/probe.ts'
import { pause, until, untilQuiet } from '../pace.ts'
import { alone, type Round, type Scenario } from '../scenario.ts'
import type { Server } from '../server.ts'
import { createBook, createTypist } from '../typing.ts'

export const PROBES: readonly Probe[] = [...FRAMES, ...PEOPLE]
const BYSTANDER_PAUSE = 20
/** Bystanders go on for a moment after a probe. */
const AFTERMATH = 200
const DELIVERED_WITHIN = 3000
const PROBE_WITHIN = 15_000
/** A bystander whose median is above this noticed (milliseconds). */
const NOTICED = 50

export const hostile: Scenario = {
  name: 'hostile',
  title: 'Hostile clients',
  what: `${PROBES.length} kinds of malformed or hostile behaviour, while two bystanders exchange an edit every ${BYSTANDER_PAUSE} ms in another brief.`,
  suits: ({ persists }) => persists,
  rounds: 1,
  metrics: [
    alone('survived', `survived, of ${PROBES.length}`, '', 'more'),
    alone('calm', `survived with a bystander's p50 below ${NOTICED} ms, of ${PROBES.length}`, '', 'more'),
    alone('p50', "bystander's p50, median of the probes", 'ms'),
    alone('worst', "bystander's p50, worst probe", 'ms'),
    alone('harm', 'probes that harmed others', ''),
  ],
  async run(round) {
    let survived = 0
    let calm = 0
    let harm = 0
    const typical: number[] = []
    let server = await round.start()
    let pair = await openPair(round, server)
    for (const [index, probe] of PROBES.entries()) {
      // What one probe left to do is not the next one's fault.
    await untilQuiet(server.cpu, { quietFor: 250, within: 5000 })
    const { verdict, middle } = await tryOne(round, server, pair, probe, index)
      const alive = server.isAlive() && middle !== null
      const noticed = middle !== null && middle >= NOTICED
      if (alive) survived++
      if (alive && !noticed) calm++
      if (verdict.harm !== undefined) harm++
      if (middle !== null) typical.push(middle)
      const what = [server.isAlive() ? verdict.verdict : 'THE SERVER DIED', ...(middle === null ? ['bystanders cut off'] : noticed ? [`bystanders at ${Math.round(middle)} ms`] : []), ...(verdict.harm === undefined ? [] : [verdict.harm])]
      round.note(`${probe.name}: ${what.join('; ')}`)
      if (alive) continue
      await server.end('SIGKILL')
      server = await round.start()
      pair = await openPair(round, server)
    }
    return { survived, calm, p50: median(typical), worst: Math.max(...typical), harm }
  },
}

/** Types every few milliseconds until stopped; `middle` is the median latency, null when the last edits did not arrive. */
type Pair = { watch(): { stop(): Promise<number | null> } }

async function openPair(round: Round, server: Server): Promise<Pair> {
  const doc = await round.document(server, 'bystanders')
  const id = 600_000_000 + Math.floor(round.random() * 100_000_000)
  const typist = createTypist(id, round.random)
  let book = createBook()
  const receiver = book.receiver(null)
  const writer = round.join(server, doc)
  const reader = round.join(server, doc, { onContent: (body, at) => book.received(receiver, body, at) })
  await Promise.all([writer.joined, reader.joined])
  return {
    watch() {
      book = createBook()
      const typing = setInterval(() => {
        if (writer.closed() !== null) return
        const { update, clock } = typist.type()
        book.typed(id, clock, performance.now(), true)
        writer.send(update)
      }, BYSTANDER_PAUSE)
      return {
        async stop() {
          await pause(AFTERMATH)
          clearInterval(typing)
          const all = await until(() => book.latencies().length >= book.edits(), DELIVERED_WITHIN)
          return all && book.edits() > 0 ? median(book.latencies()) : null
        },
      }
    },
  }
}

async function tryOne(round: Round, server: Server, pair: Pair, probe: Probe, index: number): Promise<{ verdict: Verdict; middle: number | null }> {
  const clients: Client[] = []
  let made = 0
  const connect: Yard['connect'] = (doc) => {
    const client = round.join(server, doc)
    clients.push(client)
    return client
  }
  const yard: Yard = {
    knowsReaders: round.subject.knowsReaders,
    random: round.random,
    connect,
    fresh: () => round.document(server, `probe ${index} ${made++} ${Math.floor(round.random() * 1e9)}`),
    async enter(doc, options, role = 'writer') {
      const client = round.join(server, doc, options, role)
      clients.push(client)
      await Promise.race([client.joined, pause(3000)]).catch(() => undefined)
      return client
    },
  }
  const watch = pair.watch()
  const late = pause(PROBE_WITHIN).then((): Verdict => ({ verdict: 'took too long' }))
  const verdict = await Promise.race([probe.run(yard), late]).catch((error: unknown): Verdict => ({ verdict: `broke off: ${error instanceof Error ? error.message : String(error)}` }))
  const middle = await watch.stop()
  for (const client of clients) client.terminate()
  await pause(50)
  return { verdict, middle }
}
