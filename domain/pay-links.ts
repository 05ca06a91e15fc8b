import type { BusinessId } from './ids'
import { toDecimal, type Money } from './money'
import type { Provider } from './providers'

/** What a business has agreed with the providers. A provider without an entry is not offered to buyers. */
export interface Merchant {
  readonly payme?: {
    readonly merchantId: string
    /** `https://checkout.paycom.uz` if not set; the sandbox's page locally. */
    readonly checkoutUrl?: string
  }
  readonly click?: {
    readonly serviceId: string
    readonly merchantId: string
    /** `https://my.click.uz/services/pay` if not set; the sandbox's page locally. */
    readonly payUrl?: string
  }
  /** The token a fiat provider of Telegram gave for this bot. Telegram needs it in each invoice. */
  readonly telegramFiat?: { readonly providerToken: string }
  /** Where the buyer is led after paying: navigation, never proof of payment. */
  readonly returnUrl?: string
}

export interface LinkedPayment {
  readonly businessId: BusinessId
  /** What the payer sees as the account, `1042D`. */
  readonly ref: string
  readonly money: Money
  readonly lang: 'ru' | 'uz' | 'en'
}

export interface PayLinks {
  /** The page where this payment is paid; null when the business has no such merchant or the currency is not theirs. */
  readonly url: (provider: Extract<Provider, 'payme' | 'click'>, payment: LinkedPayment) => string | null
  /** The token for invoices of a Telegram fiat provider; null when the business has none. */
  readonly providerToken: (businessId: BusinessId) => string | null
}

export function createPayLinks(merchantOf: (businessId: BusinessId) => Merchant | undefined): PayLinks {
  return {
    url(provider, payment) {
      const merchant = merchantOf(payment.businessId)
      // Payme and Click move soʻm only.
      if (!merchant || payment.money.currency !== 'UZS') return null
      if (provider === 'payme') return merchant.payme ? paymeLink(merchant.payme, payment, merchant.returnUrl) : null
      return merchant.click ? clickLink(merchant.click, payment, merchant.returnUrl) : null
    },
    providerToken: (businessId) => merchantOf(businessId)?.telegramFiat?.providerToken ?? null,
  }
}

type Linked = Pick<LinkedPayment, 'ref' | 'money'> & { readonly lang?: LinkedPayment['lang'] }

/** payme.md 1.8: `m=…;ac.payment=…;a=<tiyin>;l=…;c=…` in standard base64 after the host. */
export function paymeLink(merchant: NonNullable<Merchant['payme']>, payment: Linked, returnUrl?: string): string {
  const base = merchant.checkoutUrl ?? 'https://checkout.paycom.uz'
  return `${base.replace(/\/$/, '')}/${paymeParameters({
    m: merchant.merchantId,
    'ac.payment': payment.ref,
    a: payment.money.amount.toString(),
    ...(payment.lang ? { l: payment.lang } : {}),
    ...(returnUrl ? { c: returnUrl } : {}),
  })}`
}

/** The base64 part of a checkout link. A value with `;` would be read as the next parameter, so it is refused. */
export function paymeParameters(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters)
  const broken = pairs.find(([, value]) => value.includes(';'))
  if (broken) throw new RangeError(`a Payme link cannot carry ";" in ${broken[0]}`)
  return base64(pairs.map(([name, value]) => `${name}=${value}`).join(';'))
}

/** click.md 2.6. The amount is in soʻm with two decimals. */
export function clickLink(merchant: NonNullable<Merchant['click']>, payment: Linked, returnUrl?: string): string {
  const query = new URLSearchParams({
    service_id: merchant.serviceId,
    merchant_id: merchant.merchantId,
    amount: toDecimal(payment.money),
    transaction_param: payment.ref,
    ...(returnUrl ? { return_url: returnUrl } : {}),
  })
  return `${merchant.payUrl ?? 'https://my.click.uz/services/pay'}?${query.toString()}`
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
