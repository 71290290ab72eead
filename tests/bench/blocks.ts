/**
 * How well blocks and metadata are read: against our own annotated pages, and against annotations elsewhere when folders are given after the name
 * (`npm run bench -- blocks FOLDER`: spans in FOLDER/*.json over texts in FOLDER/../seeds). Then the speed over a long text.
 */
import { dirname, join } from 'node:path'
import { classifyBlocks } from '../../sources/blocks.ts'
import { readText } from '../../sources/read/text.ts'
import { type AnnotatedPage, ownPages, readPage, scoreBlocks, spannedPages } from '../support/annotated.ts'
import { agreement } from '../support/metadata.ts'
import type { Options } from './options.ts'

const LONG = 19_000_000

export async function benchBlocks(options: Options, print: (line: string) => void): Promise<void> {
  report('our own pages', await ownPages(), print)
  for (const folder of options.files) report(folder.split('/').at(-1) ?? folder, await spannedPages(folder, join(dirname(folder), 'seeds')), print)
  speed(options.quick ? LONG / 10 : LONG, print)
}

function report(title: string, pages: readonly AnnotatedPage[], print: (line: string) => void): void {
  const scores = pages.map((page) => ({ page, score: scoreBlocks(page, readPage(page).blocks) }))
  const sum = (count: (score: (typeof scores)[number]['score']) => number) => scores.reduce((total, { score }) => total + count(score), 0)
  const [found, left, lost, kinds] = [sum((score) => score.found), sum((score) => score.left.length), sum((score) => score.lost.length), sum((score) => score.otherKind.length)]
  print(`\nBlocks: ${title} (${pages.length})`)
  print(`  precision ${ratio(found, found + lost)} (${lost} of the article marked away) · recall ${ratio(found, found + left)} (${found} of ${found + left}) · of these under the right kind ${ratio(found - kinds, found)}`)
  print(`  references ${ratio(sum((score) => score.referencesFound), sum((score) => score.referencesFound + score.referencesLeft.length))}`)
  for (const { page, score } of scores) {
    for (const line of score.lost) print(`  ! ${page.name}: lost: ${line}`)
    for (const line of score.left) print(`  - ${page.name}: left: ${line}`)
    for (const line of score.otherKind) print(`  ~ ${page.name}: ${line}`)
    for (const line of score.referencesLeft) print(`  r ${page.name}: no reference: ${line}`)
  }
  const { fields, wrong } = agreement(pages)
  print(`Metadata: ${title}`)
  for (const [field, { right, missed, invented, said }] of Object.entries(fields)) print(`  ${field.padEnd(9)} precision ${ratio(right, right + invented)} · recall ${ratio(right, said)}${missed + invented > 0 ? ` (${missed} missed, ${invented} wrong or invented)` : ''}`)
  for (const line of wrong) print(`  - ${line}`)
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(3)
}

/** The same few paragraphs and lines over and over, to the size of the largest text that is read. */
function speed(units: number, print: (line: string) => void): void {
  const part = 'The queue at the bridge was counted again in the spring, and 1,204 trucks stood in it at noon.\nNobody had asked the drivers. \n\nShare this\n\nDonors gave $40 million, and the rest came from the county.\n\n'
  const text = Array.from({ length: Math.ceil(units / (part.length + 8)) }, (_, index) => `${index} ${part}`).join('')
  const began = performance.now()
  const reading = readText(text)
  const read = performance.now()
  const blocks = classifyBlocks(text, reading.blocks, null)
  print(`\nSpeed: ${(text.length / 1e6).toFixed(1)} million characters read in ${Math.round(read - began)} ms, ${blocks.length} blocks judged in ${Math.round(performance.now() - read)} ms`)
}
