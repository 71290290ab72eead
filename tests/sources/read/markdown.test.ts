import { expect, test } from 'vitest'
import { readMarkdown } from '../../../sources/read/markdown.ts'
import type { Reading } from '../../../sources/read/reading.ts'

function read(source: string): Reading {
  const reading = readMarkdown(source)
  if ('outcome' in reading) throw new Error(reading.reason)
  return reading
}
const blocks = (source: string) => {
  const { text, blocks } = read(source)
  return blocks.map((block) => `${block.role}: ${text.slice(block.start, block.end)}`)
}

test('leaves the words of emphasis, links, code and images', () => {
  expect(blocks('A **strong** [link](https://example.org "t"), `code` and ![a map](m.png).')).toEqual(['paragraph: A strong link, code and a map.'])
})

test('reads headings, lists, quotes, tables and footnotes as blocks of their kind', () => {
  expect(blocks('# One\n\nText\nwrapped.[^1]\n\n- a\n- b\n  continued\n\n> quoted words\n\n| H | I |\n|---|---|\n| x | 2 |\n\n[^1]: A note.')).toEqual([
    'heading: One',
    'paragraph: Text\nwrapped.',
    'list: a',
    'list: b\ncontinued',
    'paragraph: quoted words',
    'heading: H | I',
    'row: x | 2',
    'reference: A note.',
  ])
})

test('reads what front matter declares', () => {
  expect(read('---\ntitle: "A title"\nauthors: [Ana Ruiz, Tom Hall]\ndate: 2026-05-14\npublisher: Press\nurl: https://example.org/a\nlang: en\n---\n# Other\n\nText.').declared).toEqual({ title: 'A title', authors: ['Ana Ruiz', 'Tom Hall'], publisher: 'Press', issued: '2026-05-14', url: 'https://example.org/a', language: 'en', created: null })
})

test('does not glue a raised note mark to the figure before it', () => {
  expect(blocks('It cost 42,000 pesos.<sup id="f1"><a href="#n1">1</a></sup> Area: 5 km<sup>2</sup>.')[0]).toContain('42,000 pesos. Area')
})

test('never runs or keeps scripts in raw HTML', () => {
  expect(blocks('Before.\n\n<script>document.title = "no"</script>\n\n<p>Inside <b>HTML</b>.</p>')).toEqual(['paragraph: Before.', 'paragraph: Inside HTML.'])
})

test('refuses absurd nesting and emphasis instead of following them', () => {
  expect(readMarkdown('*a'.repeat(30_000))).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('emphasis') as unknown })
  expect(readMarkdown(`${'> '.repeat(5000)}deep`)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('nested') as unknown })
  expect(readMarkdown(`${'['.repeat(100_000)}x`)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('nested') as unknown })
})
