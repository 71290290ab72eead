import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { classifyBlocks } from '../../sources/blocks.ts'
import { readText } from '../../sources/read/text.ts'
import { ownPages, readPage, scoreBlocks } from '../support/annotated.ts'

const ARTICLE = Array.from({ length: 6 }, (_, index) => `Paragraph ${index + 1} of the article tells how the two governments share a hall at the border, and who pays for the scanners in it.`)

function kinds(...behind: string[]): string[] {
  const text = [...ARTICLE, ...behind].join('\n\n')
  return classifyBlocks(text, readText(text).blocks, null)
    .slice(ARTICLE.length)
    .map((block) => block.kind)
}

test.each([
  ['Skip to content', 'boilerplate:navigation'],
  ['Home » World » Americas » Mexico', 'boilerplate:navigation'],
  ['Read more about our work on our website.', 'boilerplate:navigation'],
  ['Your gift keeps our newsroom open. Please donate today.', 'boilerplate:fundraising'],
  ['Become a Member', 'boilerplate:fundraising'],
  ['The opinions expressed here are those of the author and do not represent the view of the institute.', 'boilerplate:disclaimer'],
  ['© 2026 Example Press. All rights reserved.', 'boilerplate:disclaimer'],
  ['For more information, contact press@example.org or (202) 555-0143.', 'boilerplate:contact'],
  ['Ana Ruiz is a research fellow at the Institute of Border Studies and a lecturer at the university.', 'boilerplate:bio'],
])('marks "%s"', (line, kind) => {
  expect(kinds(line)).toEqual([kind])
})

test.each([
  'Donors pledged $40 million for shelters, and donations from churches paid for the rest.',
  'You cannot manage what you do not count, and we do not count our trucks.',
  'We must decide whether our laws bind our neighbors; our readers will recall the treaty.',
  'The ministry gave its telephone number to every migrant who asked for help at the port.',
  'Claudia Reyes is the director of the port and a former student of engineering; the two governments in Paragraph 3 appointed her.',
  'Members of both parties support our border agents, and we expect the bill to pass.',
  'The opinions of voters on both sides were surveyed in March.',
  'Follow-up inspections were donated equipment’s first real test.',
  'Search parties found eleven people in the desert.',
  'A tax deduction for border investors was part of the reform.',
  'The council published a fundraising target of $3 million for the clinic.',
])('leaves a sentence of an article alone: %s', (line) => {
  const [kind] = kinds(line, ARTICLE[0] === undefined ? '' : 'The article ends with this sentence about the hall and its scanners.')
  expect(kind).toBe('body')
})

test('takes the short lines behind an appeal with it, but not a paragraph', () => {
  expect(kinds('The views expressed in this article are the author’s own.', 'Make Sense of the World', 'Support Example Press')).toEqual(['boilerplate:disclaimer', 'boilerplate:navigation', 'boilerplate:fundraising'])
  expect(kinds('The views expressed in this article are the author’s own.', 'The annex follows and holds what the article could not say in the space it had.').at(-1)).toBe('body')
})

test('marks the title that comes again and keeps the first; headings that two chapters share stay', () => {
  const text = ['The Two Ends of the Queue', ...ARTICLE, 'What the drivers say about it', 'A sentence stands between the copies of it.', 'The Two Ends of the Queue', 'What the drivers say about it', 'The last sentence of them all stands here.'].join('\n\n')
  const kindsOf = classifyBlocks(text, readText(text).blocks, null).map((block) => block.kind)
  expect([kindsOf[0], ...kindsOf.slice(-5)]).toEqual(['heading', 'heading', 'body', 'boilerplate:repeated', 'heading', 'body'])
})

test('keeps references as a section of their own', () => {
  expect(kinds('References', '1. Ruiz, A. (2021). The river and the wall. Border Press.', 'https://example.org/report-2024')).toEqual(['heading', 'reference', 'reference'])
  expect(kinds('See also', 'The article goes on here with a whole sentence, and no pointer is in sight of anybody.')).toEqual(['heading', 'body'])
})

test('gives every block a reason and a rule', () => {
  const text = [...ARTICLE, 'Become a Member'].join('\n\n')
  for (const block of classifyBlocks(text, readText(text).blocks, null)) {
    expect(block.reason).not.toBe('')
    expect(block.decidedBy).toMatch(/^rule:[a-z-]+$/)
  }
})

test('marks no block of the article on any annotated page, and nineteen in twenty of the rest', async () => {
  const scores = (await ownPages()).map((page) => ({ page: page.name, ...scoreBlocks(page, readPage(page).blocks) }))
  expect(scores.flatMap(({ page, lost }) => lost.map((line) => `${page}: ${line}`))).toEqual([])
  expect(scores.flatMap(({ page, referencesLeft }) => referencesLeft.map((line) => `${page}: ${line}`))).toEqual([])
  const [found, left] = [scores.reduce((sum, score) => sum + score.found, 0), scores.reduce((sum, score) => sum + score.left.length, 0)]
  expect(found / (found + left)).toBeGreaterThanOrEqual(0.95)
})

test('leaves a sentence alone that only sounds like a page, wherever in the article it stands', async () => {
  const sentences = (await readFile(new URL('../fixtures/blocks/sentences-of-articles.list', import.meta.url), 'utf8')).trim().split('\n')
  const [one = '', two = '', three = ''] = ARTICLE
  const places = (sentence: string) => [
    [one, two, sentence, three],
    ['A Title of the Article', 'By Ana Ruiz', one, two, three, sentence],
    ['A Title of the Article', one, two, three, sentence, 'Share this article', 'The views expressed are those of the author.', '© 2020 Border Press. All rights reserved.'],
    ['A Title of the Article', 'By Ana Ruiz', 'March 3, 2020', sentence, one, two, three],
  ]
  const lost = sentences.flatMap((sentence) =>
    places(sentence).flatMap((parts, place) => {
      const text = parts.join('\n\n')
      const at = text.indexOf(sentence)
      const taken = classifyBlocks(text, readText(text).blocks, null).find((block) => block.start < at + sentence.length && block.end > at && !['body', 'heading', 'list'].includes(block.kind))
      return taken === undefined ? [] : [`${sentence} (place ${place}, ${taken.decidedBy})`]
    }),
  )
  expect(lost).toEqual([])
  expect(sentences.length).toBeGreaterThan(100)
})

test('takes a line that other texts of the publisher hold too, but only outside the article', () => {
  const line = 'A dispatch from the desk of the river, every other Thursday'
  const text = [line, ...ARTICLE, line, 'Leave a comment'].join('\n\n')
  const kindOf = (known: Parameters<typeof classifyBlocks>[3]) => classifyBlocks(text, readText(text).blocks, null, known).at(-2)?.decidedBy
  expect(kindOf({ seenElsewhere: (folded) => folded.startsWith('a dispatch') })).toBe('rule:elsewhere')
  const inside = classifyBlocks(text, readText(text).blocks, null, { seenElsewhere: (folded) => folded.startsWith('paragraph') })
  expect(inside.filter((block) => block.kind === 'body').length).toBe(ARTICLE.length)
})
