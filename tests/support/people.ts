/** What a person does in the browser, in their words: sign in, make a brief, write into a part of it, look for a passage. */
import { type BrowserContext, expect as see, type Locator, type Page } from './playwright.ts'
import type { Product } from './product.ts'

/** Opens the sign-in link of a role and presses the button. A link works once, so a test file signs each person in once. */
export async function signIn(context: BrowserContext, product: Product, role: string): Promise<void> {
  const link = product.links.get(role)
  if (link === undefined) throw new Error(`no link was printed for "${role}":\n${product.output()}`)
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('button').first().click()
  await see(page.getByRole('button', { name: 'New brief' })).toBeVisible()
  await page.close()
}

/** A new page of someone who is signed in, at an address of the product. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Makes a brief from a template, answering what it asks; its address. */
export async function makeBrief(page: Page, template: RegExp, title: string, answers: Readonly<Record<string, string>> = {}): Promise<string> {
  await page.getByRole('button', { name: 'New brief' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: template }).click()
  await page.getByRole('textbox', { name: /^Title/ }).fill(title)
  for (const [label, value] of Object.entries(answers)) await page.getByRole('dialog').getByLabel(label, { exact: false }).first().fill(value)
  await page.getByRole('button', { name: 'Make the brief' }).click()
  await page.waitForURL(/\/briefs\//)
  await ready(page)
  return page.url()
}

/** The brief is on the page and on the server's disk. */
export async function ready(page: Page): Promise<void> {
  await see(body(page)).toBeVisible()
  await saved(page)
}

export function body(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Text of the brief' })
}

export function saved(page: Page): Promise<void> {
  return see(page.locator('.status-words')).toHaveText('Saved')
}

/** Puts the caret at the end of a part of the form. */
export async function into(page: Page, slot: string): Promise<void> {
  const place = body(page).locator(`[data-slot="${slot}"] .slot-content`)
  await place.locator('p').last().click()
  await page.keyboard.press('End')
}

/** Looks for a passage with the keyboard alone and inserts the first hit as a fact. */
export async function insertFact(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+F')
  const search = page.getByRole('combobox', { name: 'Search the library for a passage' })
  await see(search).toBeFocused()
  await search.fill(words)
  await see(page.getByRole('grid', { name: 'Passages found' }).getByRole('row').first()).toBeVisible()
  await page.keyboard.press('Enter')
}
