/** The parts of playwright-core we use, and its waiting assertions in the few forms the journeys need. */
import type { Locator } from 'playwright-core'

export type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

const PATIENCE = 15_000

/** Asks until the answer is yes or patience ends; then throws with what was seen last. */
export async function until<T>(what: string, ask: () => Promise<T>, good: (seen: T) => boolean, patience = PATIENCE): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    const seen = await ask()
    if (good(seen)) return seen
    if (Date.now() > deadline) throw new Error(`${what}; seen last: ${JSON.stringify(seen)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** `expect(locator).toHaveText(…)`: waits, as a person would. */
export function expect(locator: Locator) {
  const text = () => locator.first().innerText().catch(() => null)
  return {
    toBeVisible: () => locator.first().waitFor({ state: 'visible', timeout: PATIENCE }),
    toBeGone: () => locator.first().waitFor({ state: 'hidden', timeout: PATIENCE }),
    toHaveText: async (wanted: string) => void (await until(`"${wanted}" was expected at ${locator}`, text, (seen) => seen?.trim() === wanted)),
    toContainText: async (wanted: string) => void (await until(`"${wanted}" was expected in ${locator}`, text, (seen) => seen?.includes(wanted) ?? false)),
    toHaveCount: async (wanted: number) => void (await until(`${wanted} of ${locator} were expected`, () => locator.count(), (seen) => seen === wanted)),
    toBeFocused: async () => void (await until(`${locator} was expected to have the focus`, () => locator.evaluate((element) => element === document.activeElement), (seen) => seen)),
  }
}
