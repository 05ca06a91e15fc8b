import { randomBytes } from 'node:crypto'
import type { LabeledPrice } from '@grammyjs/types'
import type { InvoiceTerms } from '../state/rooms'
import { lengthOf } from './entities'
import { badRequest } from './errors'
import type { Params } from './params'

const subscriptionSeconds = 2_592_000
const dearestSubscription = 10_000
/** Telegram limits fiat totals per currency to about US$1-10000 and 8 digits (telegram.md 3.1). */
const largestTotal = 99_999_999

/**
 * Reads and checks an invoice (telegram.md 3.1). The named faults are the real server's; where it is known only that
 * the value is refused, its own constant for that field is used. Throws BotApiError 400.
 */
export function invoiceTerms(
  params: Params,
  { botId, isLink, providerTokens }: { botId: number; isLink: boolean; providerTokens: readonly string[] | undefined },
): InvoiceTerms {
  const title = params.required('title')
  const description = params.required('description')
  const payload = params.required('payload')
  const currency = params.required('currency')
  const prices = labeledPrices(params)
  if (lengthOf(title) > 32) throw badRequest('INVOICE_TITLE_INVALID')
  if (lengthOf(description) > 255) throw badRequest('INVOICE_DESCRIPTION_INVALID')
  if (Buffer.byteLength(payload) > 128) throw badRequest('INVOICE_PAYLOAD_INVALID')
  if (!/^[A-Z]{3}$/.test(currency)) throw badRequest('CURRENCY_INVALID')
  const startParameter = params.string('start_parameter')
  if (!/^[A-Za-z0-9_-]{0,64}$/.test(startParameter)) throw badRequest('START_PARAM_INVALID')
  const total = prices.reduce((sum, price) => sum + price.amount, 0)
  if (total <= 0 || total > largestTotal) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID')
  const providerToken = params.string('provider_token')
  checkProvider({ currency, prices, providerToken, providerTokens })
  const period = params.integer('subscription_period')
  if (period !== 0) checkSubscription({ period, currency, total, isLink })
  return {
    botId,
    title,
    description,
    payload,
    currency,
    prices,
    total,
    providerToken,
    startParameter,
    ...(period !== 0 && { subscriptionPeriod: period }),
  }
}

interface ProviderTerms {
  readonly currency: string
  readonly prices: readonly LabeledPrice[]
  readonly providerToken: string
  readonly providerTokens: readonly string[] | undefined
}

function checkProvider({ currency, prices, providerToken, providerTokens }: ProviderTerms): void {
  if (currency === 'XTR') {
    if (providerToken !== '') throw badRequest('PAYMENT_PROVIDER_INVALID')
    if (prices.length !== 1) throw badRequest('STARS_INVOICE_INVALID')
    return
  }
  const known = providerTokens === undefined ? providerToken !== '' : providerTokens.includes(providerToken)
  if (!known) throw badRequest('PAYMENT_PROVIDER_INVALID')
}

interface SubscriptionTerms {
  readonly period: number
  readonly currency: string
  readonly total: number
  readonly isLink: boolean
}

function checkSubscription({ period, currency, total, isLink }: SubscriptionTerms): void {
  if (!isLink || currency !== 'XTR' || period !== subscriptionSeconds) throw badRequest('SUBSCRIPTION_PERIOD_INVALID')
  if (total > dearestSubscription) throw badRequest('STARS_AMOUNT_INVALID')
}

function labeledPrices(params: Params): LabeledPrice[] {
  params.required('prices')
  const value = params.json('prices', "Can't parse prices JSON object")
  if (!Array.isArray(value)) throw badRequest('Expected an Array of labeled prices')
  if (value.length === 0) throw badRequest('There must be at least one price')
  return value.map((price: unknown) => {
    if (typeof price !== 'object' || price === null) throw unreadable('LabeledPrice must be an Object')
    const { label, amount } = price as Record<string, unknown>
    if (typeof label !== 'string' || label === '') throw unreadable('LabeledPrice label must be non-empty')
    const units = typeof amount === 'string' && /^-?\d+$/.test(amount) ? Number(amount) : amount
    if (!Number.isInteger(units)) throw unreadable('Field "amount" must be of type Number')
    return { label, amount: units as number }
  })
}

const unreadable = (fault: string) => badRequest(`Can't parse labeled price: ${fault}`)

/** Invoices behind `https://t.me/$...` links. A link can be paid by anyone, any number of times. */
export class InvoiceLinks {
  private readonly links = new Map<string, InvoiceTerms>()

  create(terms: InvoiceTerms): string {
    const link = `https://t.me/$${randomBytes(12).toString('base64url')}`
    this.links.set(link, terms)
    return link
  }

  get(link: string): InvoiceTerms | undefined {
    return this.links.get(link)
  }

  snapshot(): readonly (readonly [string, InvoiceTerms])[] {
    return [...this.links]
  }

  restore(entries: readonly (readonly [string, InvoiceTerms])[]): void {
    for (const [link, terms] of entries) this.links.set(link, terms)
  }

  reset(): void {
    this.links.clear()
  }
}
