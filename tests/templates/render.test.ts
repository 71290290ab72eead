import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { bodyFromJson } from '../../model/brief.ts'
import { schema } from '../../model/schema.ts'
import type { Template } from '../../model/template.ts'
import type { Page } from '../../templates/layout/frame.ts'
import { runText } from '../../templates/layout/frame.ts'
import { loadCatalog } from '../../templates/catalog.ts'
import { instantiate } from '../../templates/instantiate.ts'
import { layBrief, renderBrief } from '../../templates/render.ts'
import { PLAIN_MANIFEST } from '../../templates/styles.ts'
import { randomBody } from '../support/body.ts'
import { pdfPages, pdfText } from '../support/pdf.ts'
import { seededBytes, seedsFor } from '../support/random.ts'
import { argument, briefOf, cite, doc, footnote, h, link, list, p, point, prose, quote, row, slot, table } from './sample.ts'

const decoder = new TextDecoder('latin1')

/** A template of nothing but pages. */
function templateOf(change: Partial<Template['manifest']> = {}, parts: Partial<Template> = {}): Template {
  return { manifest: { ...PLAIN_MANIFEST, ...change }, body: '', head: '', foot: '', cover: null, partials: {}, ...parts }
}

function pageText(page: Page): string {
  return page.frames.flatMap((frame) => (frame.kind === 'text' ? [frame.runs.map(runText).join('')] : [])).join('\n')
}

const memo = briefOf(
  doc(
    table({}, row(['To', 'The Deputy Secretary']), row(['Subject', p(schema.node('field', { name: 'subject' }))])),
    h(2, 'Bottom line'),
    p('Approve a joint office', cite('s1', 'p1'), ' for the efficient flow of ', link('trucks', 'https://example.org/trucks'), '.', footnote('Article 3.')),
    list('ordered', 'First', ['Second', list('bullet', 'inner')]),
    quote('The queue is longer than the bridge.'),
    argument('Together or apart?', [point({ id: 'a' }, 'Apart is simpler.')], [point({ id: 'b', answers: 'a' }, 'Together is cheaper.')]),
  ),
  { marking: 'UNCLASSIFIED', date: '2026-11-20', subject: 'A joint office for the bridges' },
)

test('gives the same bytes for the same brief, whatever was printed before', async () => {
  const first = await renderBrief(memo, null)
  await renderBrief(briefOf(doc(p('other words – ½ ﬁrst'))), null)
  const again = await renderBrief(memo, null)
  expect(Buffer.compare(first.pdf, again.pdf)).toBe(0)
})

test('prints the text of the brief in reading order', async () => {
  const { pdf } = await renderBrief(memo, null)
  const text = await pdfText(pdf)
  const parts = ['The Deputy Secretary', 'A joint office for the bridges', 'Bottom line', 'Approve a joint office', 'for the efficient flow of trucks', 'First', 'Second', 'inner', 'longer than the bridge', 'Together or apart?', 'Sovereignty', 'Integration', 'Apart is simpler.', 'Together is cheaper.', 'Waiting at the Bridge', 'quoting the customs service', 'Article 3.']
  const places = parts.map((part) => text.indexOf(part))
  expect(places.every((place) => place >= 0), JSON.stringify(parts.filter((part) => !text.includes(part)))).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('copies a page to words that stand apart, ligatures as letters', async () => {
  const words = prose(160).replace('office', 'office of official efficiency')
  const { pdf } = await renderBrief(briefOf(doc(p(words))), null)
  expect(await pdfText(pdf)).toContain(words)
})

test('sets both note and mark as links that lead to each other, and a web link as one', async () => {
  const { pdf } = await renderBrief(memo, null)
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const document = await task.promise
  const annotations = (await (await document.getPage(1)).getAnnotations()) as { subtype: string; url?: string; dest?: unknown }[]
  expect(annotations.flatMap((annotation) => (annotation.url ? [annotation.url] : []))).toEqual(['https://example.org/trucks', 'https://example.org/waiting'])
  const inside = annotations.flatMap((annotation) => (typeof annotation.dest === 'string' ? [annotation.dest] : []))
  expect([...inside].sort()).toEqual(['mark-1', 'mark-2', 'note-1', 'note-2'])
  for (const name of inside) expect(await document.getDestination(name), name).not.toBeNull()
  await task.destroy()
})

test('names the document, its language and its headings', async () => {
  const brief = briefOf(doc(h(1, 'One'), p('a'), h(2, 'One and a half & <more>'), p('b'), h(1, 'Two'), p('c')), { title: 'R&D <first> «İ»' })
  const { pdf } = await renderBrief(brief, templateOf({ lang: 'es-MX' }))
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const document = await task.promise
  const { info, metadata } = await document.getMetadata()
  const outline = await document.getOutline()
  expect(info).toMatchObject({ Title: 'R&D <first> «İ»', Language: 'es-MX', PDFFormatVersion: '1.7' })
  expect(metadata?.get('dc:title')).toBe('R&D <first> «İ»')
  expect(decoder.decode(pdf)).toContain('/DisplayDocTitle true')
  expect(outline.map((item) => [item.title, item.items.map((inner) => inner.title)])).toEqual([['One', ['One and a half & <more>']], ['Two', []]])
  await task.destroy()
})

test('dates the file by the brief, not by the clock', async () => {
  const { pdf } = await renderBrief(memo, null)
  expect(decoder.decode(pdf)).toContain('(D:20261120000000Z)')
})

test('prints head, foot and marking on every page with its number and the number of all', async () => {
  const template = templateOf({ fields: [] }, { head: 'Ministry\t{{marking}}\t{{title}}', foot: '\t{{marking}}\n\tPage {{page}} of {{pages}}' })
  const { pdf, report } = await renderBrief(briefOf(doc(p(prose(1500))), { marking: 'SECRET' }), template)
  const pages = await pdfPages(pdf)
  expect(pages).toHaveLength(report.pages)
  expect(report.pages).toBeGreaterThan(2)
  pages.forEach((text, index) => {
    expect(text).toContain(`Page ${index + 1} of ${report.pages}`)
    expect(text).toContain('Ministry')
    expect(text.match(/SECRET/g)).toHaveLength(3)
  })
})

test('repeats the head of a table on each page and never cuts a row', async () => {
  const rows = Array.from({ length: 80 }, (_, index) => row([`Port ${index}`, `first line ${index} ${prose(12)} last word ${index}`]))
  const { pages } = layBrief(briefOf(doc(table({ caption: 'Ports' }, row(['Port', 'Remark'], 'table_header'), ...rows))), null)
  expect(pages.length).toBeGreaterThan(2)
  for (const page of pages) expect(pageText(page)).toContain('Remark')
  for (let index = 0; index < 80; index++) {
    const page = pages.findIndex((each) => pageText(each).split('\n').some((line) => line.trim() === `Port ${index}`))
    expect(pageText(pages[page] as Page).replaceAll('\n', ''), `row ${index}`).toContain(`last word ${index}`)
  }
})

test('never leaves a heading without two lines of what follows', () => {
  for (let above = 0; above < 60; above += 3) {
    const { pages } = layBrief(briefOf(doc(p(prose(above * 12)), h(2, 'The heading'), p(`begins here ${prose(60)}`), p(prose(40)))), null)
    const at = pages.findIndex((page) => pageText(page).includes('The heading'))
    expect(pageText(pages[at] as Page), `${above} lines above`).toContain('begins here')
  }
})

test('goes on with both sides of a question on the next page, and says so', () => {
  const left = Array.from({ length: 14 }, (_, index) => point({ id: `l${index}` }, `left point ${index} ${prose(40)}`))
  const right = Array.from({ length: 3 }, (_, index) => point({ id: `r${index}` }, `right point ${index} ${prose(20)}`))
  const { pages } = layBrief(briefOf(doc(p(prose(120)), argument('Together?', left, right))), null)
  expect(pages.length).toBeGreaterThan(1)
  expect(pageText(pages[0] as Page)).toContain('right point 2')
  expect(pageText(pages[1] as Page)).toContain('Sovereignty (continued)')
  expect(pageText(pages[1] as Page)).not.toContain('Integration (continued)')
  const all = pages.map(pageText).join('\n').replaceAll(/\s+/g, ' ')
  for (let index = 0; index < 14; index++) expect(all).toContain(`left point ${index} `)
})

test('names the point that another answers, and the one who is reported', () => {
  const text = layBrief(
    briefOf(doc(argument('Together?', [point({ id: 'a' }, 'Apart.')], [point({ id: 'b', answers: 'a', voice: 'reported:the ministry' }, 'Together.')]))),
    null,
  ).pages.map(pageText).join('\n')
  expect(text).toContain('Answers A1')
  expect(text).toContain('As reported by the ministry')
})

test('fills the contents with the pages of the headings', () => {
  const body = doc(schema.node('contents'), h(1, 'One'), p(prose(900)), h(1, 'Two'), p('end'))
  const { pages } = layBrief(briefOf(body), null)
  const two = pages.findIndex((page, index) => index > 0 && pageText(page).split('\n').some((line) => line.trim() === 'Two')) + 1
  const lines = pageText(pages[0] as Page).split('\n')
  const at = lines.findIndex((line) => line.trim() === 'Two')
  expect(lines.slice(at, at + 3).map((line) => line.trim())).toContain(String(two))
})

test('prints no heading over an optional part that is empty, and reports a required one', () => {
  const slots = [
    { name: 'background', label: 'Background', help: 'h', required: true },
    { name: 'options', label: 'Options', help: 'h', required: false },
  ]
  const body = doc(h(2, 'Background'), slot('background', p()), h(2, 'Options'), slot('options', p()), h(2, 'Next steps'), slot('next', 'Go.'))
  const { pages, warnings } = layBrief(briefOf(body), templateOf({ slots }))
  const text = pages.map(pageText).join('\n')
  expect(text).toContain('Background')
  expect(text).not.toContain('Options')
  expect(text).toContain('Go.')
  expect(warnings).toEqual(['The part “Background” is required and empty.'])
})

test('prints a memo of which only the required fields are filled without empty lines', async () => {
  const template = (await loadCatalog()).get('policy-memo')
  const brief = instantiate(template, { title: 'A pilot', fields: { to: 'The Secretary', from: 'The office' } }, seededBytes(1))
  const { pages, warnings } = layBrief(brief, template)
  const text = pages.map(pageText).join('\n')
  for (const word of ['MEMORANDUM FOR', 'The Secretary', 'A pilot', 'None.']) expect(text).toContain(word)
  for (const word of ['THROUGH', 'DATE', 'Recommendations', 'That you', 'Approve', 'Drafted by', 'Views of others', '…', 'undefined', '{']) expect(text).not.toContain(word)
  expect(text.split('\n').filter((line) => /:\s*$/.test(line))).toEqual([])
  expect(warnings).toContain('A recommendation is empty and does not print: no decision is asked for there.')
})

test('says which characters no font has, and keeps them for whoever copies the page', async () => {
  const { pdf, report } = await renderBrief(briefOf(doc(p('a 国 b'))), null)
  expect(report.warnings).toEqual(['No font has the character “国” (U+56FD); it prints as ☐.'])
  expect(decoder.decode(pdf)).toContain('%PDF-1.7')
})

test('prints what a newer version wrote as a closed box and says so', () => {
  const body = bodyFromJson({ type: 'doc', content: [{ type: 'hologram', attrs: { id: 'x' } }] })
  const { pages, warnings } = layBrief(briefOf(body), null)
  expect(pages.map(pageText).join('\n')).toContain('written by a newer version')
  expect(warnings).toHaveLength(1)
})

test('sets notes at the end when the template asks for that', () => {
  const { pages } = layBrief(briefOf(doc(p('One.', footnote('the note')), p('last words'))), templateOf({ citations: 'endnotes' }))
  const text = pages.map(pageText).join('\n')
  expect(text.indexOf('the note')).toBeGreaterThan(text.indexOf('last words'))
})

test('sets any document without losing a letter or leaving the page', async () => {
  for (const seed of seedsFor(40)) {
    const body = bodyFromJson(randomBody(seed, 30))
    const { pages } = layBrief(briefOf(body), templateOf({ paper: seed % 2 ? 'a4' : 'letter' }))
    const printed = count(pages.map(pageText).join(''))
    let source = ''
    body.descendants((node) => {
      if (node.isText) source += node.text ?? ''
      return true
    })
    for (const [letter, times] of count(source)) expect(printed.get(letter) ?? 0, `seed ${seed}: “${letter}”`).toBeGreaterThanOrEqual(times)
    for (const page of pages) {
      for (const frame of page.frames) {
        expect(frame.y, `seed ${seed}, page ${page.number}, ${frame.kind}`).toBeLessThanOrEqual(page.height)
        if (frame.kind === 'text') expect(Math.max(...frame.runs.map((run) => frame.x + run.x + run.width)), `seed ${seed}, page ${page.number}`).toBeLessThanOrEqual(page.width)
      }
    }
  }
  const { pdf } = await renderBrief(briefOf(bodyFromJson(randomBody(1, 30))), null)
  expect((await pdfPages(pdf)).length).toBeGreaterThan(0)
})

function count(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const letter of text.normalize('NFC').replaceAll(/\s/g, '')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

test('prints sixty pages in the memory of a few', async () => {
  const worker = new Worker(new URL('./long.worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 80 } })
  const [pages] = (await once(worker, 'message')) as [number]
  await worker.terminate()
  expect(pages).toBeGreaterThanOrEqual(60)
})
