import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ImportResult, SearchResults, SourceDetail } from '#model/api.ts'
import { blankBrief } from '#model/brief.ts'
import { factFromPassage } from '#model/fact-from-passage.ts'
import type { DifferenceList, FactPage, LibraryFact, LibrarySource, SourceFindings } from '#model/library.ts'
import { schema } from '#model/schema.ts'
import { writeBrief } from '#model/ydoc.ts'
import { serverForTest, type SignedIn, type TestServer } from '../../support/server.ts'

const FIRST = `# Night traffic on the river crossings

The two ministries counted 4,200 lorries a day in March 2024. Half of them waited more than three hours at the eastern ramp.

The bridge closes at night, and drivers sleep in their cabs beside the road.

The port authority opened a second weighbridge in May 2024 at a cost of 3.1 million euros.

About the authors

Ana Reyes writes on transport and has worked for two harbour boards.
`
const SECOND = FIRST.replace('4,200 lorries', '4,900 lorries').replace('The bridge closes at night, and drivers sleep in their cabs beside the road.', 'The bridge stays open at night since the summer.')

async function desk() {
  const server = await serverForTest()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  return { server, team, ana }
}

async function upload(server: TestServer, as: SignedIn, name: string, content: string, path = '/api/sources'): Promise<ImportResult> {
  const form = new FormData()
  form.append('files', new File([content], name))
  const response = await server.request(path, { as, method: 'POST', body: form })
  expect(response.status).toBe(200)
  const { results } = (await response.json()) as { results: ImportResult[] }
  if (!results[0]) throw new TypeError('no result')
  return results[0]
}

async function get<T>(server: TestServer, as: SignedIn, path: string): Promise<T> {
  const response = await server.request(path, { as })
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}

async function send<T>(server: TestServer, as: SignedIn, method: string, path: string, json: unknown, status = 200): Promise<T> {
  const response = await server.request(path, { as, method, json })
  const body = await response.text()
  expect(response.status, body).toBe(status)
  return (body === '' ? null : JSON.parse(body)) as T
}

const found = async (server: TestServer, as: SignedIn, q: string) => (await get<SearchResults>(server, as, `/api/library/search?q=${encodeURIComponent(q)}`)).hits

test('a changed file is a new import of its source; both can be read and only the new one is found', async () => {
  const { server, ana } = await desk()
  const first = await upload(server, ana, 'crossings.md', FIRST)
  server.clock.advance(60_000)
  const second = await upload(server, ana, 'crossings-revised.md', SECOND)
  expect(second).toMatchObject({ source: first.source, warnings: [expect.stringMatching(/new import of "Night traffic/)] })
  const { snapshots } = await get<{ snapshots: { sha256: string; by: string }[] }>(server, ana, `/api/sources/${first.source}/snapshots`)
  expect(snapshots.map(({ sha256, by }) => [sha256, by])).toEqual([[second.snapshot, 'Ana'], [first.snapshot, 'Ana']])
  const old = await get<SourceDetail>(server, ana, `/api/sources/${first.source}?snapshot=${first.snapshot}`)
  expect(old.text).toContain('4,200 lorries')
  expect(old).toMatchObject({ shown: first.snapshot, snapshotSha: second.snapshot, snapshots: 2 })
  expect(await found(server, ana, 'drivers sleep cabs')).toEqual([])
  expect((await found(server, ana, 'lorries')).map(({ passage }) => passage.quote.exact)).toEqual([expect.stringContaining('4,900')])
})

test('a file of another name and other words is a source of its own', async () => {
  const { server, ana } = await desk()
  const first = await upload(server, ana, 'notes.txt', 'The ferry runs twice a day. It carries forty cars.')
  const second = await upload(server, ana, 'notes.txt', 'Rainfall in the hills was low this year. Farmers asked for help with seed and feed.')
  expect(second.source).not.toBe(first.source)
  expect(second.warnings).toEqual([])
})

test('tells what an import changed, words and numbers apart', async () => {
  const { server, ana } = await desk()
  const first = await upload(server, ana, 'crossings.md', FIRST)
  expect((await server.request(`/api/sources/${first.source}/differences`, { as: ana })).status).toBe(404)
  server.clock.advance(1000)
  const second = await upload(server, ana, 'other.md', SECOND, `/api/sources/${first.source}/snapshots`)
  const list = await get<DifferenceList>(server, ana, `/api/sources/${first.source}/differences`)
  expect(list).toMatchObject({ from: first.snapshot, to: second.snapshot })
  const number = list.differences.find((difference) => difference.change === 'changed' && difference.numbers)
  expect(number).toMatchObject({ before: { quote: { exact: expect.stringContaining('4,200') } }, after: { quote: { exact: expect.stringContaining('4,900') } } })
  expect(list.kept).toBeGreaterThanOrEqual(2)
  const removedWords = list.differences.flatMap((difference) => (difference.change === 'removed' ? [difference.passage.quote.exact] : difference.change === 'changed' ? [difference.before.quote.exact] : []))
  expect(removedWords.some((words) => words.includes('sleep in their cabs'))).toBe(true)
})

test('a reviewed fact goes along to the new import when its words stand there, and is told when they do not', async () => {
  const { server, ana } = await desk()
  const first = await upload(server, ana, 'crossings.md', FIRST)
  const source = await get<SourceDetail>(server, ana, `/api/sources/${first.source}`)
  const keep = async (words: string) => {
    const passage = source.passages.find(({ quote }) => quote.exact.includes(words))
    const fact = await send<LibraryFact>(server, ana, 'POST', '/api/facts', { source: first.source, passageId: passage?.id }, 201)
    return send<LibraryFact>(server, ana, 'PATCH', `/api/facts/${fact.id}`, { rev: fact.rev, status: 'reviewed', confidence: 'high' })
  }
  const stays = await keep('second weighbridge')
  const goes = await keep('4,200 lorries')
  expect(stays).toMatchObject({ status: 'reviewed', reviewedBy: { name: 'Ana' }, confidence: 'high', current: true })
  server.clock.advance(1000)
  const second = await upload(server, ana, 'crossings.md', SECOND)
  expect(second.lapsed).toMatchObject([{ id: goes.id, status: 'reviewed', anchor: 'changed-number' }])
  expect(await get<LibraryFact>(server, ana, `/api/facts/${stays.id}`)).toMatchObject({ status: 'reviewed', current: true, source: { snapshotSha: second.snapshot } })
  expect(await get<LibraryFact>(server, ana, `/api/facts/${goes.id}`)).toMatchObject({ status: 'reviewed', current: false, source: { snapshotSha: first.snapshot } })
})

test('what somebody said of a fact stays in the list when its words go; what only imports carried along is not told as lost', async () => {
  const { server, ana } = await desk()
  const first = await upload(server, ana, 'crossings.md', FIRST)
  const [lorries] = (await get<FactPage>(server, ana, '/api/library/facts?q=lorries')).facts
  await send(server, ana, 'PATCH', `/api/facts/${lorries?.id}`, { rev: 1, claim: 'Many lorries cross each day.' })
  server.clock.advance(1000)
  const second = await upload(server, ana, 'crossings.md', SECOND)
  expect(second.lapsed?.map(({ id }) => id)).toEqual([lorries?.id])
  expect((await get<FactPage>(server, ana, `/api/library/facts?source=${first.source}`)).facts.map(({ id }) => id)).toContain(lorries?.id)
  server.clock.advance(1000)
  const third = await upload(server, ana, 'crossings.md', SECOND.replace('opened a second weighbridge', 'closed the second weighbridge'))
  expect(third.source).toBe(first.source)
  expect(third.lapsed).toBeUndefined()
})

test('facts are listed a page at a time, by status, source and words, and a stale change is refused', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const { passages } = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  for (const { id } of passages) await send(server, ana, 'POST', '/api/facts', { source, passageId: id }, 201)
  const all = await get<FactPage>(server, ana, '/api/library/facts?limit=200')
  expect(all.total).toBe(all.facts.length)
  expect(all.facts.length).toBeGreaterThanOrEqual(passages.length)
  const seen: string[] = []
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const page: FactPage = await get<FactPage>(server, ana, `/api/library/facts?limit=2&cursor=${cursor}`)
    seen.push(...page.facts.map(({ id }) => id))
    cursor = page.cursor
  }
  expect(seen).toEqual(all.facts.map(({ id }) => id))
  const [fact] = (await get<FactPage>(server, ana, '/api/library/facts?q=weighbridge')).facts
  expect(fact?.quote.exact).toContain('weighbridge')
  await send(server, ana, 'PATCH', `/api/facts/${fact?.id}`, { rev: 1, status: 'disputed', note: 'the port says otherwise', claim: 'A new scale was opened.' })
  expect(await send(server, ana, 'PATCH', `/api/facts/${fact?.id}`, { rev: 1, status: 'reviewed' }, 409)).toMatchObject({ code: 'conflict' })
  const disputed = await get<FactPage>(server, ana, `/api/library/facts?status=disputed&source=${source}`)
  expect(disputed).toMatchObject({ total: 1, counts: { disputed: 1 }, facts: [{ id: fact?.id, rev: 2, note: 'the port says otherwise' }] })
  expect((await get<FactPage>(server, ana, '/api/library/facts?q=scale was')).facts.map(({ id }) => id)).toEqual([fact?.id])
  const audits = await server.parts.store.audits(fact?.id ?? '')
  expect(audits.at(-1)).toMatchObject({ action: 'change-fact', detail: { rev: 2, status: 'disputed', was: { status: 'candidate' } } })
})

test('facts name those they supersede and those they disagree with', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const { passages } = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  const [a, b] = await Promise.all(passages.slice(0, 2).map(({ id }) => send<LibraryFact>(server, ana, 'POST', '/api/facts', { source, passageId: id }, 201)))
  const linked = await send<LibraryFact>(server, ana, 'PATCH', `/api/facts/${a?.id}`, { rev: 1, supersedes: [b?.id] })
  expect(linked.supersedes).toEqual([b?.id])
  expect(await send(server, ana, 'PATCH', `/api/facts/${a?.id}`, { rev: 2, conflictsWith: ['nobody'] }, 422)).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/conflictsWith', detail: 'no fact nobody' }] })
  expect((await get<LibraryFact>(server, ana, `/api/facts/${a?.id}`)).rev).toBe(2)
})

test('a block that a person sets aside is found no more, and comes back with the rule', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const before = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  const block = before.blocks.find(({ start, end }) => before.text.slice(start, end).includes('weighbridge'))
  const passage = before.passages.find(({ quote }) => quote.exact.includes('weighbridge'))
  const fact = await send<LibraryFact>(server, ana, 'POST', '/api/facts', { source, passageId: passage?.id }, 201)
  await send(server, ana, 'PATCH', `/api/sources/${source}/blocks/${block?.start}`, { kind: 'boilerplate:navigation' }, 204)
  const aside = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  expect(aside.passages.some(({ id }) => id === passage?.id)).toBe(false)
  expect(aside.blocks.find(({ start }) => start === block?.start)).toMatchObject({ kind: 'boilerplate:navigation', decidedBy: ana.id, reason: expect.stringMatching(/marked by Ana; the rule said body/) })
  expect(await found(server, ana, 'weighbridge')).toEqual([])
  const drivers = before.passages.find(({ quote }) => quote.exact.includes('drivers sleep'))
  const theirs = before.blocks.findLast(({ start }) => start <= (drivers?.position.start ?? 0))
  await send(server, ana, 'PATCH', `/api/sources/${source}/blocks/${theirs?.start}`, { kind: 'boilerplate:navigation' }, 204)
  expect(await send(server, ana, 'POST', '/api/facts', { source, passageId: drivers?.id }, 409)).toMatchObject({ code: 'conflict', detail: expect.stringContaining('set aside') })
  await send(server, ana, 'PATCH', `/api/sources/${source}/blocks/${theirs?.start}`, { kind: null }, 204)
  expect(await get<LibraryFact>(server, ana, `/api/facts/${fact.id}`)).toMatchObject({ setAside: true })
  await send(server, ana, 'PATCH', `/api/sources/${source}/blocks/${block?.start}`, { kind: null }, 204)
  const back = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  expect(back.blocks).toEqual(before.blocks)
  expect(back.passages).toEqual(before.passages)
  expect(await found(server, ana, 'weighbridge')).toHaveLength(1)
  expect(await send(server, ana, 'PATCH', `/api/sources/${source}/blocks/1`, { kind: 'body' }, 404)).toMatchObject({ code: 'not-found' })
})

test('a block that the rules left out is cut into passages when a person takes it in', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const before = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  const left = before.blocks.find(({ start }) => !before.passages.some(({ position }) => position.start >= start && position.start < (before.blocks.find((block) => block.start === start)?.end ?? 0)) && before.text.slice(start).startsWith('Ana Reyes'))
  // Whether the rules leave the note on the author out is theirs to say; then a heading stands in for it.
  const block = left ?? before.blocks.find(({ kind }) => kind === 'heading')
  await send(server, ana, 'PATCH', `/api/sources/${source}/blocks/${block?.start}`, { kind: 'body' }, 204)
  const after = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  const added = after.passages.filter(({ id }) => !before.passages.some((known) => known.id === id))
  expect(added.length).toBeGreaterThan(0)
  for (const { position, quote } of added) expect(after.text.slice(position.start, position.end)).toBe(quote.exact)
  expect(after.passages.map(({ position }) => position.start)).toEqual(after.passages.map(({ position }) => position.start).toSorted((x, y) => x - y))
  expect((await found(server, ana, added[0]?.quote.exact.split(' ').slice(0, 3).join(' ') ?? '')).length).toBeGreaterThan(0)
  expect(after.passageCount).toBe(after.passages.length)
})

test('a withdrawn source is found no more, says so, and names every sentence that leans on it', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const [hit] = await found(server, ana, 'lorries')
  const fields = { title: 'A memo on the ramp' }
  const created = await send<{ id: string }>(server, ana, 'POST', '/api/documents', fields, 201)
  await writeFact(server, created.id, hit)
  const { uses, unread } = await send<{ uses: unknown[]; unread: unknown[] }>(server, ana, 'POST', `/api/sources/${source}/withdraw`, { reason: 'The count was revised.' })
  expect(unread).toEqual([])
  expect(uses).toMatchObject([{ document: { id: created.id, title: 'A memo on the ramp' }, kind: 'fact', block: 'b1', passageId: hit?.passage.id, sentence: 'They counted 4,200 lorries a day.' }])
  expect(await found(server, ana, 'lorries')).toEqual([])
  const [listed] = (await get<{ sources: LibrarySource[] }>(server, ana, '/api/sources')).sources
  expect(listed?.withdrawn).toMatchObject({ reason: 'The count was revised.', by: { name: 'Ana' } })
  const drivers = (await get<SourceDetail>(server, ana, `/api/sources/${source}`)).passages.find(({ quote }) => quote.exact.includes('drivers sleep'))
  expect(await send(server, ana, 'POST', '/api/facts', { source, passageId: drivers?.id }, 409)).toMatchObject({ code: 'conflict', detail: expect.stringContaining('withdrawn') })
  await send(server, ana, 'POST', `/api/sources/${source}/restore`, undefined, 204)
  expect(await found(server, ana, 'lorries')).toHaveLength(1)
  await server.request(`/api/documents/${created.id}`, { as: ana, method: 'DELETE' })
  expect((await get<{ uses: unknown[] }>(server, ana, `/api/sources/${source}/uses`)).uses).toEqual([])
})

test('a person changes the record of a source, and the change is on the record', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const csl = { type: 'report', title: 'Night traffic', issued: { 'date-parts': [[2024, 6]] } }
  expect(await send(server, ana, 'PATCH', `/api/sources/${source}`, { csl, reliability: 'official', note: 'from the ministry' })).toMatchObject({ csl, reliability: 'official', note: 'from the ministry' })
  expect(await send(server, ana, 'PATCH', `/api/sources/${source}`, {}, 422)).toMatchObject({ errors: [{ pointer: '' }] })
  expect(await send(server, ana, 'PATCH', `/api/sources/${source}`, { reliability: null })).toMatchObject({ csl, reliability: null, note: 'from the ministry' })
  expect((await server.parts.store.audits(source ?? '')).map(({ action }) => action)).toEqual(['add-source', 'change-source', 'change-source'])
  for (const [csl, pointer] of [
    [{ type: 'report', title: 'T', issued: { 'date-parts': [[2024, 13]] } }, '/csl/issued/date-parts/0'],
    [{ type: 'report', title: 'T', accessed: { 'date-parts': [[2023], [2023, 2, 29]] } }, '/csl/accessed/date-parts/1'],
    [{ type: 'report', title: 'a\u0007b' }, '/csl/title'],
    [{ type: 'report', title: 'T', note: '\ud800' }, '/csl/note'],
  ] as const)
    expect(await send(server, ana, 'PATCH', `/api/sources/${source}`, { csl }, 422), pointer).toMatchObject({ errors: [{ pointer }] })
})

test('a pasted text is a source like any other', async () => {
  const { server, ana } = await desk()
  const result = await send<ImportResult>(server, ana, 'POST', '/api/sources/text', { title: 'From the minister’s speech', text: 'The ferry runs twice a day. It carries forty cars.' })
  expect(result).toMatchObject({ outcome: 'text', title: 'From the minister’s speech', passages: 2 })
  expect(await found(server, ana, 'ferry')).toHaveLength(1)
})

test('each record of a list of references is a source without a text, once, and gets its text later', async () => {
  const { server, ana } = await desk()
  const list = `@book{one, title = {Locks of the upper canal}, author = {Ortega, Luz}, year = {2019}}\n\n@article{two, title = {Fares and ferries}, author = {Lund, Per}, journal = {Harbour Review}, year = {2021}}\n`
  expect(await upload(server, ana, 'refs.bib', list)).toMatchObject({ outcome: 'text', passages: 0, records: { added: 2, known: 0 }, warnings: ['2 records became sources without a text.'] })
  expect(await upload(server, ana, 'again.bib', list.split('\n\n')[1] ?? '')).toMatchObject({ records: { added: 0, known: 1 } })
  const { sources } = await get<{ sources: LibrarySource[] }>(server, ana, '/api/sources')
  expect(sources.map(({ csl, snapshotSha }) => [csl.title, snapshotSha]).toSorted()).toEqual([['Fares and ferries', null], ['Locks of the upper canal', null]])
  const record = sources.find(({ csl }) => csl.title.startsWith('Fares'))
  expect(await get<SourceDetail>(server, ana, `/api/sources/${record?.id}`)).toMatchObject({ text: '', blocks: [], passages: [], shown: null })
  const text = await upload(server, ana, 'article.md', '# Fares and ferries\n\nFares rose in all ports of the north. The ferries were full all the same.\n')
  expect(text).toMatchObject({ source: record?.id, warnings: [expect.stringMatching(/as a record; this is now its text/)] })
})

test('what was read out of a source is told with its places', async () => {
  const { server, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const { text } = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  const { figures, facts } = await get<SourceFindings>(server, ana, `/api/sources/${source}/findings`)
  expect(figures.map(({ value }) => value)).toContain(4200)
  for (const { start, end, span } of figures) expect(text.slice(start, end)).toBe(span)
  for (const { quote } of facts) expect(text).toContain(quote.exact)
})

test('a long text is read in windows', async () => {
  const { server, ana } = await desk()
  const paragraphs = Array.from({ length: 12 }, (_, index) => `Paragraph number ${index} says that the ferry runs every day of the week.`)
  const { source } = await upload(server, ana, 'long.txt', paragraphs.join('\n\n'))
  const whole = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  expect(whole).toMatchObject({ textStart: 0, from: 0, blockCount: 12 })
  const part = await get<SourceDetail>(server, ana, `/api/sources/${source}?from=4&limit=3`)
  expect(part.blocks).toEqual(whole.blocks.slice(4, 7))
  expect(part.text).toBe(whole.text.slice(part.textStart, part.textStart + part.text.length))
  expect(part.passages.map(({ paragraph }) => paragraph)).toEqual([5, 6, 7])
  expect((await get<SourceDetail>(server, ana, `/api/sources/${source}?from=99`)).blocks).toEqual([])
})

test('another team sees none of it, and a reader changes none of it', async () => {
  const { server, team, ana } = await desk()
  const { source } = await upload(server, ana, 'crossings.md', FIRST)
  const { passages } = await get<SourceDetail>(server, ana, `/api/sources/${source}`)
  const fact = await send<LibraryFact>(server, ana, 'POST', '/api/facts', { source, passageId: passages[0]?.id }, 201)
  const eve = await server.person('Eve', { team: await server.team('south'), role: 'owner' })
  const rita = await server.person('Rita', { team, role: 'reader' })
  const reads = [`/api/sources/${source}`, `/api/sources/${source}/snapshots`, `/api/sources/${source}/findings`, `/api/sources/${source}/uses`, `/api/facts/${fact.id}`, `/api/facts/${fact.id}/uses`]
  for (const path of reads) {
    expect((await server.request(path, { as: eve })).status, path).toBe(404)
    expect((await server.request(path, { as: rita })).status, path).toBe(200)
    expect((await server.request(path)).status, path).toBe(401)
  }
  const writes: [string, string, unknown][] = [
    ['PATCH', `/api/sources/${source}`, { note: 'x' }],
    ['POST', `/api/sources/${source}/withdraw`, { reason: 'x' }],
    ['POST', `/api/sources/${source}/restore`, {}],
    ['PATCH', `/api/sources/${source}/blocks/0`, { kind: null }],
    ['PATCH', `/api/facts/${fact.id}`, { rev: 1, status: 'reviewed' }],
    ['POST', '/api/facts', { source, passageId: passages[0]?.id }],
  ]
  for (const [method, path, json] of writes) {
    expect((await server.request(path, { as: eve, method, json })).status, path).toBe(404)
    expect((await server.request(path, { as: rita, method, json })).status, path).toBe(403)
  }
  expect((await server.request('/api/sources/text', { as: rita, json: { text: 'x' } })).status).toBe(403)
  const form = new FormData()
  form.append('files', new File(['x'], 'x.txt'))
  expect((await server.request(`/api/sources/${source}/snapshots`, { as: eve, method: 'POST', body: form })).status).toBe(404)
  expect((await get<FactPage>(server, eve, '/api/library/facts')).total).toBe(0)
})

/** Writes a paragraph with a fact on this hit into a stored brief, as an editor would. */
async function writeFact(server: TestServer, doc: string, hit: SearchResults['hits'][number] | undefined): Promise<void> {
  if (!hit) throw new TypeError('nothing to write')
  const record = factFromPassage(hit, 'fact-1')
  const fact = schema.node('fact', { iid: 'i1', factId: 'fact-1', quoteHash: record.quoteHash, snapshotSha: record.snapshotSha }, [schema.text('4,200 lorries')])
  const body = schema.node('doc', null, [schema.node('paragraph', { id: 'b1' }, [schema.text('The ramp is full. They counted '), fact, schema.text(' a day. Nobody knows why.')])])
  const ydoc = new Y.Doc()
  writeBrief(ydoc, { ...blankBrief('A memo on the ramp'), facts: { 'fact-1': record }, body })
  await server.parts.store.append([{ doc, actor: 'ana', at: server.clock.now(), data: Y.encodeStateAsUpdate(ydoc) }])
  ydoc.destroy()
}
