import type { Ask } from './ask'
import type { SubscriptionView } from './control/star-routes'
import type { PayOutcome } from './telegram/checkout'
import type { StarEntry } from './telegram/star-book'

export type SubscriptionActions = ReturnType<typeof subscriptionActions>
export type StarActions = ReturnType<typeof starActions>

/** What Telegram and the person do to a Stars subscription. Any of its charge ids names it. */
export const subscriptionActions = (ask: Ask) => ({
  list: () => ask<SubscriptionView[]>('GET', '/subscriptions'),
  /** Charges it for its next period now, as Telegram does when it is due. */
  renew: (chargeId: string) => ask<PayOutcome>('POST', `/subscriptions/${chargeId}/renew`),
  /** The person switches renewal off. 409 when it is off or over. */
  cancel: (chargeId: string) => ask<SubscriptionView>('POST', `/subscriptions/${chargeId}/cancel`),
  /** The person switches renewal on again. 409 when the bot switched it off, or the paid time is over. */
  resume: (chargeId: string) => ask<SubscriptionView>('POST', `/subscriptions/${chargeId}/resume`),
  /** A renewal could not be charged. */
  fail: (chargeId: string) => ask<SubscriptionView>('POST', `/subscriptions/${chargeId}/fail`),
})

/** Debits that no update tells of, and a bot's book. */
export const starActions = (ask: Ask) => ({
  /**
   * The app store takes a payment back. The book gets a debit under the charge's id; `unnamed` gives it an id of its
   * own and no payer. 409 when it was refunded or taken back already.
   */
  chargeback: (chargeId: string, how: { unnamed?: boolean } = {}) =>
    ask<StarEntry>('POST', `/charges/${chargeId}/chargeback`, how),
  /** The bot's owner takes Stars out through Fragment. 409 when there are too few. */
  withdraw: (bot: string, amount: number) =>
    ask<StarEntry>('POST', `/bots/${encodeURIComponent(bot)}/withdraw`, { amount }),
  book: (bot: string) =>
    ask<{ balance: number; entries: StarEntry[] }>('GET', `/bots/${encodeURIComponent(bot)}/stars`),
})
