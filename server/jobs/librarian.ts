/**
 * What the library has to work out from texts and briefs: differences between imports, facts looked for in a new text, a block cut anew, where briefs lean on
 * sources. The work is done in threads with deadlines; here is who asks what, and what of it is kept.
 */
import type { Use } from '#model/library.ts'
import type { Log } from '../log.ts'
import type { DocumentToLook } from '../store/library.ts'
import type { Store } from '../store/store.ts'
import { partsOf } from '../sync/replay.ts'
import type { LibraryTask, Question, Questions } from './library.worker.ts'
import { packUpdates } from './packed.ts'
import { createThread } from './thread.ts'

export type Uses = { uses: readonly Use[]; unread: readonly { id: string; title: string }[] }

export type Librarian = {
  ask<Name extends Exclude<Question, 'uses'>>(question: Name, asked: Questions[Name]['asked']): Promise<Questions[Name]['answer']>
  /** Where the team's briefs lean on a source. Briefs that changed are looked through first; those that could not be, or not within a few seconds, are named. */
  usesOfSource(team: string, source: string): Promise<Uses>
  usesOfFact(team: string, fact: string): Promise<Uses>
  /** Looks through what changed, in the background. */
  refresh(team: string): void
  /** Reads figures and facts out of sources that an older version imported without them, one after the other. */
  readOlder(newId: () => string): Promise<void>
  close(): Promise<void>
}

/** Longest time to look through briefs while somebody waits (milliseconds); what is left is looked through afterwards. */
const PATIENCE = 8_000
const USES_WITHIN = 10_000
const COMPARED_WITHIN = 20_000
const QUEUE = 50

export function createLibrarian({ store, log }: { store: Store; log: Log }): Librarian {
  const file = new URL('./library.worker.ts', import.meta.url)
  const texts = createThread<LibraryTask, unknown>({ file, deadline: COMPARED_WITHIN, queue: QUEUE, tooLong: `Comparing the texts took longer than ${COMPARED_WITHIN / 1000} seconds. They are too long, or too different.` })
  const briefs = createThread<LibraryTask, unknown>({ file, deadline: USES_WITHIN, queue: QUEUE, tooLong: `Looking through the brief took longer than ${USES_WITHIN / 1000} seconds.` })
  /** Briefs that could not be read, with the head they had then: not tried again until they change. */
  const failed = new Map<string, number>()
  const running = new Map<string, Promise<void>>()
  let closed = false

  async function look({ id, head }: DocumentToLook): Promise<void> {
    try {
      const state = await store.readState(id)
      const updates = packUpdates([...partsOf(state.snapshot), ...state.tail])
      const uses = (await briefs.ask({ question: 'uses', asked: { updates } }, [updates.bytes.buffer])) as Questions['uses']['answer']
      await store.putUses(id, state.head, uses)
      failed.delete(id)
    } catch (error) {
      if (closed) return
      failed.set(id, head)
      log.warn({ err: error, doc: id }, 'a brief could not be looked through for what it leans on')
    }
  }

  async function lookThrough(team: string): Promise<void> {
    for (const doc of await store.documentsToLook(team)) {
      if (closed) return
      if (failed.get(doc.id) !== doc.head) await look(doc)
    }
  }

  /** One at a time for a team; who comes while it runs waits for that run and then for another, so that it sees what it has just written. */
  function looked(team: string): Promise<void> {
    const run = (running.get(team) ?? Promise.resolve()).then(() => lookThrough(team))
    const kept = run.catch((error: unknown) => {
      if (!closed) log.error({ err: error, team }, 'briefs could not be looked through for what they lean on')
    })
    running.set(team, kept)
    void kept.then(() => {
      if (running.get(team) === kept) running.delete(team)
    })
    return kept
  }

  async function fresh(team: string): Promise<Uses['unread']> {
    let timer: NodeJS.Timeout | undefined
    await Promise.race([
      looked(team),
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE)
      }),
    ])
    clearTimeout(timer)
    return (await store.documentsToLook(team)).map(({ id, title }) => ({ id, title }))
  }

  return {
    ask: async (question, asked) => (await texts.ask({ question, asked } as LibraryTask)) as Questions[typeof question]['answer'],
    async usesOfSource(team, source) {
      const unread = await fresh(team)
      return { uses: await store.usesOfSource(source), unread }
    },
    async usesOfFact(team, fact) {
      const unread = await fresh(team)
      return { uses: await store.usesOfFact(fact), unread }
    },
    refresh(team) {
      if (!closed && !running.has(team)) void looked(team)
    },
    async readOlder(newId) {
      for (;;) {
        const next = closed ? null : await store.snapshotToRead()
        if (!next) return
        const source = await store.source(next.source, next.sha256)
        if (!source) throw new TypeError(`the source ${next.source} has no snapshot ${next.sha256}`)
        const { text, blocks, passages, csl } = source
        try {
          const extraction = (await texts.ask({ question: 'extract', asked: { text, blocks, passages, snapshotSha: next.sha256, csl } })) as Questions['extract']['answer']
          await store.addFindings(next, text, passages, { extraction, newId })
        } catch (error) {
          if (closed) return
          log.warn({ err: error, source: next.source }, 'figures and facts could not be read out of a source; import its file again to have them')
          await store.addFindings(next, text, passages, null)
        }
      }
    },
    async close() {
      closed = true
      await Promise.all([texts.close(), briefs.close()])
      await Promise.all(running.values())
    },
  }
}
