import { expect, test } from 'vitest'
import type { Block } from '../../model/source.ts'
import { readReferences } from '../../sources/references.ts'

const reference = (start: number, end: number): Block => ({ start, end, kind: 'reference', reason: 'a test says so', decidedBy: 'rule:test' })
const read = (text: string) => readReferences(text, [reference(0, text.length)])
const first = (text: string) => read(text)[0]?.csl

const RUIZ = { family: 'Ruiz', given: 'A. M.' }

test.each([
  ['APA', 'Ruiz, A. M., & de la Cruz, T. (2021). Queues at the bridge: Waiting and trade. Journal of Border Economics, 12(3), 45–67. https://doi.org/10.1234/jbe.2021.003', { type: 'article-journal', title: 'Queues at the bridge: Waiting and trade', author: [RUIZ, { family: 'de la Cruz', given: 'T.' }], 'container-title': 'Journal of Border Economics', volume: '12', issue: '3', page: '45–67', DOI: '10.1234/jbe.2021.003', issued: { 'date-parts': [[2021]] } }],
  ['MLA', 'Hall, Tom, and Ana Ruiz. "The Long Wait." Border Review, vol. 8, no. 2, 2019, pp. 11-30.', { type: 'article-journal', title: 'The Long Wait', author: [{ family: 'Hall', given: 'Tom' }, { family: 'Ruiz', given: 'Ana' }], 'container-title': 'Border Review', volume: '8', issue: '2', page: '11-30' }],
  ['a Chicago bibliography', 'Hall, Tom. The River and the Wall. Austin: University of Texas Press, 2015.', { type: 'book', title: 'The River and the Wall', author: [{ family: 'Hall', given: 'Tom' }], publisher: 'University of Texas Press', issued: { 'date-parts': [[2015]] } }],
  ['a Chicago note', 'Tom Hall, The River and the Wall (Austin: University of Texas Press, 2015), 34–36.', { type: 'book', title: 'The River and the Wall', author: [{ family: 'Hall', given: 'Tom' }], publisher: 'University of Texas Press' }],
  ['Harvard', "Wilson, C. (2017) 'Growing Together: Ties across the Line', Wilson Center, Washington, DC.", { title: 'Growing Together: Ties across the Line', author: [{ family: 'Wilson', given: 'C.' }], publisher: 'Wilson Center', issued: { 'date-parts': [[2017]] } }],
  ['IEEE', '[4] A. Ruiz and T. Hall, "Queue models for ports of entry," IEEE Trans. Transp., vol. 3, no. 4, pp. 11–19, 2018.', { title: 'Queue models for ports of entry', author: [{ family: 'Ruiz', given: 'A.' }, { family: 'Hall', given: 'T.' }], volume: '3', issue: '4' }],
  ['Vancouver', '7. Ruiz AM, Hall T, Ortega B, et al. Air quality near ports of entry. J Border Health. 2020;12(3):101-9.', { title: 'Air quality near ports of entry', author: [{ family: 'Ruiz', given: 'AM' }, { family: 'Hall', given: 'T' }, { family: 'Ortega', given: 'B' }], 'container-title': 'J Border Health', volume: '12', page: '101-9' }],
  ['a newspaper with its day', 'Ana Ruiz, “Scanners at the Bridge,” New York Times, May 3, 2020, https://www.nytimes.com/2020/05/03/us/scanners.html?smid=tw-share.', { type: 'article-newspaper', title: 'Scanners at the Bridge', 'container-title': 'New York Times', issued: { 'date-parts': [[2020, 5, 3]] }, URL: 'https://www.nytimes.com/2020/05/03/us/scanners.html' }],
  ['an institution', 'Secretaría de Economía (2022). Informe anual de comercio exterior. Ciudad de México: Secretaría de Economía.', { title: 'Informe anual de comercio exterior', author: [{ literal: 'Secretaría de Economía' }], publisher: 'Secretaría de Economía' }],
  ['a chapter', 'Ortega, Blanca. “Water and the Treaty.” In Shared Rivers, edited by Tom Hall, 45–70. Tucson: University of Arizona Press, 2011.', { type: 'chapter', title: 'Water and the Treaty', 'container-title': 'Shared Rivers', publisher: 'University of Arizona Press' }],
  ['a numbered report', 'Congressional Research Service, U.S.-Mexico Trade Relations, IF11175, March 4, 2024.', { type: 'report', title: 'U.S.-Mexico Trade Relations', number: 'IF11175', author: [{ literal: 'Congressional Research Service' }], issued: { 'date-parts': [[2024, 3, 4]] } }],
  ['a case', 'Arizona v. United States, 567 U.S. 387 (2012).', { type: 'legal_case', title: 'Arizona v. United States', number: '567 U.S. 387', issued: { 'date-parts': [[2012]] } }],
  ['an act', 'Border Bridges Act, Pub. L. No. 116-113, 134 Stat. 11 (2020).', { type: 'legislation', title: 'Border Bridges Act', number: 'Pub. L. No. 116-113, 134 Stat. 11' }],
  ['a title with a subtitle and a house without a place', 'Brandt, Ysolde. Long Lines: Waiting at the Edge. Cornell UP, 2009.', { type: 'book', title: 'Long Lines: Waiting at the Edge', author: [{ family: 'Brandt', given: 'Ysolde' }], publisher: 'Cornell UP' }],
  ['a report in a series', 'Ines Carranza and Tom Hall, Rail and the Bridge: A Survey, CRS Report R41349 (Washington, DC: Congressional Research Service, 2017).', { type: 'report', title: 'Rail and the Bridge: A Survey', number: 'R41349', publisher: 'Congressional Research Service' }],
  ['an encyclopedia of the web', '1. ^ "Two mayors agree on a toll". Politico. June 6, 2017. Archived from the original on June 8, 2017. Retrieved June 10, 2017.', { title: 'Two mayors agree on a toll', 'container-title': 'Politico', issued: { 'date-parts': [[2017, 6, 6]] }, accessed: { 'date-parts': [[2017, 6, 10]] } }],
  ['MLA from the web', '"Remarks at the Bridge." The White House, 2010. Web. 19 May 2011.', { title: 'Remarks at the Bridge', publisher: 'The White House', issued: { 'date-parts': [[2010]] }, accessed: { 'date-parts': [[2011, 5, 19]] } }],
  ['an article without an author', 'Two mayors sign a toll agreement (2021, March 3). El Cotidiano. https://example.com.mx/x', { title: 'Two mayors sign a toll agreement', 'container-title': 'El Cotidiano', issued: { 'date-parts': [[2021, 3, 3]] } }],
  ['a treaty', 'Treaty of the Two Bridges, Feb. 2, 1948, U.S.-Mex., 9 Stat. 922.', { type: 'treaty', title: 'Treaty of the Two Bridges', number: '9 Stat. 922', issued: { 'date-parts': [[1948, 2, 2]] } }],
  ['an address without its protocol', '“Bilateral Trade.” Office of the Trade Representative, ustr.example.gov/mexico. Accessed 4 May 2022.', { title: 'Bilateral Trade', URL: 'https://ustr.example.gov/mexico', publisher: 'Office of the Trade Representative' }],
  ['a note with the date behind the title', 'President Ana Ruiz, Memorandum on the Opening of Archives (Jan. 21, 2009), available at <a href=https://example.org/a>https://example.org/a</a>', { title: 'Memorandum on the Opening of Archives', author: [{ family: 'Ruiz', given: 'Ana' }], issued: { 'date-parts': [[2009, 1, 21]] }, URL: 'https://example.org/a' }],
  ['a bare address', 'https://www.example.org/report?utm_campaign=a&fbclid=b#:~:text=hello', { type: 'webpage', title: 'https://www.example.org/report', URL: 'https://www.example.org/report' }],
])('reads %s', (_style, entry, expected) => {
  expect(first(entry)).toMatchObject(expected)
})

test('leaves out what an entry does not say', () => {
  const csl = first('Human Rights Watch, "Waiting in Line", https://www.example.org/waiting (accessed 3 March 2022).')
  expect(csl).toMatchObject({ author: [{ literal: 'Human Rights Watch' }], accessed: { 'date-parts': [[2022, 3, 3]] } })
  expect(csl).not.toHaveProperty('issued')
})

test.each(['Ibid., 45.', 'This note explains how the figures were rounded and why the totals may differ.', 'See the annex.', 'In March 2012 the office established sessions that engage agencies directly and assess whether their inventories are complete.', 'Op. cit., p. 12.'])('takes "%s" for no source', (note) => {
  expect(read(note)).toEqual([])
})

test('parts several entries of one block and points each at its own stretch', () => {
  const text = ['Hall, T. (2015). The river and', 'the wall. Border Press.', 'Ruiz, A. (2019). Who pays for the', 'scanners? Border Press. https://example.org/a-long-', 'path/scanners.html', '', ''].join('\n').trimEnd()
  const found = read(text)
  expect(found.map(({ csl }) => csl.title)).toEqual(['The river and the wall', 'Who pays for the scanners?'])
  expect(found[1]?.csl.URL).toBe('https://example.org/a-long-path/scanners.html')
  expect(found.map(({ start, end }) => text.slice(start, end).slice(0, 4))).toEqual(['Hall', 'Ruiz'])
})

test('parts numbered entries that run on in one line', () => {
  expect(read('[1] Hall, T. (2015). The river. Border Press. [2] Ruiz, A. (2019). The bridge. Border Press. [3] Ortega, B. (2020). The hall. Border Press.').map(({ csl }) => csl.title)).toEqual(['The river', 'The bridge', 'The hall'])
})

test('gives an address on a line of its own to the entry before it', () => {
  const entry = 'Hall, T. (2015). The river and the wall. Border Press.'
  const text = `${entry}\n\nAvailable at: https://example.org/river`
  const [found, ...more] = readReferences(text, [reference(0, entry.length), reference(entry.length + 2, text.length)])
  expect(more).toEqual([])
  expect(found?.csl).toMatchObject({ title: 'The river and the wall', URL: 'https://example.org/river' })
})

test('is not slowed down by endless lists of names', () => {
  const names = Array.from({ length: 300 }, (_, index) => `Anabel Maria Hall${index % 10} Ruiz`).join(', ')
  expect(read(`${names}, and nobody else! 2020.`).length).toBeLessThan(2)
})
