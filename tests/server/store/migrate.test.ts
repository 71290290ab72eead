import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Connection, openConnection } from '../../../server/store/connection.ts'
import { databaseVersion, type Migration, migrate, shippedMigrations } from '../../../server/store/migrate.ts'

const first: Migration = { version: 1, sql: 'create table note (id integer primary key, body text) strict; insert into note (body) values (\'kept\');' }
const second: Migration = { version: 2, sql: 'alter table note add column author text not null default \'unknown\';' }
const broken: Migration = { version: 3, sql: 'alter table note add column more text; insert into nowhere values (1);' }

let connection: Connection
beforeEach(() => {
  connection = openConnection(':memory:', 'writer')
})
afterEach(() => connection.close())

test('brings an empty database to the newest version and records when', () => {
  expect(databaseVersion(connection)).toBe(0)
  expect(migrate(connection, [first, second], 42)).toEqual([1, 2])
  expect(databaseVersion(connection)).toBe(2)
  expect(connection.all('select * from migration')).toEqual([
    { version: 1, at: 42 },
    { version: 2, at: 42 },
  ])
})

test('runs only what is missing and keeps what is there', () => {
  migrate(connection, [first], 1)
  expect(migrate(connection, [first, second], 2)).toEqual([2])
  expect(connection.all('select body, author from note')).toEqual([{ body: 'kept', author: 'unknown' }])
  expect(migrate(connection, [first, second], 3)).toEqual([])
})

test('leaves everything as it was when a migration fails', () => {
  migrate(connection, [first], 1)
  expect(() => migrate(connection, [first, second, broken], 2)).toThrow(/nowhere/)
  expect(databaseVersion(connection)).toBe(1)
  expect(connection.all('select * from note')).toEqual([{ id: 1, body: 'kept' }])
})

test('refuses a database that is newer', () => {
  migrate(connection, [first, second], 1)
  expect(() => migrate(connection, [first], 2)).toThrow(/version 2, this program knows up to 1/)
})

test('ships its versions from 1 on without a gap, and they run on an empty database', () => {
  const shipped = shippedMigrations()
  expect(shipped.map(({ version }) => version)).toEqual(shipped.map((_, index) => index + 1))
  expect(migrate(connection, shipped, 1)).toEqual(shipped.map(({ version }) => version))
})
