/** The annotated pairs of `tests/fixtures/conflicts/`, as statements of one source each. The part in [[double brackets]] is what is compared. */
import { readFileSync } from 'node:fs'
import { readDates } from '../../model/dates.ts'
import { dimensionOf } from '../../model/dimension.ts'
import { RELATIONS, type Relation, type Statement } from '../../model/library.ts'
import { readFigures } from '../../model/quantity.ts'
import { readRanks } from '../../model/ranks.ts'

export type AnnotatedPair = { relation: Relation; a: Statement; b: Statement }

export function readPairs(file: URL): AnnotatedPair[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line, index) => {
    const { relation, a, b, issuedA, issuedB } = JSON.parse(line) as Record<string, string>
    const known = RELATIONS.find((name) => name === relation)
    if (known === undefined || a === undefined || b === undefined) throw new TypeError(`${file.pathname}, line ${index + 1}: no pair`)
    return { relation: known, a: statementOf(`${index}a`, a, issuedA), b: statementOf(`${index}b`, b, issuedB) }
  })
}

function statementOf(id: string, marked: string, issued: string | undefined): Statement {
  const quote = marked.replace(/\[\[|\]\]/gu, '')
  const open = marked.indexOf('[[')
  const start = open < 0 ? 0 : open
  const end = open < 0 ? quote.length : marked.indexOf(']]') - 2
  const isMeant = (found: { start: number; end: number }) => found.start < end && found.end > start
  const dates = issued === undefined ? {} : { issued: { 'date-parts': [issued.split('-').map(Number)] } }
  const figure = readFigures(quote).find(isMeant)
  const rank = readRanks(quote).find(isMeant)
  const date = readDates(quote).find(isMeant)
  return {
    source: { id, csl: { type: 'report', title: id, ...dates }, snapshotSha: id },
    passageId: id,
    quote,
    paragraph: 1,
    figure: rank || !figure ? null : { ...figure, ...dimensionOf(figure.value, figure.unit), measures: null, topic: [], asOf: null, asOfFrom: null },
    rank: rank ? { ...rank, asOf: null } : null,
    date: figure || rank || !date ? null : date,
  }
}
