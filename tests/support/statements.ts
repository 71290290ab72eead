/** Statements of a text, made the way the product makes them: passages are cut, figures, ranks and dates read out of them. */
import type { Statement } from '../../model/library.ts'
import type { Block } from '../../model/source.ts'
import { statementsOf } from '../../sources/conflicts.ts'
import { extractFrom } from '../../sources/extract.ts'
import { cutPassages } from '../../sources/passages.ts'

export function blocksOf(text: string): Block[] {
  return text === '' ? [] : [{ start: 0, end: text.length, kind: 'body', reason: 'a paragraph', decidedBy: 'rule:test' }]
}

/** `issued` is a year. Dates beside a figure are left out: they are its as-of. */
export function statementsFrom(id: string, text: string, issued?: number): Statement[] {
  const csl = { type: 'report' as const, title: id, ...(issued === undefined ? {} : { issued: { 'date-parts': [[issued]] } }) }
  const blocks = blocksOf(text)
  const { passages, voices } = cutPassages(text, blocks, id)
  const extraction = extractFrom({ text, blocks, passages, voices, csl, evidence: [] })
  const statements = statementsOf({ id, csl, snapshotSha: id }, passages, extraction)
  return statements.filter(({ date, passageId }) => date === null || !statements.some((other) => other.passageId === passageId && other.figure !== null))
}
