import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createKnowledge, type Knowledge } from '../../../server/sync/knowledge.ts'
import { seeded } from './seeded.ts'
import { typing } from './support.ts'

/** Absorbs an update that must add something. */
function learn(knowledge: Knowledge, update: Uint8Array): void {
  const { verdict, extent } = knowledge.weigh(update)
  expect(verdict).toBe('adds')
  knowledge.absorb(extent)
}

const verdicts = (knowledge: Knowledge, updates: readonly Uint8Array[]) => updates.map((update) => knowledge.weigh(update).verdict)

/** The updates of an edit on a Y.Doc. */
function updatesOf(ydoc: Y.Doc, edit: () => void): Uint8Array[] {
  const updates: Uint8Array[] = []
  const listen = (update: Uint8Array) => updates.push(update)
  ydoc.on('update', listen)
  edit()
  ydoc.off('update', listen)
  return updates
}

describe('an update', () => {
  test('adds, and then is known', () => {
    const knowledge = createKnowledge()
    const [first = new Uint8Array()] = typing(['one'])
    learn(knowledge, first)
    expect(verdicts(knowledge, [first, new Uint8Array([0, 0])])).toEqual(['nothing', 'nothing'])
  })

  test('that skips one of its client has a gap, and none once that has come', () => {
    const knowledge = createKnowledge()
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = typing(['one', 'two', 'three'])
    expect(verdicts(knowledge, [second, third])).toEqual(['gap', 'gap'])
    learn(knowledge, first)
    expect(verdicts(knowledge, [second, third])).toEqual(['adds', 'gap'])
    learn(knowledge, Y.mergeUpdates([second, third]))
    expect(verdicts(knowledge, [first, second, third])).toEqual(['nothing', 'nothing', 'nothing'])
  })

  test("that stands beside another client's words we don't have has a gap", () => {
    const ana = new Y.Doc()
    const ben = new Y.Doc()
    const [anas = new Uint8Array()] = updatesOf(ana, () => ana.getText('t').insert(0, 'hello'))
    Y.applyUpdate(ben, anas)
    const [bens = new Uint8Array()] = updatesOf(ben, () => ben.getText('t').insert(3, 'XY'))
    const knowledge = createKnowledge()
    expect(verdicts(knowledge, [bens])).toEqual(['gap'])
    expect(verdicts(knowledge, [Y.mergeUpdates([anas, bens])])).toEqual(['adds'])
    learn(knowledge, anas)
    expect(verdicts(knowledge, [bens])).toEqual(['adds'])
  })

  test('that only deletes adds once, and has a gap when the words are not here', () => {
    const ydoc = new Y.Doc()
    const [words = new Uint8Array()] = updatesOf(ydoc, () => ydoc.getText('t').insert(0, 'hello'))
    const [cut = new Uint8Array()] = updatesOf(ydoc, () => ydoc.getText('t').delete(1, 2))
    const [rest = new Uint8Array()] = updatesOf(ydoc, () => ydoc.getText('t').delete(0, 3))
    const knowledge = createKnowledge()
    expect(verdicts(knowledge, [cut])).toEqual(['gap'])
    learn(knowledge, words)
    learn(knowledge, cut)
    expect(verdicts(knowledge, [cut])).toEqual(['nothing'])
    learn(knowledge, rest)
    expect(verdicts(knowledge, [words, cut, rest, Y.encodeStateAsUpdate(ydoc)])).toEqual(['nothing', 'nothing', 'nothing', 'nothing'])
  })

  test('of two clients that wait for each other can never be taken', () => {
    // Client 1 inserts beside (2, 0) and client 2 beside (1, 0): Yjs would keep both aside for ever.
    const circle = new Uint8Array([2, 1, 2, 0, 0x84, 1, 0, 1, 97, 1, 1, 0, 0x84, 2, 0, 1, 98, 0])
    expect(verdicts(createKnowledge(), [circle])).toEqual(['gap'])
  })

  test('that is not one is refused with an error', () => {
    const knowledge = createKnowledge()
    for (const bytes of [new Uint8Array(), new Uint8Array([1]), new Uint8Array([255, 255, 255]), new Uint8Array(30).fill(129)]) expect(() => knowledge.weigh(bytes)).toThrow()
  })
})

test('the state vector is the one Yjs has', () => {
  const ydoc = new Y.Doc()
  const knowledge = createKnowledge()
  for (const update of updatesOf(ydoc, () => {
    ydoc.getText('t').insert(0, 'hello')
    ydoc.getMap('m').set('k', new Y.Array())
  }))
    learn(knowledge, update)
  expect(Y.decodeStateVector(knowledge.stateVector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(ydoc)))
})

test('judges random updates in random order as Yjs does', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = seeded(seed)
  const pick = (length: number) => Math.floor(random() * length)
  for (let round = 0; round < 40; round++) {
    const authors = Array.from({ length: 3 }, () => new Y.Doc())
    const updates: Uint8Array[] = []
    for (let step = 0; step < 40; step++) {
      const author = authors[pick(3)] ?? new Y.Doc()
      const text = author.getText('t')
      updates.push(
        ...updatesOf(author, () => {
          if (text.length > 3 && random() < 0.3) text.delete(pick(text.length - 2), 2)
          else text.insert(pick(text.length + 1), 'abc'.slice(0, 1 + pick(3)))
        }),
      )
      if (random() < 0.3) {
        const from = authors[pick(3)] ?? author
        Y.applyUpdate(author, Y.encodeStateAsUpdate(from))
      }
    }
    const knowledge = createKnowledge()
    const truth = new Y.Doc()
    const order = updates.toSorted(() => random() - 0.5)
    // Gaps come again later, as a client's answer would bring them; a few rounds take everything in.
    for (const update of [...order, ...order, ...order, ...updates]) {
      const { verdict, extent } = knowledge.weigh(update)
      const probe = new Y.Doc()
      Y.applyUpdate(probe, Y.encodeStateAsUpdate(truth))
      const before = Y.encodeStateAsUpdate(probe)
      Y.applyUpdate(probe, update)
      const gap = probe.store.pendingStructs !== null || probe.store.pendingDs !== null
      const known = !gap && Buffer.compare(Y.encodeStateAsUpdate(probe), before) === 0
      expect(verdict, `seed ${seed}, round ${round}`).toBe(gap ? 'gap' : known ? 'nothing' : 'adds')
      if (verdict !== 'adds') continue
      knowledge.absorb(extent)
      Y.applyUpdate(truth, update)
    }
    expect(Y.decodeStateVector(knowledge.stateVector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(truth)))
    for (const author of authors) Y.applyUpdate(author, Y.encodeStateAsUpdate(truth))
    expect(new Set(authors.map((author) => author.getText('t').toString())).size).toBe(1)
  }
})
