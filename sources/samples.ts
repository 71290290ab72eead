/** The sample library as data: five short sources on U.S.–Mexico cooperation, written for this project. They disagree on some figures on purpose, and one is undated. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { cslItem, type CslItem } from '#model/csl.ts'
import { decodeJson } from '#model/parse.ts'

const FOLDER = new URL('./samples/', import.meta.url)

const entry = z.object({ file: z.string().regex(/^[a-z0-9-]+\.(?:md|txt|html)$/), csl: cslItem, reporter: z.string().max(200).optional() })

/** `reporter` names who reported the source's leading figures. Ready for `ingest({ name: file, bytes, csl })`. */
export type SampleSource = { file: string; bytes: Uint8Array; csl: CslItem; reporter?: string }

/** The samples in the order of their list, with their bytes. */
export async function sampleSources(): Promise<readonly SampleSource[]> {
  const list = decodeJson(z.array(entry), await readFile(new URL('samples.json', FOLDER), 'utf8'), 'The list of samples')
  return Promise.all(
    list.map(async ({ file, csl, reporter }) => ({ file, bytes: new Uint8Array(await readFile(new URL(file, FOLDER))), csl, ...(reporter === undefined ? {} : { reporter }) })),
  )
}
