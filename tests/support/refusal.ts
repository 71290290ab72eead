/** What was refused, for tests that look at the refusal itself. */
import { Refusal } from '../../model/refusal.ts'

/** The Refusal the act ends with. Any other error goes on; an act that is not refused fails the test. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}
