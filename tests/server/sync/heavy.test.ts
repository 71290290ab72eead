/** What would cost everybody in a brief too much work is refused before anybody gets it; what is merely long is not. */
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, SYNC } from '#model/protocol.ts'
import { createBurdens, createLooseShares, LOOSE_BURST, looseIn } from '../../../server/sync/heavy.ts'
import { readUpdate } from '../../../server/sync/knowledge.ts'
import { crowdedUpdate, stretchedUpdate } from './crafted.ts'
import { type Desk, openDesk, storedText, typing, until } from './support.ts'

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

const looseOf = (update: Uint8Array) => looseIn(readUpdate(update).structs)

describe('a crafted update', () => {
  for (const [name, update] of [
    ['of thousands at one place', crowdedUpdate(6000)],
    ['of one client stretched over a long text', stretchedUpdate(6000)],
  ] as const) {
    test(`${name} is closed 4413, goes to nobody and holds nobody up`, async () => {
      const room = await open()
      const ben = await room.bare('d1', 'ben')
      ben.sendStep1()
      await until(() => ben.step2s > 0, 'the state')
      for (const step of [SYNC.update, SYNC.step2]) {
        const eve = await room.bare('d1', 'eve')
        eve.sendUpdate(update, step)
        ben.sendUpdate(typing(['still here '])[0] ?? new Uint8Array())
        expect((await eve.closed).code).toBe(CLOSE.tooLarge.code)
      }
      await until(() => ben.acks.at(-1) === 2, "the bystander's words")
      expect((await room.store.readLog('d1')).head).toBe(3)
      expect(ben.ydoc.getText('words').length).toBe(0)
      expect(await storedText(room.store, 'd1')).toBe('still here still here ')
    })
  }

  test('that is just bearable is refused when others like it went before', async () => {
    const room = await open()
    const eve = await room.bare('d1', 'eve')
    for (let client = 100; client < 140; client++) eve.sendUpdate(stretchedUpdate(1100, client))
    expect((await eve.closed).code).toBe(CLOSE.tooLarge.code)
    expect((await room.store.readLog('d1')).head).toBeLessThan(41)
  })

  test('in many small pieces is seen too: a socket has a share', () => {
    let time = 0
    const shares = createLooseShares(() => time)
    const eve = {}
    for (let sent = 0; sent + 100 <= LOOSE_BURST; sent += 100) expect(shares.take(eve, 101)).toBe(true)
    expect(shares.take(eve, 101)).toBe(false)
    expect(shares.take({}, 101)).toBe(true)
    time = 60_000
    expect(shares.take(eve, 101)).toBe(true)
    for (let jump = 0; jump < 10_000; jump++) expect(shares.take(eve, 1)).toBe(true)
  })
})

test('what a person\'s updates take beyond what is fair adds up, and is forgiven slowly', () => {
  let time = 0
  const burdens = createBurdens(() => time)
  for (let sent = 0; sent < 10; sent++) expect(burdens.bear('eve', 150)).toBe(true)
  expect(burdens.bear('eve', 150)).toBe(false)
  expect(burdens.bear('ana', 150)).toBe(true)
  time = 3_600_000
  expect(burdens.bear('eve', 150)).toBe(true)
})

describe('an honest update', () => {
  test('of typing, pasting and jumping about has little that is loose', () => {
    expect(typing(['a', 'b', 'c']).map(looseOf)).toEqual([1, 0, 0])
    const ydoc = new Y.Doc()
    ydoc.transact(() => {
      for (let index = 0; index < 500; index++) {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.setAttribute('id', `p${index}`)
        paragraph.setAttribute('level', '0')
        paragraph.insert(0, [new Y.XmlText(`Paragraph ${index}`)])
        ydoc.getXmlFragment('body').push([paragraph])
      }
    })
    expect(looseOf(Y.encodeStateAsUpdate(ydoc))).toBeLessThan(5)
  })

  test('of thousands of scattered edits made offline is tried and taken', async () => {
    const room = await open()
    const ana = await room.bare('d1', 'ana')
    ana.sendStep1()
    await until(() => ana.step2s > 0, 'the state')
    const words = ana.ydoc.getText('words')
    for (let edit = 0; edit < 5000; edit++) words.insert((edit * 7919) % (words.length + 1), 'ab')
    const update = Y.encodeStateAsUpdate(ana.ydoc)
    expect(looseOf(update)).toBeGreaterThan(LOOSE_BURST)
    ana.sendUpdate(update, SYNC.step2)
    ana.sendUpdate(typing(['and on'], 'next')[0] ?? new Uint8Array())
    await until(() => ana.acks.at(-1) === 2, 'both acknowledged', 20_000)
    expect(await storedText(room.store, 'd1')).toBe(words.toString())
    expect(await storedText(room.store, 'd1', 'next')).toBe('and on')
  })

  test('of two hundred people who come back to one place is taken from each at once', async () => {
    const room = await open()
    const ana = await room.bare('d1', 'ana')
    ana.sendStep1()
    await until(() => ana.step2s > 0, 'the state')
    const here = Y.encodeStateAsUpdate(ana.ydoc)
    let all = 0
    for (let person = 0; person < 200; person++) {
      const ydoc = new Y.Doc()
      Y.applyUpdate(ydoc, here)
      const before = Y.encodeStateVector(ydoc)
      ydoc.getText('words').insert(0, `What person ${person} wrote. `)
      const update = Y.encodeStateAsUpdate(ydoc, before)
      all += looseOf(update)
      ana.sendUpdate(update)
    }
    expect(all).toBe(200)
    await until(() => ana.acks.at(-1) === 200, 'all acknowledged', 20_000)
  })
})
