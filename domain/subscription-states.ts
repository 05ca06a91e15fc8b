export type SubscriptionState = 'incomplete' | 'active' | 'cancelled' | 'grace' | 'expired' | 'refunded' | 'flagged'

export type SubscriptionAction =
  /** Money for a period landed, or time was given: a trial, a gift, staff's kindness. */
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
  /** Staff end it at once, with a reason. */
  | 'revoke'
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
    revoke: 'expired',
    refund: 'refunded',
    flag: 'flagged',
  },
  cancelled: {
    pay: 'active',
    resume: 'active',
    expire: 'expired',
    revoke: 'expired',
    refund: 'refunded',
    flag: 'flagged',
  },
  grace: {
    pay: 'active',
    cancel: 'expired',
    expire: 'expired',
    revoke: 'expired',
    refund: 'refunded',
    flag: 'flagged',
  },
  expired: { pay: 'active', refund: 'refunded' },
  refunded: { pay: 'active' },
  flagged: {
    pay: 'flagged',
    cancel: 'flagged',
    resume: 'flagged',
    unflag: 'active',
    expire: 'expired',
    revoke: 'expired',
    refund: 'refunded',
  },
}

/**
 * The state after `action`, or null when the table does not allow it. A subscription whose renewal was cancelled while
 * it was flagged is `cancelled` when the flag is lifted.
 */
export function nextSubscriptionState(
  state: SubscriptionState,
  action: SubscriptionAction,
  { renews = true } = {},
): SubscriptionState | null {
  const next = subscriptionTransitions[state][action] ?? null
  return action === 'unflag' && next === 'active' && !renews ? 'cancelled' : next
}

/** In these its buyer may be in its channels. */
export const statesWithAccess = ['active', 'cancelled', 'grace', 'flagged'] as const satisfies SubscriptionState[]
export const givesAccess = (state: SubscriptionState) => statesWithAccess.some((one) => one === state)

/** In these it takes a seat of its plan: whoever is paying must not find it gone. */
export const statesWithSeat = ['incomplete', ...statesWithAccess] as const satisfies SubscriptionState[]

/** Whether a further period is asked for when the paid time ends. */
export const renews = (state: SubscriptionState) => state === 'active' || state === 'grace'

/** Whether its buyer can still stop it; `wanted`: further periods are, a flag hides it. */
export const mayStop = (state: SubscriptionState, wanted: boolean) =>
  wanted && nextSubscriptionState(state, 'cancel') !== null

/** Whether access outlives the paid time by days of grace. A flag, or the end, hides whether further periods are `wanted`. */
export const hasGrace = (state: SubscriptionState, wanted: boolean) =>
  renews(state) || ((state === 'flagged' || state === 'expired') && wanted)
