import { proxyActivities, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow'
import type { AuditActivities } from '../../activities/access-audit'
import { continueOnNewestBuild } from '../builds'
import { goOnWithSubscription } from '../going-on'
import { ledger } from '../ledger'
import { idlePriority } from '../priorities'
import { taskQueues } from '../task-queues'
import type { AuditStart } from './messages'

const { auditPage, reportAudit } = proxyActivities<AuditActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

/** A page costs a dozen events of history; a run stays short enough to be read. */
const pagesOfRun = 25

/**
 * Compares who is in the channels with who may be, a page of people at a time, and has both sides put right by the
 * subscriptions themselves. A run that ends half-way hands its place to the next one.
 */
export async function accessAudit(start: AuditStart): Promise<void> {
  const { businessId } = start
  const key = { businessId, auditId: workflowInfo().firstExecutionRunId }
  const { total, pauseMs } = await ledger.beginAudit(key, Date.now())
  let after = start.after ?? { chatId: '', userId: '' }
  for (let pages = 1; ; pages++) {
    const { checked } = await ledger.auditOf(key)
    setCurrentDetails(`Checked ${checked} of ${total} people`)
    const summary = `people ${checked + 1} and on, of ${total}`
    const page = await auditPage.executeWithOptions({ summary, priority: idlePriority }, [key, after])
    for (const subscriptionId of page.wake) await goOnWithSubscription({ businessId, subscriptionId })
    if (page.next === null) break
    after = page.next
    await sleep(pauseMs, { summary: 'leave Telegram to others' })
    if (pages === pagesOfRun) await continueOnNewestBuild<typeof accessAudit>({ businessId, after })
  }
  const { checked, repairedIn, repairedOut, exempt, unknown, skipped } = await ledger.endAudit(key, Date.now())
  setCurrentDetails(
    `Checked ${checked} people: ${repairedIn} let in, ${repairedOut} taken out, ${exempt} exempt, ${unknown} unknown, ${skipped} skipped`,
  )
  await reportAudit.executeWithOptions({ summary: 'report to the owner', priority: idlePriority }, [key])
}
