/** Compaction and death: a crash between any two of its steps, and at any moment, loses nothing, and the next one goes on from there. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { blankBrief } from '#model/brief.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { openConnection } from '../../../server/store/connection.ts'
import { compactReads } from '../../../server/store/operations/compact.ts'
import { logWrites } from '../../../server/store/operations/log.ts'
import { snapshotWrites } from '../../../server/store/operations/snapshots.ts'
import { DATABASE_FILE, openSqliteStore } from '../../../server/store/sqlite.ts'
import type { Store } from '../../../server/store/store.ts'
import { readYDoc } from '../../../server/sync/load.ts'
import { storedText, typing } from '../sync/support.ts'
import { newDocument, TEAM } from './conformance.ts'

const folders: string[] = []
afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
})

const log = { info: () => undefined, error: () => undefined }
const open = (folder: string) => openSqliteStore({ folder, now: () => 1000, log })
const WORDS = Array.from({ length: 40 }, (_, index) => `${index} `)

/** A folder with a brief of `WORDS`, one update a word. */
async function prepared(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-compact-'))
  folders.push(folder)
  const store = await open(folder)
  await store.createTeam(TEAM)
  await store.createDocument({ ...newDocument('d1'), seed: seedUpdate(blankBrief('A memo')) })
  for (const data of typing(WORDS)) await store.append([{ doc: 'd1', actor: 'ana', at: 1, data }])
  await store.close()
  return folder
}

/** The log is whole, and what is served is what it says. */
async function expectWhole(store: Store, updates: number): Promise<void> {
  const { head, updates: rows } = await store.readLog('d1')
  expect(head).toBe(updates)
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: updates }, (_, index) => index + 1))
  const replayed = new Y.Doc()
  for (const { data } of rows) Y.applyUpdate(replayed, data)
  expect(Y.encodeStateAsUpdate(await readYDoc(store, 'd1'))).toEqual(Y.encodeStateAsUpdate(replayed))
}

describe('a crash', () => {
  for (const steps of [0, 1, 2, 3]) {
    test(`after ${steps} of the three steps leaves the log whole, and the next compaction finishes the work`, async () => {
      const folder = await prepared()
      let store = await open(folder)
      // Two snapshots, so that the third has something to archive and something to drop.
      let head = 41
      for (const field of ['second', 'third']) {
        await store.compact('d1')
        for (const data of typing(WORDS, field)) await store.append([{ doc: 'd1', actor: 'ana', at: 1, data }])
        head += WORDS.length
      }
      await store.close()

      const connection = openConnection(join(folder, DATABASE_FILE), 'writer')
      const made = compactReads.condense(connection, 'd1')
      if (!made) throw new TypeError('nothing to compact')
      if (steps > 0) expect(snapshotWrites.putSnapshot(connection, 'd1', made.base, made.snapshot, 1)).toBe(true)
      const segment = compactReads.pack(connection, 'd1')
      if (steps > 1 && segment) expect(snapshotWrites.archive(connection, 'd1', segment)).toBe(true)
      if (steps > 2) snapshotWrites.dropSnapshots(connection, 'd1')
      connection.close()

      store = await open(folder)
      await expectWhole(store, head)
      for (const data of typing(WORDS, 'after')) await store.append([{ doc: 'd1', actor: 'ana', at: 1, data }])
      expect((await store.compact('d1'))?.snapshot.upto).toBe(head + WORDS.length)
      await expectWhole(store, head + WORDS.length)
      await store.close()
      const db = new DatabaseSync(join(folder, DATABASE_FILE))
      expect(db.prepare('select count(*) as count from doc_snapshot').get()).toEqual({ count: 2 })
      db.close()
    })
  }

  test('at any moment of writing and compacting loses nothing that was saved', { timeout: 120_000 }, async () => {
    const folder = await prepared()
    let updates = 41
    for (let round = 0; round < 5; round++) {
      const field = `round ${round}`
      const child = spawn(process.execPath, [join(import.meta.dirname, 'compact.child.ts'), folder, 'd1', field], { stdio: ['ignore', 'pipe', 'inherit'] })
      let saved = 0
      let compactions = 0
      for await (const line of createInterface({ input: child.stdout })) {
        const [what, number] = line.split(' ')
        if (what === 'saved') saved = Number(number)
        else compactions++
        if (compactions >= 3 && saved > 40 + round * 13) child.kill('SIGKILL')
      }
      const store = await open(folder)
      const kept = (await storedText(store, 'd1', field)).trim().split(' ').length
      expect(kept, `round ${round}`).toBeGreaterThanOrEqual(saved)
      expect(compactions).toBeGreaterThanOrEqual(3)
      updates += kept
      await expectWhole(store, updates)
      await store.close()
    }
  })
})

describe('a snapshot', () => {
  test('is not written when another was written meanwhile, and not for what is not in the log', async () => {
    const folder = await prepared()
    const connection = openConnection(join(folder, DATABASE_FILE), 'writer')
    const made = compactReads.condense(connection, 'd1')
    if (!made) throw new TypeError('nothing to compact')
    expect(snapshotWrites.putSnapshot(connection, 'd1', made.base, made.snapshot, 1)).toBe(true)
    expect(snapshotWrites.putSnapshot(connection, 'd1', made.base, made.snapshot, 1)).toBe(false)
    expect(() => snapshotWrites.putSnapshot(connection, 'd1', 41, { ...made.snapshot, upto: 400 }, 1)).toThrow(RangeError)
    connection.close()
  })

  test('that is damaged is passed over for the one before, and without any the whole log is read', async () => {
    const folder = await prepared()
    const store = await open(folder)
    for (const field of ['second', 'third']) {
      await store.compact('d1')
      for (const data of typing(WORDS, field)) await store.append([{ doc: 'd1', actor: 'ana', at: 1, data }])
    }
    await store.compact('d1')
    await store.close()
    for (const [spoilt, upto] of [['upto_seq = 121', 81], ['true', 0]] as const) {
      const db = new DatabaseSync(join(folder, DATABASE_FILE))
      db.exec(`update doc_snapshot set data = zeroblob(40) where ${spoilt}`)
      db.close()
      const again = await open(folder)
      expect((await again.readState('d1')).snapshot?.upto ?? 0).toBe(upto)
      await expectWhole(again, 121)
      await again.close()
    }
  })
})

describe('the archive', () => {
  test('takes only what both kept snapshots can do without, and the log gives up nothing else', async () => {
    const folder = await prepared()
    const connection = openConnection(join(folder, DATABASE_FILE), 'writer')
    const compact = () => {
      const made = compactReads.condense(connection, 'd1')
      if (made) snapshotWrites.putSnapshot(connection, 'd1', made.base, made.snapshot, 1)
    }
    compact()
    expect(compactReads.pack(connection, 'd1')).toBeNull()
    expect(() => connection.run('delete from doc_update where doc_id = ?', 'd1')).toThrow(/only for the archive/)
    logWrites.append(connection, [typing(['x'], 'more').map((data) => ({ doc: 'd1', actor: 'ana', at: 1, data }))])
    compact()
    const segment = compactReads.pack(connection, 'd1')
    expect(segment).toMatchObject({ from: 1, upto: 41 })
    if (!segment) throw new TypeError('nothing to archive')
    expect(snapshotWrites.archive(connection, 'd1', { ...segment, upto: 42 })).toBe(false)
    expect(snapshotWrites.archive(connection, 'd1', segment)).toBe(true)
    expect(snapshotWrites.archive(connection, 'd1', segment)).toBe(false)
    expect(() => connection.run('update doc_archive set data = zeroblob(1)')).toThrow(/never changed/)
    connection.close()
  })
})
