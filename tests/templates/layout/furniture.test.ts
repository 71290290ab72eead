import { expect, test } from 'vitest'
import type { Template } from '../../../model/template.ts'
import { type Page, runText, type TextFrame } from '../../../templates/layout/frame.ts'
import { layBrief } from '../../../templates/render.ts'
import { PLAIN_MANIFEST } from '../../../templates/styles.ts'
import { briefOf, doc, p, prose } from '../sample.ts'

const SENTENCE = 'Joint inspection lanes at two ports of entry on the southwest border, their staff, their scanners and what both governments agreed to count for a year of trial before the summit'
const MARKING = 'SENSITIVE BUT UNCLASSIFIED – DELIBERATIVE, PRE-DECISIONAL – NOT FOR RELEASE OUTSIDE THE DEPARTMENTS NAMED ON THE FIRST PAGE WITHOUT WRITTEN CONSENT OF THE OFFICE'

function templateOf(parts: Partial<Template>): Template {
  return { manifest: PLAIN_MANIFEST, body: '', head: '', foot: '', cover: null, partials: {}, ...parts }
}
type Piece = { text: string; x: number; end: number; y: number }
function furniture(page: Page): Piece[] {
  const texts = page.frames.filter((frame): frame is TextFrame => frame.kind === 'text' && frame.origin.role === 'Artifact')
  return texts.map((frame) => ({ text: frame.runs.map(runText).join(''), x: frame.x + (frame.runs[0]?.x ?? 0), end: frame.x + Math.max(...frame.runs.map((run) => run.x + run.width)), y: frame.y }))
}

/** Every piece stands between the margins, clear of its neighbours. */
function expectApart(pages: readonly Page[], note: string): void {
  for (const page of pages) {
    const pieces = furniture(page)
    for (const piece of pieces) {
      expect(piece.x, `${note}: ${piece.text}`).toBeGreaterThanOrEqual(72 - 0.01)
      expect(piece.end, `${note}: ${piece.text}`).toBeLessThanOrEqual(540 + 0.01)
      for (const other of pieces) if (other !== piece && Math.abs(other.y - piece.y) < 8 && other.x >= piece.x) expect(other.x - piece.end, `${note}: “${piece.text}” and “${other.text}”`).toBeGreaterThan(8)
    }
  }
}

test('shortens a title that has no room beside the page number, and says so', () => {
  for (let length = 60; length <= SENTENCE.length; length += 8) {
    const title = SENTENCE.slice(0, length).trim()
    const { pages, warnings } = layBrief(briefOf(doc(p(prose(900))), { title }), null)
    expectApart(pages, `${length} characters`)
    pages.forEach((page, index) => expect(furniture(page).map((piece) => piece.text)).toContain(`Page ${index + 1} of ${pages.length}`))
    const whole = furniture(pages[0] as Page).some((piece) => piece.text === title)
    expect(warnings.length, title).toBe(whole ? 0 : 1)
    if (!whole) expect(warnings[0]).toBe('“Joint inspection lanes at two ports of e…” is too long for the foot of the page and is shortened there.')
  }
})

test('prints all of a long marking at the head and the foot of every page, clear of the text', () => {
  const { pages, warnings } = layBrief(briefOf(doc(p(prose(900))), { marking: MARKING }), null)
  expect(pages.length).toBeGreaterThan(1)
  expectApart(pages, 'marking')
  for (const page of pages) {
    const lines = furniture(page).filter((piece) => MARKING.includes(piece.text))
    expect(lines.map((line) => line.text).join(' ')).toBe(`${MARKING} ${MARKING}`)
    const body = page.frames.flatMap((frame) => (frame.kind === 'text' && frame.origin.role !== 'Artifact' ? [frame.y] : []))
    const [upper, lower] = [lines.filter((line) => line.y < 300), lines.filter((line) => line.y > 300)]
    expect(Math.min(...body)).toBeGreaterThan(Math.max(...upper.map((line) => line.y)) + 12)
    expect(Math.max(...body)).toBeLessThan(Math.min(...lower.map((line) => line.y)) - 12)
  }
  expect(warnings).toEqual([])
})

test('keeps three parts of a line apart, whichever is long', () => {
  const texts = ['', 'Ministry', SENTENCE.slice(0, 70), SENTENCE, 'x'.repeat(5000)]
  for (const left of texts) for (const centre of texts) for (const right of texts) {
    for (const line of [`${left}\t${centre}\t${right}`, `${left}\t${centre}\t${right} – page {{page}} of {{pages}}`, `{{page}}/{{pages}} ${left}\t\t${right}`]) {
      const { pages } = layBrief(briefOf(doc(p('a'))), templateOf({ head: line }))
      expectApart(pages, line.slice(0, 400))
      if (line.includes('{{page}}')) expect(furniture(pages[0] as Page).some((piece) => /1 of 1|1\/1/.test(piece.text)), line.slice(0, 400)).toBe(true)
    }
  }
})

test('leaves the body its room under a marking or a head that would fill the page', () => {
  const { pages, warnings } = layBrief(briefOf(doc(p(prose(60))), { marking: prose(3000) }), templateOf({ head: 'line\n'.repeat(200) }))
  expect(pages).toHaveLength(1)
  expect(warnings.map((warning) => warning.replaceAll(/\d+/g, 'N'))).toEqual([expect.stringContaining('lines; only the first N print.'), 'The head of the page has N lines; only the first N print.'])
})

test('keeps the foot of a brief without a template in its parts, whatever its title holds', () => {
  const { pages } = layBrief(briefOf(doc(p('text')), { title: 'A\tB\tC\nD \ue000\ue001' }), null)
  expect(furniture(pages[0] as Page).map((piece) => piece.text)).toEqual(['A B C D', 'Page 1 of 1'])
})
