/** What the anchor bench promises, on a part of its quotations: seeds are fixed, so the same edits are made every time. */
import { expect, test } from 'vitest'
import { EDITS } from '../bench/anchor.edits.ts'
import { readQuotations, tally } from '../bench/anchor.ts'

test('finds every quotation after edits that change none of its words, and calls none exact after edits that do', async () => {
  const quotations = (await readQuotations(Number.POSITIVE_INFINITY)).filter((_, index) => index % 14 === 0)
  expect(quotations.length).toBeGreaterThan(20)
  const seed = 7
  const tallies = tally(quotations, seed)
  for (const { name, kind } of EDITS) {
    const counts = tallies.get(name)
    expect(counts?.wronglyExact, `${name}, seed ${seed}`).toBe(0)
    if (kind === 'harmless') expect(counts?.wrong, `${name}, seed ${seed}`).toEqual([])
  }
})
