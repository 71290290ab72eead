/**
 * The log: JSON lines on stderr (stdout is for what a person or a script asked for). Never the words of a document, never a secret:
 * whoever logs passes ids, counts and times, and the names below are removed wherever they stand.
 */
import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

export type Log = Logger

const SECRET_NAMES = ['password', 'token', 'secret', 'cookie', 'authorization', 'hash', 'quote', 'text', 'body']

export function createLog(level: LogLevel): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), remove: true } },
    pino.destination({ fd: 2, sync: true }),
  )
}
