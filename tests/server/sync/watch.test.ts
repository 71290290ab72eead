import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { blankBrief } from '#model/brief.ts'
import { fieldsOf, infoOf, seedUpdate, titleOf } from '#model/ydoc.ts'
import { createKnowledge, readUpdate } from '../../../server/sync/knowledge.ts'
import { createSpans } from '../../../server/sync/spans.ts'
import { createWatch, watchedIn } from '../../../server/sync/watch.ts'

/** A brief and a watch that has seen its seed; `touches` says whether an edit concerns the head. */
function open() {
  const seed = seedUpdate(blankBrief('Rivers'))
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, seed)
  let watch = createWatch()
  watch.see(readUpdate(seed))
  const touches = (edit: () => void): boolean => {
    const seen: boolean[] = []
    const listen = (update: Uint8Array) => seen.push(watch.see(readUpdate(update)))
    ydoc.on('update', listen)
    edit()
    ydoc.off('update', listen)
    return seen.some(Boolean)
  }
  return {
    ydoc,
    touches,
    reopen() {
      watch = createWatch(watch.encode())
    },
    encode: () => watch.encode(),
  }
}

test('typing in the body does not concern the lists, the title, a field and the schema version do', () => {
  const { ydoc, touches, reopen } = open()
  const words = ydoc.getText('words')
  expect(touches(() => words.insert(0, 'hello'))).toBe(false)
  expect(touches(() => titleOf(ydoc)?.insert(6, ' and rain'))).toBe(true)
  expect(touches(() => titleOf(ydoc)?.delete(0, 3))).toBe(true)
  expect(touches(() => words.delete(0, 2))).toBe(false)
  reopen()
  expect(touches(() => titleOf(ydoc)?.insert(2, 'again'))).toBe(true)
  expect(touches(() => fieldsOf(ydoc).set('subject', 'Water'))).toBe(true)
  expect(touches(() => fieldsOf(ydoc).set('subject', 'Rain'))).toBe(true)
  expect(touches(() => infoOf(ydoc).set('schema', 2))).toBe(true)
  expect(touches(() => words.insert(3, 'more'))).toBe(false)
})

test('a title that is replaced by another text is followed into it', () => {
  const { ydoc, touches } = open()
  expect(touches(() => fieldsOf(ydoc).set('title', new Y.Text('Other')))).toBe(true)
  expect(touches(() => titleOf(ydoc)?.insert(5, ' words'))).toBe(true)
})

test('knows after a snapshot what it knew before', () => {
  const { ydoc, touches, encode } = open()
  touches(() => titleOf(ydoc)?.insert(6, ' and rain'))
  touches(() => ydoc.getText('words').insert(0, 'hello'))
  const spans = createSpans(watchedIn(ydoc))
  expect(watchedIn(ydoc)).toEqual(encode())
  expect(spans.meets([ydoc.clientID, 0, 1])).toBe(true)
})

test('finds the head in one update that holds everything', () => {
  const { ydoc } = open()
  titleOf(ydoc)?.insert(6, ' and rain')
  const watch = createWatch()
  expect(watch.see(readUpdate(Y.encodeStateAsUpdate(ydoc)))).toBe(true)
  expect(watch.encode()).toEqual(watchedIn(ydoc))
  const knowledge = createKnowledge()
  knowledge.absorb(readUpdate(Y.encodeStateAsUpdate(ydoc)).extent)
  expect(knowledge.stateVector()).toEqual(Y.encodeStateVector(ydoc))
})

test('asks every item once, however they hang on one another, and measures what a title gains', () => {
  const { ydoc } = open()
  const before = Y.encodeStateVector(ydoc)
  const title = titleOf(ydoc)
  // Each new letter stands before the last: the order in which they are written is the reverse of how they hang together.
  for (let index = 0; index < 20_000; index++) title?.insert(0, 'x')
  ydoc.getText('words').insert(0, 'not the title')
  const update = readUpdate(Y.encodeStateAsUpdate(ydoc, before))
  const fresh = createWatch()
  fresh.see(readUpdate(seedUpdate(blankBrief('Rivers'))))
  expect(fresh.textIn(update)).toBe(20_000)
  expect(fresh.see(update)).toBe(true)
  expect(createSpans(fresh.encode()).covers([ydoc.clientID, 0, 20_000])).toBe(true)
  expect(createSpans(fresh.encode()).meets([ydoc.clientID, 20_000, 20_010])).toBe(false)
})
