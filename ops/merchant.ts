import type { CredentialsOf } from '../api/credentials'
import { createPayLinks, type PayLinks } from '../domain/pay-links'
import type { Config } from './config'

/** The provider accounts of the one business this installation serves, as its environment gives them. */
export function credentialsFrom(config: Config<'api'>): CredentialsOf {
  const { BUSINESS_ID, PAYME_KEY, CLICK_SERVICE_ID, CLICK_SECRET_KEY } = config
  const credentials = {
    ...(PAYME_KEY && { payme: { key: PAYME_KEY } }),
    ...(CLICK_SERVICE_ID &&
      CLICK_SECRET_KEY && { click: { serviceId: CLICK_SERVICE_ID, secretKey: CLICK_SECRET_KEY } }),
  }
  return (businessId) => (businessId === BUSINESS_ID ? credentials : null)
}

/** Where the pay buttons of that business lead. */
export function payLinksFrom(config: Config<'worker'> | Config<'bots'>): PayLinks {
  const { BUSINESS_ID, PAYME_MERCHANT_ID, PAYME_CHECKOUT_URL, CLICK_MERCHANT_ID, CLICK_SERVICE_ID, CLICK_PAY_URL } =
    config
  const { TELEGRAM_PROVIDER_TOKEN, PAY_RETURN_URL } = config
  const merchant = {
    ...(PAYME_MERCHANT_ID && {
      payme: { merchantId: PAYME_MERCHANT_ID, ...(PAYME_CHECKOUT_URL && { checkoutUrl: PAYME_CHECKOUT_URL }) },
    }),
    ...(CLICK_MERCHANT_ID &&
      CLICK_SERVICE_ID && {
        click: {
          merchantId: CLICK_MERCHANT_ID,
          serviceId: CLICK_SERVICE_ID,
          ...(CLICK_PAY_URL && { payUrl: CLICK_PAY_URL }),
        },
      }),
    ...(TELEGRAM_PROVIDER_TOKEN && { telegramFiat: { providerToken: TELEGRAM_PROVIDER_TOKEN } }),
    ...(PAY_RETURN_URL && { returnUrl: PAY_RETURN_URL }),
  }
  return createPayLinks((businessId) => (businessId === BUSINESS_ID ? merchant : undefined))
}
