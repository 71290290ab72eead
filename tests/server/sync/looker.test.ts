/** The thread that looks into briefs answers, is ended when it takes too long, and is there again for the next. */
import { afterEach, expect, test } from 'vitest'
import { blankBrief } from '#model/brief.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { createLooker, type Looker } from '../../../server/sync/looker.ts'
import { stretchedUpdate } from './crafted.ts'
import { typing } from './support.ts'

let looker: Looker | undefined
afterEach(() => looker?.close())

const seed = seedUpdate(blankBrief('Rivers'))

test('reads title and schema version, and tries updates of all kinds', async () => {
  looker = createLooker()
  expect(await looker.look([seed])).toEqual({ title: 'Rivers', schema: 1 })
  expect(await looker.tryOut([seed], typing(['a word'])[0] ?? new Uint8Array())).toEqual({ excess: expect.any(Number) })
  expect(await looker.tryOut([seed], new Uint8Array([9, 200, 31, 7, 250, 250, 3, 1]))).toBe('unreadable')
  expect(await looker.tryOut([seed], stretchedUpdate(8000))).toBe('heavy')
  // What cannot be read is left out, as everywhere.
  expect(await looker.look([seed, new Uint8Array([1, 2, 3])])).toEqual({ title: 'Rivers', schema: 1 })
})

test('gives up what takes too long, and goes on with the next', async () => {
  looker = createLooker(1)
  await expect(looker.look([seed])).rejects.toThrow(/within 1 ms/)
  expect(await looker.tryOut([seed], typing(['a word'])[0] ?? new Uint8Array())).toBe('heavy')
  await looker.close()
  await expect(looker.look([seed])).rejects.toThrow(/stopping/)
})
