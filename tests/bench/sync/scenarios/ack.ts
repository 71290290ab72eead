/** How long a typist waits to hear that a letter is saved, and how long a colleague waits to see it. */
import { performance } from 'node:perf_hooks'
import { percentile } from '../../numbers.ts'
import { atRate, pause, until, watchLoop } from '../pace.ts'
import { alone, less, OTHERS, type Scenario } from '../scenario.ts'
import { createTypist } from '../typing.ts'

const BRIEFS = 20
const EDITS_A_SECOND = 200

export const ack: Scenario = {
  name: 'ack',
  title: 'Until it says "saved"',
  what: '20 typists in 20 briefs, 200 edits a second together: from sending an edit to the acknowledgement. Hocuspocus acknowledges what it has in memory, before it is stored; ours what is on disk.',
  suits: ({ acknowledges }) => acknowledges,
  rounds: 3,
  metrics: [less('p50', 'acknowledged p50', 'ms'), less('p99', 'acknowledged p99', 'ms'), alone('acknowledged', 'edits acknowledged', '%', 'more'), OTHERS, alone('loop', 'delay of the measuring process, p99', 'ms')],
  async run(round) {
    const server = await round.start()
    const waits: number[] = []
    let counted = 0
    const desks = await Promise.all(
      Array.from({ length: BRIEFS }, async (_, index) => {
        const sentAt = new Map<number, number>()
        let known = 0
        const doc = await round.document(server, `ack ${index}`)
        const client = round.join(server, doc, {
          onSaved(count, at) {
            for (; known < count; known++) {
              const sent = sentAt.get(known + 1)
              if (sent !== undefined) waits.push(at - sent)
            }
          },
        })
        await client.joined
        return { client, sentAt, typist: createTypist(500 + index, round.random) }
      }),
    )
    await pause(300)
    let counts = false
    let turn = 0
    const typing = atRate(EDITS_A_SECOND, round.random, () => {
      const desk = desks[turn++ % desks.length]
      if (!desk) return
      const { update } = desk.typist.type()
      const at = performance.now()
      const number = desk.client.send(update)
      if (!counts) return
      counted++
      desk.sentAt.set(number, at)
    })
    await pause(1000)
    counts = true
    const loop = watchLoop()
    const before = await server.cpu()
    await pause(round.quick ? 1000 : 4000)
    typing.stop()
    await until(() => waits.length >= counted, 3000)
    return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), acknowledged: (100 * waits.length) / counted, others: loop.others((await server.cpu()) - before), loop: loop.worst() }
  },
}
