/**
 * Puts the long history into one document through the front door, as people would have: update after update, no faster than the server passes them on.
 * Not a scenario to look at; `cold` and `storm` begin on what it leaves.
 */
import { performance } from 'node:perf_hooks'
import { pause, untilQuiet } from '../pace.ts'
import { alone, type Scenario } from '../scenario.ts'
import { lettersOf } from '../typing.ts'

export const HISTORY_TITLE = 'long history'
const WINDOW = 400
const WITHIN = 90_000

export const history: Scenario = {
  name: 'history',
  title: 'Long history, written',
  what: 'One person types the whole history into one brief while another looks on.',
  suits: ({ persists }) => persists,
  rounds: 1,
  metrics: [alone('cpuPerUpdate', 'server CPU per update', 'µs'), alone('seconds', 'time', 's')],
  async run(round) {
    const { updates } = round.history()
    // One socket of a person never writes this fast; the bound is for the many, and is moved as an operator would.
    const server = await round.start({ SYNC_UPDATES: '1000000', SYNC_BURST: '1000000' })
    const doc = await round.document(server, HISTORY_TITLE)
    const seen = new Map<number, number>()
    const reader = round.join(server, doc, {
      onContent(body) {
        for (const { author, to } of lettersOf(body)) seen.set(author, Math.max(seen.get(author) ?? 0, to))
      },
    })
    const writer = round.join(server, doc)
    await Promise.all([reader.joined, writer.joined])
    const begun = performance.now()
    const before = await server.cpu()
    /** By index of the update: who must have been seen how far once it arrived. An update that only deletes shows nothing. */
    const marks = updates.map((update) => lettersOf(update).at(-1) ?? null)
    const arrived = (index: number) => {
      const mark = marks.slice(0, index + 1).findLast((each) => each !== null)
      return mark === null || mark === undefined || (seen.get(mark.author) ?? 0) >= mark.to
    }
    for (const [index, update] of updates.entries()) {
      writer.send(update)
      if (index % WINDOW !== WINDOW - 1 && index !== updates.length - 1) continue
      // Half a window ahead, so that neither waits for the other.
      const target = index === updates.length - 1 ? index : index - WINDOW / 2
      while (!arrived(target)) {
        if (performance.now() - begun > WITHIN) throw new Error(`the history was not passed on within ${WITHIN} ms`)
        await pause(2)
      }
    }
    const seconds = (performance.now() - begun) / 1000
    const cpuPerUpdate = (((await server.cpu()) - before) * 1000) / updates.length
    await untilQuiet(server.cpu, { quietFor: 3000, within: 30_000 })
    await Promise.all([reader.leave(), writer.leave()])
    await untilQuiet(server.cpu, { quietFor: 3000, within: 30_000 })
    await server.end('SIGTERM')
    round.note(`document ${doc}`)
    return { cpuPerUpdate, seconds }
  },
}
