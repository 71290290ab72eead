import { expect, test } from 'vitest'
import { createCommits, MANY_CALLERS, MAX_BYTES, MAX_ROWS } from '../../../server/store/commits.ts'
import type { Appended } from '../../../server/store/operations/log.ts'
import type { NewUpdate } from '../../../server/store/store.ts'

const update = (doc: string, size = 10): NewUpdate => ({ doc, actor: 'ana', at: 1, data: new Uint8Array(size) })

/** A commit one can hold still; remembers how many rows each one had. */
function recorder() {
  const commits: number[] = []
  let head = 0
  let running = 0
  let mostAtOnce = 0
  const commit = async (callers: readonly (readonly NewUpdate[])[]): Promise<Appended[]> => {
    running++
    mostAtOnce = Math.max(mostAtOnce, running)
    commits.push(callers.reduce((sum, updates) => sum + updates.length, 0))
    await new Promise((resolve) => setTimeout(resolve, 5))
    running--
    return callers.map((updates) => ({ seqs: updates.map(() => ++head) }))
  }
  return { commits, commit, mostAtOnce: () => mostAtOnce }
}

test('appends of one turn share one commit', async () => {
  const { commits, commit } = recorder()
  const { append } = createCommits(commit)
  await Promise.all(Array.from({ length: 100 }, () => append([update('d1')])))
  expect(commits).toEqual([100])
})

test('appends that arrive while a commit runs share the next one, and only one runs at a time', async () => {
  const { commits, commit, mostAtOnce } = recorder()
  const { append } = createCommits(commit)
  const first = append([update('d1')])
  await Promise.resolve()
  await Promise.resolve()
  const rest = Array.from({ length: 50 }, () => append([update('d1')]))
  expect(await first).toEqual([1])
  expect((await Promise.all(rest)).flat()).toEqual(Array.from({ length: 50 }, (_, index) => index + 2))
  expect(commits).toEqual([1, 50])
  expect(mostAtOnce()).toBe(1)
})

test('appends shortly after one another share a commit, though none is running', async () => {
  const { commits, commit } = recorder()
  const { append } = createCommits(commit, 60)
  await append([update('d1')])
  const rest = Array.from({ length: 5 }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * 5))
    return append([update('d1')])
  })
  await Promise.all(rest)
  expect(commits).toEqual([1, 5])
})

test('when many are waiting, the next commit begins though the pause is long', async () => {
  const { commits, commit } = recorder()
  const { append } = createCommits(commit, 600_000)
  await append([update('d1')])
  const few = Array.from({ length: MANY_CALLERS - 1 }, () => append([update('d1')]))
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(commits).toEqual([1])
  await Promise.all([...few, append([update('d1')])])
  expect(commits).toEqual([1, MANY_CALLERS])
})

test('a commit has a bounded number of rows and bytes, but takes one large caller whole', async () => {
  const { commits, commit } = recorder()
  const { append } = createCommits(commit)
  await Promise.all(Array.from({ length: MAX_ROWS + 10 }, () => append([update('d1')])))
  expect(commits).toEqual([MAX_ROWS, 10])
  await Promise.all([append([update('d1', MAX_BYTES)]), append([update('d1')])])
  expect(commits.slice(2)).toEqual([1, 1])
  await append(Array.from({ length: MAX_ROWS * 2 }, () => update('d1')))
  expect(commits.slice(4)).toEqual([MAX_ROWS * 2])
})

test('a failed commit fails its callers, and the next ones are tried', async () => {
  const { commit } = recorder()
  let fail = true
  const { append } = createCommits((callers) => (fail ? Promise.reject(new Error('disk full')) : commit(callers)))
  const results = await Promise.allSettled([append([update('d1')]), append([update('d1')])])
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected'])
  fail = false
  expect(await append([update('d1')])).toEqual([1])
})

test('nothing to append needs no commit', async () => {
  const { commits, commit } = recorder()
  expect(await createCommits(commit).append([])).toEqual([])
  expect(commits).toEqual([])
})
