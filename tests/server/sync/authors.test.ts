/** Words are kept under the name of who wrote them, and nobody can write in another's place. */
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, SYNC } from '#model/protocol.ts'
import { SEED_CLIENT_ID } from '#model/ydoc.ts'
import { type Bare, type Desk, openDesk, storedText, until } from './support.ts'

let desk: Desk | undefined
const open = async (): Promise<Desk> => {
  desk = await openDesk()
  await desk.newBrief('d1')
  return desk
}
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

const join = async ({ bare }: Desk, person: string): Promise<Bare> => {
  const one = await bare('d1', person)
  one.sendStep1()
  await until(() => one.step2s > 0, `the state at ${person}'s`)
  return one
}

/** A Y.Doc that hands out what is written in it, one update a change. */
function writer(client: number, known?: Y.Doc) {
  const ydoc = new Y.Doc()
  if (known) Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(known))
  ydoc.clientID = client
  const words = ydoc.getText('words')
  return {
    ydoc,
    write(text: string): Uint8Array {
      const before = Y.encodeStateVector(ydoc)
      words.insert(words.length, text)
      return Y.encodeStateAsUpdate(ydoc, before)
    },
  }
}

describe('a client id', () => {
  test('is its first writer\'s: who writes ahead under it is closed 4409, and the owner\'s next words are kept', async () => {
    const room = await open()
    const ana = await join(room, 'ana')
    const eve = await join(room, 'eve')
    const hers = writer(77)
    ana.sendUpdate(hers.write('one '))
    await until(() => ana.acks.at(-1) === 1, 'her first words')
    eve.sendUpdate(writer(77, hers.ydoc).write('lies'))
    expect(await eve.closed).toEqual({ code: CLOSE.foreign.code, reason: CLOSE.foreign.reason })
    ana.sendUpdate(hers.write('two'))
    await until(() => ana.acks.at(-1) === 2, 'her next words')
    expect(await storedText(room.store, 'd1')).toBe('one two')
    expect((await room.store.readLog('d1')).head).toBe(3)
  })

  test('is hers from the moment she shows a cursor under it', async () => {
    const room = await open()
    const ana = await join(room, 'ana')
    const eve = await join(room, 'eve')
    ana.sendAwareness([{ id: 77, clock: 1, state: {} }])
    await until(() => eve.awareness.some(({ id }) => id === 77), "Ana at Eve's")
    eve.sendUpdate(writer(77).write('squatted'))
    expect((await eve.closed).code).toBe(CLOSE.foreign.code)
    ana.sendUpdate(writer(77).write('hers'))
    await until(() => ana.acks.at(-1) === 1, 'her words')
    expect(await storedText(room.store, 'd1')).toBe('hers')
  })

  test('shows nobody else\'s cursor once she has written under it', async () => {
    const room = await open()
    const ana = await join(room, 'ana')
    const eve = await join(room, 'eve')
    ana.sendUpdate(writer(77).write('hers'))
    await until(() => ana.acks.at(-1) === 1, 'her words')
    eve.sendAwareness([{ id: 77, clock: 1, state: {} }, { id: 78, clock: 1, state: {} }])
    await until(() => ana.awareness.some(({ id }) => id === 78), "Eve at Ana's")
    expect(ana.awareness.some(({ id }) => id === 77)).toBe(false)
  })

  test('is still hers in the next room, after the brief was compacted, and on her second device', async () => {
    const room = await open()
    const hers = writer(77)
    const ana = await join(room, 'ana')
    ana.sendUpdate(hers.write('one '))
    await until(() => ana.acks.at(-1) === 1, 'her words')
    ana.socket.close()
    await ana.closed
    await room.store.compact('d1')
    const eve = await join(room, 'eve')
    eve.sendUpdate(writer(77, hers.ydoc).write('lies'))
    expect((await eve.closed).code).toBe(CLOSE.foreign.code)
    const again = await join(room, 'ana')
    again.sendUpdate(hers.write('two'))
    await until(() => again.acks.at(-1) === 1, 'her words from another device')
    expect(await storedText(room.store, 'd1')).toBe('one two')
  })

  test('that the server seeds with is nobody\'s', async () => {
    const room = await open()
    const ana = await join(room, 'ana')
    ana.sendUpdate(writer(SEED_CLIENT_ID, ana.ydoc).write('as the server'))
    expect((await ana.closed).code).toBe(CLOSE.foreign.code)
    expect((await room.store.readLog('d1')).head).toBe(1)
  })
})

describe('a SyncStep2 with words of others', () => {
  test('that are known is no offence', async () => {
    const room = await open()
    const ana = await join(room, 'ana')
    const ben = await join(room, 'ben')
    ana.sendUpdate(writer(77).write('hers '))
    await until(() => ben.ydoc.getText('words').toString() === 'hers ', "her words at Ben's")
    const his = writer(88, ben.ydoc)
    his.write('his')
    ben.sendUpdate(Y.encodeStateAsUpdate(his.ydoc), SYNC.step2)
    await until(() => ben.acks.at(-1) === 1, 'all of it durable')
    expect(await storedText(room.store, 'd1')).toBe('hers his')
  })

  test('that a killed server had passed on but not saved keeps its sender\'s own, and the rest as soon as its owner is back', async () => {
    const room = await open()
    const ana = await join(room, 'ana')
    const hers = writer(77)
    ana.sendUpdate(hers.write('one '))
    await until(() => ana.acks.at(-1) === 1, 'her first words')
    ana.socket.close()
    await ana.closed
    hers.write('two ')
    // What Ben has: her words up to the kill, words of his own elsewhere, and some that hang on hers.
    const his = writer(88, hers.ydoc)
    his.ydoc.getText('aside').insert(0, 'apart')
    const apart = Y.encodeStateAsUpdate(his.ydoc)
    his.write('three')
    const ben = await join(room, 'ben')
    ben.sendUpdate(apart, SYNC.step2)
    await until(async () => (await storedText(room.store, 'd1', 'aside')) === 'apart', 'his own words')
    ben.sendUpdate(Y.encodeStateAsUpdate(his.ydoc), SYNC.step2)
    const again = await join(room, 'ana')
    const asked = ben.asked.length
    expect(ben.acks).toEqual([])
    again.sendUpdate(Y.encodeStateAsUpdate(hers.ydoc), SYNC.step2)
    await until(() => again.acks.at(-1) === 1, 'her words')
    await until(() => ben.asked.length === asked + 1, 'Ben is asked again')
    ben.sendUpdate(Y.encodeStateAsUpdate(his.ydoc, ben.asked.at(-1)), SYNC.step2)
    await until(() => ben.acks.at(-1) === 3, 'all of his words')
    expect(await storedText(room.store, 'd1')).toBe('one two three')
    expect(ben.socket.readyState).toBe(ben.socket.OPEN)
  })

  test('under an id nobody is known by is kept, and claims nothing: its writer goes on', async () => {
    const room = await open()
    const ben = await join(room, 'ben')
    const hers = writer(77)
    hers.write('one ')
    ben.sendUpdate(Y.encodeStateAsUpdate(hers.ydoc), SYNC.step2)
    await until(() => ben.acks.at(-1) === 1, 'kept')
    const ana = await join(room, 'ana')
    ana.sendUpdate(hers.write('two'))
    await until(() => ana.acks.at(-1) === 1, 'her next words')
    expect(await storedText(room.store, 'd1')).toBe('one two')
  })
})
