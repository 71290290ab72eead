import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { blankBrief } from '#model/brief.ts'
import { infoOf, seedUpdate, titleOf } from '#model/ydoc.ts'
import type { Snapshot } from '../../../server/store/store.ts'
import { condense, PART_BYTES } from '../../../server/sync/condense.ts'
import { seeded } from './seeded.ts'
import { typing } from './support.ts'

const rows = (updates: readonly Uint8Array[], after = 0) => updates.map((data, index) => ({ seq: after + index + 1, at: 1, actor: 'ana', data }))

function ydocOf(updates: readonly Uint8Array[]): Y.Doc {
  const ydoc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(ydoc, update)
  return ydoc
}

const made = (updates: readonly Uint8Array[], snapshot: Snapshot | null = null, partBytes = PART_BYTES) => {
  const condensed = condense({ snapshot: snapshot && { ...snapshot, at: 1 }, tail: rows(updates, snapshot?.upto) }, partBytes)
  if (!condensed) throw new TypeError('nothing was condensed')
  return condensed
}

/** Three people at random in text, lists and maps: the updates in the order a room would take them. */
function history(seed: number, edits: number): Uint8Array[] {
  const random = seeded(seed)
  const updates: Uint8Array[] = [seedUpdate(blankBrief('Rivers'))]
  const people = [0, 1, 2].map((id) => {
    const ydoc = ydocOf(updates)
    ydoc.clientID = 100 + id
    return ydoc
  })
  for (let edit = 0; edit < edits; edit++) {
    const ydoc = people[Math.floor(random() * 3)] ?? new Y.Doc()
    const text = ydoc.getText('words')
    const at = Math.floor(random() * (text.length + 1))
    const seen: Uint8Array[] = []
    const listen = (bytes: Uint8Array, origin: unknown) => void (origin !== 'other' && seen.push(bytes))
    ydoc.on('update', listen)
    if (random() < 0.3 && text.length > 5) text.delete(Math.min(at, text.length - 3), 3)
    else text.insert(at, `${edit} `)
    if (random() < 0.1) titleOf(ydoc)?.insert(0, 'x')
    ydoc.off('update', listen)
    updates.push(...seen)
    // Sometimes the others hear of it at once, sometimes only with a later state: words are written beside each other without knowing.
    if (random() < 0.5) for (const other of people) Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc), 'other')
  }
  return updates
}

describe('a snapshot', () => {
  test('is the brief its updates make, however often it was made on the way', () => {
    for (const seed of [1, 2, 3]) {
      const updates = history(seed, 60)
      const half = made(updates.slice(0, 30)).snapshot
      const { snapshot, title } = made(updates.slice(30), half)
      const ydoc = ydocOf(snapshot.parts)
      const truth = ydocOf(updates)
      expect(ydoc.getText('words').toString(), `seed ${seed}`).toBe(truth.getText('words').toString())
      expect(snapshot.stateVector).toEqual(Y.encodeStateVector(truth))
      expect(snapshot.upto).toBe(updates.length)
      expect(title).toBe(titleOf(truth)?.toString())
      expect(snapshot.quarantined).toEqual([])
    }
  })

  test('says what is deleted in the bytes Yjs uses for it', () => {
    const { snapshot } = made(history(4, 80))
    const ydoc = ydocOf(snapshot.parts)
    expect(snapshot.deletes).toEqual(Y.encodeStateAsUpdate(ydoc, Y.encodeStateVector(ydoc)))
  })

  test('of a large brief is several updates of bounded size that make the same brief', () => {
    const updates = history(5, 200)
    const { snapshot } = made(updates, null, 400)
    expect(snapshot.parts.length).toBeGreaterThan(4)
    const whole = made(updates).snapshot
    expect(whole.parts).toHaveLength(1)
    for (const part of snapshot.parts.slice(0, -1)) expect(part.length).toBeLessThan(600)
    const ydoc = ydocOf(snapshot.parts)
    expect(ydoc.store.pendingStructs).toBeNull()
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(Y.encodeStateAsUpdate(ydocOf(whole.parts)))
    expect(snapshot.stateVector).toEqual(whole.stateVector)
    expect(snapshot.deletes).toEqual(whole.deletes)
  })

  test('has the schema version the brief has come to', () => {
    const seed = seedUpdate(blankBrief('Rivers'))
    const ydoc = ydocOf([seed])
    infoOf(ydoc).set('schema', 7)
    expect(made([seed, Y.encodeStateAsUpdate(ydoc)]).snapshot.schema).toBe(7)
  })

  test('leaves out an update that cannot be applied and what rests on it, and says which', () => {
    const [first = new Uint8Array(), ...rest] = typing(['one ', 'two ', 'three '])
    const bad = new Uint8Array([7, 7, 7])
    const { snapshot } = made([seedUpdate(blankBrief('Rivers')), first, bad, ...rest])
    expect(snapshot.quarantined.map(({ seq }) => seq)).toEqual([3])
    expect(ydocOf(snapshot.parts).getText('words').toString()).toBe('one two three ')
  })

  test('is not made from a log that rests on what is not in it', () => {
    const [, ...rest] = typing(['one ', 'two ', 'three '])
    expect(() => made([seedUpdate(blankBrief('Rivers')), ...rest])).toThrow(/does not hold update 2/)
  })

  test('is not made when nothing came', () => {
    expect(condense({ snapshot: null, tail: [] })).toBeNull()
  })
})
