/** Ways in: a stranger sees the sign-in page and nothing else; a link works once; a reader can look but not write. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openContext } from '../support/browser.ts'
import { openPage, signIn } from '../support/people.ts'
import { type Browser, expect as see } from '../support/playwright.ts'
import { type Product, startProduct } from '../support/product.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('a stranger who opens any page is asked to sign in', async () => {
  const stranger = await openContext(browser)
  for (const path of ['/', '/library', '/briefs/01980000-0000-7000-8000-000000000000']) {
    const page = await openPage(stranger, product.url + path)
    await see(page.getByRole('heading', { name: 'Sign in to Counterpoint' })).toBeVisible()
    await page.close()
  }
})

test('a wrong password is said plainly, and the form keeps the e-mail address', async () => {
  const page = await openPage(await openContext(browser), product.url)
  await page.getByLabel('E-mail address').fill('ana@demo.invalid')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await see(page.getByRole('alert')).toBeVisible()
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('ana@demo.invalid')
})

test('a link signs in once; the second browser is told why it does not', async () => {
  await signIn(await openContext(browser), product, 'approver')
  const page = await openPage(await openContext(browser), product.links.get('approver') ?? '')
  await page.getByRole('button').first().click()
  await expect.poll(() => page.locator('body').innerText()).toMatch(/used|run out/i)
})

test('signing out leads back to the sign-in page, and the page before it stays closed', async () => {
  const context = await openContext(browser)
  await signIn(context, product, 'drafter')
  const page = await openPage(context, product.url)
  await page.getByRole('button', { name: /Ana Reyes|Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await see(page.getByRole('heading', { name: 'Sign in to Counterpoint' })).toBeVisible()
  expect((await page.request.get(`${product.url}/api/documents`)).status()).toBe(401)
})

test('nothing on the page comes from another site', async () => {
  const context = await openContext(browser)
  const foreign: string[] = []
  context.on('request', (request) => {
    if (!request.url().startsWith(product.url) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  await signIn(context, product, 'clearer')
  const page = await openPage(context, `${product.url}/library`)
  await see(page.getByRole('heading', { name: 'Library' })).toBeVisible()
  expect(foreign).toEqual([])
})
