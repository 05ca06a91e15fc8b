/**
 * Workflows, local activities, and letting buyers in, which waits behind nothing; and the rate-limited queue of everything
 * else that is sent to Telegram. `backup` is served by workers that have a folder for backups.
 */
export const taskQueues = { orderly: 'orderly', telegram: 'telegram', backup: 'backup' } as const

/** What the workers of each queue take on at once. */
export const workerLimits = {
  orderly: { maxCachedWorkflows: 2_000, maxConcurrentLocalActivityExecutions: 50 },
  // Telegram takes about 30 messages a second from one bot; the whole queue stays below that.
  telegram: { maxTaskQueueActivitiesPerSecond: 28, maxConcurrentActivityTaskExecutions: 20 },
} as const
