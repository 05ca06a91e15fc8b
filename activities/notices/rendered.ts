import type { Business } from '../../db/businesses'
import type { OrderCard, PaymentCard } from '../../db/order-cards'
import type { RefundCard } from '../../db/refund-cards'
import type { StaffMember } from '../../db/staff'
import type { PayLinks } from '../../domain/pay-links'
import type { Texts } from '../../locales/texts'
import type { Screen } from '../../telegram/screen'

/** What the words of a notice are made of: read from the database at the moment of sending. */
export interface Facts {
  readonly business: Business
  readonly order: OrderCard
  /** The stage of money that the notice is about; null for notices about an order. */
  readonly payment: PaymentCard | null
  /** The refund that the notice is about; null for the rest. */
  readonly refund: RefundCard | null
  readonly staff: readonly StaffMember[]
  readonly links: PayLinks
}

export type Render = (facts: Facts, t: Texts) => Screen

/** A fact that the notice cannot be told without; missing, the notice was made wrongly and a person must look. */
export function needed<T>(fact: T | null | undefined, name: string): T {
  if (fact === null || fact === undefined) throw new MissingFact(name)
  return fact
}

export class MissingFact extends Error {
  override readonly name = 'MissingFact'
  constructor(fact: string) {
    super(`the notice needs ${fact}, and there is none`)
  }
}
