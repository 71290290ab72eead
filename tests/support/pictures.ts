/**
 * `npm run pictures`: takes the pictures in `docs/pictures` from the running product, as a person sees it. With a folder as argument it
 * takes the whole set there (light and dark, wide and narrow), for looking at after a change.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { launchBrowser, type Look, openContext } from './browser.ts'
import { body, openPage, ready, signIn } from './people.ts'
import type { Browser, BrowserContext, Page } from './playwright.ts'
import { type Product, startProduct } from './product.ts'

const folder = resolve(process.argv[2] ?? join('docs', 'pictures'))
const whole = process.argv[2] !== undefined

type Scene = { name: string; take(context: BrowserContext, product: Product): Promise<Page>; docs?: boolean }

async function openSample(context: BrowserContext, product: Product, index: number): Promise<Page> {
  const page = await openPage(context, product.url)
  await page.getByRole('link', { name: /Joint inspection|Electricity/ }).nth(index).click()
  await ready(page)
  return page
}

const SCENES: readonly Scene[] = [
  { name: 'sign-in', take: async (context, product) => { const page = await (await openFresh(context)).newPage(); await page.goto(product.url); await page.getByRole('heading', { name: 'Sign in to Counterpoint' }).waitFor(); return page } },
  { name: 'home', docs: true, take: async (context, product) => { const page = await openPage(context, product.url); await page.getByRole('link', { name: /Joint inspection/ }).first().waitFor(); return page } },
  { name: 'new-brief', take: async (context, product) => { const page = await openPage(context, product.url); await page.getByRole('button', { name: 'New brief' }).click(); await page.getByRole('button', { name: /Policy memo/ }).waitFor(); return page } },
  { name: 'new-brief-form', take: async (context, product) => { const page = await openPage(context, product.url); await page.getByRole('button', { name: 'New brief' }).click(); await page.getByRole('button', { name: /Policy memo/ }).click(); await page.getByRole('button', { name: 'Make the brief' }).waitFor(); return page } },
  { name: 'brief', docs: true, take: (context, product) => openSample(context, product, 0) },
  { name: 'options-paper', take: (context, product) => openSample(context, product, 1) },
  {
    name: 'brief-sources',
    docs: true,
    take: async (context, product) => {
      const page = await openSample(context, product, 0)
      await body(page).locator('p').nth(3).click()
      await page.keyboard.press('ControlOrMeta+Shift+F')
      await page.getByRole('combobox', { name: 'Search the library for a passage' }).fill('border')
      await page.getByRole('grid', { name: 'Passages found' }).getByRole('row').first().waitFor()
      return page
    },
  },
  {
    name: 'brief-citation',
    docs: true,
    take: async (context, product) => {
      const page = await openSample(context, product, 1)
      await body(page).locator('.note-mark').first().click()
      await page.locator('.is-target, mark.target, [data-target]').first().waitFor()
      return page
    },
  },
  {
    name: 'brief-argument',
    docs: true,
    take: async (context, product) => {
      const page = await openSample(context, product, 1)
      await body(page).locator('.argument').first().scrollIntoViewIfNeeded()
      return page
    },
  },
  {
    name: 'argument-dialog',
    take: async (context, product) => {
      const page = await openSample(context, product, 0)
      await body(page).locator('[data-slot="background"] p').first().click()
      await page.keyboard.press('ControlOrMeta+Shift+P')
      await page.getByRole('dialog').waitFor()
      return page
    },
  },
  { name: 'library', docs: true, take: async (context, product) => { const page = await openPage(context, `${product.url}/library`); await page.getByText('passages').first().waitFor(); return page } },
  {
    name: 'source',
    docs: true,
    take: async (context, product) => {
      const page = await openPage(context, `${product.url}/library`)
      await page.getByRole('link', { name: /Counting the Border/ }).click()
      await page.locator('.read').first().waitFor()
      await page.getByRole('tab', { name: 'Used in' }).click()
      await page.locator('.uses-sum').waitFor()
      return page
    },
  },
  { name: 'facts', docs: true, take: async (context, product) => { const page = await openPage(context, `${product.url}/library/facts`); await page.locator('.fact-claim').waitFor(); await page.locator('.uses-sum').first().waitFor(); return page } },
  { name: 'conflicts', docs: true, take: async (context, product) => { const page = await openPage(context, `${product.url}/library/conflicts`); await page.locator('.chips').waitFor(); return page } },
]

const openFresh = (context: BrowserContext) => {
  const browser = context.browser()
  if (browser === null) throw new Error('the browser is gone')
  return openContext(browser)
}

const LOOKS: readonly (Look & { name: string })[] = whole
  ? [
      { name: 'light', colours: 'light' },
      { name: 'dark', colours: 'dark' },
      { name: 'narrow', colours: 'light', width: 390, height: 844 },
    ]
  : [{ name: '', colours: 'light', width: 1280, height: 860 }]

async function takeAll(browser: Browser, product: Product): Promise<void> {
  const signedIn = await openContext(browser)
  await signIn(signedIn, product, 'drafter')
  const state = await signedIn.storageState()
  for (const { name: look, ...size } of LOOKS) {
    for (const scene of SCENES.filter((candidate) => whole || candidate.docs)) {
      const context = await openContext(browser, size)
      await context.addCookies(state.cookies)
      try {
        const page = await scene.take(context, product)
        await page.waitForTimeout(600)
        await page.screenshot({ path: join(folder, `${[scene.name, look].filter(Boolean).join('-')}.png`) })
      } catch (error) {
        process.stderr.write(`${scene.name} ${look}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`)
        process.exitCode = 1
      }
      await context.close()
    }
  }
  await takePages(signedIn, product)
}

/** The printed pages, where the machine has poppler. */
async function takePages(context: BrowserContext, product: Product): Promise<void> {
  const response = await context.request.get(`${product.url}/api/documents`)
  const { documents } = (await response.json()) as { documents: { id: string; template: string | null }[] }
  for (const { id, template } of documents) {
    const name = template?.split('@')[0] ?? 'plain'
    const pdf = join(folder, `${name}.pdf`)
    writeFileSync(pdf, await (await context.request.get(`${product.url}/api/documents/${id}/export?format=pdf`)).body())
    const { error } = spawnSync('pdftoppm', ['-r', '80', '-png', ...(whole ? [] : ['-singlefile']), pdf, join(folder, `${name}-page`)])
    if (error) process.stderr.write(`no pictures of the pages: ${error.message}\n`)
    if (!whole) rmSync(pdf)
  }
}

mkdirSync(folder, { recursive: true })
const product = await startProduct()
const browser = await launchBrowser()
try {
  await takeAll(browser, product)
} finally {
  await browser.close()
  await product.close()
}
