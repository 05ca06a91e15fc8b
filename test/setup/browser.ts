import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const unpackingAttempts = 4

/** Containers run as root and have a small /dev/shm. */
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']

/**
 * A headless Chromium: the one that npm brought, else a Chrome or Chromium of this machine. Throws an Error that
 * names both ways when neither starts.
 */
export async function launchBrowser(): Promise<Browser> {
  const faults: string[] = []
  for (const way of [bundled, local]) {
    try {
      return await way()
    } catch (error) {
      faults.push(error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error))
    }
  }
  throw new Error(`no browser for the tests: ${faults.join('; ')}. Install Chrome, or run npm ci on Linux x64.`)
}

/**
 * The binary inside the package is for Linux x64 and is unpacked into the temporary folder. Its own arguments are not
 * used: `--single-process` dies with the first closed page, and `--disable-web-security` would hide a broken policy.
 */
async function bundled(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the npm package has Linux x64 only')
  const executablePath = await chromium.executablePath()
  for (let attempt = 1; ; attempt++) {
    try {
      return await playwright.launch({ executablePath, args, headless: true })
    } catch (error) {
      // Another test process may be unpacking the same file at this moment.
      if (attempt === unpackingAttempts) throw error
      await sleep(2000)
    }
  }
}

async function local(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? installed.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('no Chrome or Chromium found; set CHROME_PATH')
  return playwright.launch({ executablePath, args, headless: true })
}
