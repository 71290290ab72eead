/** What every store must do for the library beyond texts: imports of one source, facts, marks, settlements, uses. A suite per engine calls it with a way to open an empty store. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Extraction, FigureRecord } from '#model/extraction.ts'
import type { FactPage } from '#model/library.ts'
import type { NewImport, NewUse } from '../../../server/store/library.ts'
import type { Store } from '../../../server/store/store.ts'
import { newDocument, newSource, OTHER_TEAM, refusal, sha, TEAM, update } from './conformance.ts'

const BEN = { id: 'ben', name: 'Ben Cole' }
const ALL = { team: TEAM.id, status: null, source: null, q: '', after: 0, limit: 200 } as const

/** What a grammar would find: every whole number as a figure, every sentence with one as a fact. */
function readNumbers(source: NewImport, prefix: string): NewImport['found'] {
  const figures: FigureRecord[] = []
  const facts: Extraction['facts'] = []
  for (const { quote, position } of source.passages) {
    const [number] = /\d+/.exec(quote.exact) ?? []
    if (number === undefined) continue
    const start = position.start + quote.exact.indexOf(number)
    figures.push({ start, end: start + number.length, span: number, value: Number(number), unit: null, dimension: 'number', si: null, significant: number.length, approx: null, comparator: null, measures: null, topic: ['lorri'], asOf: null, asOfFrom: null, rule: 'test' })
    facts.push({ ...position, quote: quote.exact, kind: 'measure', voice: 'own', asOf: '2024', rule: 'test' })
  }
  let count = 0
  const outside = { start: 0, end: 1, span: source.snapshot.text.slice(0, 1), value: '2024', rule: 'test' }
  return { extraction: { figures, dates: [outside], ranks: [], facts, references: [{ start: 0, end: 1, csl: { type: 'book', title: 'A candidate' }, rule: 'test' }], evidence: [{ field: 'title', start: 0, end: 1, rule: 'test' }] }, newId: () => `${prefix}-${count++}` }
}

function readSource(name: string, sentences: readonly string[], team = TEAM.id) {
  const made = newSource(name, sentences, { team })
  const found = readNumbers(made, `fact-${name}`)
  return found ? { ...made, found } : made
}

/** `open` gives an empty store; it is closed after each test. */
export function libraryConformance(engine: string, open: () => Promise<Store>): void {
  describe(`the library of the ${engine} store`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
      await store.createTeam(TEAM)
      await store.createTeam(OTHER_TEAM)
    })
    afterEach(() => store.close())

    const found = async (q: string) => (await store.search(TEAM.id, { q }, 50)).hits.map(({ passage }) => passage.quote.exact)
    const ids = async (query: Partial<Parameters<Store['facts']>[0]> = {}) => (await store.facts({ ...ALL, ...query })).facts.map(({ id }) => id)

    test('keeps what was read out of a text where it stands, across the chunks it is written in', async () => {
      const sentences = Array.from({ length: 450 }, (_, index) => (index % 3 === 0 ? `On day ${index} the lorries stood still.` : 'Nobody counted that day.'))
      await store.addSource(readSource('one', sentences))
      const findings = await store.findings('source-one')
      expect(findings?.figures.map(({ value }) => value)).toEqual(Array.from({ length: 150 }, (_, index) => index * 3))
      const text = (await store.source('source-one'))?.text ?? ''
      for (const { start, end, span } of findings?.figures ?? []) expect(text.slice(start, end)).toBe(span)
      for (const { quote, paragraph } of findings?.facts ?? []) expect(quote.exact).toBe(sentences[paragraph - 1])
      expect(findings).toMatchObject({ dates: [{ value: '2024' }], references: [{ csl: { title: 'A candidate' } }], evidence: [{ field: 'title' }] })
      expect(await store.findings('nothing')).toBeNull()
    })

    test('an import that comes to nothing leaves no fact and no figure', async () => {
      await store.addSource(readSource('one', ['On day 1 the lorries stood still.']))
      expect((await refusal(store.addSource(readSource('two', ['On day 1 the lorries stood still.'])))).code).toBe('conflict')
      const race = await Promise.allSettled([store.addSource(readSource('three', ['On day 2 it rained.'])), store.addSource(readSource('four', ['On day 2 it rained.']))])
      expect(race.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect((await store.facts(ALL)).total).toBe(2)
      expect(await store.statedPassages(TEAM.id, Number.MAX_SAFE_INTEGER, 100)).toHaveLength(2)
    })

    test('of several imports of a source the newest counts, and the others can be read', async () => {
      const first = readSource('one', ['On day 1 the lorries stood still.', 'It rained.'])
      await store.addSource(first)
      const rev = await store.libraryRev(TEAM.id)
      const second = readSource('two', ['On day 2 the lorries stood still.', 'It rained.'])
      await store.addSnapshot('source-one', second, [{ start: 0, end: 33 }])
      expect(await store.libraryRev(TEAM.id)).toBeGreaterThan(rev)
      expect(await store.sourceRow('source-one')).toMatchObject({ snapshots: 2, snapshotSha: second.snapshot.sha256 })
      expect((await store.source('source-one', first.snapshot.sha256))?.text).toBe(first.snapshot.text)
      expect(await store.source('source-one', sha('other'))).toBeNull()
      expect(await found('lorries')).toEqual(['On day 2 the lorries stood still.'])
      expect((await store.sourceByBytes(TEAM.id, first.snapshot.sha256))?.id).toBe('source-one')
      // A place that a fact has already is not proposed again, and what nobody looked at is not listed any more.
      expect(await ids()).toEqual([])
      expect((await store.statedPassages(TEAM.id, Number.MAX_SAFE_INTEGER, 9)).map(({ snapshotSha }) => snapshotSha)).toEqual([second.snapshot.sha256])
      expect((await refusal(store.addSnapshot('nothing', readSource('five', ['x y z'])))).code).toBe('not-found')
    })

    test('knows which source a text is like, and how much they share', async () => {
      const sentences = Array.from({ length: 30 }, (_, index) => `Sentence number ${index} on harbours.`)
      await store.addSource(newSource('one', sentences))
      await store.addSource(newSource('theirs', sentences, { team: OTHER_TEAM.id }))
      const half = newSource('new', [...sentences.slice(0, 18), 'Another sentence.', 'And one more.']).passages.map(({ quoteHash }) => quoteHash)
      expect(await store.likenesses(TEAM.id, { file: 'else.txt', title: 'Else' }, half)).toMatchObject([{ source: { id: 'source-one' }, sameFile: false, shared: 18 }])
      expect(await store.likenesses(TEAM.id, { file: 'one.txt', title: 'Else' }, [])).toMatchObject([{ source: { id: 'source-one' }, sameFile: true, shared: 0 }])
    })

    test('estimates what long texts share within a few hundredths', async () => {
      const sentences = Array.from({ length: 3000 }, (_, index) => `Sentence number ${index} on harbours.`)
      await store.addSource(newSource('one', sentences))
      const hashes = newSource('new', [...sentences.slice(0, 2400), ...Array.from({ length: 600 }, (_, index) => `New sentence ${index}.`)]).passages.map(({ quoteHash }) => quoteHash)
      const [alike] = await store.likenesses(TEAM.id, { file: 'x', title: 'x' }, hashes)
      expect(alike?.shared).toBeGreaterThan(2000)
      expect(alike?.shared).toBeLessThan(2800)
    })

    test('a record has no text until it gets one', async () => {
      const csl = { type: 'book' as const, title: 'The long road' }
      await store.addRecords([{ source: { id: 'r1', csl, reliability: null, note: null, file: 'refs.bib', importedAt: 9000 }, team: TEAM.id, actor: 'ana' }])
      expect(await store.knownRecords(TEAM.id, [{ type: 'report', title: 'The LONG road' }, { ...csl, issued: { 'date-parts': [[1999]] } }])).toEqual(['r1', null])
      expect(await store.knownRecords(OTHER_TEAM.id, [csl])).toEqual([null])
      expect(await store.source('r1')).toMatchObject({ csl, snapshotSha: null, shown: null, text: '', blocks: [], passages: [], passageCount: 0 })
      expect(await store.likenesses(TEAM.id, { file: 'x', title: 'the long ROAD' }, [])).toMatchObject([{ source: { id: 'r1' } }])
      await store.addSnapshot('r1', readSource('text', ['On day 1 the road was closed.']))
      expect(await store.sourceRow('r1')).toMatchObject({ csl, snapshots: 1, passageCount: 1 })
    })

    test('facts are changed one revision at a time, each change on the record', async () => {
      await store.addSource(readSource('one', ['On day 1 the lorries stood still.', 'On day 2 they moved.']))
      await store.changeFact({ id: 'fact-one-0', change: { rev: 1, status: 'reviewed', confidence: 'moderate', shelfLife: 90 }, by: BEN, at: 8000 })
      expect(await store.fact('fact-one-0')).toMatchObject({ rev: 2, status: 'reviewed', confidence: 'moderate', shelfLife: 90, asOf: '2024', reviewedBy: BEN, reviewedAt: 8000, figures: [{ value: 1 }] })
      expect((await refusal(store.changeFact({ id: 'fact-one-0', change: { rev: 1, note: 'late' }, by: BEN, at: 8001 }))).code).toBe('conflict')
      expect((await refusal(store.changeFact({ id: 'nothing', change: { rev: 1 }, by: BEN, at: 8001 }))).code).toBe('not-found')
      await store.changeFact({ id: 'fact-one-0', change: { rev: 2, status: 'candidate' }, by: BEN, at: 8002 })
      expect(await store.fact('fact-one-0')).toMatchObject({ rev: 3, reviewedBy: null, reviewedAt: null })
      expect((await store.audits('fact-one-0')).map(({ actor, detail }) => [actor, (detail as { rev: number }).rev])).toEqual([['ben', 2], ['ben', 3]])
      const page = await store.facts(ALL)
      expect(page.counts satisfies FactPage['counts']).toEqual({ candidate: 2, reviewed: 0, disputed: 0, superseded: 0, retracted: 0 })
      expect((await store.facts({ ...ALL, team: OTHER_TEAM.id })).total).toBe(0)
    })

    test('facts move to a new import when they were found there, with what people said of them meanwhile', async () => {
      await store.addSource(readSource('one', ['On day 1 the lorries stood still.', 'On day 2 they moved.']))
      const anchors = await store.factAnchors('source-one')
      const second = readSource('two', ['It rained.', 'On day 1 the lorries stood still.', 'On day 2 they moved.'])
      await store.addSnapshot('source-one', second, second.passages.slice(1).map(({ position }) => position))
      await store.changeFact({ id: 'fact-one-1', change: { rev: 1, status: 'disputed' }, by: BEN, at: 8000 })
      await store.carryFacts('source-one', anchors.map(({ id }, index) => ({ id, passage: second.passages[index + 1]?.id ?? '', quote: second.passages[index + 1]?.quote ?? { exact: '', prefix: '', suffix: '' }, position: second.passages[index + 1]?.position ?? { start: 0, end: 0 } })), 9000)
      expect(await store.fact('fact-one-0')).toMatchObject({ rev: 2, current: true, paragraph: 2, quote: { exact: 'On day 1 the lorries stood still.' } })
      expect(await store.fact('fact-one-1')).toMatchObject({ rev: 3, current: true, status: 'disputed', reviewedBy: BEN })
      expect((await store.factAnchors('source-one')).map(({ id, touched }) => [id, touched])).toEqual([['fact-one-0', false], ['fact-one-1', true]])
      expect(await ids()).toEqual(['fact-one-0', 'fact-one-1'])
    })

    test('a large block is set aside and taken back whole, its passages with it', async () => {
      await store.addSource(readSource('one', Array.from({ length: 450 }, (_, index) => `On day ${index} the lorries stood still.`)))
      const source = await store.source('source-one')
      const block = { start: 0, end: source?.text.length ?? 0 }
      const cut = { team: TEAM.id, source: 'source-one', snapshotSha: source?.snapshotSha ?? '', text: source?.text ?? '', block, found: { extraction: { figures: [], dates: [], ranks: [], facts: [], references: [], evidence: [] }, newId: () => 'new' } }
      await store.markBlock({ source: 'source-one', start: 0, kind: 'boilerplate:contact', by: BEN, at: 8000 })
      await store.recutBlock({ ...cut, passages: [] })
      expect((await store.source('source-one'))?.passages).toEqual([])
      expect(await found('lorries')).toEqual([])
      expect((await store.findings('source-one'))?.figures).toEqual([])
      expect(await store.fact('fact-one-7')).toMatchObject({ setAside: true })
      expect(await store.statedPassages(TEAM.id, Number.MAX_SAFE_INTEGER, 9)).toEqual([])
      await store.markBlock({ source: 'source-one', start: 0, kind: null, by: BEN, at: 8001 })
      await store.recutBlock({ ...cut, passages: (source?.passages ?? []).map((passage) => ({ ...passage, voice: 'own' })) })
      expect(await store.source('source-one')).toEqual(source)
      expect(await found('lorries')).toHaveLength(50)
      expect((await store.audits('source-one')).map(({ action }) => action)).toEqual(['mark-block', 'mark-block'])
    })

    test('a withdrawn source is not found, and what it states is compared with nothing', async () => {
      await store.addSource(readSource('one', ['On day 1 the lorries stood still.']))
      await store.withdrawSource('source-one', 'It was retracted.', BEN, 8000)
      expect(await store.sourceRow('source-one')).toMatchObject({ withdrawn: { at: 8000, by: BEN, reason: 'It was retracted.' } })
      expect(await found('lorries')).toEqual([])
      expect(await store.statedPassages(TEAM.id, Number.MAX_SAFE_INTEGER, 9)).toEqual([])
      expect((await store.fact('fact-one-0'))?.source.withdrawn).toBe(true)
      await store.withdrawSource('source-one', null, BEN, 8001)
      expect(await found('lorries')).toHaveLength(1)
    })

    test('a settled conflict stays settled until somebody takes it back, in its own team', async () => {
      await store.settle(TEAM.id, 'k1', { as: 'prefer-a', reason: 'The ministry counts itself.' }, BEN, 8000)
      await store.settle(TEAM.id, 'k1', { as: 'report-both', reason: 'Both are in print.' }, BEN, 8001)
      expect(await store.settlements(TEAM.id)).toEqual([{ key: 'k1', as: 'report-both', reason: 'Both are in print.', by: BEN, at: 8001 }])
      expect(await store.settlements(OTHER_TEAM.id)).toEqual([])
      await store.settle(TEAM.id, 'k1', null, BEN, 8002)
      expect(await store.settlements(TEAM.id)).toEqual([])
      expect((await store.audits(TEAM.id)).map(({ action }) => action)).toEqual(['settle-conflict', 'settle-conflict', 'unsettle-conflict'])
    })

    test('knows where briefs lean on a source, of living briefs of its own team, as of the newest look', async () => {
      await store.addSource(readSource('one', ['On day 1 the lorries stood still.']))
      await store.createDocument(newDocument('d1'))
      await store.createDocument(newDocument('d2'))
      await store.createDocument(newDocument('d3', { team: OTHER_TEAM.id }))
      expect((await store.documentsToLook(TEAM.id)).map(({ id }) => id).toSorted()).toEqual(['d1', 'd2'])
      const passageId = (await store.fact('fact-one-0'))?.passageId ?? ''
      const use = (over: Partial<NewUse>): NewUse => ({ kind: 'fact', sourceId: 'source-one', factId: 'fact-one-0', passageId, block: 'b1', sentence: 'It stood still.', quote: 'q', ...over })
      await store.putUses('d1', 1, [use({}), use({ kind: 'citation', factId: null, passageId: null })])
      await store.putUses('d2', 1, [use({ factId: 'another-id' })])
      await store.putUses('d3', 1, [use({})])
      expect(await store.usesOfSource('source-one')).toHaveLength(3)
      expect((await store.usesOfFact('fact-one-0')).map(({ document, factId }) => [document.id, factId])).toEqual([['d1', 'fact-one-0'], ['d2', 'another-id']])
      expect((await store.fact('fact-one-0'))?.uses).toBe(2)
      await store.append([update('d1', 'more')])
      expect((await store.documentsToLook(TEAM.id)).map(({ id }) => id)).toEqual(['d1'])
      await store.putUses('d1', 2, [])
      await store.putUses('d1', 1, [use({})])
      expect(await store.usesOfSource('source-one')).toHaveLength(1)
      await store.deleteDocument('d2', 'ana', 9000)
      expect(await store.usesOfSource('source-one')).toEqual([])
    })
  })
}
