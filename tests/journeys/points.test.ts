/** A person weighs a question: says whose a point is, moves it, takes it away, and lets a fact become plain words. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openContext } from '../support/browser.ts'
import { body, insertFact, into, makeBrief, openPage, saved, signIn, ready } from '../support/people.ts'
import { type Browser, expect as see, type Page } from '../support/playwright.ts'
import { type Product, startProduct } from '../support/product.ts'

let product: Product
let browser: Browser
let page: Page

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  const context = await openContext(browser)
  await signIn(context, product, 'drafter')
  page = await openPage(context, product.url)
  await makeBrief(page, /Policy memo/, 'Lanes', { 'Memorandum for': 'The Secretary', From: 'Policy Planning' })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

const points = (side: number) => body(page).locator('.side').nth(side).locator('.point')
const choose = (name: string | RegExp) => page.getByRole('menuitem', { name }).click()

test('a point is given a voice, goes to the other side and is deleted, and each is one step of undo', async () => {
  await into(page, 'background')
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await page.getByRole('button', { name: 'Insert the section' }).click()
  await page.keyboard.type('Control comes first.')
  await page.keyboard.press('Alt+Enter')
  await choose('Reported by…')
  await page.getByRole('textbox', { name: 'Name' }).fill('the ministry')
  await page.keyboard.press('Enter')
  await see(points(0).locator('.point-voice')).toHaveText('As the ministry puts it')

  await points(0).getByRole('button', { name: 'What to do with this point' }).click()
  await choose('Move to the other side')
  await see(points(0)).toHaveCount(0)
  await see(points(1)).toHaveCount(2)
  await see(points(1).nth(1)).toContainText('Control comes first.')

  await points(1).nth(1).getByRole('button', { name: 'What to do with this point' }).click()
  await choose('Delete the point')
  await see(points(1)).toHaveCount(1)
  await see(body(page)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+z')
  await see(points(1)).toHaveCount(2)
  await page.keyboard.press('ControlOrMeta+z')
  await see(points(0)).toHaveCount(1)

  const sections = await body(page).locator('.argument').count()
  await body(page).getByRole('button', { name: 'What to do with this section' }).first().click()
  await choose('Delete the section')
  await see(body(page).locator('.argument')).toHaveCount(sections - 1)
  await saved(page)
})

test('a fact becomes plain words and keeps its citation', async () => {
  // A page of its own: a menu of the test before may still be giving the focus back.
  await page.reload()
  await ready(page)
  await into(page, 'bottomLine')
  await insertFact(page, 'border miles')
  const fact = body(page).locator('[data-fact]')
  await see(fact).toBeVisible()
  const words = await fact.innerText()
  await fact.click()
  await page.getByRole('button', { name: /^Release the fact/ }).click()
  await see(fact).toHaveCount(0)
  await see(body(page)).toContainText(words)
  await see(body(page).locator('[data-citation]')).toHaveCount(1)
  expect(await page.getByRole('button', { name: /^Release the fact/ }).isDisabled()).toBe(true)
})
