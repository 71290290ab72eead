/** The room as its clients meet it: stock y-websocket clients and bare sockets against a gateway on a real port and a real store. */
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, SYNC } from '#model/protocol.ts'
import { fieldsOf, infoOf, titleOf } from '#model/ydoc.ts'
import type { Store } from '../../../server/store/store.ts'
import { readBriefFromLog } from '../../../server/sync/load.ts'
import { type Desk, openDesk, type Options, pause, storedText, syncMessage, typing, until } from './support.ts'

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

/** A store whose appends wait until `release` is called, or fail. */
function held(): { wrap: (store: Store) => Store; release(): void; fail(): void } {
  let release: () => void = () => undefined
  let fail: () => void = () => undefined
  const gate = new Promise<void>((resolve, reject) => {
    release = resolve
    fail = () => reject(new Error('the disk is full'))
  })
  gate.catch(() => undefined)
  return { wrap: (store) => ({ ...store, append: (updates) => gate.then(() => store.append(updates)) }), release: () => release(), fail: () => fail() }
}

describe('stock y-websocket clients', () => {
  test('get the brief and converge', async () => {
    const { client } = await open()
    const ana = client('d1', 'ana')
    const ben = client('d1', 'ben')
    await until(() => ana.provider.synced && ben.provider.synced, 'both in sync')
    expect(titleOf(ana.ydoc)?.toString()).toBe('A memo')
    for (let index = 0; index < 30; index++) {
      ana.ydoc.getText('words').insert(0, `a${index} `)
      ben.ydoc.getText('words').insert(0, `b${index} `)
    }
    await until(() => ana.ydoc.getText('words').length === ben.ydoc.getText('words').length && ana.ydoc.getText('words').length > 200, 'all words on both sides')
    expect(ana.ydoc.getText('words').toString()).toBe(ben.ydoc.getText('words').toString())
  })

  test('bring what was written while they were away', async () => {
    const { client, store } = await open()
    const ana = client('d1')
    await until(() => ana.provider.synced, 'in sync')
    ana.provider.disconnect()
    ana.ydoc.getText('words').insert(0, 'written on the train')
    ana.provider.connect()
    await until(async () => (await storedText(store, 'd1')) === 'written on the train', 'the words in the log')
  })

  test("see each other's presence, and see it go", async () => {
    const { client } = await open()
    const ana = client('d1', 'ana')
    const ben = client('d1', 'ben')
    ana.provider.awareness.setLocalStateField('user', { name: 'Ana' })
    await until(() => ben.provider.awareness.getStates().get(ana.ydoc.clientID)?.['user'] !== undefined, "Ana's presence at Ben's")
    ana.provider.destroy()
    await until(() => !ben.provider.awareness.getStates().has(ana.ydoc.clientID), "Ana's leave at Ben's")
  })

  test('are visible again after a broken connection', async () => {
    const { client } = await open()
    const ana = client('d1', 'ana')
    const ben = client('d1', 'ben')
    ana.provider.awareness.setLocalStateField('user', { name: 'Ana' })
    const seen = () => ben.provider.awareness.getStates().get(ana.ydoc.clientID)?.['user']
    await until(() => seen() !== undefined, "Ana's presence at Ben's")
    ;(ana.provider.ws as unknown as { terminate(): void }).terminate()
    await until(() => seen() === undefined, 'Ana gone')
    await until(() => seen() !== undefined, 'Ana back')
    const cursor = { anchor: { tname: 'body' }, head: { tname: 'body' } }
    ana.provider.awareness.setLocalStateField('cursor', cursor)
    await until(() => ben.provider.awareness.getStates().get(ana.ydoc.clientID)?.['cursor'] !== undefined, 'her next state')
    expect(seen()).toMatchObject({ id: 'ana', name: 'ana' })
  })

  test('are told to stop when the brief is not there', async () => {
    const { client } = await open()
    const lost = client('nowhere')
    const code = await new Promise((resolve) => lost.provider.on('closed', (event) => resolve(event.code)))
    expect(code).toBe(CLOSE.notFound.code)
    expect(lost.provider.shouldConnect).toBe(false)
  })
})

describe('acknowledgement', () => {
  test('comes only after the commit, while the others see the change at once', async () => {
    const gate = held()
    const { bare } = await open({ wrap: gate.wrap })
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    ana.sendStep1()
    ben.sendStep1()
    await until(() => ana.step2s > 0 && ben.step2s > 0, 'both have the state')
    const [first, second] = typing(['one ', 'two '])
    ana.sendUpdate(first ?? new Uint8Array())
    ana.sendUpdate(second ?? new Uint8Array())
    await until(() => ben.ydoc.getText('words').toString() === 'one two ', "the words at Ben's")
    await pause(60)
    expect(ana.acks).toEqual([])
    gate.release()
    await until(() => ana.acks.at(-1) === 2, 'the acknowledgement')
    expect(ben.acks).toEqual([])
  })

  test('is not sent to those who did not ask', async () => {
    const { bare, store } = await open()
    const ana = await bare('d1', 'ana', '')
    ana.sendUpdate(typing(['x'])[0] ?? new Uint8Array())
    await until(async () => (await storedText(store, 'd1')) === 'x', 'the words in the log')
    await pause(30)
    expect(ana.acks).toEqual([])
  })

  test('counts what adds nothing, and stores it only once', async () => {
    const { bare, store } = await open()
    const ana = await bare('d1')
    const [update = new Uint8Array()] = typing(['x'])
    ana.sendUpdate(update)
    ana.sendUpdate(update)
    ana.sendUpdate(new Uint8Array([0, 0]), SYNC.step2)
    await until(() => ana.acks.at(-1) === 3, 'three acknowledged')
    expect((await store.readLog('d1')).head).toBe(2)
  })

  test("what adds nothing waits for the other's commit that holds it", async () => {
    const gate = held()
    const { bare } = await open({ wrap: gate.wrap })
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    const [update = new Uint8Array()] = typing(['x'])
    ben.sendStep1()
    await until(() => ben.step2s > 0, 'Ben has the state')
    ana.sendUpdate(update)
    await until(() => ben.ydoc.getText('words').toString() === 'x', "the word at Ben's")
    ben.sendUpdate(update)
    await pause(60)
    expect(ben.acks).toEqual([])
    gate.release()
    await until(() => ben.acks.at(-1) === 1, "Ben's acknowledgement")
  })

  test('never passes a gap until the missing part is committed', async () => {
    const { bare, store } = await open()
    const ana = await bare('d1')
    await until(() => ana.asked.length === 1, 'the first question')
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = typing(['one ', 'two ', 'three '])
    ana.sendUpdate(second)
    await until(() => ana.asked.length === 2, 'the question for the missing part')
    ana.sendUpdate(typing(['aside'], 'other')[0] ?? new Uint8Array())
    await until(async () => (await store.readLog('d1')).head === 2, 'the other change in the log')
    await pause(30)
    expect(ana.acks).toEqual([])
    expect(await storedText(store, 'd1')).toBe('')
    ana.sendUpdate(Y.mergeUpdates([first, second, third]), SYNC.step2)
    await until(() => ana.acks.at(-1) === 3, 'all acknowledged')
    expect(await storedText(store, 'd1')).toBe('one two three ')
  })

  test('is asked for the missing part once, however many messages rest on it', async () => {
    const { bare } = await open()
    const ana = await bare('d1')
    await until(() => ana.asked.length === 1, 'the first question')
    const [first = new Uint8Array(), ...rest] = typing(Array.from({ length: 50 }, (_, index) => `${index} `))
    for (const update of rest) ana.sendUpdate(update)
    ana.sendUpdate(first, SYNC.step2)
    await until(() => ana.asked.length > 1, 'a question')
    for (const update of rest) ana.sendUpdate(update)
    await until(() => ana.acks.at(-1) === 99, 'all acknowledged')
    expect(ana.asked).toHaveLength(2)
  })

  test('a failed append closes with "not saved" and acknowledges nothing; the next to come loads the log anew', async () => {
    const gate = held()
    const { bare, store } = await open({ wrap: gate.wrap })
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    ana.sendUpdate(typing(['lost'])[0] ?? new Uint8Array())
    await pause(30)
    gate.fail()
    expect((await ana.closed).code).toBe(CLOSE.notSaved.code)
    expect((await ben.closed).code).toBe(CLOSE.notSaved.code)
    expect(ana.acks).toEqual([])
    const again = await bare('d1', 'ben')
    again.sendStep1()
    await until(() => again.step2s > 0, 'the state')
    expect(again.ydoc.getText('words').toString()).toBe('')
    expect(await storedText(store, 'd1')).toBe('')
  })
})

describe('rights', () => {
  test("a reader's write is closed 4403, not stored and not relayed", async () => {
    const { bare, store, roles } = await open()
    roles.set('rita', 'reader')
    const ana = await bare('d1', 'ana')
    ana.sendStep1()
    for (const step of [SYNC.update, SYNC.step2]) {
      const rita = await bare('d1', 'rita')
      rita.sendStep1()
      await until(() => rita.step2s > 0, 'the reader has the brief')
      rita.sendUpdate(typing(['not allowed'])[0] ?? new Uint8Array(), step)
      expect((await rita.closed).code).toBe(CLOSE.forbidden.code)
    }
    await pause(50)
    expect((await store.readLog('d1')).head).toBe(1)
    expect(ana.ydoc.getText('words').toString()).toBe('')
  })

  test('a stock client of a reader stays in: its SyncStep2 adds nothing', async () => {
    const { client, roles } = await open()
    roles.set('rita', 'reader')
    const ana = client('d1', 'ana')
    const rita = client('d1', 'rita')
    await until(() => rita.provider.synced && ana.provider.synced, 'both in sync')
    ana.ydoc.getText('words').insert(0, 'hello')
    ana.ydoc.getText('words').delete(0, 1)
    await until(() => rita.ydoc.getText('words').toString() === 'ello', 'the words at the reader')
    rita.provider.disconnect()
    rita.provider.connect()
    await until(() => rita.provider.synced, 'the reader back')
    await pause(50)
    expect(rita.provider.wsconnected).toBe(true)
  })

  test('taken away from a person, close their sockets at once', async () => {
    const { bare, gateway } = await open()
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    gateway.closeFor('ben')
    expect((await ben.closed).code).toBe(CLOSE.signedOut.code)
    gateway.closeDocument('d1')
    expect((await ana.closed).code).toBe(CLOSE.notFound.code)
  })

  test('are asked for again while a socket is open', async () => {
    let time = 1_000_000
    const { bare, roles } = await open({ now: () => time })
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    for (const one of [ana, ben]) one.sendStep1()
    await until(() => ben.step2s > 0, 'the state')
    roles.set('ben', null)
    roles.set('ana', 'reader')
    time += 31_000
    expect((await ben.closed).code).toBe(CLOSE.signedOut.code)
    // Her rights are asked for in the same sweep; the answer comes a moment later.
    await until(() => {
      if (ana.socket.readyState === ana.socket.OPEN) ana.sendUpdate(typing(['too late'])[0] ?? new Uint8Array())
      return ana.socket.readyState !== ana.socket.OPEN
    }, 'her write refused')
    expect((await ana.closed).code).toBe(CLOSE.forbidden.code)
  })

  test('an older client is told, may read, and is closed 4426 when it writes', async () => {
    const { bare, store } = await open({ schema: 2 })
    const ana = await bare('d1', 'ana', 'schema=2')
    ana.sendStep1()
    await until(() => ana.step2s > 0, 'the state')
    const before = Y.encodeStateVector(ana.ydoc)
    infoOf(ana.ydoc).set('schema', 2)
    ana.sendUpdate(Y.encodeStateAsUpdate(ana.ydoc, before))
    await until(async () => (await store.readLog('d1')).head === 2, 'the change in the log')
    ana.socket.close()
    await ana.closed
    const old = await bare('d1', 'ben', 'schema=1')
    old.sendStep1()
    await until(() => old.step2s > 0 && old.denied.length === 1, 'the state and the notice')
    expect(old.denied).toEqual([CLOSE.outdated.reason])
    old.sendUpdate(typing(['from an old tab'])[0] ?? new Uint8Array())
    expect((await old.closed).code).toBe(CLOSE.outdated.code)
    expect((await store.readLog('d1')).head).toBe(2)
  })
})

describe('a brief that claims a version nobody has', () => {
  test('stays open to its writers, in this room and in the next', async () => {
    const { bare, store } = await open()
    const eve = await bare('d1', 'eve', 'schema=1000')
    eve.sendStep1()
    await until(() => eve.step2s > 0, 'the state')
    const before = Y.encodeStateVector(eve.ydoc)
    infoOf(eve.ydoc).set('schema', 1000)
    titleOf(eve.ydoc)?.insert(0, 'Now ')
    eve.sendUpdate(Y.encodeStateAsUpdate(eve.ydoc, before))
    await until(async () => (await store.document('d1'))?.title === 'Now A memo', 'the room has looked inside')
    for (const room of ['this', 'the next']) {
      const ana = await bare('d1', 'ana', 'ack=1&schema=1')
      ana.sendStep1()
      await until(() => ana.step2s > 0, 'the state')
      ana.sendUpdate(typing([room])[0] ?? new Uint8Array())
      await until(() => ana.acks.at(-1) === 1, `a write in ${room} room`)
      expect(ana.denied).toEqual([])
      for (const one of [eve, ana]) one.socket.close()
      await ana.closed
      await pause(50)
    }
  })
})

describe('bad input', () => {
  const cases: [string, () => Uint8Array | string, number][] = [
    ['an empty message', () => new Uint8Array(), CLOSE.badFrame.code],
    ['an unknown type', () => new Uint8Array([77, 1, 2, 3]), CLOSE.badFrame.code],
    ['text', () => 'hello', CLOSE.badFrame.code],
    ['a length that is not there', () => new Uint8Array([0, 2, 200, 1, 5]), CLOSE.badFrame.code],
    ['a number without end', () => new Uint8Array(40).fill(255), CLOSE.badFrame.code],
    ['garbage as an update', () => syncMessage(SYNC.update, new Uint8Array([9, 200, 31, 7, 250, 250, 3, 1])), CLOSE.badFrame.code],
    ['a truncated update', () => syncMessage(SYNC.update, (typing(['some longer words'])[0] ?? new Uint8Array()).slice(0, -6)), CLOSE.badFrame.code],
    ['an empty update', () => syncMessage(SYNC.update, new Uint8Array()), CLOSE.badFrame.code],
    ['a state vector of very many clients', () => syncMessage(SYNC.step1, new Uint8Array([0xa0, 0x8d, 0x06, ...new Uint8Array(90_000)])), CLOSE.badFrame.code],
    ['an absurd clock', () => syncMessage(SYNC.update, new Uint8Array([1, 1, 5, 0, 0, 255, 255, 255, 255, 255, 255, 7, 0])), CLOSE.badFrame.code],
    ['an awareness state that is not JSON', () => new Uint8Array([1, 6, 1, 5, 1, 2, 123, 123]), CLOSE.badFrame.code],
    ['a message above the limit', () => new Uint8Array(200_000), 1009],
  ]
  for (const [name, bytes, code] of cases) {
    test(`${name} closes its socket with ${code} and harms nobody else`, async () => {
      const { bare, store } = await open({ limits: { syncFrameBytes: 100_000 } })
      const bystander = await bare('d1', 'ben')
      bystander.sendStep1()
      const ana = await bare('d1', 'ana')
      ana.sendStep1()
      const message = bytes()
      ana.socket.send(message)
      expect((await ana.closed).code).toBe(code)
      bystander.sendUpdate(typing(['still here'])[0] ?? new Uint8Array())
      await until(() => bystander.acks.at(-1) === 1, "the bystander's acknowledgement")
      expect(await storedText(store, 'd1')).toBe('still here')
      expect((await store.readLog('d1')).head).toBe(2)
    })
  }

  test('three unmasked bytes close their socket and harm nobody else', async () => {
    const { bare } = await open()
    const bystander = await bare('d1', 'ben')
    const ana = await bare('d1', 'ana')
    ;(ana.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(new Uint8Array([0x82, 0x01, 0x00]))
    expect((await ana.closed).code).toBe(1002)
    bystander.sendUpdate(typing(['still here'])[0] ?? new Uint8Array())
    await until(() => bystander.acks.at(-1) === 1, "the bystander's acknowledgement")
  })

  test('a flood is slowed down, loses nothing and leaves the others in peace', async () => {
    const { bare, store } = await open({ limits: { syncUpdates: 200, syncBurst: 50 } })
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    const began = Date.now()
    for (const update of typing(Array.from({ length: 250 }, () => 'x'))) ana.sendUpdate(update)
    ben.sendUpdate(typing(['mine'], 'other')[0] ?? new Uint8Array())
    await until(() => ben.acks.at(-1) === 1, "Ben's acknowledgement")
    expect(Date.now() - began).toBeLessThan(900)
    await until(() => ana.acks.at(-1) === 250, 'all of the flood')
    expect(Date.now() - began).toBeGreaterThan(700)
    expect(await storedText(store, 'd1')).toBe('x'.repeat(250))
  })

  test('a socket that does not read is cut off and told to come back; the others go on', async () => {
    const { bare } = await open({ limits: { syncBurst: 1000 } })
    const ana = await bare('d1', 'ana')
    const slow = await bare('d1', 'slow')
    slow.sendStep1()
    await until(() => slow.step2s > 0, 'the state')
    slow.socket.pause()
    for (const update of typing(Array.from({ length: 80 }, () => 'x'.repeat(250_000)))) ana.sendUpdate(update)
    await until(() => ana.acks.at(-1) === 80, 'all taken')
    slow.socket.resume()
    expect((await slow.closed).code).toBe(CLOSE.slow.code)
    expect(ana.socket.readyState).toBe(ana.socket.OPEN)
  })

  test('messages that are begun and never ended are bounded for a person, and harm nobody else', async () => {
    const { bare } = await open({ limits: { syncFrameBytes: 100_000 } })
    const ben = await bare('d1', 'ben')
    const sockets = await Promise.all(Array.from({ length: 6 }, () => bare('d1', 'eve')))
    for (const { socket } of sockets) {
      socket.send(new Uint8Array([3]))
      await pause(20)
      socket.send(new Uint8Array(90_000), { fin: false, binary: true })
      socket.ping()
      await pause(20)
    }
    const codes = await Promise.all(sockets.slice(4).map(async ({ closed }) => (await closed).code))
    expect(codes).toEqual([CLOSE.slow.code, CLOSE.slow.code])
    expect(sockets.slice(0, 4).every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true)
    // Once they are whole, or gone, there is room again.
    sockets[0]?.socket.close()
    await sockets[0]?.closed
    const again = await bare('d1', 'eve')
    for (let index = 0; index < 20; index++) again.sendUpdate(typing([`x${index}`.repeat(10_000)])[0] ?? new Uint8Array())
    await until(() => again.acks.at(-1) === 20, 'whole messages')
    ben.sendUpdate(typing(['still here'], 'other')[0] ?? new Uint8Array())
    await until(() => ben.acks.at(-1) === 1, "the bystander's acknowledgement")
  })

  test('one socket too many is refused', async () => {
    const { bare } = await open({ limits: { syncSockets: 2 } })
    await bare('d1')
    await bare('d1')
    expect((await (await bare('d1')).closed).code).toBe(CLOSE.tooMany.code)
    await bare('d1', 'ben')
  })

  test('a socket that says nothing is closed', async () => {
    const { bare } = await open({ limits: { syncFirstMessage: 100 } })
    const talks = await bare('d1')
    talks.sendStep1()
    const silent = await bare('d1', 'ben')
    expect((await silent.closed).code).toBe(CLOSE.silent.code)
    expect(talks.socket.readyState).toBe(talks.socket.OPEN)
  })
})

describe('awareness', () => {
  test("another's id cannot be used", async () => {
    const { bare } = await open()
    const ana = await bare('d1', 'ana')
    const eve = await bare('d1', 'eve')
    for (const one of [ana, eve]) one.sendStep1()
    ana.sendAwareness([{ id: 7, clock: 1, state: { user: 'Ana' } }])
    await until(() => eve.awareness.length > 0, "Ana at Eve's")
    eve.sendAwareness([
      { id: 7, clock: 9, state: { user: 'not Ana' } },
      { id: 7, clock: 10, state: null },
      { id: 8, clock: 1, state: { user: 'Eve' } },
    ])
    await until(() => ana.awareness.some(({ id }) => id === 8), "Eve at Ana's")
    expect(ana.awareness.filter(({ id }) => id === 7)).toMatchObject([{ id: 7, clock: 1, state: { user: { id: 'ana', name: 'ana' } } }])
  })

  test('the name beside a cursor is the account\'s, whatever a client says', async () => {
    const { client } = await open()
    const ana = client('d1', 'ana')
    const eve = client('d1', 'eve')
    eve.provider.awareness.setLocalState({ user: { id: 'ana', name: 'Ana Ruiz', colour: '#8a3b12' }, note: 'x' })
    const seen = () => ana.provider.awareness.getStates().get(eve.ydoc.clientID)
    await until(() => seen() !== undefined, "Eve at Ana's")
    expect(seen()).toMatchObject({ user: { id: 'eve', name: 'eve' } })
    expect(seen()).not.toHaveProperty('note')
  })

  test('an echo after somebody left brings no ghost', async () => {
    const { bare } = await open()
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    for (const one of [ana, ben]) one.sendStep1()
    ana.sendAwareness([{ id: 7, clock: 1, state: {} }])
    await until(() => ben.awareness.length > 0, "Ana at Ben's")
    ana.socket.close()
    await until(() => ben.awareness.some(({ id, state }) => id === 7 && state === null), 'Ana gone')
    ben.sendAwareness([{ id: 7, clock: 1, state: {} }])
    const late = await bare('d1', 'late')
    ben.sendAwareness([{ id: 8, clock: 1, state: {} }])
    late.sendStep1()
    await until(() => late.awareness.some(({ id }) => id === 8), 'Ben at the newcomer')
    expect(late.awareness.some(({ id }) => id === 7)).toBe(false)
  })

  test('a socket has a bounded number of ids and of bytes', async () => {
    const { bare } = await open()
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    for (const one of [ana, ben]) one.sendStep1()
    ana.sendAwareness([{ id: 99, clock: 1, state: { big: 'x'.repeat(5000) } }, ...Array.from({ length: 50 }, (_, index) => ({ id: 10 + index, clock: 1, state: {} }))])
    await until(() => ben.awareness.length > 0, 'something')
    await pause(120)
    expect(new Set(ben.awareness.map(({ id }) => id))).toEqual(new Set([10, 11, 12, 13]))
  })

  test('many moves leave in few frames', async () => {
    const { bare } = await open()
    const ana = await bare('d1', 'ana')
    const ben = await bare('d1', 'ben')
    for (const one of [ana, ben]) one.sendStep1()
    for (let clock = 1; clock <= 100; clock++) ana.sendAwareness([{ id: 7, clock, state: {} }])
    await until(() => ben.awareness.at(-1)?.clock === 100, 'the last move')
    expect(ben.awareness.length).toBeLessThan(20)
  })
})

describe('the log', () => {
  test('alone brings back all of a brief once the room is gone', async () => {
    const { client, bare, store } = await open()
    const ana = client('d1')
    await until(() => ana.provider.synced, 'in sync')
    for (let index = 0; index < 200; index++) ana.ydoc.getText('words').insert(0, `${index} `)
    ana.ydoc.getText('words').delete(10, 100)
    const words = ana.ydoc.getText('words').toString()
    await until(async () => (await storedText(store, 'd1')) === words, 'all in the log')
    ana.provider.destroy()
    await pause(100)
    const late = await bare('d1', 'ben')
    late.sendStep1()
    await until(() => late.step2s > 0, 'the state')
    expect(late.ydoc.getText('words').toString()).toBe(words)
    expect(Y.encodeStateVector(late.ydoc)).toEqual(Y.encodeStateVector(ana.ydoc))
  })

  test('gives the whole brief to one who joins in the middle of typing', async () => {
    const { bare } = await open()
    const ana = await bare('d1', 'ana')
    const updates = typing(Array.from({ length: 120 }, (_, index) => `${index} `))
    for (const update of updates.slice(0, 30)) ana.sendUpdate(update)
    await until(() => ana.acks.at(-1) === 30, '30 taken')
    const ben = await bare('d1', 'ben')
    ben.sendStep1()
    await until(() => ben.step2s > 0, 'the state')
    expect(ben.ydoc.getText('words').toString().split(' ')).toHaveLength(31)
    for (const update of updates.slice(30)) ana.sendUpdate(update)
    await until(() => ana.acks.at(-1) === 120, 'all taken')
    const late = await bare('d1', 'late')
    late.sendStep1()
    await until(() => late.step2s > 0, 'the state')
    expect(late.ydoc.getText('words').toString()).toBe(ben.ydoc.getText('words').toString())
  })

  test('takes a new title over into the lists when the room is quiet or left', async () => {
    const { client, store } = await open()
    const ana = client('d1')
    await until(() => ana.provider.synced, 'in sync')
    titleOf(ana.ydoc)?.insert(0, 'Not ')
    await until(async () => (await store.document('d1'))?.title === 'Not A memo', 'the title after a quiet second')
    titleOf(ana.ydoc)?.delete(0, 4)
    fieldsOf(ana.ydoc).set('subject', 'Rivers')
    await until(async () => (await readBriefFromLog(store, 'd1')).fields['subject'] === 'Rivers', 'the change in the log')
    ana.provider.destroy()
    await until(async () => (await store.document('d1'))?.title === 'A memo', 'the title once the room is left', 800)
  })

  test('shows a long title cut in the lists, and takes none that no list could hold', async () => {
    const { bare, store } = await open()
    const ana = await bare('d1', 'ana')
    ana.sendStep1()
    await until(() => ana.step2s > 0, 'the state')
    ana.ydoc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && ana.sendUpdate(update))
    titleOf(ana.ydoc)?.insert(0, 'long '.repeat(200))
    await until(async () => (await store.document('d1'))?.title.endsWith('…') === true, 'the cut title')
    expect((await store.document('d1'))?.title).toHaveLength(300)
    titleOf(ana.ydoc)?.insert(0, 'x'.repeat(1_000_000))
    expect((await ana.closed).code).toBe(CLOSE.tooLarge.code)
    expect((await store.readLog('d1')).head).toBe(2)
    const piece = await bare('d1', 'ben')
    piece.sendStep1()
    await until(() => piece.step2s > 0, 'the state')
    piece.ydoc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && piece.sendUpdate(update))
    for (let index = 0; index < 30; index++) titleOf(piece.ydoc)?.insert(0, 'x'.repeat(1000))
    expect((await piece.closed).code).toBe(CLOSE.tooLarge.code)
  })

  test('holds what was taken when the gateway closes, and tells clients to come back', async () => {
    const { bare, gateway, store } = await open()
    const ana = await bare('d1')
    ana.sendUpdate(typing(['last words'])[0] ?? new Uint8Array())
    await until(() => ana.acks.length > 0, 'taken')
    await gateway.close()
    expect((await ana.closed).code).toBe(CLOSE.restarting.code)
    expect(await storedText(store, 'd1')).toBe('last words')
  })
})
