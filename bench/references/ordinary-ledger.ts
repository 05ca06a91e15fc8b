import { proxyActivities } from '@temporalio/workflow'

/** Takes the place of workflows/ledger.ts in the naive form: each step of the book is an activity like any other. */
export const ledger = proxyActivities({ startToCloseTimeout: '10s' })
export const askedLedger = ledger
