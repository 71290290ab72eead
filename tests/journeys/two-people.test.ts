/** Two people write a sourced memo together and print it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openContext } from '../support/browser.ts'
import { pdfPages, pdfText } from '../support/pdf.ts'
import { body, insertFact, into, makeBrief, openPage, ready, saved, signIn } from '../support/people.ts'
import { type Browser, type BrowserContext, expect as see, type Page } from '../support/playwright.ts'
import { type Product, startProduct } from '../support/product.ts'

let product: Product
let browser: Browser
let ana: BrowserContext
let ben: BrowserContext

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  ana = await openContext(browser)
  ben = await openContext(browser)
  await signIn(ana, product, 'drafter')
  await signIn(ben, product, 'clearer')
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

async function exportPdf(page: Page): Promise<Uint8Array> {
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const response = await page.request.get(`${product.url}/api/documents/${id}/export?format=pdf`)
  expect(response.status()).toBe(200)
  return response.body()
}

/** Ana makes a brief, and Ben opens it beside her. */
async function together(template: RegExp, title: string, answers: Readonly<Record<string, string>> = {}): Promise<{ hers: Page; his: Page }> {
  const hers = await openPage(ana, product.url)
  const url = await makeBrief(hers, template, title, answers)
  const his = await openPage(ben, url)
  await ready(his)
  return { hers, his }
}

/** The words of the brief without the colleagues' carets and names. */
const textOf = (page: Page) =>
  body(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const caret of copy.querySelectorAll('.colleague-caret')) caret.remove()
    return copy.textContent?.trim()
  })

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

test('two people write one memo, with a sourced fact and both sides, and the PDF holds it all', async () => {
  const { hers, his } = await together(/Policy memo/, 'Border cooperation after the review', { 'Memorandum for': 'The Secretary', From: 'Policy Planning' })

  await into(hers, 'bottomLine')
  await hers.keyboard.type('Ana asks for a joint review of crossing times.')
  await into(his, 'background')
  await his.keyboard.type('Ben adds what the ports reported last year. ')
  await see(body(his)).toContainText('Ana asks for a joint review of crossing times.')
  await see(body(hers)).toContainText('Ben adds what the ports reported last year.')
  await see(hers.locator('.colleague-name')).toContainText('Ben')
  await see(hers.getByRole('list', { name: 'Also here' })).toBeVisible()

  await insertFact(his, 'border miles')
  await see(body(hers).locator('[data-fact]')).toBeVisible()
  await see(body(hers).locator('[data-citation]')).toBeVisible()
  const fact = oneLine(await body(hers).locator('[data-fact]').first().innerText())
  await his.keyboard.type(' Ben goes on typing.')
  await see(body(hers)).toContainText('Ben goes on typing.')

  await into(hers, 'options')
  await hers.keyboard.press('ControlOrMeta+Shift+P')
  await hers.getByRole('dialog').getByRole('radio').first().click()
  await hers.getByRole('button', { name: 'Insert the section' }).click()
  await hers.getByRole('button', { name: 'Add a point for sovereignty' }).click()
  await hers.keyboard.type('Each country keeps its own inspectors.')
  await see(body(his)).toContainText('Each country keeps its own inspectors.')
  await his.getByRole('button', { name: 'Add a point for integration' }).click()
  await his.keyboard.type('One inspection serves both countries.')
  await see(body(hers)).toContainText('One inspection serves both countries.')

  await saved(hers)
  await saved(his)
  const pdf = await exportPdf(hers)
  const text = await pdfText(pdf)
  for (const words of [
    'Ana asks for a joint review of crossing times.',
    'Ben adds what the ports reported last year.',
    'Ben goes on typing.',
    'Each country keeps its own inspectors.',
    'One inspection serves both countries.',
    'Sovereignty',
    'Integration',
    fact,
  ]) {
    expect(text).toContain(words)
  }
  const page = (await pdfPages(pdf)).map(oneLine).find((candidate) => candidate.includes('Ben adds what the ports reported'))
  expect(page, 'the note stands on the page of its mark').toMatch(/Ben goes on typing.*1 .*Counterpoint sample library/)
})

test('a click on the citation opens the source at the passage that was inserted', async () => {
  const { hers } = await together(/Blank brief/, 'A note on trade')
  await body(hers).click()
  await insertFact(hers, 'trade partner')
  const fact = oneLine(await body(hers).locator('[data-fact]').first().innerText())
  await body(hers).locator('.note-mark').first().click()
  const passage = hers.locator('.is-target, mark.target, [data-target]').first()
  await see(passage).toBeVisible()
  expect(oneLine(await passage.innerText())).toContain(fact.slice(0, 40))
})

test("undo takes back one's own words and leaves the colleague's", async () => {
  const { hers, his } = await together(/Blank brief/, 'Undo between two')
  await body(hers).click()
  await hers.keyboard.type('Ana wrote this.')
  await see(body(his)).toContainText('Ana wrote this.')
  await body(his).click()
  await his.keyboard.press('ControlOrMeta+End')
  await his.keyboard.type(' Ben wrote that.')
  await see(body(hers)).toContainText('Ben wrote that.')
  await hers.keyboard.press('ControlOrMeta+Z')
  await see(body(his)).toContainText('Ben wrote that.')
  await expect.poll(() => body(his).innerText(), { timeout: 10_000 }).not.toContain('Ana wrote this.')
})

test('a word that is being composed is not disturbed by a colleague who types in the same line', async () => {
  const { hers, his } = await together(/Blank brief/, 'Composing beside typing')
  await body(hers).click()
  await hers.keyboard.type('Trade with ')
  await see(body(his)).toContainText('Trade with')
  const ime = await hers.context().newCDPSession(hers)
  const compose = (text: string) => ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await compose('に')
  await body(his).click()
  await his.keyboard.press('ControlOrMeta+Home')
  await his.keyboard.type('Our ')
  await expect.poll(() => textOf(hers), { timeout: 10_000 }).toBe('Our Trade with に')
  await compose('にほ')
  await compose('にほん')
  await his.keyboard.type('own ')
  await expect.poll(() => textOf(hers), { timeout: 10_000 }).toBe('Our own Trade with にほん')
  await ime.send('Input.insertText', { text: '日本' })
  await hers.keyboard.type(' grew.')
  await see(body(his)).toContainText('grew.')
  await expect.poll(() => textOf(his), { timeout: 10_000 }).toBe('Our own Trade with 日本 grew.')
  expect(await textOf(hers)).toBe('Our own Trade with 日本 grew.')
})

test('the title is shared, and the list of briefs follows it', async () => {
  const { hers, his } = await together(/Blank brief/, 'A first title')
  await hers.getByRole('textbox', { name: 'Title' }).fill('A better title')
  await expect.poll(() => his.getByRole('textbox', { name: 'Title' }).inputValue(), { timeout: 10_000 }).toBe('A better title')
  await saved(hers)
  await hers.close()
  await his.close()
  const home = await openPage(ana, product.url)
  await expect
    .poll(async () => {
      await home.reload()
      return home.getByText('A better title').count()
    }, { timeout: 15_000, interval: 500 })
    .toBeGreaterThan(0)
})
