/**
 * Runs the files of a manifest through the real ingester, child process and all, and prints for each whether the outcome is the one expected and how much of the
 * text that must be found was found. The files are not part of the product: `npm run bench -- corpus --dir FOLDER`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { createIngester } from '../../server/jobs/ingester.ts'
import type { Ingested } from '../../sources/ingest.ts'
import { peakOfChildren } from './children.ts'

const expectation = z.object({
  outcome: z.string(),
  must_contain: z.string().nullish(),
  title_on_page: z.string().nullish(),
  all_text_if_short: z.string().nullish(),
  must_contain_words: z.array(z.string()).optional(),
  pages: z.number().nullish(),
})
const manifest = z.object({ files: z.array(z.object({ file: z.string(), expected: expectation })) })
type Expected = z.infer<typeof expectation>

type Judged = { file: string; outcome: string; right: boolean; missing: readonly string[]; required: number; pages: boolean; ms: number; note: string }

export async function benchCorpus(folder: string, print: (line: string) => void): Promise<void> {
  const { files } = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
  const ingester = createIngester({ deadline: 30_000, memory: 512_000_000, workers: 1, queue: files.length })
  const peak = peakOfChildren()
  const judged: Judged[] = []
  for (const { file, expected } of files) {
    const bytes = new Uint8Array(readFileSync(join(folder, file)))
    const begun = performance.now()
    const ingested = await ingester.ingest({ name: file.split('/').at(-1) ?? file, bytes }, 'bench')
    judged.push(judge(file, expected, ingested, performance.now() - begun))
    print(lineOf(judged.at(-1) as Judged, peak.take()))
  }
  peak.stop()
  await ingester.close()
  for (const line of summary(judged)) print(line)
}

function judge(file: string, expected: Expected, ingested: Ingested, ms: number): Judged {
  const required = [expected.must_contain, expected.title_on_page, expected.all_text_if_short, ...(expected.must_contain_words ?? [])].filter((words): words is string => typeof words === 'string' && letters(words) !== '')
  const text = ingested.outcome === 'text' ? letters(ingested.snapshot.text) : ''
  const readable = ingested.outcome === 'text' || expected.outcome === 'text'
  const missing = readable ? required.filter((words) => !text.includes(letters(words))) : []
  const pages = ingested.outcome !== 'text' || ingested.pages === null || typeof expected.pages !== 'number' || ingested.pages === expected.pages
  return { file, outcome: ingested.outcome, right: isRight(expected.outcome, ingested.outcome), missing, required: readable ? required.length : 0, pages, ms, note: ingested.outcome === 'text' ? ingested.warnings.join(' ') : ingested.reason }
}

/** "any, never a crash" and "refused or text, never a crash" are expectations too; an outcome other than an exception fits the first. */
function isRight(expected: string, outcome: Ingested['outcome']): boolean {
  if (expected.startsWith('any')) return true
  return expected.startsWith('refused or text') ? outcome === 'refused' || outcome === 'text' : expected === outcome
}

/** Words without blanks, signs and case: line breaks and kinds of quotation marks are not what is judged here. */
function letters(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
}

function lineOf({ file, outcome, right, missing, required, pages, ms, note }: Judged, peak: number | null): string {
  const found = required === 0 ? '' : `${required - missing.length}/${required}`
  return [right ? 'right' : 'WRONG', found.padStart(5), `${Math.round(ms)} ms`.padStart(8), peak === null ? '' : `${Math.round(peak / 1e6)} MB`.padStart(7), outcome.padEnd(14), file, pages ? '' : '(pages differ)', ...missing.map((words) => `MISSING "${words.slice(0, 80)}"`), note.slice(0, 120)].filter((part) => part !== '').join('  ')
}

function summary(judged: readonly Judged[]): string[] {
  const right = judged.filter((one) => one.right).length
  const required = judged.reduce((sum, one) => sum + one.required, 0)
  const missing = judged.reduce((sum, one) => sum + one.missing.length, 0)
  const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`)
  return ['', `outcome right in ${right} of ${judged.length} files (${share(right, judged.length)})`, `required text found in ${required - missing} of ${required} places (${share(required - missing, required)})`, `all files in ${(judged.reduce((sum, one) => sum + one.ms, 0) / 1000).toFixed(1)} s`]
}
