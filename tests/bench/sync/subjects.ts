/** Who is measured: how each server is started, where a document is, and what it can do. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BadUsage } from '../options.ts'
import type { Launch } from './server.ts'
import { type Dialect, NAMED, PLAIN } from './wire.ts'

/** `stranger` is another writer than `writer`. */
export type Role = 'writer' | 'stranger' | 'reader' | 'nobody'
export type Address = { url: string; headers: Record<string, string>; token: string }
/** Secrets by role; only our server has any. */
export type Keys = Readonly<Partial<Record<Role, string>>>

export type Subject = {
  name: string
  /** How it is called in tables. */
  title: string
  dialect: Dialect
  /** Whether it keeps documents over a restart, says what is saved, and knows readers. */
  persists: boolean
  acknowledges: boolean
  knowsReaders: boolean
  launch(folder: string, root: string, settings: Readonly<Record<string, string>>): Launch
  /** Makes an empty data folder ready; once, the folder is then copied for every run. */
  prepare?(folder: string, root: string): Keys
  /** Makes a document when it must be made before it can be joined, and gives the name it then has. */
  create?(port: number, title: string, keys: Keys): Promise<string>
  address(port: number, doc: string, role: Role, keys: Keys): Address
}

const PEERS = fileURLToPath(new URL('../peers/', import.meta.url))

function peer(file: string): Subject['launch'] {
  return (folder) => ({ args: [join(PEERS, file)], cwd: PEERS, env: { DATA_DIR: folder } })
}

const local = (port: number, path: string): string => `ws://127.0.0.1:${port}/${path}`
const byPath: Subject['address'] = (port, doc) => ({ url: local(port, encodeURIComponent(doc)), headers: {}, token: '' })

const ourEnv = (folder: string, root: string) => ({ DATA_DIR: folder, LOG_LEVEL: 'error', NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node') })

export const COUNTERPOINT: Subject = {
  name: 'counterpoint',
  title: 'Counterpoint',
  dialect: PLAIN,
  persists: true,
  acknowledges: true,
  knowsReaders: true,
  launch: (folder, root, settings) => ({ args: [join(root, 'scripts', 'run.mjs'), 'server/main.ts', '--no-demo'], cwd: root, env: { ...ourEnv(folder, root), ...settings } }),
  prepare(folder, root) {
    const key = (role: string) =>
      execFileSync(process.execPath, [join(root, 'scripts', 'run.mjs'), 'server/cli.ts', 'key', 'create', '--name', `bench ${role}`, '--role', role], {
        cwd: root,
        env: { ...process.env, ...ourEnv(folder, root) },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
        .trim()
        .split(/\s+/)
        .at(-1) ?? ''
    return { writer: key('editor'), stranger: key('editor'), reader: key('reader'), nobody: 'cp_no_such_key' }
  },
  async create(port, title, keys) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys.writer ?? ''}` }
    const response = await fetch(`http://127.0.0.1:${port}/api/documents`, { method: 'POST', headers, body: JSON.stringify({ title }) })
    if (response.status !== 201) throw new Error(`a brief could not be made: ${response.status} ${await response.text()}`)
    return ((await response.json()) as { id: string }).id
  },
  address: (port, doc, role, keys) => ({ url: local(port, `sync/${encodeURIComponent(doc)}?ack=1`), headers: { authorization: `Bearer ${keys[role] ?? ''}` }, token: '' }),
}

export const HOCUSPOCUS: Subject = {
  name: 'hocuspocus',
  title: 'Hocuspocus + SQLite',
  dialect: NAMED,
  persists: true,
  acknowledges: true,
  knowsReaders: true,
  launch: peer('hocuspocus.mjs'),
  address: (port, _doc, role) => ({ url: local(port, ''), headers: {}, token: role }),
}

export const Y_WEBSOCKET: Subject = {
  name: 'y-websocket',
  title: 'y-websocket + LevelDB',
  dialect: PLAIN,
  persists: true,
  acknowledges: false,
  knowsReaders: false,
  launch: peer('ywebsocket.mjs'),
  address: byPath,
}

export const RELAY: Subject = {
  name: 'relay',
  title: 'bare ws relay',
  dialect: PLAIN,
  persists: false,
  acknowledges: false,
  knowsReaders: false,
  launch: peer('relay.mjs'),
  address: byPath,
}

/** Ours first. */
export const SUBJECTS: readonly Subject[] = [COUNTERPOINT, HOCUSPOCUS, Y_WEBSOCKET, RELAY]

export function subjectNamed(name: string): Subject {
  const subject = SUBJECTS.find((candidate) => candidate.name === name)
  if (!subject) throw new BadUsage(`There is no subject "${name}". There are: ${SUBJECTS.map((each) => each.name).join(', ')}.`)
  return subject
}
