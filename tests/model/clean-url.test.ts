import { expect, test } from 'vitest'
import { cleanUrl, trimUrl } from '../../model/clean-url.ts'

test.each([
  ['https://example.org/a?utm_source=mail&utm_medium=email', 'https://example.org/a'],
  ['https://example.org/a?id=3&gclid=x1&page=2', 'https://example.org/a?id=3&page=2'],
  ['https://example.org/a?fbclid=Iw&mc_cid=1&mc_eid=2#section-4', 'https://example.org/a#section-4'],
  ['https://example.org/a#:~:text=twelve%20hours', 'https://example.org/a'],
  ['https://example.org/a#costs:~:text=twelve', 'https://example.org/a#costs'],
  ['https://example.org/a?ref=twitter', 'https://example.org/a'],
  ['https://example.org/a?x=1&amp;utm_campaign=b', 'https://example.org/a?x=1'],
  ['https://example.org/a?smid=tw-share', 'https://example.org/a'],
])('strips what follows the reader from %s', (address, clean) => {
  expect(cleanUrl(address)).toBe(clean)
})

test.each(['https://example.org/a?q=utm&sid=4', 'https://example.org/?ref=chapter-2', 'https://example.org/#notes', 'https://example.org/a?source=census', 'not an address'])('leaves what finds the page: %s', (address) => {
  expect(cleanUrl(address)).toBe(address)
})

test('ends an address where the sentence goes on', () => {
  expect(trimUrl('https://example.org/a.')).toBe('https://example.org/a')
  expect(trimUrl('https://example.org/a),')).toBe('https://example.org/a')
  expect(trimUrl('https://example.org/Border_(line)')).toBe('https://example.org/Border_(line)')
})
