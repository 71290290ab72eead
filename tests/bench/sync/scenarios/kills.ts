/**
 * The server is killed at random moments while people type; then it is started again, and an empty client looks whether everything is there that a typist had
 * been told was saved, and everything a colleague had seen.
 */
import * as Y from 'yjs'
import { atRate, inParallel, pause } from '../pace.ts'
import { alone, type Round, type Scenario } from '../scenario.ts'
import type { Server } from '../server.ts'
import { createTypist, lettersOf, type Typist } from '../typing.ts'

const BRIEFS = 4
const EDITS_A_SECOND = 400
const SHORTEST_MS = 150
const LONGEST_MS = 1000
/** New briefs after this many kills, so that a long run does not measure ever longer briefs. */
const KILLS_A_BRIEF = 20
const DEFAULT_KILLS = 10

export const kills: Scenario = {
  name: 'kills',
  title: 'Killed at random moments',
  what: 'Two typists in each of four briefs, 400 edits a second together; SIGKILL after 0.15 to 1 s; start again; an empty client counts what is missing.',
  suits: ({ persists }) => persists,
  rounds: 1,
  metrics: [
    alone('kills', 'kills', '', 'more'),
    alone('acknowledged', 'edits acknowledged', '', 'more'),
    alone('lost', 'acknowledged edits lost', ''),
    alone('seen', 'edits seen by a colleague', '', 'more'),
    alone('lostSeen', 'edits seen by a colleague, then lost', ''),
    alone('unreadable', 'briefs not readable after a kill', ''),
    alone('restart', 'restart to open port', 'ms'),
  ],
  async run(round) {
    const wanted = round.kills ?? (round.quick ? 3 : DEFAULT_KILLS)
    const total = { acknowledged: 0, lost: 0, seen: 0, lostSeen: 0, unreadable: 0 }
    const restarts: number[] = []
    let server = await round.start()
    for (let kill = 0; kill < wanted; kill++) {
      const typing = await typeUntilKilled(round, server, kill)
      server = await round.start()
      restarts.push(server.startMs)
      await inParallel(typing, BRIEFS, async (desk) => {
        const found = await lettersInStore(round, server, desk.doc)
        if (found === null) total.unreadable++
        for (const { typist, acknowledged, seen } of desk.writers) {
          const stored = found?.get(typist.id) ?? 0
          total.acknowledged += acknowledged()
          total.lost += Math.max(0, acknowledged() - stored)
          total.seen += seen()
          total.lostSeen += Math.max(0, seen() - stored)
        }
      })
    }
    return {
      kills: wanted,
      acknowledged: round.subject.acknowledges ? total.acknowledged : null,
      lost: round.subject.acknowledges ? total.lost : null,
      seen: total.seen,
      lostSeen: total.lostSeen,
      unreadable: total.unreadable,
      restart: restarts.reduce((sum, time) => sum + time, 0) / restarts.length,
    }
  },
}


/** `acknowledged` and `seen`: how many of this typist's letters, counted from the first. */
type Writer = { typist: Typist; acknowledged(): number; seen(): number }
type Desk = { doc: string; writers: Writer[] }

async function typeUntilKilled(round: Round, server: Server, kill: number): Promise<Desk[]> {
  const typists: (() => void)[] = []
  const desks = await Promise.all(
    Array.from({ length: BRIEFS }, async (_, index): Promise<Desk> => {
      const doc = await round.document(server, `kills ${Math.floor(kill / KILLS_A_BRIEF)} ${index}`)
      const seen = new Map<number, number>()
      const writers = await Promise.all(
        [0, 1].map(async (side): Promise<Writer> => {
          const typist = createTypist(1 + kill * BRIEFS * 2 + index * 2 + side, round.random)
          let first = 0
          let saved = 0
          let typed = 0
          const client = round.join(server, doc, {
            onContent(body) {
              for (const { author, to } of lettersOf(body)) if (author !== typist.id) seen.set(author, Math.max(seen.get(author) ?? 0, to))
            },
            onSaved: (count) => {
              saved = count
            },
          })
          await client.joined
          await pause(30)
          typists.push(() => {
            const number = client.send(typist.type().update)
            first = first === 0 ? number : first
            typed++
          })
          return { typist, acknowledged: () => (first === 0 ? 0 : Math.max(0, Math.min(typed, saved - first + 1))), seen: () => seen.get(typist.id) ?? 0 }
        }),
      )
      return { doc, writers }
    }),
  )
  let turn = 0
  const typing = atRate(EDITS_A_SECOND, round.random, () => typists[turn++ % typists.length]?.())
  await pause(SHORTEST_MS + round.random() * (LONGEST_MS - SHORTEST_MS))
  await server.end('SIGKILL')
  typing.stop()
  // What the server had written before it died is still in our sockets.
  await pause(30)
  return desks
}

/** By author, how many letters an empty client is given; null when it is given nothing it can read. */
async function lettersInStore(round: Round, server: Server, doc: string): Promise<Map<number, number> | null> {
  const ydoc = new Y.Doc()
  const client = round.join(server, doc, { onContent: (body) => Y.applyUpdate(ydoc, body) })
  const joined = await Promise.race([client.joined.then(() => true), pause(5000).then(() => false)]).catch(() => false)
  // A server that answers before it has loaded sends the rest a moment later.
  await pause(200)
  client.terminate()
  return joined && ydoc.store.pendingStructs === null ? Y.decodeStateVector(Y.encodeStateVector(ydoc)) : null
}
