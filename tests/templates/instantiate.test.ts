import type { Node } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { briefFromJson, briefToJson } from '#model/brief.ts'
import { citationNotes, plainText } from '#model/cite.ts'
import type { FactRecord } from '#model/fact.ts'
import { Refusal } from '#model/refusal.ts'
import { type Template, parseManifest } from '#model/template.ts'
import { loadCatalog } from '#templates/catalog.ts'
import { type Answers, fillPage, instantiate, parseData, resolveData, type Want } from '#templates/instantiate.ts'
import { checkBody } from '../../templates/body.ts'
import { seededBytes } from '../support/random.ts'
import { factRecordOf } from '../support/record.ts'
import { refusalOf } from '../support/refusal.ts'

const catalog = await loadCatalog()
const memo = catalog.get('policy-memo')
const answers: Answers = { title: 'A pilot', fields: { to: 'The Secretary', from: 'North America', date: '2026-11-20' } }
const make = (more: Partial<Answers> = {}, template = memo) => instantiate(template, { ...answers, ...more }, seededBytes(7))

const record = (id: string, more: Partial<FactRecord> = {}) =>
  factRecordOf(id, { claim: `Claim ${id}`, value: 798e9, unit: 'USD', paragraph: 4, sourceId: `source-${id}`, passageId: `passage-${id}`, csl: { type: 'webpage', title: `Title ${id}`, publisher: 'A press' }, ...more })

function all(body: Node, name: string): Node[] {
  const found: Node[] = []
  body.descendants((node) => {
    if (node.type.name === name) found.push(node)
  })
  return found
}

const slotOf = (body: Node, name: string) => all(body, 'slot').find((node) => node.attrs['name'] === name)
const inlineNames = (node: Node | undefined) => node?.firstChild?.content.content.map((child) => child.type.name)

/** A template of a few lines, for what the shipped ones do not do. */
function template(body: string): Template {
  const manifest = parseManifest({ ...memo.manifest, slots: memo.manifest.slots.slice(0, 1) }, 'template.json')
  const made = { ...memo, manifest, body: `${body}\n\n::slot{name=bottomLine}\n` }
  checkBody(made)
  return made
}

test('makes a brief that names its template, its kind and its fields, and that can be stored', () => {
  const brief = make()
  expect(brief.info).toMatchObject({ template: 'policy-memo@1', kind: 'action-memo' })
  expect(brief.fields).toMatchObject({ title: 'A pilot', subject: 'A pilot', to: 'The Secretary', marking: 'UNCLASSIFIED' })
  expect(briefToJson(briefFromJson(briefToJson(brief)))).toEqual(briefToJson(brief))
})

test('gives every block an id of its own, the same for the same chance', () => {
  const ids = (seed: number) => {
    const found: string[] = []
    instantiate(memo, answers, seededBytes(seed)).body.descendants((node) => {
      if (Object.hasOwn(node.attrs, 'id')) found.push(String(node.attrs['id']))
    })
    return found
  }
  expect(ids(1)).toEqual(ids(1))
  expect(ids(1)).not.toEqual(ids(2))
  expect(new Set(ids(1)).size).toBe(ids(1).length)
})

test('shows fields as fields, so that changing the subject changes it everywhere', () => {
  expect(all(make().body, 'field').map((node) => node.attrs['name'])).toEqual(expect.arrayContaining(['to', 'from', 'subject', 'date']))
})

test.each([
  [{ fields: { ...answers.fields, too: 'x' } }, '/fields/too', 'it has subject, date, marking, to'],
  [{ fields: { ...answers.fields, toString: 'x' } }, '/fields/toString', 'no field "toString"'],
  [{ fields: { ...answers.fields, title: 'x' } }, '/fields/title', 'beside the fields'],
  [{ fields: { from: 'x' } }, '/fields/to', 'required'],
  [{ fields: { ...answers.fields, to: '  ' } }, '/fields/to', 'required'],
  [{ fields: { ...answers.fields, to: ['x'] } }, '/fields/to', 'is a text'],
  [{ fields: { ...answers.fields, to: 'a\nb' } }, '/fields/to', 'one line'],
  [{ fields: { ...answers.fields, date: '2026-02-30' } }, '/fields/date', 'is a day as in'],
  [{ fields: { ...answers.fields, marking: 'TOP' } }, '/fields/marking', 'is one of UNCLASSIFIED'],
  [{ fields: { ...answers.fields, attachments: 'one' } }, '/fields/attachments', 'is a list'],
  [{ fields: { ...answers.fields, recommendations: [{ text: 'a', who: 'b' }] } }, '/fields/recommendations/0/who', 'it has text, recommends, opposes'],
  [{ fields: { ...answers.fields, recommendations: ['a'] } }, '/fields/recommendations/0', 'has text, recommends, opposes'],
  [{ title: '  ' }, '/title', 'needs a title'],
  [{ slots: { bluf: 'x' } }, '/slots/bluf', 'it has bottomLine, background'],
  [{ slots: { background: 'a\n\n:::slot{name=views}\n:::' } }, '/slots/background:3:1', 'cannot hold a slot'],
  [{ slots: { background: 'a :nothing[x]' } }, '/slots/background:1:3', 'no directive'],
  [{ slots: { background: ':fact[x]{ref=trade}' } }, '/slots/background:1:1', 'no fact "trade"'],
  [{ facts: [{ key: '1', record: record('a'), slot: 'nowhere' }] }, '/facts/0/slot', 'no slot "nowhere"'],
  [{ argument: { axis: 'left-right', sides: {} } }, '/argument/axis', 'known are sovereignty-integration, enforcement-humanitarian'],
  [{ argument: { axis: 'enforcement-humanitarian', sides: { left: [] } } }, '/argument/sides/left', 'it has enforcement and humanitarian'],
  [{ argument: { axis: 'enforcement-humanitarian', sides: { enforcement: [':nothing[x]'] } } }, '/argument/sides/enforcement/0:1:1', 'no directive'],
])('refuses %j by its pointer', (more, pointer, detail) => {
  const error = refusalOf(() => make(more as Partial<Answers>))
  expect(error.code).toBe('invalid-input')
  expect(error.faults[0]?.pointer).toBe(pointer)
  expect(error.message).toContain(detail)
})

test('names every wrong field at once', () => {
  expect(refusalOf(() => make({ fields: { a: '1', b: '2' } })).faults.map(({ pointer }) => pointer)).toEqual(['/fields/a', '/fields/b', '/fields/to', '/fields/from'])
})

test('prints each recommendation with who opposes it', () => {
  const items = all(make({ fields: { ...answers.fields, decideBy: '2026-12-04', recommendations: [{ text: 'That you sign.', opposes: 'Legal; R&D' }, { text: 'That you wait.' }] } }).body, 'recommendation')
  expect(items.map((node) => [node.textContent.trim(), node.attrs['by'], node.attrs['opposes']])).toEqual([
    ['That you sign.', 'December 4, 2026', ['Legal', 'R&D']],
    ['That you wait.', 'December 4, 2026', []],
  ])
})

test('takes a value for text, whatever it looks like', () => {
  const hostile = '# **bold** :field[to] ::rule <b> {{title}} | \uF8F00\uF8F1 `x`'
  const { body } = make({ fields: { ...answers.fields, attachments: [hostile, 'second\nline'], recommendations: [{ text: hostile }] } })
  const items = all(body, 'list').at(-1)
  expect(items?.child(0).textContent).toBe(hostile)
  expect(items?.child(0).firstChild?.childCount).toBe(1)
  expect(inlineNames(items?.child(1))).toEqual(['text', 'hard_break', 'text'])
  expect(all(body, 'recommendation')[0]?.textContent.trim()).toBe(hostile)
})

test('lets no value add a column, a row or an attribute', () => {
  const table = template('| {{to}} | b |\n|---|---|\n{{#copies}}\n| {{.}} | c |\n{{/copies}}\n\n:::recommendation{by="{{from}}"}\n[link]({{to}})\n:::')
  const { body } = make({ fields: { to: 'javascript:a | x', from: '" opposes="everyone', copies: ['p | q', 'r'] } }, table)
  expect(all(body, 'table_row').map((row) => row.childCount)).toEqual([2, 2, 2])
  expect(all(body, 'table_header')[0]?.textContent).toBe('javascript:a | x')
  expect(all(body, 'recommendation')[0]?.attrs).toMatchObject({ by: '" opposes="everyone', opposes: [] })
  expect(JSON.stringify(body.toJSON())).not.toContain('"type":"link"')
})

test('reads slots as Markdown and keeps what the template wrote where no answer is given', () => {
  const own = template('')
  const { body } = make({ fields: { to: 'a', from: 'b' }, slots: { bottomLine: '**Approve** it.\n\n- one\n- two' } }, own)
  expect(slotOf(body, 'bottomLine')?.content.content.map((node) => node.type.name)).toEqual(['paragraph', 'list'])
  const written = { ...own, body: ':::slot{name=bottomLine}\nWrite four lines.\n:::' }
  expect(slotOf(make({ fields: { to: 'a', from: 'b' } }, written).body, 'bottomLine')?.textContent).toBe('Write four lines.')
})

test('places a fact where the text refers to it, followed by its citation', () => {
  const facts = [{ key: 'trade', record: record('f1') }]
  const { body, facts: records } = make({ facts, slots: { background: 'Trade reached :fact[about $798 billion]{ref=trade} in 2023.' } })
  expect(inlineNames(slotOf(body, 'background'))).toEqual(['text', 'fact', 'citation', 'text'])
  const [fact] = all(body, 'fact')
  expect(fact?.textContent).toBe('about $798 billion')
  expect(fact?.attrs).toMatchObject({ factId: 'f1', value: 798e9, unit: 'USD', quoteHash: 'bb', snapshotSha: 'aa' })
  expect(fact?.attrs['iid']).toMatch(/^[0-9a-z]{10}$/)
  expect(plainText(citationNotes(body, records)[0]?.runs ?? [])).toBe('“Title f1,” A press, undated, ¶ 4.')
})

test.each([
  ['The commission :fact[goes back to 1889]{ref=trade}. It stays.', ['The commission ', 'goes back to 1889', '.', '⁂', ' It stays.']],
  ['(since :fact[1889]{ref=trade}), and', ['(since ', '1889', '),', '⁂', ' and']],
  ['**“:fact[1889]{ref=trade}.”** End', ['“', '1889', '.”', '⁂', ' End']],
  [':fact[1889]{ref=trade}', ['1889', '⁂']],
  [':fact[1889]{ref=trade} – and', ['1889', '⁂', ' – and']],
  [':fact[1889]{ref=trade}:cite{ref=trade}. End', ['1889', '⁂', '. End']],
  [':cite{ref=trade}. End', ['⁂', '. End']],
])('puts the mark of a fact after the point that follows it: %s', (background, parts) => {
  const { body } = make({ facts: [{ key: 'trade', record: record('f1') }], slots: { background } })
  expect(slotOf(body, 'background')?.firstChild?.content.content.map((node) => (node.type.name === 'citation' ? '⁂' : node.textContent))).toEqual(parts)
})

test('lists facts no text refers to at the end of their slot', () => {
  const facts = [{ key: '1', record: record('f1') }, { key: '2', record: record('f2'), slot: 'views' }, { key: '3', record: null }]
  const { body } = make({ facts, slots: { background: 'First.' } })
  expect(slotOf(body, 'background')?.content.content.map((node) => node.textContent)).toEqual(['First.', 'Claim f1'])
  expect(slotOf(body, 'views')?.textContent).toBe('Claim f2')
  expect(all(body, 'citation')).toHaveLength(2)
})

test('keeps the words of an optional fact that was not found, without a source', () => {
  const { body } = make({ facts: [{ key: 'gone', record: null }], slots: { background: 'About :fact[a *third*]{ref=gone}:cite{ref=gone}.' } })
  expect(slotOf(body, 'background')?.textContent).toBe('About a third.')
  expect(all(body, 'fact').length + all(body, 'citation').length).toBe(0)
})

test('puts both sides in the order of the axis where the template has its argument', () => {
  const argument = { axis: 'sovereignty-integration', question: 'Who decides?', sides: { integration: ['Shared *rules*.'], sovereignty: [record('f1', { voice: 'reported:ITC' }), 'Own rules.'] } }
  const { body, facts } = make({ argument })
  const [node, ...more] = all(body, 'argument')
  expect(more).toHaveLength(0)
  expect(node?.attrs).toMatchObject({ axisId: 'sovereignty-integration', question: 'Who decides?' })
  expect(node?.content.content.map((side) => [side.attrs['pole'], side.childCount])).toEqual([['sovereignty', 2], ['integration', 1]])
  expect(node?.firstChild?.firstChild?.attrs['voice']).toBe('reported:ITC')
  expect(inlineNames(node?.firstChild?.firstChild ?? undefined)).toEqual(['fact', 'citation'])
  expect(Object.keys(facts)).toEqual(['f1'])
})

test('adds the argument at the end when the template has none, with the axis’ own question', () => {
  const { body } = make({ fields: { to: 'a', from: 'b' }, argument: { axis: 'enforcement-humanitarian', sides: {} } }, template('Text'))
  expect(body.lastChild?.type.name).toBe('argument')
  expect(body.lastChild?.attrs['question']).toContain('control first')
})

test('decodes data and names what is wrong by its pointer', () => {
  expect(refusalOf(() => parseData({ fields: {} })).faults[0]?.pointer).toBe('/title')
  expect(refusalOf(() => parseData({ title: 'A', facts: [{ query: 'x', quote: 'y', sourceId: 'z' }] })).faults[0]?.pointer).toBe('/facts/0')
  expect(refusalOf(() => parseData({ title: 'A', facts: [{ query: 'x', key: 'k' }, { query: 'y', key: 'k' }] })).faults[0]?.pointer).toBe('/facts/1/key')
  expect(refusalOf(() => parseData({ title: 'A', extra: 1 })).code).toBe('invalid-input')
  expect(refusalOf(() => parseData([])).code).toBe('invalid-input')
})

test('looks facts up by query or by source and words, and numbers those without a key', async () => {
  const wants: Want[] = []
  const data = parseData({ title: 'A', facts: [{ query: 'trade' }, { sourceId: 's', quote: 'words', key: 'w' }], argument: { axis: 'a', sides: { p: ['Text', { quote: 'q', source: 'file.txt' }] } } })
  const { answers: found, warnings } = await resolveData(data, (want) => {
    wants.push(want)
    return record(`f${wants.length}`)
  })
  expect(wants).toEqual([{ query: 'trade' }, { source: 's', quote: 'words' }, { source: 'file.txt', quote: 'q' }])
  expect(found.facts?.map(({ key }) => key)).toEqual(['1', 'w'])
  expect(found.argument?.sides['p']?.map((point) => (typeof point === 'string' ? point : point.id))).toEqual(['Text', 'f3'])
  expect(warnings).toEqual([])
})

test('names every fact that was not found, and only warns of optional ones', async () => {
  const data = parseData({ title: 'A', facts: [{ query: 'lost' }, { query: 'maybe', optional: true }], argument: { axis: 'a', sides: { p: [{ quote: 'gone', source: 's' }, { query: 'q', optional: true }] } } })
  const error: unknown = await resolveData(data, () => null).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(Refusal)
  expect((error as Refusal).code).toBe('not-found')
  expect((error as Refusal).faults.map(({ pointer }) => pointer)).toEqual(['/facts/0', '/argument/sides/p/0'])
  const softened = parseData({ title: 'A', facts: [{ query: 'maybe', optional: true }] })
  const { warnings } = await resolveData(softened, () => null)
  expect(warnings).toEqual(['/facts/0: no passage for the query "maybe"; it is left out, and words that refer to it stand without a source'])
})

test.each(['policy-memo', 'options-paper'])('fills %s from its own sample', async (id) => {
  let count = 0
  const { answers: filled, warnings } = await resolveData(parseData(catalog.sample(id)), () => record(`f${++count}`))
  const brief = instantiate(catalog.get(id), filled, seededBytes(1))
  expect(warnings).toEqual([])
  for (const slot of all(brief.body, 'slot')) expect(slot.textContent, String(slot.attrs['name'])).not.toBe('')
  expect(all(brief.body, 'side').every((side) => side.childCount >= 2)).toBe(true)
  expect(Object.keys(brief.facts)).toHaveLength(count)
  expect(briefToJson(briefFromJson(briefToJson(brief))).body).toEqual(briefToJson(brief).body)
})

test.each(['policy-memo', 'options-paper'])('fills %s from its own sample even in a library that has none of it, and says so', async (id) => {
  const { answers: filled, warnings } = await resolveData(parseData(catalog.sample(id)), () => null)
  expect(warnings.length).toBeGreaterThan(5)
  expect(Object.keys(instantiate(catalog.get(id), filled, seededBytes(1)).facts)).toEqual([])
})

test('fills head and foot with the marking, the title and the signs for page numbers', () => {
  const brief = make()
  expect(fillPage(memo, brief)).toEqual({ head: '\tUNCLASSIFIED', foot: '\tUNCLASSIFIED\nA pilot\t\tPage \uE000 of \uE001', cover: null })
})

test('keeps values of a head in their line and part, and free of page signs', () => {
  const brief = make()
  const odd = { ...brief, fields: { ...brief.fields, title: 'a\tb\nR&D \uE000', marking: '\uE001' } }
  expect(fillPage(memo, odd).foot).toBe('\t\na b R&D \t\tPage \uE000 of \uE001')
})
