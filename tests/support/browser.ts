/** A real Chromium for the journeys: `$CHROME_PATH`, else an installed one, else the one that comes through npm (Linux x64). */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

// The machine may have no network and the tests run as root in a container: nothing that calls home, no sandbox of its own.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

async function executable(): Promise<{ path: string; args: readonly string[] }> {
  const asked = process.env['CHROME_PATH']
  if (asked !== undefined && asked !== '') return { path: asked, args: ARGUMENTS }
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed !== undefined) return { path: installed, args: ARGUMENTS }
  const { default: packaged } = await import('@sparticuz/chromium')
  packaged.setGraphicsMode = false
  return { path: await packaged.executablePath(), args: [...packaged.args.filter((argument) => !argument.startsWith('--headless')), ...ARGUMENTS] }
}

export async function launchBrowser(): Promise<Browser> {
  const { path, args } = await executable()
  return chromium.launch({ executablePath: path, headless: true, args: [...args] })
}

export type Look = { colours?: 'light' | 'dark'; width?: number; height?: number }

/** A person at a browser of their own: separate cookies and storage. */
export function openContext(browser: Browser, { colours = 'light', width = 1360, height = 900 }: Look = {}): Promise<BrowserContext> {
  return browser.newContext({ colorScheme: colours, viewport: { width, height }, acceptDownloads: true, locale: 'en-US', timezoneId: 'UTC' })
}
