import { expect, test } from 'vitest'
import { readable } from '../../../model/fold.ts'
import { readText } from '../../../sources/read/text.ts'

const read = (text: string) => readText(text).blocks.map((block) => `${block.role}: ${readable(text.slice(block.start, block.end))}`)

test('joins the lines of a wrapped paragraph and keeps paragraphs apart', () => {
  const text = 'Four road bridges join the two cities, and one of them carries most of\nthe freight between the countries. On a working day about eight thousand\ntrucks cross it.\n\nThe second paragraph is short.\n'
  expect(read(text)).toEqual(['paragraph: Four road bridges join the two cities, and one of them carries most of the freight between the countries. On a working day about eight thousand trucks cross it.', 'paragraph: The second paragraph is short.'])
})

test('keeps the lines of an address or a list of names apart', () => {
  expect(read('Port Authority\n12 Long Street\nLaredo\n\nAn ordinary sentence that stands under it and ends here.')).toEqual([
    'heading: Port Authority',
    'heading: 12 Long Street',
    'heading: Laredo',
    'paragraph: An ordinary sentence that stands under it and ends here.',
  ])
})

test('takes each long line of an unwrapped file for a paragraph', () => {
  const long = `${'A sentence of the first paragraph goes on and on. '.repeat(5).trim()}\n${'Another paragraph follows on the next line. '.repeat(5).trim()}`
  expect(read(long)).toHaveLength(2)
})

test('joins a paragraph torn by an empty line when the sentence goes on', () => {
  expect(read('The officers of both countries share one hall at the yard, and nobody\n\nasks whose flag hangs over the door.\n\nA new thought begins.')).toEqual([
    'paragraph: The officers of both countries share one hall at the yard, and nobody asks whose flag hangs over the door.',
    'paragraph: A new thought begins.',
  ])
})

test('takes list items without their markers, with their wrapped lines', () => {
  const text = 'They ask for:\n\n  • lawyers in the hall, who are paid by\n    both sides;\n  • a second scanner.\n\n1. First step of the plan\n2) Second step of the plan\n'
  expect(read(text)).toEqual(['paragraph: They ask for:', 'list: lawyers in the hall, who are paid by both sides;', 'list: a second scanner.', 'list: First step of the plan', 'list: Second step of the plan'])
})

test('sees a heading in a short line without an end mark, and none in a sentence', () => {
  expect(read('Why does it matter?\n\nIt matters.\n\nWhat follows\n=============\n\nA sentence ends here.')).toEqual(['heading: Why does it matter?', 'paragraph: It matters.', 'heading: What follows', 'paragraph: A sentence ends here.'])
})

test('counts pages by form feeds', () => {
  expect(readText('Page one has this sentence.\fPage two has another.')).toMatchObject({ pageCount: 2, pages: [{ start: 0, end: 27, number: 1 }, { start: 28, end: 49, number: 2 }] })
  expect(readText('One page only.')).toMatchObject({ pages: [], pageCount: null })
})
