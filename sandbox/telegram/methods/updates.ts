import type { Method } from '../call'
import { badRequest, conflict } from '../errors'
import { isLoopback } from '../links'
import type { Params } from '../params'

const webhookPorts = new Set(['', '80', '88', '443', '8443'])

const getUpdates: Method = ({ telegram, desk, params, signal }) => {
  if (desk.webhook.current) {
    throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
  }
  allowUpdates(desk.feed, params)
  const timeoutMs = params.integer('timeout', { min: 0 }) * 1000
  return desk.feed.poll({
    offset: params.integer('offset'),
    limit: params.integer('limit', { otherwise: 100, min: 1, max: 100 }),
    timeoutMs: Math.min(timeoutMs, telegram.setup.timings.longPollMaxMs),
    signal,
  })
}

const setWebhook: Method = (call) => {
  const { desk, params } = call
  const url = params.string('url')
  if (url === '') return deleteWebhook(call)
  checkAddress(url)
  const secretToken = params.string('secret_token')
  if (secretToken.length > 256) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters')
  allowUpdates(desk.feed, params)
  desk.feed.interrupt()
  if (params.boolean('drop_pending_updates')) desk.feed.dropAll()
  const maxConnections = params.integer('max_connections', { otherwise: 40, min: 1, max: 100 })
  desk.webhook.set({ url, secretToken, maxConnections })
  return true
}

const deleteWebhook: Method = ({ desk, params }) => {
  if (params.boolean('drop_pending_updates')) desk.feed.dropAll()
  desk.webhook.set(undefined)
  return true
}

const getWebhookInfo: Method = ({ desk }) => desk.webhook.info()

export const updateMethods = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo }

/** Left out keeps the last setting; `[]` means the default set (telegram.md 3.4). */
function allowUpdates(feed: { allow: (types: readonly string[]) => void }, params: Params): void {
  const types = params.json('allowed_updates', "Can't parse allowed_updates JSON object")
  if (Array.isArray(types)) feed.allow(types.map(String))
}

function checkAddress(url: string): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified')
  const { protocol, port } = new URL(url)
  // The real server insists on HTTPS and four ports; an address of this machine may be anything.
  if (isLoopback(url) && (protocol === 'http:' || protocol === 'https:')) return
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!webhookPorts.has(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  }
}
