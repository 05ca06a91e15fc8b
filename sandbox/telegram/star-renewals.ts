import type { World } from '../state/world'
import { stateOf, type StarBook, type StarSubscription } from './star-book'

interface Parts {
  readonly world: World
  readonly stars: StarBook
  readonly renew: (subscription: StarSubscription) => unknown
}

/** How often it is looked what is due. */
const lookMs = 250

/**
 * Charges subscriptions when their paid time ends, as Telegram does by itself. One that cannot be charged has failed
 * and is not tried again.
 */
export class StarRenewals {
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly parts: Parts) {}

  start(): void {
    this.timer = setInterval(() => this.renewDue(), lookMs)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  private renewDue(): void {
    const { world, stars, renew } = this.parts
    const seconds = world.seconds()
    for (const subscription of stars.allSubscriptions()) {
      // Asked as of the last paid second: a second later every one of them is over.
      const isDue = subscription.expiresAt <= seconds && stateOf(subscription, subscription.expiresAt - 1) === 'active'
      if (isDue) renew(subscription)
    }
  }
}
