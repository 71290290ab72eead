/** A folder of annotated sources: `NNN.json` with figures, dates and ranks over the file it names, whose whitespace is collapsed for its offsets. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Extraction } from '../../../model/extraction.ts'
import { ingest } from '../../../sources/ingest.ts'
import type { Kind, Mark } from './annotated.ts'
import { KINDS } from './score.ts'

type Annotation = { start: number; end: number; value: number | string; unit: string | null }
type Gold = { file: string } & Record<Kind, Annotation[]>

/** What is marked in a source and what was read from it, both with offsets into its text with whitespace collapsed. */
export type GoldSource = { name: string; text: string; wanted: Mark[]; found: Mark[] }

/** UCUM and annotation style for the words an annotator writes. */
const UNITS: Readonly<Record<string, string>> = {
  mi: '[mi_i]',
  miles: '[mi_i]',
  lb: '[lb_av]',
  lbs: '[lb_av]',
  person: '{person}',
  people: '{person}',
  tons: '[ston_av]',
  year: 'a',
  years: 'a',
  month: 'mo',
  months: 'mo',
  week: 'wk',
  weeks: 'wk',
  day: 'd',
  days: 'd',
  hours: 'h',
  acres: '[acr_us]',
  barrels: '[bbl_us]',
}

/** The sources of `folder`; the files they annotate lie in it or in a folder `seeds` beside it. */
export async function readGold(folder: string): Promise<GoldSource[]> {
  const sources: GoldSource[] = []
  for (const name of readdirSync(folder)
    .filter((entry) => entry.endsWith('.json'))
    .sort()) {
    const gold = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Gold
    const path = [join(folder, gold.file), join(folder, '..', 'seeds', gold.file)].find((candidate) => existsSync(candidate))
    if (path === undefined) throw new TypeError(`${name} annotates ${gold.file}, which is not there`)
    const ingested = await ingest({ name: gold.file, bytes: new Uint8Array(readFileSync(path)) })
    if (ingested.outcome !== 'text') throw new TypeError(`${gold.file}: ${ingested.reason}`)
    sources.push({
      name,
      ...collapsed(ingested.snapshot.text, ingested.extraction),
      wanted: KINDS.flatMap((kind) => gold[kind].map((annotation) => wantedMark(kind, annotation))),
    })
  }
  return sources
}

function wantedMark(kind: Kind, { start, end, value, unit }: Annotation): Mark {
  return {
    kind,
    start,
    end,
    value,
    unit: kind !== 'figures' || unit === null ? null : (UNITS[unit] ?? (/^[A-Z]{3}$|^[%x]$|^km2?$|^kg$|^[{[]/.test(unit) ? unit : `{${unit}}`)),
  }
}

function collapsed(text: string, { figures, dates, ranks }: Extraction): { text: string; found: Mark[] } {
  const trimmed = text.length - text.trimStart().length
  const shift = new Int32Array(text.length + 1)
  let at = 0
  for (const { 0: run, index } of text.matchAll(/\s+/gu)) {
    for (; at <= index; at++) shift[at] = at === 0 ? -trimmed : (shift[at - 1] ?? 0)
    for (; at < index + run.length; at++) shift[at] = (shift[at - 1] ?? 0) - (index === 0 ? 0 : 1)
  }
  for (; at <= text.length; at++) shift[at] = shift[at - 1] ?? 0
  const moved = ({ start, end }: { start: number; end: number }) => ({ start: start + (shift[start] ?? 0), end: end + (shift[end - 1] ?? 0) })
  return {
    text: text.trim().replace(/\s+/gu, ' '),
    found: [
      ...figures.map((figure): Mark => ({ kind: 'figures', ...moved(figure), value: figure.value, unit: figure.unit })),
      ...dates.map((date): Mark => ({ kind: 'dates', ...moved(date), value: date.value, unit: null })),
      ...ranks.map((rank): Mark => ({ kind: 'ranks', ...moved(rank), value: rank.rank, unit: null })),
    ],
  }
}
