/**
 * Orders and payments: a provider gives up after some seconds, and thousands of subscriptions may have ended in this
 * moment. Both alike, as reminders are steps of payments: orders behind them stood still for 10 s while 2 000 were due.
 * 1 is first, 3 where nothing is said; a child has that of its parent.
 */
export const urgentPriority = { priorityKey: 1 } as const
/** Subscriptions and refunds, also when an order or a payment starts them. */
export const usualPriority = { priorityKey: 3 } as const
/** Nobody waits for it. */
export const idlePriority = { priorityKey: 5 } as const
