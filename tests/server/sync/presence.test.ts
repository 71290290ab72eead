import { beforeEach, expect, test } from 'vitest'
import { createPresence, type Presence } from '../../../server/sync/presence.ts'
import { type Shown, shownOf } from '../../../server/sync/shown.ts'

type Socket = { person: string; shown: Shown }
const socket = (person: string): Socket => ({ person, shown: shownOf(person, `The ${person}`) })
/** The state of somebody who shows nothing but themselves. */
const plain = (person: string) => JSON.stringify({ user: shownOf(person, `The ${person}`) })
let presence: Presence<Socket>
beforeEach(() => {
  presence = createPresence({ syncAwarenessIds: 2, syncAwarenessBytes: 100 })
})

const entry = (id: number, clock: number, state: string | null = '{}') => ({ id, clock, state })

test('passes on what changed, once', () => {
  const ana = socket('ana')
  expect(presence.receive(ana, [entry(1, 1), entry(2, 1)])).toBe(true)
  expect(presence.takeChanges()).toEqual([entry(1, 1, plain('ana')), entry(2, 1, plain('ana'))])
  expect(presence.takeChanges()).toEqual([])
  expect(presence.present()).toEqual([entry(1, 1, plain('ana')), entry(2, 1, plain('ana'))])
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
  expect(presence.present()).toEqual([entry(1, 4, plain('ana'))])
})

test('who comes back after a broken connection goes on from the clock they left with', () => {
  const old = socket('ana')
  presence.receive(old, [entry(1, 3)])
  presence.leave(old)
  presence.takeChanges()
  expect(presence.receive(socket('ana'), [entry(1, 3)])).toBe(true)
  expect(presence.takeChanges()).toEqual([entry(1, 5, plain('ana'))])
})

test("an echo from the same person's other tab brings no ghost", () => {
  const gone = socket('ana')
  const tab = socket('ana')
  presence.receive(gone, [entry(1, 3)])
  presence.receive(tab, [entry(2, 1)])
  presence.leave(gone)
  expect(presence.receive(tab, [entry(1, 3)])).toBe(false)
  expect(presence.present()).toEqual([entry(2, 1, plain('ana'))])
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

test('shows the name of the account, whatever the client says, and of the rest the cursor alone', () => {
  const ana = socket('ana')
  const place = { type: null, tname: 'body', item: { client: 7, clock: 3 }, assoc: 0 }
  const said = { user: { name: 'The minister', id: 'ben', colour: '#000000' }, name: 'The minister', cursor: { anchor: place, head: place, note: 'x' } }
  const wide = createPresence<Socket>({ syncAwarenessIds: 2, syncAwarenessBytes: 4096 })
  wide.receive(ana, [entry(1, 1, JSON.stringify(said))])
  expect(JSON.parse(wide.present()[0]?.state ?? '')).toEqual({ user: { id: 'ana', name: 'The ana', colour: ana.shown.colour, color: ana.shown.colour }, cursor: { anchor: place, head: place } })
})

test("passes on no cursor that would break a colleague's editor", () => {
  const ana = socket('ana')
  const cursorOf = (cursor: unknown): unknown => {
    const one = createPresence<Socket>({ syncAwarenessIds: 2, syncAwarenessBytes: 4096 })
    one.receive(ana, [entry(1, 1, JSON.stringify({ cursor }))])
    return (JSON.parse(one.present()[0]?.state ?? '') as { cursor: unknown }).cursor
  }
  const place = { tname: 'body' }
  for (const bad of [null, 7, 'x', {}, { anchor: null, head: null }, { anchor: {}, head: {} }, { anchor: place }, { anchor: place, head: { item: { client: -1, clock: 0 } } }, { anchor: place, head: { tname: 'x'.repeat(101) } }]) {
    expect(cursorOf(bad), JSON.stringify(bad)).toBeNull()
  }
  expect(cursorOf({ anchor: place, head: { item: { client: 1, clock: 2 }, assoc: -1 } })).toMatchObject({ anchor: { tname: 'body' }, head: { item: { client: 1, clock: 2 }, assoc: -1 } })
})

test('an id under which somebody writes is shown by nobody else', () => {
  const guarded = createPresence<Socket>({ syncAwarenessIds: 2, syncAwarenessBytes: 100 }, (id) => (id === 1 ? 'ana' : null))
  expect(guarded.receive(socket('eve'), [entry(1, 1)])).toBe(false)
  expect(guarded.receive(socket('ana'), [entry(1, 1)])).toBe(true)
  expect(guarded.personOf(1)).toBe('ana')
  expect(guarded.personOf(2)).toBeNull()
})
