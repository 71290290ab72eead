import { expect, test } from 'vitest'
import { identify } from '../../../sources/identify.ts'
import { readOdt } from '../../../sources/read/office/odt.ts'
import { odtOf } from '../../support/files.ts'

function read(text: string) {
  const identified = identify('a.odt', odtOf(text))
  if (!('zip' in identified) || identified.format !== 'odt') throw new Error(`not taken for an OpenDocument text: ${JSON.stringify(identified)}`)
  const reading = readOdt(identified.zip)
  if ('outcome' in reading) throw new Error(reading.reason)
  return { ...reading, shown: reading.blocks.map((block) => `${block.role}${block.level ?? ''}: ${reading.text.slice(block.start, block.end)}`) }
}

test('reads headings, lists, tables by row, blanks and notes behind the text', () => {
  const { shown } = read(
    '<text:h text:outline-level="2">What was counted</text:h><text:p>The<text:s text:c="3"/>queue <text:span>is</text:span> long.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>By hand.</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>First</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list></text:list-item></text:list><table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Port</text:p></table:table-cell><table:table-cell><text:p>Trucks</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>North</text:p></table:table-cell><table:table-cell><text:p>1,200</text:p></table:table-cell></table:table-row></table:table>',
  )
  expect(shown).toEqual(['heading2: What was counted', 'paragraph: The queue is long.', 'list: First', 'list: inner', 'heading6: Port | Trucks', 'row: North | 1,200', 'reference: By hand.'])
})

test('leaves tracked deletions and comments out and says so; reads text frames behind their paragraph', () => {
  const { shown, warnings } = read(
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes><text:p>Six lanes.<office:annotation><text:p>Really?</text:p></office:annotation><draw:frame><draw:text-box><text:p>In the frame.</text:p></draw:text-box></draw:frame></text:p>',
  )
  expect(shown).toEqual(['paragraph: Six lanes.', 'paragraph: In the frame.'])
  expect(warnings).toEqual(['One tracked insertion was read as part of the text.', 'One tracked deletion was left out.', 'One comment was left out.'])
})
