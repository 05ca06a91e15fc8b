import { createHash, timingSafeEqual } from 'node:crypto'
import { Router, json, type NextFunction, type Request, type Response } from 'express'
import type { Logger } from 'pino'

export interface WebhookOptions {
  readonly botId: string
  /** What Telegram was told to send in `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secret: string
  readonly receive: (updates: readonly unknown[]) => Promise<void>
  readonly log: Logger
}

/** An update of Telegram is small; a megabyte is somebody else. */
const bodyLimit = '1mb'

/**
 * `POST /webhooks/telegram/:botId`. Answers 200 only after the update is stored; on any other answer Telegram sends it
 * again. The body of the answer is empty, because Telegram would execute a method named in it.
 */
export function webhookRouter({ botId, secret, receive, log }: WebhookOptions): Router {
  const router = Router()
  const refuseStrangers = (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-telegram-bot-api-secret-token') ?? ''
    if (request.params.botId === botId && sameText(given, secret)) return next()
    // Nothing of what a stranger sent: it may be as long as an address may be, and a token of somebody's.
    log.warn('a webhook call without the secret was refused')
    response.status(404).end()
  }
  router.post('/webhooks/telegram/:botId', refuseStrangers, json({ limit: bodyLimit }), async (request, response) => {
    try {
      await receive([request.body])
      response.status(200).end()
    } catch (error) {
      log.error({ err: error }, 'an update could not be stored; Telegram will send it again')
      response.status(503).set('Retry-After', '1').end()
    }
  })
  return router
}

/** Takes the same time whatever is equal; digests first, because lengths differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
