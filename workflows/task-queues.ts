/** Workflows, local activities and ordinary activities; and the rate-limited queue of everything sent to Telegram. */
export const taskQueues = { orderly: 'orderly', telegram: 'telegram' } as const
