/**
 * The pages of three briefs against the pages kept beside this file. `COUNTERPOINT_ACCEPT=1` takes the new ones: look at the difference,
 * and at the printed pages, before committing them.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schema } from '../../model/schema.ts'
import { layBrief } from '../../templates/render.ts'
import { argument, briefOf, cite, doc, footnote, h, link, list, p, point, prose, quote, row, slot, table } from '../templates/sample.ts'
import { dumpPages } from './dump.ts'

const accepting = process.env['COUNTERPOINT_ACCEPT'] === '1'

const memo = doc(
  table({}, row(['To', 'The Deputy Secretary']), row(['From', 'Office of North American Affairs']), row(['Subject', p(schema.node('field', { name: 'subject' }))])),
  h(2, 'Bottom line'),
  slot('bottomLine', p('Approve a joint office for the bridges. It costs less than the delays it removes.', cite('s1', 'p1'), footnote('The estimate leaves out fuel.'))),
  h(2, 'Recommendation'),
  schema.node('recommendation', { by: '2026-12-04', opposes: ['Management'] }, [p('That you approve the terms of reference.')]),
  h(2, 'Background'),
  p('The ports ', schema.text('handle', [schema.mark('strong')]), ' most trade by road; see ', link('the report', 'https://example.org/report'), '.'),
  p('Three offices answered:'),
  list('ordered', 'Commerce supports the office.', ['Homeland Security supports it if', list('bullet', 'screening stays with its officers')], 'Management opposes it.'),
  quote('The queue is longer than the bridge.'),
  schema.node('keyfigures', null, [
    schema.node('keyfigure', { label: 'trade in 2024', previous: 798, unit: 'USD' }, [schema.text('$839 bn')]),
    schema.node('keyfigure', { label: 'by road', value: 72, unit: '%' }),
  ]),
)

const sides = doc(
  h(1, 'Both sides'),
  p(prose(220)),
  argument(
    'Should the two countries run border infrastructure together?',
    Array.from({ length: 8 }, (_, index) => point({ id: `l${index}` }, p(prose(45, index), ...(index === 1 ? [footnote(prose(30))] : [])))),
    [point({ id: 'r0', answers: 'l0', voice: 'reported:the ministry' }, prose(30)), point({ id: 'r1' }, prose(20, 3))],
  ),
  p('After both.'),
)

const figures = doc(
  schema.node('contents'),
  h(1, 'Figures'),
  table(
    { caption: 'Crossings by port', unit: 'thousand trucks', source: 'Border Studies Group', notes: 'Loaded trucks.' },
    row(['Port', '2015', '2024', 'Remark'], 'table_header'),
    ...Array.from({ length: 44 }, (_, index) => row([`Port ${index + 1}`, String(900 + index * 13), (1500 + index * 41).toLocaleString('en-US'), index % 9 === 0 ? prose(14, index) : ''])),
  ),
  schema.node('pagebreak'),
  h(2, 'Annex'),
  p(prose(60)),
)

test.each([
  ['memo', briefOf(memo, { marking: 'UNCLASSIFIED', subject: 'A joint office', date: '2026-11-20' })],
  ['sides', briefOf(sides)],
  ['figures', briefOf(figures, { marking: 'SENSITIVE' })],
])('sets the pages of “%s” as they were accepted', (name, brief) => {
  const file = new URL(`./${name}.txt`, import.meta.url)
  const dump = dumpPages(layBrief(brief, null).pages)
  if (accepting) writeFileSync(file, dump)
  expect(existsSync(file), `${name}.txt has not been accepted yet`).toBe(true)
  expect(dump).toBe(readFileSync(file, 'utf8'))
})
