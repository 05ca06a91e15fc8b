import type { Logger } from 'pino'
import type { BusinessId } from '../domain/ids'
import type { PayLinks } from '../domain/pay-links'
import type { Db } from '../db/types'
import type { Gateway } from '../telegram/gateway'
import { createAccessActivities } from './access'
import { createAuditActivities, createAuditSteps } from './access-audit'
import { createLedgerActivities } from './ledger'
import type { ActivityMetrics } from './metrics'
import { createNotices } from './notices'
import { createResendSteps } from './notices/resend'
import { withRefusals } from './refusals'
import { createStarsActivities } from './stars'
import { createReconciliationActivities, createReconciliationSteps } from './stars-reconciliation'
import { createSubscriptionActivities } from './subscriptions'

export interface ActivityDeps {
  readonly sql: Db
  readonly telegramFor: (businessId: BusinessId) => Gateway
  readonly links: PayLinks
  readonly log: Logger
  readonly metrics?: ActivityMetrics
}

/**
 * The activities of the `orderly` queue: one transaction each, run as local activities; and letting buyers in, which
 * waits behind nothing.
 */
export const createOrderlyActivities = (deps: ActivityDeps) => ({
  ...withRefusals({
    ...createLedgerActivities(deps),
    ...createSubscriptionActivities(deps),
    ...createAuditSteps(deps),
    ...createReconciliationSteps(deps),
    ...createResendSteps(deps),
  }),
  ...createAccessActivities(deps),
})

/** The activities of the rate-limited `telegram` queue. */
export const createTelegramActivities = (deps: ActivityDeps) => ({
  ...createNotices(deps),
  ...createStarsActivities(deps),
  ...createAccessActivities(deps),
  ...createAuditActivities(deps),
  ...createReconciliationActivities(deps),
})
