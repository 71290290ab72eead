import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { DATABASE_FILE } from '../../../server/store/sqlite.ts'
import { newServer } from '../../support/server.ts'

test('a library that an older version imported gets its figures and facts, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-older-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const db = new DatabaseSync(join(folder, DATABASE_FILE))
  db.exec(await readFile(new URL('../../fixtures/store/version-2.sql', import.meta.url), 'utf8'))
  db.close()
  const server = await newServer({ folder })
  onTestFinished(() => server.close())
  const { store, librarian } = server.parts
  const ferries = '0198b000-0000-7000-8000-0000000000e2'
  expect((await store.findings(ferries))?.figures).toEqual([])
  let count = 0
  await librarian.readOlder(() => `fact-${count++}`)
  const findings = await store.findings(ferries)
  expect(findings?.figures.map(({ value }) => value)).toContain(61_300)
  expect(findings?.facts.length).toBeGreaterThan(0)
  expect(await store.snapshotToRead()).toBeNull()
  await librarian.readOlder(() => `again-${count++}`)
  expect(await store.findings(ferries)).toEqual(findings)
})
