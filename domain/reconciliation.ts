/** How Telegram's book of Stars and ours may differ. */
export const differenceKinds = [
  /** The buyer was debited, and we never heard of it. */
  'charge_not_booked',
  /** We booked a charge that Telegram does not have. */
  'charge_not_at_telegram',
  'amount_differs',
  /** Telegram told us of a refund that is not in the book. */
  'refund_not_booked',
  /** The payment was taken back where the Stars were bought; no update tells of that. */
  'chargeback',
  /** We booked a refund that Telegram did not make. */
  'refund_not_at_telegram',
  /** Stars are gone, and Telegram does not say whose payment they were. */
  'unnamed_debit',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/**
 * `recorded`, `booked`: put right by itself, a return and a payment. Everything else is for a person: to have the update taken again, to return the
 * Stars, to look into the log, or to find out whose the Stars were.
 */
export type Remedy = 'recorded' | 'booked' | 'take_update' | 'look_into_log' | 'return_stars' | 'find_payer'

export const remedyOf: Readonly<Record<DifferenceKind, Remedy>> = {
  charge_not_booked: 'take_update',
  charge_not_at_telegram: 'look_into_log',
  amount_differs: 'look_into_log',
  refund_not_booked: 'recorded',
  chargeback: 'recorded',
  refund_not_at_telegram: 'return_stars',
  unnamed_debit: 'find_payer',
}

/** With these nobody has to do anything. */
export const remediesDoneByItself = ['recorded', 'booked'] as const satisfies Remedy[]
export type RemedyOfPeople = Exclude<Remedy, (typeof remediesDoneByItself)[number]>
export const isDoneByItself = (remedy: Remedy) => remediesDoneByItself.some((one) => one === remedy)
