import { expect, test } from 'vitest'
import { readHtml } from '../../../sources/read/html.ts'
import type { Reading } from '../../../sources/read/reading.ts'

function read(source: string): Reading {
  const reading = readHtml(source)
  if ('outcome' in reading) throw new Error(reading.reason)
  return reading
}
const blocks = (source: string) => {
  const { text, blocks } = read(source)
  return blocks.map((block) => `${block.role}: ${text.slice(block.start, block.end)}`)
}

test('reads paragraphs, headings, lists and table rows, and leaves links their words', () => {
  expect(blocks('<h2>Head<br>line</h2><p>One <a href="https://example.org">linked</a>\n word&nbsp;and &amp; sign.</p><ul><li>a</li><li>b <b>c</b></li></ul><table><tr><th>H</th></tr><tr><td>x</td><td>2</td></tr></table>loose text')).toEqual([
    'heading: Head line',
    'paragraph: One linked word and & sign.',
    'list: a',
    'list: b c',
    'heading: H',
    'row: x | 2',
    'paragraph: loose text',
  ])
})

test('leaves out scripts, styles and hidden elements, and runs nothing', () => {
  const before = Object.keys(globalThis).length
  expect(blocks('<html><head><title>T</title></head><body><script>globalThis.planted = 1; document.write("<p>written</p>")</script><style>p{}</style><p hidden>no</p><p style="display: none">no</p><img src="x" onerror="planted = 1"><p>Seen.</p></body></html>')).toEqual(['paragraph: Seen.'])
  expect(Object.keys(globalThis)).toHaveLength(before)
})

test('marks navigation, link-laden asides and forms, and keeps their words', () => {
  expect(
    blocks('<nav><a href="/">Home</a></nav><header><h1>Title</h1></header><aside class="related"><a href="/x">Another story</a></aside><aside><p>A pulled quotation that belongs to the article.</p></aside><form><label>Your e-mail</label><button>Send</button></form>').map((line) => line.split(':')[0]),
  ).toEqual(['navigation', 'heading', 'navigation', 'paragraph', 'navigation', 'navigation'])
})

test('does not take sentences inside a page header for navigation', () => {
  expect(blocks('<header><h2>Preamble</h2><p>Whereas the two peoples share a river, they agree as follows.</p></header>')).toEqual(['heading: Preamble', 'paragraph: Whereas the two peoples share a river, they agree as follows.'])
})

test('reads what the page declares about itself', () => {
  const page = '<html lang="es"><head><title>A title | The Site</title><meta property="og:site_name" content="The Site"><meta name="citation_author" content="Ruiz, Ana"><meta name="citation_author" content="Hall, Tom"><meta property="article:published_time" content="2026-02-03T08:00:00Z"><link rel="canonical" href="https://example.org/a"></head><body><p>Text.</p></body></html>'
  expect(read(page).declared).toEqual({ title: 'A title', authors: ['Ruiz, Ana', 'Hall, Tom'], publisher: 'The Site', issued: '2026-02-03T08:00:00Z', url: 'https://example.org/a', language: 'es', created: null })
})

test('refuses elements nested deeper than the limit', () => {
  expect(readHtml(`${'<div>'.repeat(20_000)}deep`)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('nested') as unknown })
})
