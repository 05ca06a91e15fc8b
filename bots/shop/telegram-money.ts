import { z } from 'zod'
import { langOfBuyer } from '../../db/buyers'
import { stateOfPayment } from '../../db/payment-stages'
import { refundsOfPayment } from '../../db/refund-cards'
import { buyerIdOf } from '../../domain/ids'
import type { Refusal } from '../../domain/ledger'
import type { Currency } from '../../domain/money'
import { endReasons, type Provider } from '../../domain/providers'
import { langOf, textsIn, type Lang, type PlainKey } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import { Unanswered } from '../../workflows/callers'
import type { ShopDeps } from './deps'
import type { CheckoutOutcome } from './metrics'
import { decodePayload, type InvoicePayload } from '../../domain/invoice-payload'

/** Telegram drops a checkout that is not answered in 10 s; what is left of them is for the answer's own way. */
const answerWithinMs = 9_000

const currency = z.enum(['UZS', 'KZT', 'USD', 'XTR'])
export const checkoutSchema = z.object({
  id: z.string().min(1).max(64),
  from: z.object({ id: z.number().int(), language_code: z.string().optional() }),
  currency: z.string(),
  total_amount: z.number().int().nonnegative(),
  invoice_payload: z.string(),
})
const landedSchema = z.object({
  currency,
  total_amount: z.number().int().positive(),
  invoice_payload: z.string(),
  telegram_payment_charge_id: z.string().min(1).max(255),
  is_recurring: z.boolean().optional(),
  is_first_recurring: z.boolean().optional(),
})

type CheckoutRefusal = Extract<PlainKey, `toast-checkout-${string}`>
const refusalWords: Readonly<Record<Refusal, CheckoutRefusal>> = {
  unknown_payment: 'toast-checkout-unknown',
  unknown_transaction: 'toast-checkout-unknown',
  wrong_amount: 'toast-checkout-price',
  held_by_another: 'toast-checkout-held',
  already_paid: 'toast-checkout-paid',
  not_payable: 'toast-checkout-ended',
  transaction_ended: 'toast-checkout-ended',
  hold_expired: 'toast-checkout-ended',
  unheard: 'toast-checkout-later',
  fulfilled: 'toast-checkout-ended',
}

const providerOf = (code: string): Provider => (code === 'XTR' ? 'stars' : 'telegram_fiat')

/**
 * `pre_checkout_query`: may this buyer be debited now? Answered within Telegram's 10 s in every case; when the payment
 * has not said yes by then the answer is no, and a hold that comes too late is let go.
 */
export async function answerCheckout(shop: ShopDeps, body: unknown, receivedAt: number): Promise<void> {
  const query = checkoutSchema.parse(body)
  const counted = (outcome: CheckoutOutcome) =>
    shop.metrics?.checkout({ outcome, seconds: (shop.now() - receivedAt) / 1000 })
  const left = receivedAt + answerWithinMs - shop.now()
  if (left <= 0) {
    shop.log.warn({ queryId: query.id }, 'a checkout was too old to answer')
    counted('late')
    return
  }
  let failed = false
  const refusal = await whyNot(shop, query, left).catch((error: unknown): CheckoutRefusal => {
    shop.log.error({ queryId: query.id, err: error }, 'a checkout could not be judged, so it was refused')
    failed = true
    return 'toast-checkout-later'
  })
  const words = refusal && textsIn(await langOfPayer(shop, query.from)).plain(refusal)
  try {
    await shop.gateway.answerPreCheckoutQuery({
      pre_checkout_query_id: query.id,
      ok: refusal === null,
      ...(words !== null && { error_message: words }),
    })
  } catch (error) {
    if (!(error instanceof TelegramRefused) || !error.permanent) throw error
    // Its time is over, or the first answer was taken and we never heard so: then the hold is needed. Its limit is short.
    shop.log.warn({ queryId: query.id, refusal: error.message }, 'Telegram did not take the answer to a checkout')
    counted('late')
    return
  }
  counted(failed ? 'failed' : refusal === null ? 'yes' : refusal === 'toast-checkout-later' ? 'late' : 'no')
}

async function whyNot(
  shop: ShopDeps,
  query: z.infer<typeof checkoutSchema>,
  left: number,
): Promise<CheckoutRefusal | null> {
  const payload = decodePayload(query.invoice_payload)
  if (!payload || payload.businessId !== shop.businessId) return 'toast-checkout-unknown'
  if (payload.buyerId !== `telegram:${query.from.id}`) return 'toast-checkout-not-yours'
  const code = currency.safeParse(query.currency)
  if (!code.success) return 'toast-checkout-price'
  const provider = providerOf(code.data)
  const money = { amount: String(query.total_amount), currency: code.data }
  const held = shop.lifecycles.hold(payload, { provider, externalId: query.id, money, providerTime: shop.now() })
  const answer = await inTime(held, left)
  if (answer === 'late') {
    letGoLater(shop, payload, { provider, externalId: query.id })
    return 'toast-checkout-later'
  }
  if (answer.ok) return null
  shop.log.info({ paymentId: payload.paymentId, refusal: answer.refusal }, 'a checkout was refused')
  return refusalWords[answer.refusal]
}

/** The language the buyer chose; that of the app for a payer we do not know. */
async function langOfPayer(shop: ShopDeps, from: z.infer<typeof checkoutSchema>['from']): Promise<Lang> {
  const known = await langOfBuyer(shop.sql, shop.businessId, buyerIdOf('telegram', from.id)).catch(() => null)
  return known ?? langOf(from.language_code)
}

/** What `call` answers, or `late` when that takes too long or nobody answers. */
async function inTime<T>(call: Promise<T>, ms: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms)
  })
  const answered = call.catch((error: unknown): 'late' => {
    if (error instanceof Unanswered) return 'late'
    throw error
  })
  try {
    return await Promise.race([answered, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The buyer was told no; a hold that takes effect after that would only block the next try until its limit. Nobody
 * waits for this, and the limit ends the hold anyway.
 */
function letGoLater(shop: ShopDeps, payload: InvoicePayload, hold: { provider: Provider; externalId: string }): void {
  shop.lifecycles.release(payload, { ...hold, reason: endReasons.withdrawn }).catch((error: unknown) => {
    shop.log.warn({ paymentId: payload.paymentId, err: error }, 'a late hold stays until its limit')
  })
}

/** Money whose invoice names no payment of this business; a person has to find out whose it is. */
export class StrangeMoney extends Error {
  override readonly name = 'StrangeMoney'
}

/**
 * `successful_payment`: the buyer has been debited, so this is never refused. Its update was stored before; here it is
 * handed to the payment, and repeated until the payment has it. Telegram's charge id makes repeats one.
 */
export async function moneyLanded(shop: ShopDeps, body: unknown, sentAt: number): Promise<void> {
  const landed = landedSchema.parse(body)
  const payload = addressed(shop, landed.invoice_payload, landed.telegram_payment_charge_id)
  await mustBeInBook(shop, payload, landed.telegram_payment_charge_id)
  await shop.lifecycles.moneyLanded(payload, {
    provider: providerOf(landed.currency),
    externalId: landed.telegram_payment_charge_id,
    landed: { money: moneyOf(landed), providerTime: sentAt, ...recurringOf(landed) },
  })
}

/** Telegram renews a Star subscription by a charge of its own, which names the invoice of the first one. */
function recurringOf({ is_recurring: recurring, is_first_recurring: first }: z.infer<typeof landedSchema>) {
  if (!recurring && !first) return {}
  return { recurring: first ? ('first' as const) : ('renewal' as const) }
}

/** Telegram keeps an update for so long. */
const updatesKeptMs = 86_400_000

/** `refunded_payment`: Stars went back. Our own refunds are in the book already; Telegram's own are recorded here. */
export async function starsReturned(shop: ShopDeps, body: unknown, sentAt: number): Promise<void> {
  const returned = landedSchema.parse(body)
  const externalId = returned.telegram_payment_charge_id
  const payload = addressed(shop, returned.invoice_payload, externalId)
  await mustBeInBook(shop, payload, externalId)
  const ours = await refundsOfPayment(shop.sql, payload)
  const isDone = ours.some((refund) => refund.externalId === externalId && refund.state === 'completed')
  if (isDone) return
  const { businessId, paymentId } = payload
  const provider = 'stars' as const
  const answer = await shop.lifecycles.refundByProvider(
    {
      businessId,
      paymentId,
      provider,
      externalId,
    },
    { provider, externalId, reason: endReasons.refund, providerTime: sentAt },
  )
  if (answer.ok) return
  // The update of the money itself may be waiting for its repeat; after it the book will know the charge.
  const mayStillCome = shop.now() - sentAt < updatesKeptMs
  throw new (mayStillCome ? Error : StrangeMoney)(
    `Stars of ${externalId} went back, and the book says ${answer.refusal}`,
  )
}

function addressed(shop: ShopDeps, invoicePayload: string, chargeId: string): InvoicePayload {
  const payload = decodePayload(invoicePayload)
  if (!payload || payload.businessId !== shop.businessId) {
    throw new StrangeMoney(`charge ${chargeId} is for no payment of ${shop.businessId}`)
  }
  return payload
}

/** A payment of ours is written before anybody can pay it: one that is not there now will never be. */
async function mustBeInBook(shop: ShopDeps, payload: InvoicePayload, chargeId: string): Promise<void> {
  if ((await stateOfPayment(shop.sql, payload)) !== null) return
  throw new StrangeMoney(`charge ${chargeId} is for a payment that is not in the book`)
}

const moneyOf = (paid: { currency: Currency; total_amount: number }) => ({
  amount: String(paid.total_amount),
  currency: paid.currency,
})
