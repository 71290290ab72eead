import type { Node } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { type Brief, bodyFromJson, briefToJson } from '#model/brief.ts'
import { withIds } from '#model/ids.ts'
import { readBriefMarkdown, writeBriefMarkdown } from '#model/markdown/brief.ts'
import { readMarkdown } from '#model/markdown/read.ts'
import { RULES } from '#model/markdown/rules.ts'
import { answeredPoints, withoutIds, writeMarkdown } from '#model/markdown/write.ts'
import { NODE_NAMES, schema } from '#model/schema.ts'
import type { NodeJson } from '#model/unknown.ts'
import { randomBody } from '../support/body.ts'
import { pick, seeded, seededBytes, seedsFor } from '../support/random.ts'
import { factRecordOf } from '../support/record.ts'
import { refusalOf } from '../support/refusal.ts'

const doc = (...blocks: Node[]) => schema.node('doc', null, blocks)
const p = (...inline: (Node | string)[]) => schema.node('paragraph', null, inline.map((part) => (typeof part === 'string' ? schema.text(part) : part)))
const words = (body: Node) => body.textBetween(0, body.content.size, '\n')
const plain = (body: Node) => withoutIds(body, answeredPoints(body))

function expectRoundTrip(body: Node, note = ''): string {
  const text = writeMarkdown(body)
  expect(readMarkdown(text).body.toJSON(), `${note}\n${text}`).toEqual(plain(body).toJSON())
  return text
}

test('gives every random document back', () => {
  for (const seed of seedsFor(40)) expectRoundTrip(bodyFromJson(randomBody(seed)), `seed ${seed}`)
})

const NASTY = ['a', 'B', ' ', '  ', '*', '**', '_', '`', '``', '~~', '[', ']', '](', '(x)', '<b>', '&amp;', '&', '\\', '|', ':', '::', ':::', ':em[', '{', '}', '#', '# ', '- ', '1. ', '> ', '---', '===', '\n', '\t', '\r', '\u0000', '\uFEFF', '\uD800', '\uF8F0', '0', '\uF8F1', 'https://a.org', 'me@a.org', 'www.a.org', '!', '$', '[x] ', '[^1]', '"', "'", '’', 'é', '国', '😀', '\u00A0', '.', '12:am', '@x']

/** One paragraph of the worst text we know, in random marks, in a random setting. */
function nasty(seed: number): Node {
  const next = seeded(seed)
  const run = () => Array.from({ length: 1 + Math.floor(next() * 6) }, () => pick(next, NASTY)).join('')
  const all = [schema.mark('link', { href: 'https://example.org/(a)?b=c&d' }), schema.mark('strong'), schema.mark('em'), schema.mark('sub'), schema.mark('code'), schema.mark('lang', { lang: 'es' }), schema.mark('insertion', { id: 'i', by: 'ana', at: 3 })]
  const marked = (node: Node) => all.filter(() => next() < 0.25).reduce((sum, mark) => sum.mark(mark.addToSet(sum.marks)), node)
  const inline = () =>
    Array.from({ length: 1 + Math.floor(next() * 4) }, () => {
      const chance = next()
      if (chance < 0.7) return marked(schema.text(run()))
      if (chance < 0.8) return schema.node('hard_break')
      if (chance < 0.9) return marked(schema.node('footnote', null, [schema.text(run())]))
      return marked(schema.node('citation', { cid: '', items: [{ sourceId: 's', prefix: run().trim() || 'x' }, { sourceId: 't', suppressAuthor: true }] }))
    })
  const block = schema.node('paragraph', { level: next() < 0.3 ? 2 : 0 }, inline())
  const settings: (() => Node)[] = [
    () => block,
    () => schema.node('quote', null, [block, p('after')]),
    () => schema.node('list', { kind: pick(next, ['bullet', 'ordered', 'numbered']) }, [schema.node('item', null, [block]), schema.node('item', null, [block, p()])]),
    () => schema.node('table', { caption: run() }, [0, 1].map((row) => schema.node('table_row', null, [schema.node(row === 0 ? 'table_header' : 'table_cell', null, [schema.node('paragraph', null, block.content)])]))),
    () => schema.node('argument', { axisId: run(), question: run() }, [schema.node('side', { pole: 'a' }, [schema.node('point', null, [block])])]),
  ]
  return doc(...Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(next, settings)()))
}

test('gives the worst text back, in any marks and any setting', () => {
  for (const seed of seedsFor(300)) expectRoundTrip(doc(...nasty(seed).content.content), `seed ${seed}`)
})

test('has a rule for every node', () => {
  expect(Object.keys(RULES).sort()).toEqual(NODE_NAMES.filter((name) => name !== 'doc' && name !== 'text').sort())
})

test('writes plain Markdown where plain Markdown will do', () => {
  const strong = [schema.mark('strong')]
  const body = doc(
    schema.node('paragraph', { level: 2 }, [schema.text('Background')]),
    p('Trade ', schema.text('tripled', strong), ' in R&D.'),
    schema.node('list', { kind: 'bullet' }, [schema.node('item', null, [p('One')]), schema.node('item', null, [p('Two')])]),
    schema.node('quote', null, [p('Said so.')]),
  )
  expect(expectRoundTrip(body)).toBe('## Background\n\nTrade **tripled** in R\\&D.\n\n- One\n- Two\n\n> Said so.\n')
})

test('writes an argument, its sides and its points as directives', () => {
  const body = doc(
    schema.node('argument', { axisId: 'sovereignty-integration', question: 'Who decides?' }, [
      schema.node('side', { pole: 'sovereignty' }, [schema.node('point', { id: 'p1' }, [p('Own rules.')])]),
      schema.node('side', { pole: 'integration' }, [schema.node('point', { voice: 'reported:ITC', answers: 'p1' }, [p('Shared rules.')])]),
    ]),
  )
  const text = expectRoundTrip(body)
  expect(text).toContain('argument{axis="sovereignty-integration" question="Who decides?"}')
  expect(text).toContain('point{voice="reported:ITC" answers="p1"}')
  expect(text).toContain('point{#p1}')
})

test('keeps table captions, spans and the lines below the table', () => {
  const cell = (name: 'table_cell' | 'table_header', text: string, attrs = {}) => schema.node(name, attrs, [p(text)])
  const simple = schema.node('table', { caption: 'Trade', unit: 'USD billion', source: 'Own sums', notes: 'Rounded' }, [
    schema.node('table_row', null, [cell('table_header', 'Year'), cell('table_header', 'Sum | net')]),
    schema.node('table_row', null, [cell('table_cell', '2023'), cell('table_cell', '475')]),
  ])
  expect(expectRoundTrip(doc(simple))).toContain('| 2023 |')
  expectRoundTrip(doc(schema.node('table', null, [schema.node('table_row', null, [cell('table_cell', 'wide', { colspan: 2, colwidth: [40, 60] }), cell('table_header', 'x', { rowspan: 2 })])])))
})

test('keeps what a newer version wrote', () => {
  const raw: NodeJson = { type: 'hologram', attrs: { depth: 3 }, content: [{ type: 'text', text: 'x ``` y' }] }
  const body = bodyFromJson({ type: 'doc', content: [raw, { type: 'paragraph', content: [{ type: 'text', text: 'a ' }, { type: 'emoji', attrs: { code: '"]}' } }] }] })
  expectRoundTrip(body)
})

test('leaves out of a fact what its record says too', () => {
  const record = { id: 'f1', rev: 2, value: 3.2e6, unit: '{person}', quoteHash: 'q', snapshotSha: 's' }
  const facts = { f1: record as never }
  const fact = (attrs: object) => doc(p(schema.node('fact', { iid: 'i', factId: 'f1', factRev: 2, value: 3.2e6, unit: '{person}', quoteHash: 'q', snapshotSha: 's', ...attrs }, [schema.text('3.2 million')])))
  const text = writeMarkdown(fact({}), facts)
  expect(text).toBe(':fact[3.2 million]{#f1 iid="i"}\n')
  expect(readMarkdown(text, { facts }).body.eq(fact({}))).toBe(true)
  const changed = fact({ value: null, display: 'rounded' })
  expect(readMarkdown(writeMarkdown(changed, facts), { facts }).body.toJSON()).toEqual(changed.toJSON())
})

test('reads GFM footnotes, reference links and code as what the schema has', () => {
  const { body } = readMarkdown('See[^a] [there][x].\n\n```\nlet a\n\nb\n```\n\n[^a]: A *small* note.\n\n[x]: https://example.org\n')
  expect(body.child(0).child(1).type.name).toBe('footnote')
  expect(body.child(0).child(1).textContent).toBe('A small note.')
  expect(body.child(0).child(3).marks[0]?.attrs['href']).toBe('https://example.org')
  expect(body.child(1).firstChild?.marks[0]?.type.name).toBe('code')
  expect(body.childCount).toBe(2)
})

test('takes raw HTML for text', () => {
  const { body } = readMarkdown('A <b onclick="x">bold</b> word\n\n<script>\nalert(1)\n</script>\n')
  expect(words(body)).toBe('A <b onclick="x">bold</b> word\n<script> alert(1) </script>')
})

test('keeps the words of a link it may not hold', () => {
  const { body } = readMarkdown('[click](javascript:alert(1)) ![chart](https://example.org/a.png) ~~old~~ - 12:am')
  expect(words(body)).toBe('click chart ~~old~~ - 12:am')
  expect(JSON.stringify(body.toJSON())).not.toContain('javascript')
})

test('fills short rows of a table and keeps task boxes as text', () => {
  const { body } = readMarkdown('| a | b |\n|---|---|\n| 1 |\n\n- [x] done\n')
  expect(body.child(0).child(1).childCount).toBe(2)
  expect(words(body.child(1))).toBe('[x] done')
})

test('names the line and column of a directive it does not know', () => {
  const error = refusalOf(() => readMarkdown('Text\n\n> :::slott{name=a}\n> :::\n', { file: 'memo/body.md' }))
  expect(error.code).toBe('brief-invalid')
  expect(error.faults[0]?.pointer).toBe('memo/body.md:3:3')
  expect(error.message).toContain('slott')
  expect(refusalOf(() => readMarkdown('An :unheard[of] one')).faults[0]?.pointer).toBe('Markdown:1:4')
})

test.each([
  ['::slot{nmae=a}', 'no attribute "nmae"'],
  ['::paragraph[x]{level=9}', 'a whole number from 0 to 6'],
  [':::argument{axis=a}\ntext\n:::', 'holds "side" only'],
  [':::rule\ntext\n:::', 'has no content'],
  [':::slot[label]{name=a}\ntext\n:::', 'square brackets'],
  [':::chart\ntext\n:::', 'one fenced block of JSON'],
  [':::unknown\n```json\n{,}\n```\n:::', 'not JSON'],
  [':::unknown\n```json\n{"type":"paragraph","content":[{"type":"rule"}]}\n```\n:::', 'fault'],
  [':footnote[a :field[b] c]', 'holds text only'],
  [':cite[text]{cid=x}', ':item{source=…} only'],
  [':cite[:item{passage=x}]', 'needs source='],
  [':fact[x]{ref=trade}', 'no fact "trade"'],
  ['::point{voice=someone}', 'own or reported:NAME'],
])('refuses %j', (text, detail) => {
  expect(refusalOf(() => readMarkdown(text)).message).toContain(detail)
})

test('does not count what stands in a fence', () => {
  const chart = doc(schema.node('chart', { spec: { mark: 'bar' }, data: Array.from({ length: 4000 }, (_, year) => ({ year })), alt: 'Years' }))
  expectRoundTrip(chart)
})

test('stays within bounds on hostile text', () => {
  const started = performance.now()
  for (const text of ['>'.repeat(50_000), '*a '.repeat(30_000), '['.repeat(50_000), 'x'.repeat(2_000_001), '- '.repeat(5_000), ':a{'.repeat(50_000), '```x`\n' + '['.repeat(7_000), '```\n    ```\n```\n' + '['.repeat(7_000), ':::quote\n```\n:::\n' + '['.repeat(7_000), `|${'a|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n${'|x|\n'.repeat(500)}`]) {
    expect(refusalOf(() => readMarkdown(text)).message).toMatch(/nested deeper|more than|characters long|cells are read/)
  }
  expect(performance.now() - started).toBeLessThan(15_000)
})

const record = factRecordOf('f1', {
  claim: 'Trade tripled',
  value: 3,
  unit: 'x',
  quote: { exact: 'Trade tripled', prefix: 'In ten years\n---\n', suffix: '' },
  paragraph: 2,
  snapshotSha: 'a1',
  quoteHash: 'b2',
  voice: 'reported:ITC',
  csl: { type: 'webpage', title: 'Trade & “growth”', publisher: 'Counterpoint sample library' },
})

test('writes a whole brief as one file and reads it back', () => {
  const fact = schema.node('fact', { iid: 'i', factId: 'f1', factRev: 1, value: 3, unit: 'x', quoteHash: 'b2', snapshotSha: 'a1' }, [schema.text('tripled')])
  const brief: Brief = {
    info: { schema: 1, template: 'policy-memo@1', kind: 'action-memo' },
    fields: { title: 'R&D: "a" --- b', date: '2026-11-22', recommendations: [{ text: 'That you\n---\nsign' }], attachments: ['One', 'Two'] },
    facts: { f1: record },
    body: doc(p('Trade ', fact, schema.node('citation', { cid: 'c', items: [{ sourceId: 's1', passageId: 'p1' }] })), schema.node('rule')),
  }
  const text = writeBriefMarkdown(brief)
  expect(briefToJson(readBriefMarkdown(text))).toEqual(briefToJson(brief))
  expect(text).toContain(':fact[tripled]{#f1 iid="i"}')
})

test('takes the title of plain Markdown from its first heading and gives blocks their ids', () => {
  const brief = readBriefMarkdown('# Energy\n\nText.\n', { random: seededBytes(1) })
  expect(brief.fields).toEqual({ title: 'Energy' })
  const ids = brief.body.content.content.map((node) => node.attrs['id'] as string)
  expect(new Set(ids).size).toBe(2)
  expect(ids.every((id) => /^[0-9a-z]{10}$/.test(id))).toBe(true)
})

test('reads a rule at the top as a rule when no front matter follows', () => {
  expect(readBriefMarkdown('---\n\nText\n\n---\n').body.child(0).type.name).toBe('rule')
})

test('counts lines from the top of the file, front matter included', () => {
  expect(refusalOf(() => readBriefMarkdown('---\ntitle: A title\n---\n\n::nothing\n', { file: 'a.md' })).faults[0]?.pointer).toBe('a.md:5:1')
  expect(refusalOf(() => readBriefMarkdown('---\ntitle: A\nfields: {"a":\n---\n', { file: 'a.md' })).faults[0]?.pointer).toBe('a.md:3:1')
  expect(refusalOf(() => readBriefMarkdown('---\nfacts: {"f1": {"id": "f2"}}\n---\n')).faults[0]?.pointer).toMatch(/^\/facts\/f1/)
})

test('gives each block one id of its own and keeps those that are', () => {
  const body = withIds(doc(schema.node('paragraph', { id: 'a' }), schema.node('paragraph', { id: 'a' }), schema.node('paragraph')), seededBytes(2))
  const ids = body.content.content.map((node) => node.attrs['id'] as string)
  expect(ids[0]).toBe('a')
  expect(new Set(ids).size).toBe(3)
})
