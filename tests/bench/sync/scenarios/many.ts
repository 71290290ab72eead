/** Many briefs, two people in each: what an edit costs when no room is hot. */
import { performance } from 'node:perf_hooks'
import { percentile } from '../../numbers.ts'
import { atRate, inParallel, pause, until, watchLoop } from '../pace.ts'
import { alone, less, OTHERS, type Scenario } from '../scenario.ts'
import { createBook, createTypist } from '../typing.ts'

const WARM_MS = 1500
/** A letter a second for each. */
const KEYS_A_SECOND = 1

export const many: Scenario = {
  name: 'many',
  title: 'Many briefs',
  what: '500 briefs with two typists each, 1,000 edits a second together.',
  suits: () => true,
  rounds: 3,
  metrics: [
    less('cpuPerEdit', 'server CPU per edit', 'µs'),
    less('p50', 'latency p50', 'ms'),
    less('p99', 'latency p99', 'ms'),
    alone('delivered', 'edits delivered', '%', 'more'),
    less('rss', 'server memory', 'MB'),
    OTHERS,
    alone('loop', 'delay of the measuring process, p99', 'ms'),
  ],
  async run(round) {
    const briefs = round.quick ? 60 : 500
    const server = await round.start()
    const book = createBook()
    const pairs: { typist: ReturnType<typeof createTypist>; send(update: Uint8Array): void }[] = []
    await inParallel(Array.from({ length: briefs }, (_, index) => index), 32, async (index) => {
      const doc = await round.document(server, `brief ${index}`)
      const two = [0, 1].map((side) => {
        const typist = createTypist(10_000 + index * 2 + side, round.random)
        const receiver = book.receiver(typist.id)
        const client = round.join(server, doc, { onContent: (body, at) => book.received(receiver, body, at) })
        return { typist, client }
      })
      for (const { typist, client } of two) {
        await client.joined
        pairs.push({ typist, send: (update) => void client.send(update) })
      }
    })
    let counts = false
    let turn = 0
    const typing = atRate(pairs.length * KEYS_A_SECOND, round.random, () => {
      const one = pairs[turn++ % pairs.length]
      if (!one) return
      const { update, clock } = one.typist.type()
      book.typed(one.typist.id, clock, performance.now(), counts)
      one.send(update)
    })
    await pause(WARM_MS)
    const before = await server.cpu()
    const loop = watchLoop()
    counts = true
    await pause(round.quick ? 1500 : 3000)
    counts = false
    typing.stop()
    await until(() => book.latencies().length >= book.edits(), 5000)
    const used = (await server.cpu()) - before
    const arrived = book.latencies()
    return {
      cpuPerEdit: (used * 1000) / book.edits(),
      p50: percentile(arrived, 0.5),
      p99: percentile(arrived, 0.99),
      delivered: (100 * arrived.length) / book.edits(),
      rss: (await server.memory()).rss / 1e6,
      others: loop.others(used),
      loop: loop.worst(),
    }
  },
}
