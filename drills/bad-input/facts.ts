/** What the drill knows of the shop under fire: enough to be nearly right, which is where faults live. */
export interface Facts {
  readonly businessId: string
  readonly botId: string
  readonly secrets: Secrets
  readonly click: { readonly serviceId: string }
  /** Of our shop. */
  readonly ours: Things
  /** Of another business in the same database. */
  readonly theirs: Things & { readonly businessId: string }
  /** Held by Payme, and its transaction. */
  readonly held: PaymentFact & { readonly transaction: string }
  /** Prepared by Click. */
  readonly prepared: PaymentFact & { readonly transaction: string; readonly prepareId: string }
  /** Paid through Payme. */
  readonly paid: PaymentFact & { readonly transaction: string }
  readonly due: PaymentFact
}

export interface Secrets {
  readonly botToken: string
  readonly webhookSecret: string
  readonly paymeKey: string
  readonly clickKey: string
  readonly eventsToken: string
  readonly opsToken: string
  readonly databasePassword: string
  readonly providerToken: string
}

export interface Things {
  readonly orderId: string
  readonly subscriptionId: string
  readonly paymentIds: readonly string[]
  readonly refs: readonly string[]
  readonly productId: string
  readonly planId: string
  readonly chatId: string
}

export interface PaymentFact {
  readonly paymentId: string
  readonly ref: string
  /** Minor units. */
  readonly amount: number
}

/** Whoever only presses never writes: an answer to a question would be a right and a change. */
export const crowd = {
  /** Write and have never bought. */
  writers: range(300_000, 150),
  /** Known to the shop, with no order of their own. */
  pressers: range(310_000, 150),
  /** Staff of the other business, up to its owner. */
  others: range(320_000, 60),
  /** Our admins, who may do everything to what is ours. So many, because each may press but 30 times a minute. */
  admins: range(340_000, 60),
} as const

function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}
