/**
 * The built editor: files from one folder, hashed ones cached for good, and `index.html` for every address the editor's own router knows.
 * Names are looked up in the list of what the build wrote, so that no address can leave the folder.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from 'hono'
import { Refusal } from '#model/refusal.ts'
import { page, wantsPage } from './routes/page.ts'

export const EDITOR = fileURLToPath(new URL('../dist/editor', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=UTF-8',
  js: 'text/javascript; charset=UTF-8',
  css: 'text/css; charset=UTF-8',
  json: 'application/json',
  map: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=UTF-8',
  webmanifest: 'application/manifest+json',
}

/** Bytes of files held in memory; what was asked for longest ago goes first. */
const KEPT_BYTES = 32_000_000

type StaticFile = { bytes: Uint8Array<ArrayBuffer>; type: string; etag: string; /** Milliseconds since 1970. */ modified: number }

export type StaticFiles = {
  /** The file at this address, or the start page for an address of the editor; null when the address is neither. Refusal `not-ready`, a page for a person, while the editor is not built. */
  respond(c: Context): Promise<Response | null>
}

export function staticFiles(folder = EDITOR): StaticFiles {
  let names: ReadonlySet<string> | null = null
  const kept = new Map<string, StaticFile>()
  let keptBytes = 0

  const forget = (name: string) => {
    keptBytes -= kept.get(name)?.bytes.length ?? 0
    kept.delete(name)
  }
  const keep = (name: string, file: StaticFile) => {
    forget(name)
    if (file.bytes.length > KEPT_BYTES) return
    kept.set(name, file)
    keptBytes += file.bytes.length
    for (const oldest of kept.keys()) {
      if (keptBytes <= KEPT_BYTES) return
      forget(oldest)
    }
  }

  async function find(name: string): Promise<StaticFile | null> {
    names ??= await list(folder)
    if (!names.has(name)) return null
    const before = kept.get(name)
    const modified = await modifiedAt(folder, name)
    if (modified === null) {
      // Built anew: other names, perhaps.
      names = null
      forget(name)
      return null
    }
    const file = before?.modified === modified ? before : await load(folder, name, modified)
    keep(name, file)
    return file
  }

  return {
    async respond(c) {
      const path = decodePath(c.req.path)
      if (path === null) return null
      const file = path === '/' ? null : await find(path.slice(1))
      if (file) return send(c, file, path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (!isEditorPath(path)) return null
      const start = await find('index.html')
      if (start) return send(c, start, 'no-cache')
      names = null
      if (!wantsPage(c)) throw new Refusal('not-ready', 'The editor is not built yet. Run "npm run build"; the API answers already.')
      return c.html(page('Not built', '<h1>The editor is not built yet</h1><p>Run <code>npm run build</code> and load this page again. The API answers already.</p>'), 503)
    },
  }
}

/** Addresses of the editor have no extension; the API and the socket have their own answers. */
function isEditorPath(path: string): boolean {
  return !/^\/(api|sync|assets|healthz|readyz)(\/|$)/.test(path) && !/\.[A-Za-z0-9]+$/.test(path)
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

async function list(folder: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return new Set(entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set()
    throw error
  }
}

/** Null when the file is gone. */
async function modifiedAt(folder: string, name: string): Promise<number | null> {
  try {
    return (await stat(join(folder, name))).mtimeMs
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function load(folder: string, name: string, modified: number): Promise<StaticFile> {
  const bytes = new Uint8Array(await readFile(join(folder, name)))
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  return { bytes, type, etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`, modified }
}

function send(c: Context, { bytes, type, etag }: StaticFile, cache: string): Response {
  const headers = { 'Content-Type': type, 'Cache-Control': cache, ETag: etag }
  if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(c.req.method === 'HEAD' ? null : bytes, { headers })
}
