import { expect, test } from 'vitest'
import type { Block } from '../../model/source.ts'
import { cutPassages } from '../../sources/passages.ts'
import { placeOf, recutBlock } from '../../sources/recut.ts'

const PARAGRAPHS = [
  'The ferry carries forty cars a day.',
  'Share this page with a friend of yours.',
  'A toll of two pesos pays for the rope.',
  'In winter the river is too low for it.',
]
const TEXT = PARAGRAPHS.join('\n\n')
const CSL = { type: 'webpage', title: 'The ferry' } as const

function blocksOf(kinds: readonly Block['kind'][]): Block[] {
  return PARAGRAPHS.map((paragraph, index) => {
    const start = TEXT.indexOf(paragraph)
    return { start, end: start + paragraph.length, kind: kinds[index] ?? 'body', reason: 'set by the test', decidedBy: 'rule:test' }
  })
}

test('cuts a block that a person gives back to the article as an import of all of it would', () => {
  const pages = [
    { start: 0, number: 1 },
    { start: TEXT.indexOf('A toll'), number: 2 },
  ]
  const before = blocksOf(['body', 'boilerplate:navigation', 'body', 'body'])
  const after = blocksOf(['body', 'body', 'body', 'body'])
  const kept = cutPassages(TEXT, before, 'a'.repeat(64), pages).passages
  const whole = cutPassages(TEXT, after, 'a'.repeat(64), pages).passages
  for (const block of after) {
    const { passages } = recutBlock(TEXT, block, 'a'.repeat(64), CSL, placeOf(after, block.start, kept))
    expect(passages).toEqual(whole.filter(({ position }) => position.start >= block.start && position.end <= block.end))
  }
})

test('knows no pages where the passages have none', () => {
  const blocks = blocksOf([])
  const { passages } = cutPassages(TEXT, blocks, 'b'.repeat(64))
  expect(placeOf(blocks, blocks[2]?.start ?? 0, passages)).toEqual({ before: 2, pages: [] })
})
