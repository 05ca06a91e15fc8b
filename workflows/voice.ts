import { ActivityFailure, CancellationScope, isCancellation, log, proxyActivities } from '@temporalio/workflow'
import { urgencyOf, type Notice, type NoticeOutcome } from '../domain/notices'
import type { Notices } from '../activities/notices'
import { usualPriority } from './priorities'
import { taskQueues } from './task-queues'

export const { tell, retireButtons } = proxyActivities<Notices>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '30s',
  // Telegram may be away for hours. What it never took is visible in outbound_messages, and the lifecycle has gone on.
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
})

/**
 * What a lifecycle says to people: one thing after another, and never waited for by the lifecycle itself. Money and
 * orders move on while Telegram is away.
 */
export class Voice {
  private scope = new CancellationScope()
  private last: Promise<void> = Promise.resolve()
  private unsaid = 0

  /** `then` runs once it is known what became of the notice. */
  say(notice: Notice, then?: (outcome: NoticeOutcome) => Promise<void>): void {
    this.next(`say ${notice.kind}`, async () => {
      const options = { summary: notice.kind, priority: { priorityKey: urgencyOf(notice.kind) } }
      const outcome = await tell.executeWithOptions(options, [notice])
      await then?.(outcome)
    })
  }

  /** Takes the buttons off the messages that asked for a payment: pressing them is pointless now. */
  retireButtons(payment: Parameters<Notices['retireButtons']>[0]): void {
    this.next('retire buttons', async () => {
      await retireButtons.executeWithOptions({ summary: 'take the buttons away', priority: usualPriority }, [payment])
    })
  }

  /** Whether something has been neither said nor given up yet. */
  get speaking(): boolean {
    return this.unsaid > 0
  }

  /** What has not been said yet has lost its point; what is said from now on has not. */
  silence(): void {
    this.scope.cancel()
    this.scope = new CancellationScope()
  }

  private next(what: string, speak: () => Promise<void>): void {
    const { scope } = this
    this.unsaid++
    this.last = this.last.then(async () => {
      try {
        await scope.run(speak)
      } catch (error) {
        if (isCancellation(error)) return
        if (!(error instanceof ActivityFailure)) throw error
        log.error(`gave up: ${what}`, { cause: error.cause?.message })
      } finally {
        this.unsaid--
      }
    })
  }
}
