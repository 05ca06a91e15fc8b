/** A provider waits for the answer, and gives up after some seconds: before whatever a timer has set off. 1 is first. */
export const paymentPriority = { priorityKey: 1 } as const
/** Said where a child would otherwise have that of the payment that starts it. */
export const usualPriority = { priorityKey: 3 } as const
/** Nobody waits for it. */
export const idlePriority = { priorityKey: 5 } as const
