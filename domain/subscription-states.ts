export type SubscriptionState = 'incomplete' | 'active' | 'cancelled' | 'grace' | 'expired' | 'refunded' | 'flagged'

export type SubscriptionAction =
  /** Money for a period landed, or a trial or gift began one. */
  | 'pay'
  /** The first money did not come. */
  | 'give_up'
  /** The buyer wants no further period. */
  | 'cancel'
  /** The buyer wants further periods after all. */
  | 'resume'
  /** The paid time is over, and days of grace are left. */
  | 'lapse'
  /** The time is over for good. */
  | 'expire'
  | 'refund'
  | 'flag'
  | 'unflag'

/**
 * What may happen to a subscription in each state, and where it leads. `cancelled` runs to the end of its paid time;
 * `flagged` keeps the paid time too and only issues no more links. Money always gives the time it paid for, so `pay`
 * is possible in every state.
 */
export const subscriptionTransitions: Readonly<
  Record<SubscriptionState, Readonly<Partial<Record<SubscriptionAction, SubscriptionState>>>>
> = {
  incomplete: { pay: 'active', give_up: 'expired', cancel: 'expired' },
  active: {
    pay: 'active',
    cancel: 'cancelled',
    lapse: 'grace',
    expire: 'expired',
    refund: 'refunded',
    flag: 'flagged',
  },
  cancelled: { pay: 'active', resume: 'active', expire: 'expired', refund: 'refunded', flag: 'flagged' },
  grace: { pay: 'active', cancel: 'expired', expire: 'expired', refund: 'refunded', flag: 'flagged' },
  expired: { pay: 'active', refund: 'refunded' },
  refunded: { pay: 'active' },
  flagged: { pay: 'flagged', unflag: 'active', expire: 'expired', refund: 'refunded' },
}

/** The state after `action`, or null when the table does not allow it. */
export const nextSubscriptionState = (state: SubscriptionState, action: SubscriptionAction): SubscriptionState | null =>
  subscriptionTransitions[state][action] ?? null

/** Whether its buyer may be in its channels. */
export const givesAccess = (state: SubscriptionState) =>
  state === 'active' || state === 'cancelled' || state === 'grace' || state === 'flagged'

/** Whether a further period is asked for when the paid time ends. */
export const renews = (state: SubscriptionState) => state === 'active' || state === 'grace'
