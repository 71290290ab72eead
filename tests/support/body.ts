/** Random but valid documents of our schema, as ProseMirror JSON: every kind of node and mark can occur. For round trips. */
import type { MarkJson, NodeJson } from '../../model/unknown.ts'
import { pick, seeded } from './random.ts'

const WORDS = ['border', 'trade', 'México', 'R&D', '3.2 million', 'İstanbul', '“quoted”', 'a*b', '[x]', 'energy', '—', 'naïve', '国境', '1_000', 'end.']

export function randomBody(seed: number, size = 12): NodeJson {
  const next = seeded(seed)
  let ids = 0
  const id = () => `b${seed}x${ids++}`
  const words = (count: number) => Array.from({ length: 1 + Math.floor(next() * count) }, () => pick(next, WORDS)).join(' ')
  const chance = (share: number) => next() < share

  const marks = (): MarkJson[] => {
    if (chance(0.7)) return []
    const all: MarkJson[] = [
      { type: 'link', attrs: { href: 'https://example.org/a?b=c' } },
      { type: 'strong' },
      { type: 'em' },
      chance(0.5) ? { type: 'sub' } : { type: 'sup' },
      { type: 'lang', attrs: { lang: 'es' } },
    ]
    return all.filter(() => chance(0.35))
  }
  const text = (): NodeJson => {
    const set = marks()
    return { type: 'text', text: words(5), ...(set.length > 0 ? { marks: set } : {}) }
  }
  const plain = (): NodeJson => ({ type: 'text', text: words(3) })
  const fact = (): NodeJson => ({
    type: 'fact',
    attrs: { iid: id(), factId: 'f1', factRev: 1, value: 3.2, unit: '{person}', display: 'as-printed', quoteHash: 'q', snapshotSha: 's' },
    content: [plain()],
  })
  const inlineAtoms: (() => NodeJson)[] = [
    fact,
    () => ({ type: 'citation', attrs: { cid: id(), items: [{ sourceId: 's1', passageId: 'p1', locator: '¶ 3' }] } }),
    () => ({ type: 'footnote', content: [plain()] }),
    () => ({ type: 'field', attrs: { name: 'subject' } }),
    () => ({ type: 'hard_break' }),
    () => ({ type: 'mention', attrs: { person: 'Ana' } }),
  ]
  const inline = (): NodeJson[] => {
    const content: NodeJson[] = []
    for (let left = Math.floor(next() * 5); left > 0; left--) {
      const previous = content.at(-1)
      const node = chance(0.6) ? text() : pick(next, inlineAtoms)()
      // Two texts with the same marks would be one text after any round trip.
      if (previous?.type === 'text' && node.type === 'text') content.push({ type: 'hard_break' })
      content.push(node)
    }
    return content
  }
  const withContent = (node: NodeJson, content: NodeJson[]): NodeJson => (content.length > 0 ? { ...node, content } : node)
  const paragraph = (): NodeJson =>
    withContent({ type: 'paragraph', attrs: { id: id(), level: chance(0.2) ? 1 + Math.floor(next() * 6) : 0, align: chance(0.1) ? 'center' : null, lang: null } }, inline())
  const blocks = (depth: number, least = 0): NodeJson[] => Array.from({ length: least + Math.floor(next() * 3) }, () => block(depth))
  const cell = (): NodeJson => ({ type: chance(0.3) ? 'table_header' : 'table_cell', attrs: { id: id(), colspan: 1, rowspan: 1, colwidth: null }, content: [paragraph()] })
  const table = (): NodeJson => {
    const columns = 1 + Math.floor(next() * 3)
    return {
      type: 'table',
      attrs: { id: id(), caption: chance(0.5) ? words(4) : null, unit: null, source: chance(0.3) ? words(2) : null, notes: null },
      content: Array.from({ length: 1 + Math.floor(next() * 3) }, () => ({ type: 'table_row', attrs: { id: id() }, content: Array.from({ length: columns }, cell) })),
    }
  }
  const argument = (depth: number): NodeJson => ({
    type: 'argument',
    attrs: { id: id(), axisId: 'sovereignty-integration', question: words(6) },
    content: ['sovereignty', 'integration'].map((pole) =>
      withContent(
        { type: 'side', attrs: { id: id(), pole } },
        Array.from({ length: Math.floor(next() * 3) }, () => ({
          type: 'point',
          attrs: { id: id(), voice: chance(0.3) ? 'reported:The ministry' : 'own', answers: null },
          content: blocks(depth + 1, 1),
        })),
      ),
    ),
  })
  const list = (depth: number): NodeJson => ({
    type: 'list',
    attrs: { id: id(), kind: pick(next, ['bullet', 'ordered', 'numbered']), start: 1 },
    content: Array.from({ length: 1 + Math.floor(next() * 3) }, () => ({ type: 'item', attrs: { id: id() }, content: [paragraph(), ...(chance(0.3) ? blocks(depth + 1) : [])] })),
  })
  const leaves: (() => NodeJson)[] = [
    paragraph,
    () => ({ type: 'rule', attrs: { id: id() } }),
    () => ({ type: 'pagebreak', attrs: { id: id() } }),
    () => ({ type: 'contents', attrs: { id: id() } }),
    () => ({ type: 'clearances', attrs: { id: id() } }),
    () => ({ type: 'illustration', attrs: { id: id(), blob: 'ab12', alt: words(3), caption: words(3), credit: null, unit: null, width: 0.5 } }),
    () => ({ type: 'chart', attrs: { id: id(), spec: { mark: 'bar' }, data: [{ a: 1 }], alt: words(3), caption: null, source: null } }),
    () => ({
      type: 'keyfigures',
      attrs: { id: id() },
      content: [withContent({ type: 'keyfigure', attrs: { id: id(), label: words(2), factId: null, value: 3.2, unit: '%', previous: null } }, [plain()])],
    }),
    table,
  ]
  const nested: ((depth: number) => NodeJson)[] = [
    list,
    argument,
    (depth) => ({ type: 'quote', attrs: { id: id() }, content: blocks(depth + 1, 1) }),
    (depth) => ({ type: 'slot', attrs: { id: id(), name: 'background', owner: null, locked: false, optional: chance(0.5) }, content: blocks(depth + 1, 1) }),
    (depth) => ({ type: 'recommendation', attrs: { id: id(), by: chance(0.5) ? '2026-12-01' : null, opposes: chance(0.5) ? ['Legal'] : [], decision: null }, content: blocks(depth + 1, 1) }),
  ]
  const block = (depth: number): NodeJson => (depth < 3 && chance(0.4) ? pick(next, nested)(depth) : chance(0.6) ? paragraph() : pick(next, leaves)())
  return { type: 'doc', content: Array.from({ length: size }, () => block(0)) }
}
