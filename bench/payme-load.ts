import { billNext, callPayme, holdRequest, newChat, newOrderId, place, thanksNext, type Bill } from './buyer'
import type { Shop } from './ground'
import { atRate } from './open-loop'
import { percentilesOf, type Percentiles } from './statistics'
import type { TelegramStandIn } from './telegram-stand-in'

/** A payment that is asked for, and whose chat hears of it. */
export interface Due extends Bill {
  readonly chat: string
}

export interface PaymeDelays {
  readonly webhook: Percentiles
  readonly CreateTransaction: Percentiles
  readonly PerformTransaction: Percentiles
  /** From PerformTransaction until the buyer has been thanked. */
  readonly told: Percentiles
}

/** Resolves when the deposit has been asked for. */
export async function placeAndAsk(shop: Pick<Shop, 'lifecycles'>, telegram: TelegramStandIn): Promise<Due> {
  const chat = newChat()
  const bill = billNext(telegram, chat)
  await place(shop, newOrderId(), chat)
  return { ...(await bill), chat }
}

interface Under {
  readonly apiUrl: string
  readonly telegram: TelegramStandIn
  readonly bills: readonly Due[]
}

/** Payme holds each payment and performs it about a second later; so many calls a second, whatever becomes of them. */
export async function payAtRate({ apiUrl, telegram, bills }: Under, perSecond: number): Promise<PaymeDelays> {
  const holds = bills.map(holdRequest)
  const calls = interleaved(bills.length, Math.min(perSecond, bills.length))
  const told: number[] = []
  const thanks: Promise<unknown>[] = []
  const held: Promise<void>[] = []
  const delays = await atRate({ perSecond, count: calls.length }, async (index) => {
    const { method, payment } = calls[index]!
    const request = holds[payment]!
    if (method === 'CreateTransaction') {
      held[payment] = callPayme(apiUrl, method, request)
      await held[payment]
      return undefined
    }
    await held[payment]
    const heldAt = performance.now()
    const sentAt = Date.now()
    const heard = thanksNext(telegram, bills[payment]!.chat).then(({ at }) => told.push(at - sentAt))
    heard.catch(() => undefined)
    thanks.push(heard)
    await callPayme(apiUrl, method, { id: request.id })
    return heldAt
  })
  await Promise.all(thanks)
  const of = (method: Call['method']) => percentilesOf(delays.filter((_, index) => calls[index]!.method === method))
  return {
    webhook: percentilesOf(delays),
    CreateTransaction: of('CreateTransaction'),
    PerformTransaction: of('PerformTransaction'),
    told: percentilesOf(told),
  }
}

interface Call {
  readonly method: 'CreateTransaction' | 'PerformTransaction'
  readonly payment: number
}

/** Each payment is held before it is paid, by `ahead` others. */
function interleaved(payments: number, ahead: number): Call[] {
  const calls: Call[] = []
  for (let index = 0; index < payments + ahead; index++) {
    if (index < payments) calls.push({ method: 'CreateTransaction', payment: index })
    if (index >= ahead) calls.push({ method: 'PerformTransaction', payment: index - ahead })
  }
  return calls
}
