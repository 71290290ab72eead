/** What a brief leaves behind in memory once everybody has left it. */
import { slope } from '../../numbers.ts'
import { inParallel, pause, untilQuiet } from '../pace.ts'
import { alone, less, type Scenario } from '../scenario.ts'
import { createTypist } from '../typing.ts'

const KEYS = 10
const BATCHES = 4

export const idle: Scenario = {
  name: 'idle',
  title: 'Briefs opened and closed',
  what: 'Batches of briefs are each opened by one person who types ten letters and leaves; memory after a full collection, as growth per 1,000 briefs after the first batch.',
  suits: ({ persists }) => persists,
  rounds: 3,
  metrics: [
    alone('rss', 'resident memory per 1,000 briefs', 'MB'),
    alone('held', 'heap per 1,000 briefs', 'MB'),
    less('cpu', 'server CPU per brief', 'ms'),
    alone('after', 'server memory at the end', 'MB'),
  ],
  async run(round) {
    const batch = round.quick ? 100 : 300
    const server = await round.start()
    const before = await server.cpu()
    const points: { briefs: number; rss: number; held: number }[] = []
    for (let done = 0; done < batch * BATCHES; done += batch) {
      await inParallel(Array.from({ length: batch }, (_, index) => done + index), 24, async (index) => {
        const doc = await round.document(server, `idle ${index}`)
        const client = round.join(server, doc)
        await client.joined
        const typist = createTypist(1_000_000 + index, round.random)
        for (let key = 0; key < KEYS; key++) client.send(typist.type().update)
        await pause(5)
        await client.leave()
      })
      // Longer than any of the servers waits before it stores and lets go.
      await untilQuiet(server.cpu, { quietFor: 2500, within: 12_000 })
      points.push({ briefs: done + batch, ...(await server.memory(true)) })
    }
    const grown = (name: 'rss' | 'held') => (slope(points.slice(1).map((point) => [point.briefs, point[name]] as const)) * 1000) / 1e6
    return {
      rss: grown('rss'),
      held: grown('held'),
      cpu: ((await server.cpu()) - before) / (batch * BATCHES),
      after: (points.at(-1)?.rss ?? Number.NaN) / 1e6,
    }
  },
}
