/** One reader whose line is stalled while others write on: what the server holds for it, against the same traffic without it. */
import * as Y from 'yjs'
import { pause, until } from '../pace.ts'
import { alone, type Round, type Scenario } from '../scenario.ts'
import type { Server } from '../server.ts'
import { lettersOf } from '../typing.ts'

/** Each edit puts in a block of text and takes the one before out again, so that the document itself stays small. */
const BLOCK = 20_000
const PAUSE_EVERY = 10

export const slow: Scenario = {
  name: 'slow',
  title: 'A stalled reader',
  what: '40 MB of edits pass through one brief while one reader has stopped reading; what the server holds more than with a reader who keeps up.',
  suits: () => true,
  rounds: 3,
  metrics: [
    alone('held', 'held for the stalled reader', 'MB'),
    alone('peak', 'highest resident memory above the start', 'MB'),
    alone('peakWithout', 'the same without a stalled reader', 'MB'),
    alone('cut', 'stalled reader cut off (1) or left open (0)', '', 'more'),
    alone('others', 'what the other reader got of the edits', '%', 'more'),
  ],
  async run(round) {
    const server = await round.start()
    await flow(round, server, 'warm up', false, 200)
    const edits = round.quick ? 500 : 2000
    const plain = await flow(round, server, 'all read', false, edits)
    const stalled = await flow(round, server, 'one stalled', true, edits)
    return { held: Math.max(0, stalled.held - plain.held) / 1e6, peak: stalled.peak / 1e6, peakWithout: plain.peak / 1e6, cut: stalled.cut ? 1 : 0, others: stalled.others }
  },
}

type Flow = { held: number; peak: number; cut: boolean; others: number }

async function flow(round: Round, server: Server, title: string, stalls: boolean, edits: number): Promise<Flow> {
  const doc = await round.document(server, title)
  const author = new Y.Doc()
  const text = author.getText('words')
  let update = new Uint8Array()
  author.on('update', (made: Uint8Array) => {
    update = new Uint8Array(made)
  })
  let known = 0
  const writer = round.join(server, doc)
  const reader = round.join(server, doc, {
    onContent(body) {
      for (const { author: id, to } of lettersOf(body)) if (id === author.clientID) known = Math.max(known, to)
    },
  })
  const third = round.join(server, doc)
  await Promise.all([writer.joined, reader.joined, third.joined])
  if (stalls) third.socket.pause()
  const start = (await server.memory(true)).rss
  let peak = 0
  const look = () => {
    peak = Math.max(peak, (server.rssFromOutside() ?? 0) - start)
  }
  for (let edit = 0; edit < edits; edit++) {
    author.transact(() => {
      text.delete(0, text.length)
      text.insert(0, 'x'.repeat(BLOCK))
    })
    writer.send(update)
    if (edit % PAUSE_EVERY !== PAUSE_EVERY - 1) continue
    look()
    // The pace of the reader that keeps up: what is held is then held for the stalled one.
    await until(() => known >= (edit - 2 * PAUSE_EVERY) * BLOCK, 3000)
    await pause(1)
  }
  const others = (await until(() => known >= edits * BLOCK, 5000)) ? 100 : (100 * known) / (edits * BLOCK)
  look()
  const { held } = await server.memory(true)
  // Whoever has not been cut off within a moment is not going to be for this.
  await pause(300)
  third.socket.resume()
  await pause(300)
  const cut = third.closed() !== null
  for (const client of [writer, reader, third]) client.terminate()
  await pause(200)
  return { held, peak, cut, others }
}
