/** Many in a room, large briefs and slow lines, on a real port and a real store. */
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, SYNC } from '#model/protocol.ts'
import { BEAT_SOCKETS } from '../../../server/sync/limits.ts'
import { type Bare, type Desk, openDesk, type Options, pause, typing, until } from './support.ts'

let desk: Desk | undefined
const open = async (options?: Options): Promise<Desk> => {
  desk = await openDesk(options)
  await desk.newBrief('d1')
  return desk
}
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

async function join({ bare }: Desk, person: string): Promise<Bare> {
  const socket = await bare('d1', person)
  socket.sendStep1()
  await until(() => socket.step2s > 0, `${person} has the state`)
  return socket
}

const words = ({ ydoc }: Bare) => ydoc.getText('words').toString()

/** Frames of a socket from now on: how many, and the largest. */
function watchFrames({ socket }: Bare): { count: number; largest: number } {
  const seen = { count: 0, largest: 0 }
  socket.on('message', (data) => {
    seen.count++
    seen.largest = Math.max(seen.largest, (data as Buffer).length)
  })
  return seen
}

test('a full room hears everything that several people type at once, in far fewer frames', async () => {
  const room = await open()
  const people = await Promise.all(Array.from({ length: BEAT_SOCKETS + 4 }, (_, index) => join(room, `person ${index}`)))
  const listener = people.at(-1)
  const writers = people.slice(0, 4)
  if (!listener) throw new TypeError('nobody listens')
  const frames = watchFrames(listener)
  for (const writer of writers) for (const update of typing(Array.from({ length: 60 }, (_, index) => `${index} `))) writer.sendUpdate(update)
  await until(() => people.every((person) => writers.includes(person) || words(person).trim().split(' ').length === 240), 'all words at everybody who only reads')
  await until(() => writers.every(({ acks }) => acks.at(-1) === 60), 'all acknowledged')
  expect(frames.count).toBeLessThan(120)
  const late = await join(room, 'late')
  expect(words(late)).toBe(words(listener))
})

describe('a socket that does not keep up', () => {
  test('catches up at its own pace when it reads again, and is not cut off', async () => {
    const room = await open({ limits: { syncBurst: 1000 } })
    const ana = await join(room, 'ana')
    const slow = await join(room, 'slow')
    const quick = await join(room, 'quick')
    slow.socket.pause()
    const texts = Array.from({ length: 60 }, (_, index) => `${index}${'x'.repeat(100_000)} `)
    for (const update of typing(texts)) ana.sendUpdate(update)
    await until(() => ana.acks.at(-1) === texts.length && words(quick).length === texts.join('').length, 'all taken')
    slow.socket.resume()
    await until(() => words(slow) === texts.join(''), 'all words at the slow one')
    for (const update of typing(['and on'], 'more')) ana.sendUpdate(update)
    await until(() => slow.ydoc.getText('more').toString() === 'and on', 'what comes after')
    expect(slow.socket.readyState).toBe(slow.socket.OPEN)
  })

  test('is closed after ten seconds in which it took nothing', async () => {
    let time = 1_000_000
    const room = await open({ now: () => time, limits: { syncBurst: 1000 } })
    const ana = await join(room, 'ana')
    const slow = await join(room, 'slow')
    slow.socket.pause()
    for (const update of typing(Array.from({ length: 70 }, () => 'x'.repeat(100_000)))) ana.sendUpdate(update)
    await until(() => ana.acks.at(-1) === 70, 'all taken')
    await pause(50)
    time += 10_500
    await pause(1_200)
    slow.socket.resume()
    expect((await slow.closed).code).toBe(CLOSE.slow.code)
    expect(ana.socket.readyState).toBe(ana.socket.OPEN)
  })
})

test('a very large brief comes in messages of bounded size once it was compacted, to stock clients, too', { timeout: 60_000 }, async () => {
  const room = await open({ limits: { syncBurst: 1000 } })
  const ana = await join(room, 'ana')
  const before = Y.encodeStateVector(ana.ydoc)
  // Written backwards, so that Yjs cannot join the words into one run.
  ana.ydoc.transact(() => {
    for (let index = 0; index < 60_000; index++) ana.ydoc.getText('words').insert(0, `word number ${index} `)
  })
  ana.sendUpdate(Y.encodeStateAsUpdate(ana.ydoc, before), SYNC.step2)
  await until(() => ana.acks.at(-1) === 1, 'taken', 20_000)
  ana.socket.close()
  await ana.closed
  await until(async () => (await room.store.readState('d1')).snapshot !== null, 'the snapshot', 20_000)
  const ben = await room.bare('d1', 'ben')
  const frames = watchFrames(ben)
  ben.sendStep1()
  await until(() => ben.step2s > 0, 'the state', 20_000)
  expect(words(ben)).toBe(words(ana))
  expect(frames.count).toBeGreaterThan(2)
  expect(frames.largest).toBeLessThan(1_000_000)
  const { provider, ydoc } = room.client('d1', 'carl')
  await until(() => provider.synced, 'in sync', 20_000)
  expect(ydoc.getText('words').toString()).toBe(words(ana))
})
