/**
 * Every setting: its name in the environment, what it means, its default, its unit and its check.
 *
 * Settings come from outside: a bad value is one clear sentence (`ConfigError`), never a guess. What a setting does is decided where it is used.
 */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'

/** A setting that cannot be used. The message is one sentence for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** One row of the table. `fallback` is shown as it would be written; null means "not set". `read` gives the value or a sentence that completes "NAME …". */
export type Setting<T> = { name: string; means: string; fallback: string | null; unit: string | null; read: (text: string) => T | Complaint }

class Complaint {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function integer(name: string, means: string, fallback: number, unit: string | null, min: number, max: number): Setting<number> {
  return {
    name,
    means,
    fallback: String(fallback),
    unit,
    read: (text) => {
      const value = Number(text)
      return /^\d+$/.test(text) && value >= min && value <= max ? value : new Complaint(`must be a whole number from ${min} to ${max}`)
    },
  }
}

function text(name: string, means: string, fallback: string): Setting<string> {
  return { name, means, fallback, unit: null, read: (value) => value }
}

function yesNo(name: string, means: string, fallback: 'yes' | 'no'): Setting<boolean> {
  const words = new Map([['yes', true], ['true', true], ['1', true], ['no', false], ['false', false], ['0', false]])
  return { name, means, fallback, unit: null, read: (value) => words.get(value.toLowerCase()) ?? new Complaint('must be yes or no') }
}

const publicUrl: Setting<URL | null> = {
  name: 'PUBLIC_URL',
  means: 'The address people type, when it is not http://HOST:PORT. Its name is one the server answers to; links are made with it.',
  fallback: null,
  unit: null,
  read: (value) => {
    const url = URL.canParse(value) ? new URL(value) : null
    if (!url || !['http:', 'https:'].includes(url.protocol)) return new Complaint('must be an address such as https://briefs.example.org')
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') return new Complaint('must be an address without a path, a query or a name')
    return url
  },
}

const logLevel: Setting<LogLevel> = {
  name: 'LOG_LEVEL',
  means: 'How much is logged (JSON lines on stderr). Every request is logged from "debug" on.',
  fallback: 'info',
  unit: null,
  read: (value) => LOG_LEVELS.find((level) => level === value) ?? new Complaint(`must be one of ${LOG_LEVELS.join(', ')}`),
}

const authSecret: Setting<string | null> = {
  name: 'AUTH_SECRET',
  means: 'Signs session cookies. Without it a secret is made at first start and kept in DATA_DIR/secret. Several nodes must share one.',
  fallback: null,
  unit: null,
  read: (value) => (value.length >= 32 ? value : new Complaint('must be at least 32 characters; "openssl rand -base64 32" makes a good one')),
}

/** Every setting, by the name it has in `Config`. The documentation is generated from this table. */
export const SETTINGS = {
  port: integer('PORT', 'The port to listen on; 0 takes a free one.', 4321, null, 0, 65_535),
  host: text('HOST', 'The address to listen on. Another than a loopback address needs TLS in front (PUBLIC_URL and TRUST_PROXY).', '127.0.0.1'),
  dataDir: text('DATA_DIR', 'The folder that holds everything: briefs, library, accounts, secret.', './data'),
  publicUrl,
  trustProxy: yesNo('TRUST_PROXY', "Whether a proxy in front ends TLS and names the caller's address in X-Forwarded-For (its last entry is believed).", 'no'),
  logLevel,
  authSecret,
  demo: yesNo('DEMO', 'Whether an empty data directory gets the demo team and its sign-in links are printed at every start. --no-demo says no.', 'yes'),
  sessionDays: integer('SESSION_DAYS', 'How long a sign-in lasts.', 14, 'days', 1, 365),
  sessionCache: integer('SESSION_CACHE_MS', 'How long a checked session is believed without asking the accounts again. Sign-out ends it at once.', 60_000, 'ms', 0, 600_000),
  linkHours: integer('LINK_HOURS', 'How long a sign-in link can be used.', 24, 'hours', 1, 720),
  signInAttempts: integer('SIGN_IN_ATTEMPTS', 'Sign-ins with a password an address may try in a minute.', 10, 'a minute', 1, 10_000),
  signInBodyBytes: integer('SIGN_IN_BODY_BYTES', 'Largest body of someone who is not signed in.', 16_000, 'bytes', 1_000, 1_000_000),
  requestHeadersSeconds: integer('REQUEST_HEADERS_SECONDS', 'Longest time the headers of a request may take to arrive.', 15, 's', 1, 3_600),
  requestSeconds: integer('REQUEST_SECONDS', 'Longest time a whole request may take to arrive, with its body.', 300, 's', 1, 86_400),
  requestIdleSeconds: integer('REQUEST_IDLE_SECONDS', 'Longest silence while a request arrives or an answer is taken.', 30, 's', 1, 3_600),
  bodyBytes: integer('BODY_BYTES', 'Largest JSON or form body.', 1_000_000, 'bytes', 1_000, 100_000_000),
  importFileBytes: integer('IMPORT_FILE_BYTES', 'Largest source file.', 20_000_000, 'bytes', 1_000, 1_000_000_000),
  importFiles: integer('IMPORT_FILES', 'Most source files in one request.', 20, 'files', 1, 1_000),
  importBodyBytes: integer('IMPORT_BODY_BYTES', 'Largest request with source files, all together.', 100_000_000, 'bytes', 1_000, 2_000_000_000),
  importUploads: integer('IMPORT_UPLOADS', 'Requests with source files a person or key may have under way.', 4, 'requests', 1, 1_000),
  importBytesAtOnce: integer('IMPORT_BYTES_AT_ONCE', 'Most bytes of such requests under way, of everyone together. One that does not say its length counts as the largest.', 400_000_000, 'bytes', 1_000, 20_000_000_000),
  importSeconds: integer('IMPORT_SECONDS', 'Longest time to read one source file.', 30, 's', 1, 3_600),
  importMemory: integer('IMPORT_MEMORY_MB', 'Most resident memory of a process that reads source files.', 512, 'MB', 128, 65_536),
  importWorkers: integer('IMPORT_WORKERS', 'Source files read at the same time, each in a process of its own.', 2, 'processes', 1, 64),
  importQueue: integer('IMPORT_QUEUE', 'Source files that may wait to be read before more are refused. Teams take turns.', 100, 'files', 1, 100_000),
  exportSeconds: integer('EXPORT_SECONDS', 'Longest time to typeset one brief.', 60, 's', 1, 3_600),
  exportWorkers: integer('EXPORT_WORKERS', 'Briefs typeset at the same time (default: one for each core).', availableParallelism(), 'threads', 1, 256),
  exportsEach: integer('EXPORTS_EACH', 'Exports a person or key may have under way or waiting.', 4, 'exports', 1, 1_000),
  exportQueue: integer('EXPORT_QUEUE', 'Exports that may wait for a free thread before more are refused.', 100, 'exports', 1, 100_000),
  syncFrameBytes: integer('SYNC_FRAME_BYTES', 'Largest message on a socket.', 16_000_000, 'bytes', 1_000, 1_000_000_000),
  syncUpdates: integer('SYNC_UPDATES', 'Updates a socket may send in a second, on average.', 100, 'a second', 1, 1_000_000),
  syncBurst: integer('SYNC_BURST', 'Updates a socket may send at once before the average counts.', 400, 'updates', 1, 10_000_000),
  syncSockets: integer('SYNC_SOCKETS', 'Sockets a person or key may hold.', 2_000, 'sockets', 1, 1_000_000),
  syncBriefs: integer('SYNC_BRIEFS', 'Briefs a person or key may have open.', 2_000, 'briefs', 1, 1_000_000),
  syncAwarenessIds: integer('SYNC_AWARENESS_IDS', 'Awareness ids of one socket.', 4, 'ids', 1, 1_000),
  syncAwarenessBytes: integer('SYNC_AWARENESS_BYTES', 'Largest awareness state.', 4_096, 'bytes', 64, 1_000_000),
  syncFirstMessage: integer('SYNC_FIRST_MESSAGE_MS', 'Time a new socket has for its first message.', 10_000, 'ms', 100, 600_000),
} as const satisfies Record<string, Setting<unknown>>

type Settings = typeof SETTINGS
type Values = { -readonly [K in keyof Settings]: Exclude<ReturnType<Settings[K]['read']>, Complaint> }

/** The values of all settings. `dataDir` is an absolute path; `publicUrl` is null when people type http://HOST:PORT. */
export type Config = Values

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]'])

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Reads the settings. Throws a ConfigError with one sentence for the first bad value. An empty value counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const entries = Object.entries(SETTINGS).map(([key, setting]) => [key, readSetting(setting, env[setting.name])])
  const config = Object.fromEntries(entries) as Config
  return checkTogether({ ...config, dataDir: resolve(config.dataDir) })
}

function readSetting(setting: Setting<unknown>, given: string | undefined): unknown {
  const value = given === undefined || given === '' ? setting.fallback : given
  if (value === null) return null
  const read = setting.read(value)
  if (read instanceof Complaint) throw new ConfigError(`${setting.name} ${read.text}; it is "${setting.name === 'AUTH_SECRET' ? '…' : value}".`)
  return read
}

function checkTogether(config: Config): Config {
  if (isLoopback(config.host) || (config.publicUrl?.protocol === 'https:' && config.trustProxy)) return config
  throw new ConfigError(
    `HOST ${config.host} can be reached from other machines, and passwords must not cross a network in the clear: put a proxy with TLS in front and set PUBLIC_URL=https://… and TRUST_PROXY=yes, or listen on 127.0.0.1.`,
  )
}

/** Throws when the demo team, whose sign-in links are printed on the screen, could be reached from other machines. */
export function checkDemo(config: Config, demoTeam: 'present' | 'to be made' | 'absent'): void {
  if (isLoopback(config.host) || demoTeam === 'absent') return
  throw new ConfigError(
    demoTeam === 'present'
      ? `DATA_DIR ${config.dataDir} holds the demo team, which must not be reachable from other machines: choose another DATA_DIR for HOST ${config.host}, or listen on 127.0.0.1.`
      : `HOST ${config.host} can be reached from other machines, so the demo team is not made there: start with --no-demo, or listen on 127.0.0.1.`,
  )
}

/** The address of links: PUBLIC_URL, or the address listened on. No trailing slash. */
export function publicOrigin(config: Config, port = config.port): string {
  if (config.publicUrl) return config.publicUrl.origin
  const host = config.host.includes(':') && !config.host.startsWith('[') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}
