/** Briefs for the typesetting tests, made in one line a block. */
import { Fragment, type Node } from 'prosemirror-model'
import type { Brief, FactRecords } from '../../model/brief.ts'
import { schema } from '../../model/schema.ts'
import { factRecordOf } from '../support/record.ts'

type Inline = string | Node

const inline = (content: readonly Inline[]) => Fragment.from(content.filter((part) => part !== '').map((part) => (typeof part === 'string' ? schema.text(part) : part)))
const block = (part: Inline): Node => (typeof part === 'string' ? p(part) : part)

export const p = (...content: Inline[]) => schema.node('paragraph', null, inline(content))
export const h = (level: number, ...content: Inline[]) => schema.node('paragraph', { level }, inline(content))
export const footnote = (text: string) => schema.node('footnote', null, inline([text]))
export const cite = (sourceId: string, passageId: string) => schema.node('citation', { cid: `c-${sourceId}-${passageId}`, items: [{ sourceId, passageId }] })
export const link = (text: string, href: string) => schema.text(text, [schema.mark('link', { href })])
export const list = (kind: string, ...items: (Inline | Inline[])[]) =>
  schema.node('list', { kind }, items.map((item) => schema.node('item', null, (Array.isArray(item) ? item : [item]).map(block))))
export const quote = (...blocks: Inline[]) => schema.node('quote', null, blocks.map(block))
export const row = (cells: readonly Inline[], type: 'table_cell' | 'table_header' = 'table_cell') =>
  schema.node('table_row', null, cells.map((cell) => schema.node(type, null, [block(cell)])))
export const table = (attrs: Record<string, unknown>, ...rows: Node[]) => schema.node('table', attrs, rows)
export const point = (attrs: Record<string, unknown>, ...blocks: Inline[]) => schema.node('point', attrs, blocks.map(block))
export const argument = (question: string, left: Node[], right: Node[]) =>
  schema.node('argument', { axisId: 'sovereignty-integration', question }, [
    schema.node('side', { pole: 'sovereignty' }, left),
    schema.node('side', { pole: 'integration' }, right),
  ])
export const slot = (name: string, ...blocks: Inline[]) => schema.node('slot', { name }, blocks.map(block))
export const doc = (...blocks: Inline[]) => schema.node('doc', null, blocks.map(block))

export const facts: FactRecords = {
  f1: factRecordOf('f1', {
    claim: 'Trucks waited 140 minutes.',
    value: 140,
    unit: 'min',
    paragraph: 3,
    voice: 'reported:the customs service',
    csl: { type: 'report', title: 'Waiting at the Bridge', author: [{ literal: 'Border Studies Group' }], issued: { 'date-parts': [[2024, 3, 1]] }, URL: 'https://example.org/waiting' },
  }),
}

export function briefOf(body: Node, fields: Brief['fields'] = {}): Brief {
  return { info: { schema: 1, template: null, kind: 'note' }, fields: { title: 'Joint office', ...fields }, facts, body }
}

/** Sentences of `count` different words, the same for the same `start`. */
export function prose(count: number, start = 0): string {
  const words = 'the office at the bridge counts each truck and tells both ports what it saw before noon so that nobody waits for a lane which is closed'.split(' ')
  return Array.from({ length: count }, (_, index) => words[(index * 7 + start) % words.length] ?? '').join(' ') + '.'
}
