/** The embedded store: the conformance suite, and what only a database in a folder can get wrong. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
import { DATABASE_FILE, openSqliteStore } from '../../../server/store/sqlite.ts'
import { readBriefFromLog } from '../../../server/sync/load.ts'
import { bytesOf, newDocument, newSource, sha, storeConformance, TEAM, update } from './conformance.ts'
import { libraryConformance } from './library-conformance.ts'

const folders: string[] = []
const children: ChildProcess[] = []

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'counterpoint-store-'))
  folders.push(made)
  return made
}

function child(name: string, ...args: string[]): { process: ChildProcess; lines: AsyncIterableIterator<string> } {
  const process = spawn(globalThis.process.execPath, [join(import.meta.dirname, name), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(process)
  return { process, lines: createInterface({ input: process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]() }
}

afterEach(async () => {
  for (const process of children.splice(0)) process.kill('SIGKILL')
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
})

const log = { info: () => undefined, error: () => undefined }
const open = (where: string, over: { exclusive?: boolean; now?: () => number } = {}) => openSqliteStore({ folder: where, now: () => 1000, log, ...over })

storeConformance('SQLite', async () => open(await folder()))
libraryConformance('SQLite', async () => open(await folder()))

describe('a folder', () => {
  test('whose process was killed in the middle of writing has every update that was said to be saved', async () => {
    const where = await folder()
    const store = await open(where)
    await store.createTeam(TEAM)
    await store.createDocument(newDocument('d1'))
    await store.close()

    const saved = new Map<number, string>()
    for (let round = 0; round < 3; round++) {
      const { process, lines } = child('writer.child.ts', where, 'd1')
      const wanted = saved.size + 400
      for await (const line of lines) {
        const [seq = '', text = ''] = line.split(' ')
        saved.set(Number(seq), text)
        if (saved.size === wanted) process.kill('SIGKILL')
      }
    }
    const again = await open(where)
    const { head, updates } = await again.readLog('d1')
    await again.close()
    const stored = new Map(updates.map((row) => [row.seq, new TextDecoder().decode(row.data)]))
    expect(saved.size).toBeGreaterThanOrEqual(1200)
    for (const [seq, text] of saved) expect(stored.get(seq), `update ${seq}`).toBe(text)
    expect(updates.map((row) => row.seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  })

  test('is held by one server; the lock ends with the process, however it ends', async () => {
    const where = await folder()
    const holder = child('holder.child.ts', where)
    await holder.lines.next()
    await expect(open(where, { exclusive: true })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`process ${holder.process.pid}`) })
    const beside = await open(where)
    await beside.createTeam(TEAM)
    await beside.close()
    holder.process.kill('SIGKILL')
    await once(holder.process, 'exit')
    const next = await open(where, { exclusive: true })
    expect(await next.teams()).toEqual([TEAM])
    expect((await readFile(join(where, 'counterpoint.pid'), 'utf8')).trim()).toBe(String(process.pid))
    await expect(open(where, { exclusive: true })).rejects.toMatchObject({ code: 'conflict' })
    await next.close()
    await (await open(where, { exclusive: true })).close()
  })

  test('can be written by two stores at once, as a command line does beside the server', async () => {
    const where = await folder()
    const server = await open(where, { exclusive: true })
    await server.createTeam(TEAM)
    await server.createDocument(newDocument('d1'))
    const command = await open(where)
    const seqs = await Promise.all(Array.from({ length: 200 }, (_, index) => (index % 2 ? server : command).append([update('d1', `u${index}`)])))
    expect(seqs.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 2))
    await command.addSource(newSource('one', ['Imported beside the server.']))
    expect((await server.search(TEAM.id, { q: 'imported' }, 5)).hits).toHaveLength(1)
    await command.close()
    await server.close()
  })

  test('of version 1 is opened and read by this version', async () => {
    const where = await folder()
    const db = new DatabaseSync(join(where, DATABASE_FILE))
    db.exec(await readFile(new URL('../../fixtures/store/version-1.sql', import.meta.url), 'utf8'))
    db.close()
    const store = await open(where)
    const team = '0198b000-0000-7000-8000-000000000001'
    const doc = '0198b000-0000-7000-8000-0000000000d1'
    expect((await store.documents([team])).map((row) => [row.id, row.title, row.head])).toEqual([[doc, 'Draft: Water under the treaty', 4]])
    const brief = await readBriefFromLog(store, doc)
    expect(brief.fields['title']).toBe('Draft: Water under the treaty')
    expect(brief.body.textContent).toBe('Deliveries fell short in the last cycle.')
    expect((await store.search(team, { q: 'juarez water' }, 5)).hits.map((hit) => hit.passage.quote.exact)).toEqual(['Ciudad Juárez draws most of its water from the ground.'])
    expect((await store.source('0198b000-0000-7000-8000-0000000000e1'))?.passages).toHaveLength(2)
    expect((await store.memberships('person-ana')).map(({ team: { slug }, role }) => [slug, role])).toEqual([
      ['north-america', 'owner'],
      ['energy', 'reader'],
    ])
    expect((await store.key(sha('a key')))?.name).toBe('the importer')
    expect(await store.consumeLink(sha('a spent link'), 1790000000400)).toBeNull()
    expect(await store.consumeLink(sha('a link'), 1790000000400)).toBe('person-ana')
    expect(await store.audits(doc)).toHaveLength(1)
    expect(await store.append([update(doc, '')])).toEqual([5])
    await store.addSource(newSource('new', ['Water again.'], { team }))
    expect((await store.search(team, { q: 'water' }, 5)).hits).toHaveLength(2)
    await store.close()
  })

  test('of version 2 is opened and read by this version, and its sources take new imports', async () => {
    const where = await folder()
    const db = new DatabaseSync(join(where, DATABASE_FILE))
    db.exec(await readFile(new URL('../../fixtures/store/version-2.sql', import.meta.url), 'utf8'))
    db.close()
    const store = await open(where)
    const team = '0198b000-0000-7000-8000-000000000001'
    const ferries = '0198b000-0000-7000-8000-0000000000e2'
    expect((await store.readLog('0198b000-0000-7000-8000-0000000000d1')).updates).toHaveLength(7)
    expect((await store.sources(team)).map(({ csl, snapshots, passageCount, withdrawn }) => [csl.title, snapshots, passageCount, withdrawn])).toEqual([
      ['Water along the border', 1, 2, null],
      ['The ferry "Norte"', 1, 3, null],
    ])
    expect(await store.snapshots(ferries)).toMatchObject([{ by: 'key:importer', passages: 3 }])
    expect((await store.search(team, { q: 'died' }, 5)).hits).toEqual([])
    const known = await store.source(ferries)
    const [alike] = await store.likenesses(
      team,
      { file: 'other.txt', title: 'Other' },
      (known?.passages ?? []).slice(1).map(({ quoteHash }) => quoteHash),
    )
    expect(alike).toMatchObject({ source: { id: ferries }, shared: 2 })
    await store.addSnapshot(ferries, newSource('ferries-2', ['The ferry carried 64,100 lorries in 2024.', 'A second quay was opened in May 2024.'], { team }))
    expect((await store.search(team, { q: 'lorries' }, 5)).hits.map((hit) => hit.passage.quote.exact)).toEqual(['The ferry carried 64,100 lorries in 2024.'])
    expect((await store.source(ferries, known?.snapshotSha ?? ''))?.passages).toEqual(known?.passages)
    await store.close()
  })

  test('of a newer version is refused with a sentence and left as it was', async () => {
    const where = await folder()
    await (await open(where)).close()
    const file = join(where, DATABASE_FILE)
    const db = new DatabaseSync(file)
    db.exec('insert into migration (version, at) values (7, 1)')
    db.close()
    const before = await readFile(file)
    await expect(open(where)).rejects.toMatchObject({ code: 'not-ready', message: expect.stringMatching(/version 7.*newer program/s) })
    expect(Buffer.compare(await readFile(file), before)).toBe(0)
  })

  test('that is damaged is refused, not used', async () => {
    const where = await folder()
    await writeFile(join(where, DATABASE_FILE), 'this is not a database, but it is long enough to be taken for one'.repeat(100))
    await expect(open(where)).rejects.toThrow(/not a database/)
  })

  test('says which column is wrong when a row was changed from outside', async () => {
    const where = await folder()
    const store = await open(where)
    await store.createTeam(TEAM)
    await store.addSource(newSource('one', ['A sentence.']))
    await store.close()
    const db = new DatabaseSync(join(where, DATABASE_FILE))
    db.exec(`update source set csl = '{"type":"nonsense"}'`)
    db.close()
    const again = await open(where)
    await expect(again.sources(TEAM.id)).rejects.toThrow(/column "csl"/)
    await again.close()
  })

  test('is cleared of what an import that died has left', async () => {
    const where = await folder()
    const store = await open(where)
    await store.createTeam(TEAM)
    await store.addSource(newSource('whole', ['A whole sentence.']))
    await store.addSource(newSource('dead', ['A dead sentence.']))
    await store.close()
    const db = new DatabaseSync(join(where, DATABASE_FILE))
    db.exec(`update source set snapshot_id = null where id = 'source-dead'; update snapshot set ready = 0 where id = 'snapshot-dead'`)
    db.close()
    const soon = await open(where, { exclusive: true, now: () => 2000 })
    expect((await soon.sources(TEAM.id)).map((row) => row.id)).toEqual(['source-whole'])
    expect((await soon.search(TEAM.id, { q: 'sentence' }, 5)).hits).toHaveLength(1)
    await soon.close()
    const later = await open(where, { exclusive: true, now: () => 10_000_000 })
    await later.addSource(newSource('dead', ['A dead sentence.']))
    expect((await later.search(TEAM.id, { q: 'dead sentence' }, 5)).hits).toHaveLength(1)
    await later.close()
  })

  test('keeps bytes under their hash, whole, and notices when they were changed', async () => {
    const where = await folder()
    const store = await open(where)
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251)
    const hashes = await Promise.all([store.putBlob(bytes, 'application/pdf'), store.putBlob(bytes, 'application/pdf'), store.putBlob(bytesOf('x'), 'text/plain')])
    const [hash = ''] = hashes
    expect(hashes[1]).toBe(hash)
    const shelf = join(where, 'blobs', hash.slice(0, 2))
    expect(await readdir(shelf)).toEqual([hash])
    await writeFile(join(shelf, hash), 'other bytes')
    await expect(store.blob(hash)).rejects.toThrow(/damaged/)
    await store.close()
  })

  test('the record of what was done cannot be changed or shortened', async () => {
    const where = await folder()
    const store = await open(where)
    await store.audit({ at: 1, actor: 'ana', action: 'sign-in', object: 'ana' })
    await store.close()
    const db = new DatabaseSync(join(where, DATABASE_FILE))
    expect(() => db.exec(`update audit set actor = 'ben'`)).toThrow(/never changed/)
    expect(() => db.exec('delete from audit')).toThrow(/never shortened/)
    db.close()
  })
})
