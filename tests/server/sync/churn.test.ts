/** The promise behind "Saved", under the worst we can do to it. CHURN_SEED runs another seed. */
import { expect, test } from 'vitest'
import { runChurn } from './churn.ts'

const seed = Number(process.env['CHURN_SEED'] ?? 20_261_122)

test('ten kills while people write, leave and return lose nothing that was acknowledged, and everybody ends with the same brief', { timeout: 180_000 }, async () => {
  const result = await runChurn({ seed, people: 12, rate: 400, kills: 10, runFor: [50, 700], leaves: 4, leastAcknowledged: 30 })
  expect(result, `seed ${seed}`).toMatchObject({ lost: 0, converged: true })
  // It was a run worth the name.
  expect(result.acknowledged).toBeGreaterThanOrEqual(300)
})

test('random runs converge, however often people leave', { timeout: 120_000 }, async () => {
  for (const next of [seed + 1, seed + 2]) {
    const result = await runChurn({ seed: next, people: 5, rate: 200, kills: 1, runFor: [1000, 1000], leaves: 10, leastAcknowledged: 30 })
    expect(result, `seed ${next}`).toMatchObject({ lost: 0, converged: true })
  }
})
