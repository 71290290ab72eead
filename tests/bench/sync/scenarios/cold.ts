/** Opening a brief with a long history on a server that has just started: until all of it is there, in time, CPU and bytes. */
import { recordArrivals } from '../arrivals.ts'
import { until, untilQuiet, watchLoop } from '../pace.ts'
import { alone, less, OTHERS, type Scenario } from '../scenario.ts'

const WITHIN = 20_000
/** After this long without another piece (milliseconds) nothing more is expected. */
const SILENCE = 400

export const cold: Scenario = {
  name: 'cold',
  title: 'Cold open of a long history',
  what: 'A server just started, one empty client, one brief with about 260,000 keystrokes of history: until the whole text is there.',
  suits: ({ persists }) => persists,
  rounds: 5,
  needsHistory: true,
  metrics: [
    less('full', 'time to full content', 'ms'),
    less('cpu', 'server CPU', 'ms'),
    less('bytes', 'bytes sent ÷ bytes of the state', '×'),
    alone('answered', 'time to the first SyncStep2', 'ms'),
    less('rss', 'server memory', 'MB'),
    OTHERS,
    alone('start', 'start of the process to open port', 'ms'),
  ],
  async run(round) {
    const { text, state, doc } = round.history()
    const server = await round.start()
    await untilQuiet(server.cpu)
    const before = await server.cpu()
    const loop = watchLoop()
    const arrivals = recordArrivals()
    let latest = 0
    let answeredAt: number | null = null
    const client = round.join(server, doc, {
      onContent(body, at, last) {
        arrivals.take(body, at)
        latest = at
        if (last) answeredAt ??= at
      },
    })
    await client.joined
    await until(() => arrivals.bytes() >= state.length * 0.5, WITHIN)
    await until(() => performance.now() - latest > SILENCE, WITHIN)
    const used = (await server.cpu()) - before
    const others = loop.others(used)
    const complete = arrivals.completeAt(text)
    if (complete === null) throw new Error(`the text did not arrive: ${arrivals.count()} pieces, ${arrivals.bytes()} bytes of ${state.length}`)
    if (answeredAt !== null && answeredAt < complete) round.note('said "synced" before the content was there')
    return {
      full: complete - client.openedAt,
      cpu: used,
      bytes: arrivals.bytes() / state.length,
      answered: (answeredAt ?? complete) - client.openedAt,
      rss: (await server.memory()).rss / 1e6,
      others,
      start: server.startMs,
    }
  },
}
