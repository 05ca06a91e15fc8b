import { proxyLocalActivities } from '@temporalio/workflow'
import type { AuditSteps } from '../activities/access-audit'
import type { LedgerActivities } from '../activities/ledger'
import type { ResendSteps } from '../activities/notices/resend'
import type { ReconciliationSteps } from '../activities/stars-reconciliation'
import type { SubscriptionActivities } from '../activities/subscriptions'

type BookActivities = LedgerActivities & SubscriptionActivities & AuditSteps & ReconciliationSteps & ResendSteps

// A database that stays away costs some events of history with every try, so the tries grow far apart.
const patiently = { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' } as const

// Together less than the 8 s after which a workflow task is reported unfinished: a step that outlives one replays in another
// order than what happened meanwhile. Later tries wait for a timer of the server.
const withinOneTask = { startToCloseTimeout: '3s', localRetryThreshold: '300ms' } as const

/** The steps of the book, as a lifecycle takes them by itself: tried until they succeed, for an operator can see why not. */
export const ledger = proxyLocalActivities<BookActivities>({
  ...withinOneTask,
  retry: patiently,
})

/**
 * The same steps, taken because somebody asked. What the database refuses for its content fails that message alone,
 * and the next one in the queue is heard.
 */
export const askedLedger = proxyLocalActivities<BookActivities>({
  ...withinOneTask,
  retry: { ...patiently, nonRetryableErrorTypes: ['BookRefuses'] },
})
