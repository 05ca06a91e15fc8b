import type { Business } from '../../db/businesses'
import type { BuyerCard } from '../../db/buyers'
import type { Channel } from '../../db/channels'
import type { InviteLink } from '../../db/invite-links'
import type { OrderCard } from '../../db/order-cards'
import type { PaymentCard } from '../../db/payment-cards'
import type { PlanCard } from '../../db/plans'
import type { RefundCard } from '../../db/refund-cards'
import type { StaffMember } from '../../db/staff'
import type { SubscriptionCard } from '../../db/subscription-cards'
import type { PayLinks } from '../../domain/pay-links'
import type { Texts } from '../../locales/texts'
import type { Screen } from '../../telegram/screen'

/** What the words of a notice are made of: read from the database at the moment of sending. */
export interface Facts {
  readonly business: Business
  readonly buyer: BuyerCard
  /** What the notice is about: an order, a subscription, or neither where none could be placed. */
  readonly order: OrderCard | null
  readonly subscription: SubscriptionCard | null
  /** The plan of a subscription that could not be placed. */
  readonly plan: PlanCard | null
  readonly channels: readonly Channel[]
  /** The links to its channels that are open now. */
  readonly invites: readonly InviteLink[]
  /** The stage of money that the notice is about; null for notices about an order. */
  readonly payment: PaymentCard | null
  /** The refund that the notice is about, or that takes back the money it is about; null for the rest. */
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
