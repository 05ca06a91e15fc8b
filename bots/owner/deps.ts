import type { Logger } from 'pino'
import type { Db } from '../../db/types'
import type { BusinessId } from '../../domain/ids'
import type { Currency } from '../../domain/money'
import type { Gateway } from '../../telegram/gateway'
import type { OwnerPerson } from './people'
import type { StageCounter } from './stage-counts'

/** What every screen of the owner-bot works with. One process serves one business. */
export interface OwnerDeps {
  readonly businessId: BusinessId
  /** The business's name as its people know it. */
  readonly name: string
  /** IANA zone of the business: its day, and every time shown. */
  readonly zone: string
  /** What sums of nothing are written in. */
  readonly currency: Currency
  readonly people: readonly OwnerPerson[]
  /** The owner-bot's own database. */
  readonly sql: Db
  readonly counter: StageCounter
  readonly gateway: Gateway
  /** Temporal's Web UI, for links to an order's workflow. */
  readonly uiUrl: string
  readonly namespace: string
  readonly log: Logger
  /** Unix ms. */
  readonly now: () => number
  /** How long the funnel waits before it says that its sources disagree, ms; 1500 if not set. */
  readonly recheckMs?: number
}
