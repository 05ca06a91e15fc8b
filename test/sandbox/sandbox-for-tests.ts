import type { Update } from '@grammyjs/types'
import { createSandboxClient } from '../../sandbox/client'
import type { SandboxOptions } from '../../sandbox/options'
import { startSandbox } from '../../sandbox/server'

export const shopToken = '7000001:shop-secret'
export const ownerToken = '7000002:owner-secret'
export const dilnoza = 1001
export const ivan = 1002
export const owner = 2001
export const florist = 2003
export const florists = -1003001

/** A sandbox on a free port with two bots, limits off unless asked for. */
export async function openSandbox(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({
    apiUrl: 'http://127.0.0.1:9',
    businessId: 'demo',
    payme: { key: 'payme-key', merchantId: '587f72c72cac0d162c722ae2' },
    click: { serviceId: '1001', merchantId: '2002', secretKey: 'TESTSECRET' },
    bots: [
      { token: shopToken, username: 'demo_shop_bot', name: 'Demo Gullar' },
      { token: ownerToken, username: 'demo_owner_bot', name: 'Owner', groupIds: [] },
    ],
    limits: false,
    logLevel: 'silent',
    ...options,
  })
  return { ...sandbox, client: createSandboxClient(sandbox.url), bot: botCaller(sandbox.url, shopToken) }
}

export interface BotAnswer {
  readonly status: number
  readonly body: {
    readonly ok: boolean
    // The Bot API's results have as many shapes as methods.
    readonly result?: never
    readonly error_code?: number
    readonly description?: string
    readonly parameters?: { readonly retry_after?: number }
  }
}

/** Calls the Bot API as a bot does. */
export function botCaller(url: string, token: string) {
  return async (method: string, params: object = {}): Promise<BotAnswer> => {
    const response = await fetch(`${url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return { status: response.status, body: (await response.json()) as BotAnswer['body'] }
  }
}

export const bloomClub = -1002000004001
export const bloomPro = -1002000004002
export const bloomTalk = -4003

/** Takes the next update of a type off the shop bot's queue. Throws when none comes. */
export function updatesOf(sandbox: { bot: ReturnType<typeof botCaller> }, allowed?: readonly string[]) {
  let offset = 0
  const poll = async (timeout: number, limit: number) => {
    const answer = await sandbox.bot('getUpdates', { offset, limit, timeout, allowed_updates: allowed })
    const updates = (answer.body.result ?? []) as unknown as Update[]
    offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
    return updates
  }
  return {
    /** Skips the updates of other types. */
    async next<T extends Exclude<keyof Update, 'update_id'>>(type: T): Promise<NonNullable<Update[T]>> {
      for (;;) {
        const [update] = await poll(5, 1)
        if (!update) throw new Error(`no ${type} came`)
        const content = update[type]
        if (content !== undefined) return content as NonNullable<Update[T]>
      }
    },
    /** All that wait now. */
    rest: () => poll(0, 100),
  }
}
