export type PaymentState = 'scheduled' | 'due' | 'held' | 'paid' | 'expired' | 'cancelled' | 'refunded'

export type PaymentAction =
  'open' | 'reopen' | 'hold' | 'release' | 'perform' | 'expire' | 'cancel' | 'land_late' | 'refund'

/**
 * What may happen to one stage of money. A held payment does not expire: a provider is debiting the buyer at this
 * moment, and the hold has a limit of its own. Money for an ended payment is `land_late`, never a plain perform. Only a
 * period is asked for again (`reopen`): a subscription goes on though one request for money had ended.
 */
export const paymentTransitions: Readonly<
  Record<PaymentState, Readonly<Partial<Record<PaymentAction, PaymentState>>>>
> = {
  scheduled: { open: 'due', cancel: 'cancelled' },
  due: { hold: 'held', perform: 'paid', expire: 'expired', cancel: 'cancelled' },
  held: { release: 'due', perform: 'paid', cancel: 'cancelled' },
  paid: { refund: 'refunded' },
  expired: { land_late: 'paid', reopen: 'due' },
  cancelled: { land_late: 'paid', reopen: 'due' },
  refunded: {},
}

/** The state after `action`, or null when the table does not allow it. */
export const nextPaymentState = (state: PaymentState, action: PaymentAction): PaymentState | null =>
  paymentTransitions[state][action] ?? null

export const isSettled = (state: PaymentState) => state !== 'scheduled' && state !== 'due' && state !== 'held'
