/**
 * Steps of orders and payments: a provider gives up after some seconds, a person looks at the screen. Both alike: reminders
 * are steps of payments, and orders behind them would stand still while thousands are due. 1 is first.
 */
export const urgentPriority = { priorityKey: 1 } as const
/** Of what ends in its thousands, subscriptions. Said where a child would otherwise have that of the payment that starts it. */
export const usualPriority = { priorityKey: 3 } as const
/** Nobody waits for it. */
export const idlePriority = { priorityKey: 5 } as const
