/** Recent updates: kept in the order they came, read with the log, moved into it whole, and lost by nobody's death in between. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Connection, openConnection } from '../../../server/store/connection.ts'
import { logReads } from '../../../server/store/operations/log.ts'
import { recentWrites } from '../../../server/store/operations/recent.ts'
import { readState } from '../../../server/store/operations/snapshots.ts'
import { createSettling, SETTLE_BYTES, SETTLE_ROWS } from '../../../server/store/settling.ts'
import { DATABASE_FILE, openSqliteStore } from '../../../server/store/sqlite.ts'
import { newDocument, TEAM, update } from './conformance.ts'

const log = { info: () => undefined, error: () => undefined }
let folder: string
let connection: Connection
const count = (table: 'doc_recent' | 'doc_update') => connection.get(`select count(*) as count from ${table}`)?.['count']
const seqs = (doc: string, after = 0) => logReads.readLog(connection, doc, after).updates.map(({ seq }) => seq)
const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1)
const open = (exclusive = false) => openSqliteStore({ folder, now: () => 1000, log, exclusive })

/** Two briefs with 30 recent updates each, as a store that was killed leaves them: another connection looks while it is still open. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterpoint-recent-'))
  const store = await open()
  await store.createTeam(TEAM)
  for (const id of ['d1', 'd2']) await store.createDocument(newDocument(id))
  await store.close()
  connection = openConnection(join(folder, DATABASE_FILE), 'writer')
  for (let index = 0; index < 30; index++) append(`u${index}`)
})
afterEach(async () => {
  connection.close()
  await rm(folder, { recursive: true, force: true })
})

function append(word: string): void {
  for (const { doc, at, actor, data } of [update('d2', word), update('d1', word)]) {
    connection.run('update doc set head = head + 1 where id = ?', doc)
    connection.run('insert into doc_recent (doc_id, seq, at, actor, data) select id, head, ?, ?, ? from doc where id = ?', at, actor, data, doc)
  }
}

test('are read behind the log, in order, from wherever one asks', () => {
  expect([count('doc_update'), count('doc_recent')]).toEqual([2, 60])
  expect(seqs('d1')).toEqual(upTo(31))
  recentWrites.moveRecent(connection)
  append('more')
  expect([count('doc_update'), count('doc_recent')]).toEqual([62, 2])
  expect(seqs('d1')).toEqual(upTo(32))
  expect(seqs('d1', 30)).toEqual([31, 32])
  expect(seqs('d1', 31)).toEqual([32])
  expect(readState(connection, 'd2').tail.map(({ seq }) => seq)).toEqual(upTo(32))
})

test('read the same before and after they are moved', () => {
  const before = ['d1', 'd2'].map((doc) => logReads.readLog(connection, doc, 0))
  recentWrites.moveRecent(connection)
  recentWrites.moveRecent(connection)
  expect(count('doc_recent')).toBe(0)
  expect(['d1', 'd2'].map((doc) => logReads.readLog(connection, doc, 0))).toEqual(before)
})

test('stay whole where they were when the move fails half-way, or its process dies before the commit', () => {
  connection.script(`create trigger halfway before delete on doc_recent when old.seq = 20 begin select raise(abort, 'the disk is full'); end`)
  expect(() => recentWrites.moveRecent(connection)).toThrow(/disk is full/)
  expect([count('doc_update'), count('doc_recent')]).toEqual([2, 60])
  expect(seqs('d1')).toEqual(upTo(31))
  connection.script('drop trigger halfway')
  // What is not committed is not there for the next who opens the file.
  connection.script(`begin immediate; insert into doc_update (doc_id, seq, at, actor, data) select doc_id, seq, at, actor, data from doc_recent`)
  connection.close()
  connection = openConnection(join(folder, DATABASE_FILE), 'writer')
  expect([count('doc_update'), count('doc_recent')]).toEqual([2, 60])
  recentWrites.moveRecent(connection)
  expect(seqs('d2')).toEqual(upTo(31))
})

test('are never changed, and leave only for the log, byte for byte', () => {
  expect(() => connection.run(`update doc_recent set actor = 'ben'`)).toThrow(/never changed/)
  expect(() => connection.run('delete from doc_recent')).toThrow(/only for the log/)
  connection.run(`insert into doc_update (doc_id, seq, at, actor, data) select doc_id, seq, at, actor, x'00' from doc_recent where doc_id = 'd1' and seq = 2`)
  expect(() => connection.run(`delete from doc_recent where doc_id = 'd1' and seq = 2`)).toThrow(/only for the log/)
})

test('that a killed server left are in the log once the next one is open, and numbering goes on', async () => {
  const store = await open(true)
  expect([count('doc_update'), count('doc_recent')]).toEqual([62, 0])
  expect(await store.append([update('d1', 'next')])).toEqual([32])
  expect(count('doc_recent')).toBe(1)
  expect((await store.readLog('d1')).updates.map(({ seq }) => seq)).toEqual(upTo(32))
  await store.close()
  expect(count('doc_recent')).toBe(0)
})

test('are moved while writing goes on, by two stores at once, and never leave a gap', async () => {
  const stores = [await open(true), await open()]
  const words = Array.from({ length: SETTLE_ROWS + 400 }, (_, index) => update(index % 2 ? 'd1' : 'd2', `${index}`))
  await Promise.all(Array.from({ length: words.length / 8 }, (_, index) => stores[index % 2]?.append(words.slice(index * 8, index * 8 + 8))))
  await stores[1]?.compact('d1')
  await Promise.all(words.slice(0, 200).map((row, index) => stores[index % 2]?.append([row])))
  for (const doc of ['d1', 'd2']) {
    const { head, updates } = (await stores[0]?.readLog(doc)) ?? { head: 0, updates: [] }
    expect(head).toBe(31 + words.length / 2 + 100)
    expect(updates.map(({ seq }) => seq)).toEqual(upTo(head))
  }
  for (const store of stores) await store.close()
})

test('move after so many rows or so many bytes', () => {
  let moves = 0
  const committed = createSettling(() => moves++)
  const one = update('d1', 'x')
  committed([Array.from({ length: SETTLE_ROWS - 1 }, () => one)])
  expect(moves).toBe(0)
  committed([[one]])
  expect(moves).toBe(1)
  committed([[one]])
  expect(moves).toBe(1)
  committed([[one], [{ ...one, data: new Uint8Array(SETTLE_BYTES) }]])
  expect(moves).toBe(2)
})
