/** "Saved" means on disk: a killed server loses nothing that said so, and what waits on this device is sent when it is back. */
import { WebsocketProvider } from 'y-websocket'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf, readBrief } from '../../model/ydoc.ts'
import { launchBrowser, openContext } from '../support/browser.ts'
import { body, makeBrief, openPage, ready, saved, signIn } from '../support/people.ts'
import { type Browser, type BrowserContext, expect as see } from '../support/playwright.ts'
import { type Product, program, startProduct } from '../support/product.ts'

let product: Product
let browser: Browser
let ana: BrowserContext

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  ana = await openContext(browser)
  await signIn(ana, product, 'drafter')
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

/** A key made by the command line while the server runs. */
async function createKey(): Promise<string> {
  const child = program(['server/cli.ts', 'key', 'create', '--name', 'stock client'], { DATA_DIR: product.folder })
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await new Promise((resolve) => child.on('exit', resolve))
  return printed.trim().split(/\s+/).at(-1) ?? ''
}

test('what said "Saved" is there after the server was killed and started again', async () => {
  const page = await openPage(ana, product.url)
  const url = await makeBrief(page, /Blank brief/, 'Killed after saving')
  await body(page).click()
  await page.keyboard.type('These words were on disk.')
  await saved(page)
  await product.kill()
  await page.close()
  await product.restart()
  const again = await openPage(ana, url)
  await ready(again)
  await see(body(again)).toContainText('These words were on disk.')
  await again.close()
})

test('a person sees that the server is gone, goes on typing, and loses nothing when it is back', async () => {
  const page = await openPage(ana, product.url)
  await makeBrief(page, /Blank brief/, 'Typed without a server')
  await body(page).click()
  await page.keyboard.type('Before. ')
  await saved(page)
  await product.kill()
  await see(page.locator('.status-words')).toContainText('Offline')
  await page.keyboard.type('While it was gone.')
  await see(page.locator('.status-words')).toContainText('waiting on this device')
  await product.restart()
  await saved(page)
  const other = await openPage(ana, page.url())
  await ready(other)
  await see(body(other)).toContainText('Before. While it was gone.')
  await page.close()
  await other.close()
})

test('a stock y-websocket client with a key converges with a browser tab', async () => {
  const page = await openPage(ana, product.url)
  const url = await makeBrief(page, /Blank brief/, 'Shared with a stock client')
  const id = new URL(url).pathname.split('/').at(-1) ?? ''
  const key = await createKey()
  class WithKey extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { authorization: `Bearer ${key}` } })
    }
  }
  const ydoc = new Y.Doc()
  const provider = new WebsocketProvider(`${product.url.replace('http', 'ws')}/sync`, id, ydoc, { WebSocketPolyfill: WithKey as never, disableBc: true })
  try {
    await new Promise<void>((resolve) => provider.on('sync', (synced: boolean) => synced && resolve()))
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Written by a stock client.')])
    bodyOf(ydoc).push([paragraph])
    await see(body(page)).toContainText('Written by a stock client.')
    await body(page).click()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.type('Written in the browser.')
    await expect.poll(() => readBrief(ydoc).body.textContent, { timeout: 10_000 }).toContain('Written in the browser.')
    await saved(page)
  } finally {
    provider.destroy()
    await page.close()
  }
})
