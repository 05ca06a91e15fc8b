import { proxyActivities, setCurrentDetails } from '@temporalio/workflow'
import type { BackupActivities } from '../../activities/backup'
import { taskQueues } from '../task-queues'
import type { BackupMade, BackupStart } from './messages'

const { backUp } = proxyActivities<BackupActivities>({
  taskQueue: taskQueues.backup,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '2 minutes',
  // Before the next night; a run that failed is seen in the list of workflows, and by the alert BackupTooOld.
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '5 minutes', backoffCoefficient: 2, maximumAttempts: 4 },
})

/** The databases of a business, dumped by a worker that has a folder for them. Its schedule starts it every night. */
export async function backup({ businessId }: BackupStart): Promise<BackupMade> {
  setCurrentDetails('The databases are being dumped')
  const made = await backUp.executeWithOptions({ summary: 'pg_dump' }, [businessId])
  setCurrentDetails(`${made.file} holds the shop as of ${made.takenAt}`)
  return made
}
