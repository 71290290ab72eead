import { expect, test } from 'vitest'
import { readRtf } from '../../../sources/read/rtf.ts'

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

function read(content: string) {
  const reading = readRtf(latin1(`{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Serif;}{\\f1\\fcharset128 Mincho;}{\\f2\\fcharset204 Cyr;}{\\f3\\fcharset2 Symbol;}}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}}${content}}`))
  if ('outcome' in reading) throw new Error(reading.reason)
  return { ...reading, shown: reading.blocks.map((block) => `${block.role}${block.level ?? ''}: ${reading.text.slice(block.start, block.end)}`) }
}

test('reads headings, lists, tables by row and notes behind the text', () => {
  const { shown } = read(
    String.raw`{\header Ministry of Ports\par}\pard\s1 What was counted\par\pard\plain The queue is long.{\super\chftn{\footnote \pard\plain {\chftn} By hand.}}\par{\listtext\tab 1.}\ls1 First\par\pard\trowd\trhdr\cellx100\cellx200\intbl Port\cell Trucks\cell\row\trowd\cellx100\cellx200\intbl North\cell 1,200\cell\row\pard The end.\par`,
  )
  expect(shown).toEqual(['heading1: What was counted', 'paragraph: The queue is long.', 'list: First', 'heading6: Port | Trucks', 'row: North | 1,200', 'paragraph: The end.', 'reference: By hand.', 'running: Ministry of Ports'])
})

test('reads letters in the code page of their font, two bytes too, and Unicode with its fallback left out', () => {
  const { text } = read(String.raw`caf\'e9 {\f1 \'93\'fa\'96\'7b} {\f2 \'cc\'ee\'f1\'f2} \uc1\u8364?5 \uc2\u22269\'b9\'fa\u-10179??\u-8704??{\f3 \'b7}\emdash end\_of\~line\-s.`)
  expect(text).toBe('café 日本 Мост €5 国😀—end\u2011of lines.')
})

test('leaves pictures, objects, field codes, deletions and hidden text out, and keeps what a field shows', () => {
  const { text, warnings } = read(String.raw`{\pict\bin4 {{{{}{\*\unknown no}{\field{\*\fldinst HYPERLINK "http://127.0.0.1:9/"}{\fldrslt the link}} {\deleted gone}{\v secret}{\*\annotation {\*\atnid x}note} stays.`)
  expect(text).toBe('the link stays.')
  expect(warnings).toEqual(['One tracked deletion was left out.', 'One comment was left out.', 'One stretch of hidden text was left out.'])
})

test('refuses groups nested beyond the limit and survives a file that is cut off', () => {
  expect(readRtf(latin1(`{\\rtf1 ${'{'.repeat(5000)}`))).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('nested') as unknown })
  expect(readRtf(latin1('{\\rtf1 Words at the \\'))).toMatchObject({ text: 'Words at the' })
})
