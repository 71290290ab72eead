/** Everybody comes back at once to a server that has just been started again. */
import { recordArrivals } from '../arrivals.ts'
import { until, untilQuiet, watchLoop } from '../pace.ts'
import { alone, less, OTHERS, type Scenario } from '../scenario.ts'

const WITHIN = 30_000

export const storm: Scenario = {
  name: 'storm',
  title: 'Reconnect storm',
  what: 'A server just started; 200 empty clients join the brief with the long history in the same moment, until the last has all of it.',
  suits: ({ persists }) => persists,
  rounds: 3,
  needsHistory: true,
  metrics: [
    less('full', 'time until all have all of it', 'ms'),
    less('cpu', 'server CPU', 'ms'),
    less('bytes', 'bytes sent ÷ (clients × bytes of the state)', '×'),
    less('rss', 'server memory afterwards', 'MB'),
    OTHERS,
    alone('without', 'clients without the text', ''),
  ],
  async run(round) {
    const clients = round.quick ? 50 : 200
    const { text, state, doc } = round.history()
    const server = await round.start()
    await untilQuiet(server.cpu)
    const before = await server.cpu()
    const loop = watchLoop()
    const complete = new Map<string, number | null>()
    const begun = performance.now()
    let latest = begun
    const all = Array.from({ length: clients }, () => {
      const arrivals = recordArrivals(complete)
      const client = round.join(server, doc, {
        onContent(body, at) {
          arrivals.take(body, at)
          latest = at
        },
      })
      return { arrivals, client }
    })
    await until(() => all.every(({ arrivals }) => arrivals.bytes() >= state.length * 0.5), WITHIN)
    await until(() => performance.now() - latest > 400, WITHIN)
    const used = (await server.cpu()) - before
    const others = loop.others(used)
    const times = all.map(({ arrivals }) => arrivals.completeAt(text))
    const bytes = all.reduce((sum, { arrivals }) => sum + arrivals.bytes(), 0)
    return {
      full: Math.max(...times.map((time) => time ?? Number.NaN)) - begun,
      cpu: used,
      bytes: bytes / (clients * state.length),
      rss: (await server.memory()).rss / 1e6,
      others,
      without: times.filter((time) => time === null).length,
    }
  },
}
