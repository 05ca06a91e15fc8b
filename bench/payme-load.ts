import { billNext, callPayme, holdRequest, newChat, newOrderId, place, thanksNext, type Bill } from './buyer'
import type { Shop } from './ground'
import { atRate } from './open-loop'
import { percentilesOf, type Percentiles } from './statistics'
import type { TelegramStandIn } from './telegram-stand-in'

/** A payment that is asked for, and whose chat hears of it. */
export interface Due extends Bill {
  readonly chat: string
}

/** What Payme asks for each payment at the least, in this order. */
const methods = ['CheckPerformTransaction', 'CreateTransaction', 'PerformTransaction'] as const
type Method = (typeof methods)[number]
export const callsOfPayment = methods.length

export interface PaymeDelays {
  readonly webhook: Percentiles
  readonly CheckPerformTransaction: Percentiles
  readonly CreateTransaction: Percentiles
  readonly PerformTransaction: Percentiles
  /** Those that are updates: CreateTransaction and PerformTransaction. */
  readonly updates: Percentiles
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

/** Payme checks and holds each payment, and performs it about a second later; so many calls a second, whatever becomes of them. */
export async function payAtRate({ apiUrl, telegram, bills }: Under, perSecond: number): Promise<PaymeDelays> {
  const holds = bills.map(holdRequest)
  const calls = interleaved(bills.length, Math.min(Math.ceil(perSecond / callsOfPayment), bills.length))
  const told: number[] = []
  const thanks: Promise<unknown>[] = []
  const call = async (method: Method, payment: number) => {
    const { id, amount, account } = holds[payment]!
    if (method === 'CheckPerformTransaction') return callPayme(apiUrl, method, { amount, account })
    if (method === 'CreateTransaction') return callPayme(apiUrl, method, holds[payment]!)
    const sentAt = Date.now()
    const heard = thanksNext(telegram, bills[payment]!.chat).then(({ at }) => told.push(at - sentAt))
    heard.catch(() => undefined)
    thanks.push(heard)
    return callPayme(apiUrl, method, { id })
  }
  /** The last call for each payment: Payme makes the next one when that is answered. */
  const last: Promise<unknown>[] = []
  const delays = await atRate({ perSecond, count: calls.length }, async (index) => {
    const { method, payment } = calls[index]!
    const possibleAt = Promise.resolve(last[payment]).then(() => performance.now())
    const called = possibleAt.then(() => call(method, payment))
    last[payment] = called
    await called
    return possibleAt
  })
  await Promise.all(thanks)
  const of = (...wanted: Method[]) => percentilesOf(delays.filter((_, index) => wanted.includes(calls[index]!.method)))
  return {
    webhook: percentilesOf(delays),
    CheckPerformTransaction: of('CheckPerformTransaction'),
    CreateTransaction: of('CreateTransaction'),
    PerformTransaction: of('PerformTransaction'),
    updates: of('CreateTransaction', 'PerformTransaction'),
    told: percentilesOf(told),
  }
}

interface Call {
  readonly method: Method
  readonly payment: number
}

/** Each payment is held before it is paid, by `ahead` others. */
function interleaved(payments: number, ahead: number): Call[] {
  const calls: Call[] = []
  for (let index = 0; index < payments + ahead; index++) {
    if (index < payments) {
      calls.push({ method: 'CheckPerformTransaction', payment: index }, { method: 'CreateTransaction', payment: index })
    }
    if (index >= ahead) calls.push({ method: 'PerformTransaction', payment: index - ahead })
  }
  return calls
}
