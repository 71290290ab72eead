/**
 * One SQLite connection inside a worker thread: pragmas, statements prepared once, transactions, and rows read by type.
 *
 * `synchronous = FULL` in WAL mode calls fsync at every commit: what a promise of the store resolved with survives a power cut.
 * Several processes may have the database open (a command line beside the server); each waits up to `BUSY_MS` for the other's commit.
 */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import type { z } from 'zod'

export const BUSY_MS = 5000
const CACHE_KIB = 64 * 1024

export type Row = Record<string, SQLOutputValue>
export type Param = SQLInputValue

export type Connection = {
  /** Runs statements without parameters, several at once if need be. */
  script(sql: string): void
  /** Runs one statement and says how many rows changed. */
  run(sql: string, ...params: Param[]): number
  get(sql: string, ...params: Param[]): Row | undefined
  all(sql: string, ...params: Param[]): Row[]
  /** Runs `work` in one transaction; rolled back when it throws. `immediate` takes the write lock first, so that it never fails half-way for want of it. */
  transaction<T>(mode: 'immediate' | 'deferred', work: () => T): T
  close(): void
}

/** Opens the file; a `writer` creates it. `:memory:` is for tests and scratch tables. */
export function openConnection(file: string, role: 'writer' | 'reader' | 'searcher' | 'compactor'): Connection {
  const db = new DatabaseSync(file, { readOnly: role !== 'writer', timeout: BUSY_MS, enableForeignKeyConstraints: true })
  if (role === 'writer') db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000;')
  db.exec(`pragma cache_size = -${CACHE_KIB}; pragma temp_store = memory;`)
  return wrap(db)
}

function wrap(db: DatabaseSync): Connection {
  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string, bigInts = false): StatementSync => {
    const key = bigInts ? `run ${sql}` : sql
    const known = prepared.get(key)
    if (known) return known
    const fresh = db.prepare(sql)
    fresh.setReadBigInts(bigInts)
    prepared.set(key, fresh)
    return fresh
  }
  return {
    script: (sql) => db.exec(sql),
    // Big integers, because node also reads the last row number, and inside the full text those pass 2^53.
    run: (sql, ...params) => Number(statement(sql, true).run(...params).changes),
    get: (sql, ...params) => statement(sql).get(...params),
    all: (sql, ...params) => statement(sql).all(...params),
    transaction(mode, work) {
      db.exec(`begin ${mode}`)
      try {
        const result = work()
        db.exec('commit')
        return result
      } catch (error) {
        if (db.isTransaction) db.exec('rollback')
        throw error
      }
    },
    close: () => db.close(),
  }
}

/** SQLite's extended result code of a failed unique or primary key constraint. */
export function isUniqueFault(error: unknown): boolean {
  const code = resultCode(error)
  return code === 2067 || code === 1555
}

export function isForeignKeyFault(error: unknown): boolean {
  return resultCode(error) === 787
}

/** True when another process kept the write lock for longer than `BUSY_MS`. */
export function isBusyFault(error: unknown): boolean {
  return ((resultCode(error) ?? 0) & 0xff) === 5
}

function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined
}

function wrong(row: Row, column: string, wanted: string): TypeError {
  const value = row[column]
  return new TypeError(`The column "${column}" holds ${value === null ? 'null' : value === undefined ? 'nothing' : `a ${typeof value}`} where ${wanted} belongs; the database was changed from outside or is damaged.`)
}

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw wrong(row, column, 'text')
  return value
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column)
}

export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrong(row, column, 'a whole number')
  return value
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column)
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw wrong(row, column, 'a run of bytes')
  return value
}

/** A column checked against a shape of `model/`: JSON text is parsed first. */
export function shaped<S extends z.ZodType>(row: Row, column: string, shape: S, form: 'json' | 'plain' = 'json'): z.output<S> {
  const value = text(row, column)
  const result = shape.safeParse(form === 'json' ? JSON.parse(value) : value)
  if (!result.success) throw new TypeError(`The column "${column}" does not have its shape (${result.error.issues[0]?.message ?? 'unknown'}); the database was changed from outside or is damaged.`)
  return result.data
}
