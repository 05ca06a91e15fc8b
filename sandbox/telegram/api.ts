import { timingSafeEqual, createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import express, { Router, type Request, type Response } from 'express'
import type { ActiveFault } from '../control/faults'
import { BotApiError, badRequest, tooManyRequests } from './errors'
import type { Call, Method } from './call'
import { chatMethods } from './methods/chats'
import { inviteMethods } from './methods/invites'
import { memberMethods } from './methods/members'
import { messageMethods } from './methods/messages'
import { queryMethods } from './methods/queries'
import { starMethods } from './methods/stars'
import { updateMethods } from './methods/updates'
import { Params } from './params'
import { requestParams } from './request-params'
import type { Desk, Telegram } from './telegram'

const served = {
  ...chatMethods,
  ...inviteMethods,
  ...memberMethods,
  ...messageMethods,
  ...queryMethods,
  ...starMethods,
  ...updateMethods,
}
/** Method names are case-insensitive on the wire. */
const methods = new Map<string, { name: string; run: Method }>(
  Object.entries(served).map(([name, run]) => [name.toLowerCase(), { name, run }]),
)

const largestBody = '25mb'
/** A call that a fault lets hang is cut after this long, so that nothing stays open for ever. */
const longestHangMs = 600_000

/** `/bot<token>/<method>`, GET and POST. */
export function telegramApi(telegram: Telegram): Router {
  const router = Router()
  telegram.onReplyCall = (desk, method, params) => void replyCall(telegram, desk, method, params)
  router.use(express.raw({ type: () => true, limit: largestBody }))
  router.all('/bot:token/:method', async (request, response) => {
    const token = String(request.params['token'])
    const methodName = String(request.params['method'])
    const desk = [...telegram.desks.values()].find(({ bot }) => sameSecret(bot.token, token))
    if (!desk) {
      telegram.log.warn({ method: methodName }, 'Bot API call with an unknown token')
      answerError(response, new BotApiError(401, 'Unauthorized'))
      return
    }
    await serve({ telegram, desk, methodName, request, response })
  })
  return router
}

interface Served {
  readonly telegram: Telegram
  readonly desk: Desk
  readonly methodName: string
  readonly request: Request
  readonly response: Response
}

async function serve({ telegram, desk, methodName, request, response }: Served): Promise<void> {
  const hungUp = new AbortController()
  response.on('close', () => hungUp.abort())
  let params = new Params({})
  let fault: ActiveFault | undefined
  const name = methods.get(methodName.toLowerCase())?.name ?? methodName
  const note = (status: number, description?: string, result?: unknown) => {
    // Polling would drown everything else in the log.
    if (name === 'getUpdates' && status === 200) return
    telegram.calls.add({
      at: telegram.world.now(),
      bot: desk.bot.username,
      method: name,
      params: params.raw,
      status,
      ...(description !== undefined && { fault: description }),
      ...messageIdOf(result),
    })
  }
  try {
    params = await requestParams(request)
    const chatId = params.has('chat_id') ? params.integer('chat_id') : undefined
    fault = telegram.faults.take({ bot: desk.bot.username, method: name, chatId })
    if (fault?.kind === 'timeout') {
      note(0, 'fault: never answered')
      await sleep(longestHangMs, undefined, { signal: hungUp.signal, ref: false }).catch(() => undefined)
      return void response.socket?.destroy()
    }
    refuseOnPurpose(fault)
    const result = await run({ telegram, world: telegram.world, desk, params, signal: hungUp.signal }, methodName)
    if (fault?.kind === 'cut') {
      note(0, 'fault: done, then cut off', result)
      return void response.socket?.destroy()
    }
    note(200, undefined, result)
    response.json({ ok: true, result })
  } catch (error) {
    const refusal = error instanceof BotApiError ? error : new BotApiError(500, 'Internal Server Error')
    if (!(error instanceof BotApiError)) telegram.log.error({ err: error, method: name }, 'the sandbox failed')
    note(refusal.code, refusal.description)
    answerError(response, refusal)
  }
}

async function run(call: Call, methodName: string): Promise<unknown> {
  const method = methods.get(methodName.toLowerCase())
  if (!method) {
    call.telegram.log.error(
      { bot: call.desk.bot.username, method: methodName },
      `the sandbox does not serve ${methodName}: add it in sandbox/telegram/methods before a bot relies on it`,
    )
    throw new BotApiError(404, 'Not Found: method not found')
  }
  return method.run(call)
}

/** A call that came in the body of a webhook's answer: done like any other, and its result is seen by nobody. */
async function replyCall(telegram: Telegram, desk: Desk, method: string, values: Record<string, unknown>) {
  const params = new Params(values)
  const logged = { at: telegram.world.now(), bot: desk.bot.username, method, params: params.raw }
  try {
    const signal = new AbortController().signal
    const result = await run({ telegram, world: telegram.world, desk, params, signal }, method)
    telegram.calls.add({ ...logged, status: 200, ...messageIdOf(result) })
  } catch (error) {
    const description = error instanceof BotApiError ? error.description : String(error)
    telegram.log.warn({ bot: desk.bot.username, method }, `webhook reply failed: ${description}`)
    telegram.calls.add({ ...logged, status: error instanceof BotApiError ? error.code : 500, fault: description })
  }
}

function refuseOnPurpose(fault: ActiveFault | undefined): void {
  switch (fault?.kind) {
    case '429':
      throw tooManyRequests(fault.retryAfter ?? 1)
    case '500':
      throw new BotApiError(500, 'Internal Server Error')
    case '502':
      throw new BotApiError(502, 'Bad Gateway')
    case 'refuse':
      throw badRequest(fault.description ?? 'refused on purpose')
    case 'cut':
    case 'timeout':
    case undefined:
  }
}

function answerError(response: Response, { code, description, parameters }: BotApiError): void {
  if (parameters?.retry_after !== undefined) response.set('retry-after', String(parameters.retry_after))
  response.status(code).json({ ok: false, error_code: code, description, ...(parameters && { parameters }) })
}

function messageIdOf(result: unknown): { messageId?: number } {
  if (typeof result !== 'object' || result === null || !('message_id' in result)) return {}
  return { messageId: Number(result.message_id) }
}

/** Compares hashes, so that neither length nor content of the token shows in the time it takes. */
const sameSecret = (one: string, other: string) => timingSafeEqual(sha256(one), sha256(other))
const sha256 = (text: string) => createHash('sha256').update(text).digest()
