import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { blankBrief } from '#model/brief.ts'
import { seedUpdate, titleOf } from '#model/ydoc.ts'
import { readBriefFromLog, readYDoc } from '../../../server/sync/load.ts'
import { condense } from '../../../server/sync/condense.ts'
import { typing } from './support.ts'

const tailOf = (updates: readonly Uint8Array[], after = 0) => updates.map((data, index) => ({ seq: after + index + 1, at: 1, actor: 'ana', data }))
const logOf = (...updates: Uint8Array[]) => ({ readState: () => Promise.resolve({ head: updates.length, title: '', authors: [], snapshot: null, tail: tailOf(updates) }) })

test('rebuilds a brief from its log', async () => {
  const seed = seedUpdate(blankBrief('Rivers'))
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, seed)
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  titleOf(ydoc)?.insert(6, ' and rain')
  expect((await readBriefFromLog(logOf(seed, ...updates), 'd1')).fields['title']).toBe('Rivers and rain')
})

test('leaves out an update that cannot be applied, says which, and keeps the others', async () => {
  const [first = new Uint8Array(), second = new Uint8Array()] = typing(['one ', 'two'])
  const unreadable: number[] = []
  const ydoc = await readYDoc(logOf(first, new Uint8Array([7, 7, 7]), second, new Uint8Array()), 'd1', (seq) => unreadable.push(seq))
  expect(ydoc.getText('words').toString()).toBe('one two')
  expect(unreadable).toEqual([2, 4])
})

test('rebuilds a brief from its snapshot and what came since', async () => {
  const updates = [seedUpdate(blankBrief('Rivers')), ...typing(Array.from({ length: 100 }, (_, index) => `${index} `))]
  const made = condense({ snapshot: null, tail: tailOf(updates.slice(0, 60)) })
  const store = { readState: () => Promise.resolve({ head: updates.length, title: '', authors: [], snapshot: made && { ...made.snapshot, at: 1 }, tail: tailOf(updates.slice(60), 60) }) }
  const ydoc = await readYDoc(store, 'd1')
  expect(ydoc.getText('words').toString().trim().split(' ')).toHaveLength(100)
  expect((await readBriefFromLog(store, 'd1')).fields['title']).toBe('Rivers')
})
