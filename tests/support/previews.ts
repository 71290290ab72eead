/**
 * `npm run previews`: the first page of each template, filled with its own sample from the sample library, as `preview.png` in its folder.
 * Needs poppler (`pdftoppm`); without it nothing is written.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LibraryEntry, readEntry } from '#sources/library.ts'
import { sampleSources } from '#sources/samples.ts'
import { loadCatalog } from '#templates/catalog.ts'
import { instantiate, parseData, resolveData } from '#templates/instantiate.ts'
import { renderBrief } from '#templates/render.ts'
import { memoryLookup } from '../../server/cli/library.ts'
import { seededBytes } from './random.ts'

/** Pixels. */
const WIDTH = 480

/** Fixed, so that the same templates and samples give the same pictures. */
const READ_ON = Date.UTC(2026, 0, 1)

async function sampleLibrary(): Promise<LibraryEntry[]> {
  const entries = await Promise.all((await sampleSources()).map(({ file, bytes, csl }) => readEntry({ name: file, bytes, csl }, READ_ON)))
  return entries.map((entry) => {
    if ('reason' in entry) throw new Error(`the sample source ${entry.file} was not read: ${entry.reason}`)
    return entry
  })
}

const folder = mkdtempSync(join(tmpdir(), 'counterpoint-previews-'))
try {
  const catalog = await loadCatalog()
  const library = await sampleLibrary()
  for (const template of catalog.list().filter(({ manifest }) => catalog.sample(manifest.id) !== null)) {
    const { id } = template.manifest
    const random = seededBytes(1)
    const { answers } = await resolveData(parseData(catalog.sample(id)), memoryLookup(library, random))
    const { pdf } = await renderBrief(instantiate(template, answers, random), template)
    const file = join(folder, `${id}.pdf`)
    writeFileSync(file, pdf)
    const target = fileURLToPath(new URL(`../../templates/library/${id}/preview`, import.meta.url))
    const { error, status, stderr } = spawnSync('pdftoppm', ['-singlefile', '-png', '-scale-to-x', String(WIDTH), '-scale-to-y', '-1', file, target])
    if (error ?? status !== 0) {
      process.stderr.write(`no preview of ${id}: ${error?.message ?? stderr.toString().trim()}\n`)
      process.exitCode = 1
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
