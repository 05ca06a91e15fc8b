import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../setup/browser'
import { openSandbox } from './sandbox-for-tests'

export const desk = { width: 1240, height: 800 }
export const phone = { width: 390, height: 844 }

export interface SandboxPage {
  readonly sandbox: Awaited<ReturnType<typeof openSandbox>>
  readonly page: Page
}

/** One browser for the tests of a file; each test opens a sandbox and a page, which are closed behind it. */
export function sandboxPage() {
  let browser: Browser
  let opened: SandboxPage | undefined
  let complaints: string[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await opened?.page.context().close()
    await opened?.sandbox.close()
    opened = undefined
    // A blocked script or style, a failed request or an exception: the page is meant to have none.
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`)
  })

  return {
    async open(viewport = desk, options: Parameters<typeof openSandbox>[0] = {}): Promise<SandboxPage> {
      const sandbox = await openSandbox(options)
      const context = await browser.newContext({ viewport, locale: 'en-GB' })
      const page = await context.newPage()
      page.setDefaultTimeout(8000)
      complaints = []
      page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
      page.on('pageerror', (error) => void complaints.push(error.message))
      opened = { sandbox, page }
      return opened
    },
    /** Complaints that the test provoked. */
    forgive(which: (line: string) => boolean): void {
      complaints = complaints.filter((line) => !which(line))
    },
  }
}

/** Answers every update with `act`, as a bot does. Returns how to stop it. */
export function runBot(sandbox: SandboxPage['sandbox'], act: (update: never) => Promise<unknown>) {
  let running = true
  let offset = 0
  const loop = (async () => {
    while (running) {
      const answer = await sandbox.bot('getUpdates', { offset, timeout: 1 }).catch(() => undefined)
      for (const update of (answer?.body.result ?? []) as { update_id: number }[]) {
        offset = update.update_id + 1
        await act(update as never)
      }
    }
  })()
  return async () => {
    running = false
    await loop
  }
}
