/** Many people in one brief while a few of them type fast: what passing one letter on to one person costs, and how long it takes. */
import { performance } from 'node:perf_hooks'
import { percentile } from '../../numbers.ts'
import { atRate, inParallel, pause, until, watchLoop } from '../pace.ts'
import { alone, less, OTHERS, type Scenario } from '../scenario.ts'
import { createBook, createTypist } from '../typing.ts'

const WRITERS = 20
const EDITS_A_SECOND = 200
const WARM_MS = 1500

export const fanout: Scenario = {
  name: 'fanout',
  title: 'Hot fan-out',
  what: '200 clients in one brief, 20 of them typing, 200 edits a second together; every edit goes to the 199 others.',
  suits: () => true,
  rounds: 3,
  metrics: [
    less('cpuPerDelivery', 'server CPU per delivery', 'µs'),
    less('p50', 'latency p50', 'ms'),
    less('p99', 'latency p99', 'ms'),
    alone('delivered', 'edits delivered', '%', 'more'),
    alone('repeated', 'delivered twice', ''),
    less('rss', 'server memory', 'MB'),
    OTHERS,
    alone('loop', 'delay of the measuring process, p99', 'ms'),
  ],
  async run(round) {
    const clients = round.quick ? 50 : 200
    const server = await round.start()
    const doc = await round.document(server, 'fanout')
    const book = createBook()
    const all = Array.from({ length: clients }, (_, index) => {
      const typist = index < WRITERS ? createTypist(1000 + index, round.random) : null
      const receiver = book.receiver(typist?.id ?? null)
      return { typist, client: round.join(server, doc, { onContent: (body, at) => book.received(receiver, body, at) }) }
    })
    await inParallel(all, clients, ({ client }) => client.joined)
    let counts = false
    let turn = 0
    const typing = atRate(EDITS_A_SECOND, round.random, () => {
      const writer = all[turn++ % WRITERS]
      if (!writer?.typist) return
      const { update, clock } = writer.typist.type()
      book.typed(writer.typist.id, clock, performance.now(), counts)
      writer.client.send(update)
    })
    await pause(WARM_MS)
    const before = await server.cpu()
    const loop = watchLoop()
    counts = true
    await pause(round.quick ? 1500 : 3000)
    counts = false
    typing.stop()
    const due = () => book.edits() * (clients - 1)
    await until(() => book.latencies().length >= due(), 5000)
    const used = (await server.cpu()) - before
    const arrived = book.latencies()
    return {
      cpuPerDelivery: (used * 1000) / arrived.length,
      p50: percentile(arrived, 0.5),
      p99: percentile(arrived, 0.99),
      delivered: (100 * arrived.length) / due(),
      repeated: book.repeats(),
      rss: (await server.memory()).rss / 1e6,
      others: loop.others(used),
      loop: loop.worst(),
    }
  },
}
