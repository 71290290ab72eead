/** What every store must do, whatever engine stands behind it. A suite per engine calls `storeConformance` with a way to open an empty one. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { CslItem } from '#model/csl.ts'
import { foldText } from '#model/fold.ts'
import { blankBrief } from '#model/brief.ts'
import { Refusal } from '#model/refusal.ts'
import { seedUpdate } from '#model/ydoc.ts'
import type { NewSource, NewUpdate, Store } from '../../../server/store/store.ts'
import { readYDoc } from '../../../server/sync/load.ts'
import { typing } from '../sync/support.ts'

export const TEAM = { id: '01900000-0000-7000-8000-000000000001', slug: 'desk', name: 'The desk', createdAt: 1000 }
export const OTHER_TEAM = { id: '01900000-0000-7000-8000-000000000002', slug: 'other', name: 'Another desk', createdAt: 2000 }

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export function newDocument(id: string, over: { team?: string; title?: string; createdAt?: number } = {}) {
  return { id, team: TEAM.id, title: 'A memo', kind: 'memo', template: 'policy-memo@1', createdAt: 5000, seed: bytesOf(`seed of ${id}`), actor: 'ana', ...over }
}

export function update(doc: string, text: string, at = 6000): NewUpdate {
  return { doc, actor: 'ana', at, data: bytesOf(text) }
}

/** A source whose passages are exactly these sentences. */
export function newSource(name: string, sentences: readonly string[], over: { team?: string; bytes?: string; voice?: string } = {}): NewSource {
  const text = sentences.join('\n')
  const csl: CslItem = { type: 'report', title: `Report ${name}`, author: [{ literal: 'An institution' }] }
  let start = 0
  const passages = sentences.map((exact, index) => {
    const position = { start, end: start + exact.length }
    start = position.end + 1
    return {
      id: sha(`${name}:${position.start}-${position.end}`).slice(0, 16),
      quote: { exact, prefix: text.slice(Math.max(0, position.start - 48), position.start), suffix: text.slice(position.end, position.end + 48) },
      position,
      paragraph: index + 1,
      page: index % 2 === 0 ? null : 3,
      quoteHash: sha(foldText(exact)),
      voice: over.voice ?? 'own',
    }
  })
  return {
    team: over.team ?? TEAM.id,
    actor: 'ana',
    source: { id: `source-${name}`, csl, reliability: null, note: 'from the ministry', file: `${name}.txt`, importedAt: 7000 },
    snapshot: {
      id: `snapshot-${name}`,
      sha256: sha(over.bytes ?? text),
      textSha256: sha(text),
      mediaType: 'text/plain',
      importer: 'text/1',
      text,
      blocks: passages.map(({ position }) => ({ ...position, kind: 'body' as const, reason: 'a paragraph', decidedBy: 'rule' })),
    },
    passages,
  }
}

export const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new TypeError(`expected a Refusal, got ${String(error)}`)
  return error
}

/** `open` gives an empty store; it is closed after each test. */
export function storeConformance(engine: string, open: () => Promise<Store>): void {
  describe(`the ${engine} store`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
      await store.createTeam(TEAM)
      await store.createTeam(OTHER_TEAM)
    })
    afterEach(() => store.close())

    describe('keeps the log', () => {
      test('a new brief has its seed as update 1', async () => {
        await store.createDocument(newDocument('d1'))
        expect(await store.document('d1')).toEqual({ id: 'd1', team: TEAM.id, title: 'A memo', kind: 'memo', template: 'policy-memo@1', head: 1, createdAt: 5000, changedAt: 5000 })
        expect(await store.readLog('d1')).toEqual({ head: 1, updates: [{ seq: 1, actor: 'ana', at: 5000, data: bytesOf('seed of d1') }] })
      })

      test('appends in order, byte for byte, and numbers without a gap', async () => {
        await store.createDocument(newDocument('d1'))
        const all = Uint8Array.from({ length: 256 }, (_, index) => index)
        expect(await store.append([update('d1', 'a'), { ...update('d1', ''), data: all }, update('d1', 'c', 9000)])).toEqual([2, 3, 4])
        const log = await store.readLog('d1')
        expect(log.updates.map((row) => row.seq)).toEqual([1, 2, 3, 4])
        expect(log.updates[2]?.data).toEqual(all)
        expect(await store.document('d1')).toMatchObject({ head: 4, changedAt: 9000 })
      })

      test('reads only what came after', async () => {
        await store.createDocument(newDocument('d1'))
        await store.append([update('d1', 'a'), update('d1', 'b')])
        const log = await store.readLog('d1', 2)
        expect(log.head).toBe(3)
        expect(log.updates.map((row) => row.seq)).toEqual([3])
        expect((await store.readLog('d1', 3)).updates).toEqual([])
      })

      test('many appends at the same time leave no gap and no double in any brief', async () => {
        const docs = ['d1', 'd2', 'd3']
        for (const doc of docs) await store.createDocument(newDocument(doc))
        const results = await Promise.all(Array.from({ length: 300 }, (_, index) => store.append([update(docs[index % 3] ?? '', `u${index}`), update(docs[(index + 1) % 3] ?? '', `v${index}`)])))
        expect(results).toHaveLength(300)
        for (const doc of docs) {
          const log = await store.readLog(doc)
          expect(log.updates.map((row) => row.seq)).toEqual(Array.from({ length: 201 }, (_, index) => index + 1))
          expect(new Set(log.updates.map((row) => new TextDecoder().decode(row.data))).size).toBe(201)
        }
      })

      test('each caller gets the seqs of its own updates', async () => {
        await store.createDocument(newDocument('d1'))
        const results = await Promise.all(Array.from({ length: 50 }, (_, index) => store.append([update('d1', `u${index}`)])))
        const log = await store.readLog('d1')
        results.forEach(([seq], index) => expect(log.updates.find((row) => row.seq === seq)?.data).toEqual(bytesOf(`u${index}`)))
      })

      test('an append to a brief that is not there fails alone', async () => {
        await store.createDocument(newDocument('d1'))
        const [first, missing, last] = await Promise.allSettled([store.append([update('d1', 'a')]), store.append([update('d1', 'lost'), update('nowhere', 'b')]), store.append([update('d1', 'c')])])
        expect(first).toMatchObject({ status: 'fulfilled' })
        expect(last).toMatchObject({ status: 'fulfilled' })
        expect(missing).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } })
        expect((await store.readLog('d1')).updates.map((row) => new TextDecoder().decode(row.data))).toEqual(['seed of d1', 'a', 'c'])
      })

      test('refuses a second brief with the same id and a brief in no team', async () => {
        await store.createDocument(newDocument('d1'))
        expect((await refusal(store.createDocument(newDocument('d1')))).code).toBe('conflict')
        expect((await refusal(store.createDocument(newDocument('d2', { team: 'no-team' })))).code).toBe('not-found')
        expect(await store.document('d2')).toBeNull()
      })

      test('lists the briefs of the teams asked for, newest change first', async () => {
        await store.createDocument(newDocument('d1', { createdAt: 10 }))
        await store.createDocument(newDocument('d2', { createdAt: 20 }))
        await store.createDocument(newDocument('d3', { createdAt: 30, team: OTHER_TEAM.id }))
        await store.append([update('d1', 'a', 40)])
        expect((await store.documents([TEAM.id])).map((row) => row.id)).toEqual(['d1', 'd2'])
        expect((await store.documents([TEAM.id, OTHER_TEAM.id])).map((row) => row.id)).toEqual(['d1', 'd3', 'd2'])
        expect(await store.documents([])).toEqual([])
      })

      test('keeps a title for the lists', async () => {
        await store.createDocument(newDocument('d1'))
        await store.setTitle('d1', 'Ünïted “front”; drop table doc')
        expect((await store.document('d1'))?.title).toBe('Ünïted “front”; drop table doc')
        expect((await refusal(store.setTitle('nowhere', 'x'))).code).toBe('not-found')
      })

      test('a deleted brief is off the lists and takes no more updates', async () => {
        await store.createDocument(newDocument('d1'))
        await store.deleteDocument('d1', 'ana', 8000)
        expect(await store.document('d1')).toBeNull()
        expect(await store.documents([TEAM.id])).toEqual([])
        expect((await refusal(store.append([update('d1', 'late')]))).code).toBe('not-found')
        expect((await refusal(store.readLog('d1'))).code).toBe('not-found')
        expect((await refusal(store.deleteDocument('d1', 'ana', 8001))).code).toBe('not-found')
      })

      test('reading a brief that never was is refused, asking for its row is not', async () => {
        expect((await refusal(store.readLog('nowhere'))).code).toBe('not-found')
        expect(await store.document('nowhere')).toBeNull()
      })
    })

    describe('compacts a brief', () => {
      /** A brief of these words, one update a word. */
      const write = async (id: string, words: readonly string[]) => {
        await store.createDocument({ ...newDocument(id), seed: seedUpdate(blankBrief('A memo')) })
        await append(id, words)
      }
      const append = async (id: string, words: readonly string[], field = 'words') => {
        for (const data of typing(words, field)) await store.append([{ doc: id, actor: 'ana', at: 6000, data }])
      }
      const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index} `)
      const textOf = async (id: string, field = 'words') => {
        const ydoc = await readYDoc(store, id)
        return ydoc.getText(field).toString()
      }

      test('into a snapshot that opens as the log did, and keeps every update', async () => {
        await write('d1', numbers(60))
        const before = await store.readLog('d1')
        const made = await store.compact('d1')
        expect(made).toMatchObject({ title: 'A memo', snapshot: { upto: 61, schema: 1 } })
        expect(await textOf('d1')).toBe(numbers(60).join(''))
        const state = await store.readState('d1')
        expect(state.tail).toEqual([])
        expect(state.snapshot).toMatchObject({ upto: 61, stateVector: made?.snapshot.stateVector, parts: made?.snapshot.parts })
        expect(await store.readLog('d1')).toEqual(before)
      })

      test('again and again: the log reads the same, though its old part is in the archive', async () => {
        await write('d1', numbers(20))
        for (let round = 0; round < 4; round++) {
          expect((await store.compact('d1'))?.snapshot.upto).toBe(21 + round * 10)
          await append('d1', numbers(10), `round ${round}`)
        }
        const log = await store.readLog('d1')
        expect(log.updates.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1))
        expect((await store.readLog('d1', 25)).updates.map(({ seq }) => seq)).toEqual(Array.from({ length: 36 }, (_, index) => index + 26))
        const ydoc = new Y.Doc()
        for (const { data } of log.updates) Y.applyUpdate(ydoc, data)
        const opened = await readYDoc(store, 'd1')
        expect(Y.encodeStateAsUpdate(opened)).toEqual(Y.encodeStateAsUpdate(ydoc))
        expect((await store.readState('d1')).tail).toHaveLength(10)
      })

      test('says that there is nothing to do when nothing came since', async () => {
        await write('d1', numbers(5))
        expect(await store.compact('d1')).not.toBeNull()
        expect(await store.compact('d1')).toBeNull()
      })

      test('while others go on writing to it, and loses nothing of theirs', async () => {
        await write('d1', numbers(50))
        const [made] = await Promise.all([store.compact('d1'), append('d1', numbers(50), 'meanwhile')])
        expect(made).not.toBeNull()
        expect(await textOf('d1')).toBe(numbers(50).join(''))
        expect(await textOf('d1', 'meanwhile')).toBe(numbers(50).join(''))
      })

      test('leaving out an update that cannot be applied, which stays in the log and on the record', async () => {
        await write('d1', numbers(5))
        await store.append([update('d1', 'this is no Yjs update')])
        await append('d1', ['after'], 'more')
        await store.compact('d1')
        expect(await textOf('d1', 'more')).toBe('after')
        expect((await store.readLog('d1')).updates[6]?.data).toEqual(bytesOf('this is no Yjs update'))
        expect(await store.audits('d1')).toMatchObject([{ actor: 'server', action: 'quarantine-update', detail: { seq: 7 } }])
      })

      test('not when it is deleted', async () => {
        await write('d1', numbers(5))
        await store.deleteDocument('d1', 'ana', 8000)
        expect((await refusal(store.compact('d1'))).code).toBe('not-found')
        expect((await refusal(store.readState('d1'))).code).toBe('not-found')
      })
    })

    describe('keeps the library', () => {
      test('gives back a source with its text, blocks and passages as they were', async () => {
        const source = newSource('one', ['The river is 3,145 km long.', 'Exports rose by 4 per cent.'])
        await store.addSource(source)
        const stored = await store.source('source-one')
        expect(stored).toEqual({
          ...source.source,
          team: TEAM.id,
          snapshotSha: source.snapshot.sha256,
          shown: source.snapshot.sha256,
          passageCount: 2,
          snapshots: 1,
          facts: 0,
          withdrawn: null,
          mediaType: 'text/plain',
          text: source.snapshot.text,
          blocks: source.snapshot.blocks,
          passages: source.passages.map(({ id, quote, position, paragraph, page, quoteHash }) => ({ id, quote, position, paragraph, page, quoteHash })),
        })
        expect((await store.sources(TEAM.id)).map((row) => row.id)).toEqual(['source-one'])
        expect(await store.sources(OTHER_TEAM.id)).toEqual([])
        expect(await store.source('nothing')).toBeNull()
      })

      test('knows the same bytes again within a team, and only there', async () => {
        const source = newSource('one', ['A sentence.'])
        await store.addSource(source)
        const again = await refusal(store.addSource(newSource('two', ['A sentence.'])))
        expect(again.code).toBe('conflict')
        expect(again.message).toContain('source-one')
        await store.addSource(newSource('three', ['A sentence.'], { team: OTHER_TEAM.id }))
        expect((await store.sourceByBytes(TEAM.id, source.snapshot.sha256))?.id).toBe('source-one')
        expect((await store.sourceByBytes(OTHER_TEAM.id, source.snapshot.sha256))?.id).toBe('source-three')
        expect(await store.sourceByBytes(TEAM.id, sha('other'))).toBeNull()
      })

      test('of two imports of the same bytes at once one stays whole and the other leaves nothing', async () => {
        const sentences = Array.from({ length: 450 }, (_, index) => `Sentence number ${index} on harbours.`)
        const results = await Promise.allSettled([store.addSource(newSource('one', sentences)), store.addSource(newSource('two', sentences))])
        expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
        expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
        const sources = await store.sources(TEAM.id)
        expect(sources).toHaveLength(1)
        const { hits } = await store.search(TEAM.id, { q: 'harbours' }, 200)
        expect(new Set(hits.map((hit) => hit.source.id))).toEqual(new Set([sources[0]?.id]))
        expect((await store.source(sources[0]?.id ?? ''))?.passages).toHaveLength(450)
      })

      test('an append goes through while a long import is being written', async () => {
        await store.createDocument(newDocument('d1'))
        const order: string[] = []
        const imported = store.addSource(newSource('long', Array.from({ length: 3000 }, (_, index) => `Sentence ${index} about customs and tariffs.`))).then(() => order.push('import'))
        await store.append([update('d1', 'a')])
        order.push('append')
        await imported
        expect(order).toEqual(['append', 'import'])
      })

      test('refuses a source in no team', async () => {
        expect((await refusal(store.addSource(newSource('one', ['A sentence.'], { team: 'no-team' })))).code).toBe('not-found')
      })
    })

    describe('searches', () => {
      const found = async (query: string, team = TEAM.id) => (await store.search(team, { q: query }, 20)).hits.map((hit) => hit.passage.quote.exact)
      const marked = async (query: string) => (await store.search(TEAM.id, { q: query }, 20)).hits.map(({ passage, marks }) => marks.map(([start, end]) => passage.quote.exact.slice(start, end)))

      beforeEach(() =>
        store.addSource(
          newSource(
            'search',
            [
              'Remittances to México reached 63.3 billion dollars in 2023.',
              'Migrants crossed the northern border in smaller numbers.',
              'Trade in the region grew; the border stayed open to trade.',
              'İstanbul and Kadıköy are far from here.',
              'Natural gas exports by pipeline doubled.',
            ],
            { voice: 'reported:the central bank' },
          ),
        ),
      )

      test('by folded words: case, accents and the dotless i do not matter', async () => {
        expect(await found('MEXICO')).toHaveLength(1)
        expect(await found('mexico remittances')).toHaveLength(1)
        expect(await found('kadikoy')).toHaveLength(1)
        expect(await found('istanbul')).toHaveLength(1)
        expect(await found('63.3')).toHaveLength(1)
      })

      test('by all words', async () => {
        expect(await found('border trade')).toEqual(['Trade in the region grew; the border stayed open to trade.'])
        expect(await found('border pipeline')).toEqual([])
      })

      test('by stems: another form of a word is found and marked', async () => {
        expect(await marked('migrant border')).toEqual([['Migrants', 'border']])
        expect(await marked('exporting gas')).toEqual([['gas', 'exports']])
      })

      test('by the beginning of the last word, at every length of it', async () => {
        for (const typed of ['remi', 'remit', 'remitt', 'remitta', 'remittan', 'remittanc', 'remittance', 'remittances']) expect(await found(typed), typed).toHaveLength(1)
        expect(await found('bord trade')).toEqual([])
      })

      test('by a quoted phrase', async () => {
        expect(await found('"northern border"')).toHaveLength(1)
        expect(await found('"border northern"')).toEqual([])
        expect(await found('“natural gas” pipeline')).toHaveLength(1)
        expect(await found('"natural')).toHaveLength(1)
      })

      test('marks what matched, a phrase as one range', async () => {
        expect(await marked('"northern border" migrants')).toEqual([['Migrants', 'northern border']])
        expect(await marked('mexico')).toEqual([['México']])
        expect(await marked('pipel')).toEqual([['pipeline']])
      })

      test('tells source and voice of a hit', async () => {
        const { hits } = await store.search(TEAM.id, { q: 'remittances' }, 5)
        expect(hits[0]).toMatchObject({ voice: 'reported:the central bank', source: { id: 'source-search', csl: { title: 'Report search' } } })
      })

      test('only in the team asked', async () => {
        await store.addSource(newSource('theirs', ['The border of another desk.'], { team: OTHER_TEAM.id }))
        expect(await found('border', OTHER_TEAM.id)).toEqual(['The border of another desk.'])
        expect(await found('border')).toHaveLength(2)
        expect(await found('border', 'no-team')).toEqual([])
      })

      test('never fails on what a person may type', async () => {
        const queries = ['', ' ', '"', '""', '" "', '*', 'a*b', 'NEAR(border trade)', 'border OR', 'AND', 'NOT border', 'body:border', '^border', '(', ')', '{}', "'", "'; drop table passage; --", '\0', '½', '⑴', '\u{1F600}', '-border', 'border + trade', 'a '.repeat(500), '"'.repeat(99), '\uD800', '§ 3(b)', 'ﬁ ﬁx', '١٢٣']
        for (const query of queries) expect(await store.search(TEAM.id, { q: query }, 5), JSON.stringify(query)).toMatchObject({ capped: false })
      })

      test('ranks the newest of very many matches, and says so', async () => {
        await store.addSource(newSource('many', Array.from({ length: 20_001 }, (_, index) => `Customs ${index}`)))
        expect((await store.search(TEAM.id, { q: 'customs' }, 3)).capped).toBe(true)
        expect(await store.search(TEAM.id, { q: 'customs 20000' }, 3)).toMatchObject({ capped: false, hits: [{ passage: { quote: { exact: 'Customs 20000' } } }] })
      })

      test('gives no more than asked for', async () => {
        expect((await store.search(TEAM.id, { q: 'border' }, 1)).hits).toHaveLength(1)
      })
    })

    describe('keeps people and rights', () => {
      test('teams in the order they were made; a slug is taken once', async () => {
        expect(await store.teams()).toEqual([TEAM, OTHER_TEAM])
        expect((await refusal(store.createTeam({ ...TEAM, id: 'another' }))).code).toBe('conflict')
      })

      test('members with one role in a team, which can change and end', async () => {
        await store.setMember(TEAM.id, 'ana', 'editor')
        await store.setMember(OTHER_TEAM.id, 'ana', 'reader')
        await store.setMember(TEAM.id, 'ana', 'owner')
        expect(await store.memberships('ana')).toEqual([
          { team: TEAM, role: 'owner' },
          { team: OTHER_TEAM, role: 'reader' },
        ])
        await store.removeMember(TEAM.id, 'ana')
        expect(await store.memberships('ana')).toEqual([{ team: OTHER_TEAM, role: 'reader' }])
        expect(await store.memberships('nobody')).toEqual([])
        expect((await refusal(store.setMember('no-team', 'ana', 'reader'))).code).toBe('not-found')
      })

      test('keys by the hash of their secret', async () => {
        const key = { id: 'k1', team: TEAM.id, name: 'the importer', role: 'editor' as const, hash: sha('secret'), createdAt: 3 }
        await store.createKey(key)
        expect(await store.key(sha('secret'))).toEqual({ ...key, teamRow: TEAM })
        expect(await store.key(sha('another'))).toBeNull()
        const { hash: _, ...shown } = key
        expect(await store.keys()).toEqual([{ ...shown, teamSlug: TEAM.slug, revokedAt: null }])
        expect(await store.keyById(key.id)).toEqual({ ...shown, teamSlug: TEAM.slug, revokedAt: null })
        expect(await store.revokeKey(key.id, 9)).toBe(true)
        expect(await store.revokeKey(key.id, 10)).toBe(false)
        expect([await store.key(sha('secret')), await store.keyById(key.id)]).toEqual([null, null])
        expect(await store.keys()).toEqual([{ ...shown, teamSlug: TEAM.slug, revokedAt: 9 }])
      })

      test('a sign-in link works once and not after its time', async () => {
        await store.createLink({ hash: 'h1', person: 'ana', createdAt: 1, expiresAt: 100 })
        await store.createLink({ hash: 'h2', person: 'ben', createdAt: 1, expiresAt: 100 })
        expect(await store.consumeLink('h2', 100)).toBeNull()
        const taken = await Promise.all([store.consumeLink('h1', 99), store.consumeLink('h1', 99)])
        expect(taken.filter((person) => person === 'ana')).toHaveLength(1)
        expect(await store.consumeLink('h1', 50)).toBeNull()
        expect(await store.consumeLink('unknown', 50)).toBeNull()
      })

      test('the record of what was done, in order', async () => {
        await store.audit({ at: 1, actor: 'ana', action: 'document.create', object: 'd1', detail: { title: 'x' } })
        await store.audit({ at: 2, actor: 'ben', action: 'document.export', object: 'd1' })
        await store.audit({ at: 3, actor: 'ben', action: 'document.export', object: 'd2' })
        expect(await store.audits('d1')).toEqual([
          { at: 1, actor: 'ana', action: 'document.create', object: 'd1', detail: { title: 'x' } },
          { at: 2, actor: 'ben', action: 'document.export', object: 'd1' },
        ])
      })
    })

    test('keeps bytes by their hash', async () => {
      const bytes = bytesOf('the file as it came')
      const hash = await store.putBlob(bytes, 'text/plain')
      expect(hash).toBe(sha('the file as it came'))
      expect(await store.putBlob(bytes, 'text/plain')).toBe(hash)
      expect(await store.blob(hash)).toEqual({ bytes, mediaType: 'text/plain' })
      expect(await store.blob(sha('nothing'))).toBeNull()
      expect(await store.blob('../../etc/passwd')).toBeNull()
    })

    test('is ready while it is open and not after', async () => {
      expect(await store.ready()).toBe(true)
      await store.close()
      expect(await store.ready()).toBe(false)
      await expect(store.append([update('d1', 'a')])).rejects.toThrow('closed')
    })

    test('finishes what it accepted before it closes', async () => {
      await store.createDocument(newDocument('d1'))
      const appended = Array.from({ length: 20 }, (_, index) => store.append([update('d1', `u${index}`)]))
      await store.close()
      expect((await Promise.all(appended)).flat()).toEqual(Array.from({ length: 20 }, (_, index) => index + 2))
    })
  })
}
