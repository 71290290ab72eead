/** What a machine can find of WCAG 2.2 AA on each page (axe-core), in light and dark, wide and narrow; and the way through by keyboard alone. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openContext } from '../support/browser.ts'
import { body, openPage, ready, signIn } from '../support/people.ts'
import { type Browser, type BrowserContext, expect as see, type Page } from '../support/playwright.ts'
import { type Product, startProduct } from '../support/product.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let product: Product
let browser: Browser
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  const context = await openContext(browser)
  await signIn(context, product, 'drafter')
  cookies = await context.cookies()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

type Violation = { id: string; nodes: { target: unknown; failureSummary?: string }[] }

/** Rule and place of each violation. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate((tags) => (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }).axe.run({ runOnly: tags }).then((result) => result.violations), RULES)
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`))
}

async function signedIn(look: { colours: 'light' | 'dark'; width: number }): Promise<BrowserContext> {
  const context = await openContext(browser, look)
  await context.addCookies(cookies)
  return context
}

const PAGES: Readonly<Record<string, (context: BrowserContext) => Promise<Page>>> = {
  home: async (context) => {
    const page = await openPage(context, product.url)
    await see(page.getByRole('link', { name: /Joint inspection/ })).toBeVisible()
    return page
  },
  'new brief': async (context) => {
    const page = await openPage(context, product.url)
    await page.getByRole('button', { name: 'New brief' }).click()
    await page.getByRole('button', { name: /Policy memo/ }).click()
    await see(page.getByRole('button', { name: 'Make the brief' })).toBeVisible()
    return page
  },
  library: async (context) => {
    const page = await openPage(context, `${product.url}/library`)
    await see(page.getByText('Energy Between Two Laws')).toBeVisible()
    return page
  },
  source: async (context) => {
    const page = await openPage(context, `${product.url}/library`)
    await page.getByRole('link', { name: /Energy Between Two Laws/ }).click()
    await see(page.locator('.read')).toBeVisible()
    return page
  },
  facts: async (context) => {
    const page = await openPage(context, `${product.url}/library/facts`)
    await see(page.locator('.fact-claim')).toBeVisible()
    await see(page.locator('.uses-sum')).toBeVisible()
    return page
  },
  conflicts: async (context) => {
    const page = await openPage(context, `${product.url}/library/conflicts`)
    await see(page.locator('.chips')).toBeVisible()
    await page.getByRole('button', { name: /^Worth a look/ }).click()
    return page
  },
  brief: async (context) => {
    const page = await openPage(context, product.url)
    await page.getByRole('link', { name: /Joint inspection/ }).click()
    await ready(page)
    return page
  },
}

const LOOKS = [
  { colours: 'light', width: 1360 },
  { colours: 'dark', width: 1360 },
  { colours: 'light', width: 390 },
] as const

for (const look of LOOKS) {
  test.each(Object.keys(PAGES))(`%s has no violation a machine can find (${look.colours}, ${look.width} wide)`, async (name) => {
    const context = await signedIn(look)
    const page = await PAGES[name]?.(context)
    if (page === undefined) throw new RangeError(name)
    expect(await violations(page)).toEqual([])
    await context.close()
  })
}

test('the page never scrolls sideways on a small phone', async () => {
  const context = await signedIn({ colours: 'light', width: 360 })
  for (const open of Object.values(PAGES)) {
    const page = await open(context)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
    await page.close()
  }
  await context.close()
})

test('someone without a mouse opens a brief, writes, finds a fact and gets back to the text', async () => {
  const context = await signedIn({ colours: 'light', width: 1360 })
  const page = await openPage(context, product.url)
  await page.getByRole('link', { name: /Joint inspection/ }).focus()
  await page.keyboard.press('Enter')
  await ready(page)
  await body(page).focus()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.press('ControlOrMeta+Shift+F')
  await page.keyboard.type('asylum')
  await see(page.getByRole('grid', { name: 'Passages found' }).getByRole('row')).toBeVisible()
  await page.keyboard.press('Escape')
  await see(body(page)).toBeFocused()
  await context.close()
})
