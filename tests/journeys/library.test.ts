/** The library in the browser: ten files at once, a source read closely, facts reviewed from the keyboard, a disagreement settled, a source withdrawn. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openContext } from '../support/browser.ts'
import { into, insertFact, makeBrief, openPage, saved, signIn } from '../support/people.ts'
import { type Browser, type BrowserContext, expect as see, type Page, until } from '../support/playwright.ts'
import { type Product, startProduct } from '../support/product.ts'

let product: Product
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  context = await openContext(browser)
  await signIn(context, product, 'drafter')
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

const BRIDGE = `A Bridge Counted Twice

By Ines Carranza

12 March 2025

About 8,600 trucks crossed the Colombia bridge every working day in 2024. The bridge employs 210 inspectors, and the state paid $96 million for its second span.

The waiting time fell from 74 minutes in 2022 to 51 minutes in 2024, the bridge authority said.

If you value this reporting, please donate today. Your tax-deductible gift keeps our newsroom independent.

Back to top
`
const OTHER_COUNT = `Freight at the Colombia Bridge

9 April 2025

The Colombia bridge carried 9,900 trucks every working day in 2024, according to the carriers' own count. Some 210 inspectors work there.
`
const notes = (number: number) => `Field note ${number}

Crew ${number} visited ${number + 20} wells in the valley of the Saltillo in May 2025. It found that ${number + 3} of them had run dry. Farmers have moved ${number + 40} hectares to drip irrigation.
`
const FILES: readonly { name: string; type: string; text: string }[] = [
  { name: 'bridge.txt', type: 'text/plain', text: BRIDGE },
  { name: 'freight.txt', type: 'text/plain', text: OTHER_COUNT },
  { name: 'records.bib', type: 'application/x-bibtex', text: '@book{vega2021, author = {Vega, Lucia}, title = {Rivers and Ledgers}, publisher = {Norte Press}, year = {2021}}\n' },
  { name: 'page.html', type: 'text/html', text: '<!doctype html><title>Ports of entry</title><h1>Ports of entry</h1><p>The port of Otay handled 1.1 million trucks in 2023, more than in any year before it.</p>' },
  { name: 'paper.rtf', type: 'application/rtf', text: '{\\rtf1\\ansi Customs revenue reached $4.2 billion in 2023.\\par The ministry counted 58 ports of entry that year.\\par}' },
  { name: 'picture.pdf', type: 'application/pdf', text: '\u0089PNG\r\n\u001a\n this is no document at all \u0000\u0001' },
  ...[1, 2, 3, 4].map((number) => ({ name: `note-${number}.md`, type: 'text/markdown', text: notes(number) })),
]

async function dropFiles(page: Page): Promise<void> {
  const transfer = await page.evaluateHandle((files) => {
    const data = new DataTransfer()
    for (const { name, type, text } of files) data.items.add(new File([text], name, { type }))
    return data
  }, FILES)
  await page.locator('.import').dispatchEvent('drop', { dataTransfer: transfer })
}

async function openSource(page: Page, title: string): Promise<void> {
  await page.goto(`${product.url}/library`)
  await page.getByRole('link', { name: title }).click()
  await see(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

test('ten files are dropped at once; each says what became of it, and the one that is no document says why', async () => {
  const page = await openPage(context, `${product.url}/library`)
  await see(page.getByText('Drop files here')).toBeVisible()
  await dropFiles(page)
  await see(page.locator('.import-progress')).toContainText('9 files added, 1 not')
  await see(page.locator('.import-entry[data-state="refused"]')).toContainText('picture.pdf')
  await see(page.locator('.import-entry[data-state="refused"]')).toContainText('Not added')
  await see(page.getByRole('link', { name: 'Rivers and Ledgers' })).toContainText('Rivers and Ledgers')
  await see(page.locator('.source-entry').filter({ hasText: 'A Bridge Counted Twice' })).toContainText('Carranza')
  await page.close()
})

test('a source is read with its figures marked, and a person overrules what the rules set aside', async () => {
  const page = await openPage(context, `${product.url}/library`)
  await openSource(page, 'A Bridge Counted Twice')
  await see(page.locator('.read[data-kind="figure"]').filter({ hasText: '8,600' })).toBeVisible()
  await see(page.locator('.read[data-kind="date"]').filter({ hasText: '2022' })).toBeVisible()
  expect(await page.locator('.source-text').innerText()).not.toContain('donate')
  await page.getByText(/parts? set aside/).click()
  await see(page.locator('.source-boilerplate').filter({ hasText: 'donate' })).toContainText('Set aside as fundraising')

  const plea = page.locator('.source-boilerplate').filter({ hasText: 'donate' })
  await plea.hover()
  await plea.getByRole('button', { name: /This part/ }).click()
  await page.getByRole('menuitem', { name: 'It is text of the source' }).click()
  await see(page.locator('.source-paragraph').filter({ hasText: 'donate' })).toBeVisible()

  const back = page.locator('.source-paragraph').filter({ hasText: 'donate' })
  await back.hover()
  await back.getByRole('button', { name: /This part/ }).click()
  await page.getByRole('menuitem', { name: 'Leave it to the rules' }).click()
  await see(page.locator('.source-boilerplate').filter({ hasText: 'donate' })).toBeVisible()
  await page.close()
})

test('facts are reviewed with the keyboard alone, and the next reader sees who did', async () => {
  const page = await openPage(context, `${product.url}/library/facts?status=candidate`)
  await see(page.locator('.fact-entry')).toBeVisible()
  const total = await page.locator('.fact-entry').count()
  expect(total).toBeGreaterThan(4)
  const first = await page.locator('.fact-claim').innerText()
  await page.keyboard.press('a')
  await see(page.locator('.facts-sum')).toContainText(`Reviewed: ${first.slice(0, 20)}`)
  await until('the next fact was expected to be open', () => page.locator('.fact-claim').innerText(), (claim) => claim !== first)
  const second = await page.locator('.fact-claim').innerText()
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await see(page.locator('.fact-claim')).toHaveText(second)
  await page.keyboard.press('x')
  await see(page.locator('.facts-sum')).toContainText('Rejected')
  await page.goto(`${product.url}/library/facts?status=reviewed`)
  await see(page.locator('.fact-claim')).toHaveText(first)
  await see(page.locator('.fact-state')).toContainText('Ana Reyes')
  await page.close()
})

test('a disagreement shows both quotations, and is settled with a reason that stays', async () => {
  const page = await openPage(context, `${product.url}/library/conflicts`)
  const pair = page.locator('.conflict').filter({ hasText: '8,600' }).filter({ hasText: '9,900' })
  await see(pair).toBeVisible()
  await pair.getByRole('button', { name: 'Report both' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Two counts by two bodies; neither explains its method.')
  await page.getByRole('dialog').getByRole('button', { name: 'Settle it' }).click()
  await see(pair).toBeGone()
  await page.reload()
  await page.getByRole('button', { name: /^Settled/ }).click()
  await see(pair).toContainText('neither explains its method')
  await page.close()
})

test('a source shows every brief and sentence that leans on it; withdrawn, no search finds it and the list says why', async () => {
  const page = await openPage(context, product.url)
  const brief = await makeBrief(page, /Policy memo/, 'Trucks at the Colombia bridge', { 'Memorandum for': 'The deputy secretary', From: 'Transport desk' })
  await into(page, 'background')
  await page.keyboard.type('On a working day ')
  await insertFact(page, 'trucks crossed the Colombia bridge')
  await saved(page)

  await openSource(page, 'A Bridge Counted Twice')
  await page.getByRole('tab', { name: 'Used in' }).click()
  await see(page.locator('.use')).toContainText('Trucks at the Colombia bridge')
  await see(page.locator('.use')).toContainText('On a working day')
  expect(await page.locator('.use-brief').first().getAttribute('href')).toBe(new URL(brief).pathname)

  await page.getByRole('tab', { name: 'About' }).click()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('The authority has taken its count back.')
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await see(page.locator('.reader-withdrawn')).toContainText('The authority has taken its count back.')

  await page.goto(`${product.url}/library`)
  await see(page.locator('.source-entry[data-withdrawn]')).toContainText('Withdrawn: The authority')
  await page.getByRole('searchbox').fill('trucks crossed the Colombia bridge')
  await see(page.locator('.result-count')).toContainText('No passage')
  await page.close()
})
