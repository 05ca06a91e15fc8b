import type { Logger } from 'pino'
import type { Db } from '../../db/types'
import type { CredentialsOf } from '../credentials'
import type { WebhookMetrics } from '../metrics'
import type { MoneyMessages } from './payable'

export interface WebhookDeps {
  readonly sql: Db
  readonly lifecycles: MoneyMessages
  readonly credentialsOf: CredentialsOf
  readonly log: Logger
  readonly metrics: WebhookMetrics
  /** Unix ms. */
  readonly now: () => number
  /** Bytes. */
  readonly bodyLimit: number
  /** How often one address may show wrong credentials before it is answered 429 unread. */
  readonly failedAuthPerMinute: number
}
