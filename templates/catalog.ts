/**
 * The templates that ship, read from their folders: manifest, body, head, foot, cover, partials and sample.
 *
 * Files are data from outside: bounded, decoded, and refused with their place. What a template becomes is `instantiate.ts`; how it looks, `render.ts`.
 */
import { readFile, readdir } from 'node:fs/promises'
import { Refusal } from '#model/refusal.ts'
import { parseManifest, type Template } from '#model/template.ts'
import { parseData } from './data.ts'
import { checkPage } from './page.ts'

/** `list` is sorted by title. `get` throws a Refusal `not-found` that names what there is. `sample` is data that fills the template, null when it ships none. */
export type Catalog = { list(): readonly Template[]; get(id: string): Template; sample(id: string): unknown }

const LIBRARY = new URL('./library/', import.meta.url)
const MAX_FILE_BYTES = 256_000
const OWN_PARTS = new Set(['head', 'foot', 'cover'])

/**
 * Reads every template of a folder of templates. Throws a Refusal `template-invalid` that names file, line and column. The bodies of those that ship are checked by
 * the tests, not at every start: that takes the reader of Markdown.
 */
export async function loadCatalog(folder: URL = LIBRARY): Promise<Catalog> {
  const entries = await readdir(folder, { withFileTypes: true })
  const loaded = new Map<string, { template: Template; sample: unknown }>()
  for (const entry of entries.filter((candidate) => candidate.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = new URL(`${entry.name}/`, folder)
    const template = await (folder === LIBRARY ? readTemplate(place) : loadTemplate(place))
    if (template.manifest.id !== entry.name) throw fault(`${entry.name}/template.json#/id`, `the id is "${template.manifest.id}", the folder is "${entry.name}"`)
    loaded.set(entry.name, { template, sample: await readSample(place) })
  }
  const templates = [...loaded.values()].map(({ template }) => template).sort((a, b) => (a.manifest.title < b.manifest.title ? -1 : 1))
  const find = (id: string) => {
    const found = loaded.get(id)
    if (!found) throw new Refusal('not-found', `There is no template "${id}". Known templates: ${[...loaded.keys()].join(', ') || 'none'}.`)
    return found
  }
  return { list: () => templates, get: (id) => find(id).template, sample: (id) => find(id).sample }
}

/** Reads and checks one template folder (its URL ends with "/"). */
export async function loadTemplate(folder: URL): Promise<Template> {
  const template = await readTemplate(folder)
  const { checkBody } = await import('./body.ts')
  checkBody(template)
  return template
}

async function readTemplate(folder: URL): Promise<Template> {
  const name = nameOf(folder)
  const read = (file: string) => readPart(new URL(file, folder), `${name}/${file}`)
  const manifest = parseManifest(json(await required(read('template.json'), `${name}/template.json`), `${name}/template.json`), `${name}/template.json`)
  const body = await required(read('body.md'), `${name}/body.md`)
  const head = (await read('head.mustache')) ?? ''
  const foot = (await read('foot.mustache')) ?? ''
  const cover = await read('cover.mustache')
  const template = { manifest, body, head, foot, cover, partials: await readPartials(folder, name) }
  checkPage(template)
  return template
}

async function readPartials(folder: URL, name: string): Promise<Record<string, string>> {
  const partials: Record<string, string> = {}
  for (const file of (await readdir(folder)).sort()) {
    const [, part] = /^([a-z][A-Za-z0-9_-]{0,59})\.mustache$/.exec(file) ?? []
    if (part === undefined || OWN_PARTS.has(part)) continue
    partials[part] = (await readPart(new URL(file, folder), `${name}/${file}`)) ?? ''
  }
  return partials
}

async function readSample(folder: URL): Promise<unknown> {
  const file = `${nameOf(folder)}/sample.json`
  const text = await readPart(new URL('sample.json', folder), file)
  if (text === null) return null
  const sample = json(text, file)
  parseData(sample)
  return sample
}

/** The text of a file with its line ends as "\n"; null when it is not there. */
async function readPart(url: URL, file: string): Promise<string | null> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(url)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  if (bytes.length > MAX_FILE_BYTES) throw fault(file, `is ${bytes.length} bytes long; a part of a template has at most ${MAX_FILE_BYTES}`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n')
  } catch (error) {
    if (error instanceof TypeError) throw fault(file, 'is not UTF-8 text')
    throw error
  }
}

async function required(part: Promise<string | null>, file: string): Promise<string> {
  const text = await part
  if (text === null) throw fault(file, 'is missing')
  return text
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw fault(file, `is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function nameOf(folder: URL): string {
  return decodeURIComponent(folder.pathname.replace(/\/$/, '').split('/').at(-1) ?? '')
}

function fault(pointer: string, detail: string): Refusal {
  return new Refusal('template-invalid', `${pointer} ${detail}`, [{ pointer, detail }])
}
