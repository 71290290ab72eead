import { beforeEach, expect, test } from 'vitest'
import { createPresence, type Presence } from '../../../server/sync/presence.ts'

type Socket = { person: string }
const socket = (person: string): Socket => ({ person })
let presence: Presence<Socket>
beforeEach(() => {
  presence = createPresence({ syncAwarenessIds: 2, syncAwarenessBytes: 100 })
})

const entry = (id: number, clock: number, state: string | null = '{}') => ({ id, clock, state })

test('passes on what changed, once', () => {
  const ana = socket('ana')
  expect(presence.receive(ana, [entry(1, 1), entry(2, 1)])).toBe(true)
  expect(presence.takeChanges()).toEqual([entry(1, 1), entry(2, 1)])
  expect(presence.takeChanges()).toEqual([])
  expect(presence.present()).toEqual([entry(1, 1), entry(2, 1)])
})

test('takes only a newer clock, or a leave under the same one', () => {
  const ana = socket('ana')
  presence.receive(ana, [entry(1, 5)])
  expect(presence.receive(ana, [entry(1, 5), entry(1, 4)])).toBe(false)
  expect(presence.receive(ana, [entry(1, 5, null)])).toBe(true)
  expect(presence.present()).toEqual([])
})

test("another person's id stays theirs, even after they left", () => {
  const ana = socket('ana')
  const eve = socket('eve')
  presence.receive(ana, [entry(1, 1)])
  expect(presence.receive(eve, [entry(1, 9), entry(1, 9, null)])).toBe(false)
  presence.leave(ana)
  expect(presence.receive(eve, [entry(1, 50)])).toBe(false)
  expect(presence.present()).toEqual([])
})

test("a person's new socket takes the id over and the old one's end does not take it away", () => {
  const old = socket('ana')
  const fresh = socket('ana')
  presence.receive(old, [entry(1, 3)])
  expect(presence.receive(fresh, [entry(1, 3)])).toBe(false)
  expect(presence.receive(fresh, [entry(1, 4)])).toBe(true)
  expect(presence.leave(old)).toBe(false)
  expect(presence.present()).toEqual([entry(1, 4)])
})

test('who comes back after a broken connection goes on from the clock they left with', () => {
  const old = socket('ana')
  presence.receive(old, [entry(1, 3)])
  presence.leave(old)
  presence.takeChanges()
  expect(presence.receive(socket('ana'), [entry(1, 3)])).toBe(true)
  expect(presence.takeChanges()).toEqual([entry(1, 5)])
})

test("an echo from the same person's other tab brings no ghost", () => {
  const gone = socket('ana')
  const tab = socket('ana')
  presence.receive(gone, [entry(1, 3)])
  presence.receive(tab, [entry(2, 1)])
  presence.leave(gone)
  expect(presence.receive(tab, [entry(1, 3)])).toBe(false)
  expect(presence.present()).toEqual([entry(2, 1)])
})

test('a leave of somebody unknown claims nothing', () => {
  expect(presence.receive(socket('ana'), [entry(1, 1, null)])).toBe(false)
  expect(presence.takeChanges()).toEqual([])
})

test('a socket has so many ids, and a state so many bytes', () => {
  const ana = socket('ana')
  presence.receive(ana, [entry(1, 1), entry(2, 1), entry(3, 1)])
  expect(presence.present().map(({ id }) => id)).toEqual([1, 2])
  const big = JSON.stringify({ name: 'é'.repeat(50) })
  expect(big.length).toBeLessThan(100)
  expect(presence.receive(ana, [entry(1, 2, big)])).toBe(false)
})
