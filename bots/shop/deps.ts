import type { Logger } from 'pino'
import type { Db } from '../../db/types'
import type { BusinessId } from '../../domain/ids'
import type { PayLinks } from '../../domain/pay-links'
import type { Gateway } from '../../telegram/gateway'
import type { Lifecycles } from '../../workflows/callers'
import type { ShopMetrics } from './metrics'

/** What every screen of a shop's bot works with. A bot belongs to one business. */
export interface ShopDeps {
  readonly botId: string
  readonly businessId: BusinessId
  readonly sql: Db
  readonly lifecycles: Lifecycles
  readonly gateway: Gateway
  readonly links: PayLinks
  readonly log: Logger
  readonly metrics?: ShopMetrics
  /** Unix ms. */
  readonly now: () => number
}
