import { ActivityFailure, condition, log, proxyActivities } from '@temporalio/workflow'
import type { AccessActivities } from '../../activities/access'
import { subscriptionWorkflowId } from '../../domain/ids'
import { wasTold } from '../going-on'
import { taskQueues } from '../task-queues'
import type { Voice } from '../voice'
import { bookChanged } from './messages'

const { settleAccess } = proxyActivities<AccessActivities>({
  // A worker that dies between the money and the access must not keep its buyer waiting for long.
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15 minutes' },
})

/**
 * Whoever has paid goes in at once, past everything that waits to be sent: so few pay in a second that Telegram's limit is
 * far. Thousands may have to be taken out together; that takes its time.
 */
const laneOf = {
  open: { taskQueue: taskQueues.orderly, priority: { priorityKey: 2 } },
  close: { taskQueue: taskQueues.telegram, priority: { priorityKey: 5 } },
} as const
const againMs = 3_600_000

/** Has Telegram agree with the book about who may be in the channels of one subscription; never waited for by it. */
export class AccessKeeper {
  private working = false
  /** Something stands in the way of the work, which waits for some time, or for news. */
  private resting = false
  /** The book has changed since the work was begun. */
  private news = false
  /** How often it was tried in vain since there was news. */
  private vain = 0

  constructor(
    private readonly key: { readonly businessId: string; readonly subscriptionId: string },
    private readonly voice: Voice,
    private readonly changed: () => void,
  ) {}

  /** Work that rests is left to the next run. */
  get busy(): boolean {
    return this.working && !this.resting
  }

  /** `unsettled`: what the book wants done, if anything. What is being done at this moment reads the book itself. */
  keep(unsettled: 'open' | 'close' | null): void {
    if (this.working || unsettled === null) return
    this.working = true
    this.news = false
    void this.settle(unsettled).finally(() => {
      this.working = false
      this.changed()
    })
  }

  /** The book has changed, so what stood in the way may be over. */
  rouse(): void {
    if (this.resting) this.vain = 0
    this.news = true
    this.resting = false
  }

  private async settle(unsettled: 'open' | 'close'): Promise<void> {
    try {
      const summary = unsettled === 'open' ? 'let the buyer in' : 'take the buyer out'
      const { links, exempt, reopened, tryAgainMs } = await settleAccess.executeWithOptions(
        { summary, ...laneOf[unsettled] },
        [this.key],
      )
      const { businessId, subscriptionId } = this.key
      if (links !== null) {
        this.voice.say({ kind: 'access_opened', ...this.key, dedupeKey: `${subscriptionId}/opened/${links}` })
      }
      for (const chatId of exempt) {
        const dedupeKey = `${subscriptionId}/exempt/${chatId}`
        this.voice.say({ kind: 'subscriber_exempt', businessId, subscriptionId, chatId, dedupeKey })
      }
      for (const other of reopened) await wasTold(subscriptionWorkflowId(businessId, other), bookChanged)
      if (tryAgainMs === null) this.vain = 0
      else if (!this.news) await this.rest(Math.min(tryAgainMs * 2 ** this.vain, Math.max(tryAgainMs, againMs)))
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error
      log.error('who may be in the channels could not be settled; trying again later', { cause: error.cause?.message })
      await this.rest(againMs)
    }
  }

  private async rest(ms: number): Promise<void> {
    this.resting = true
    this.vain++
    await condition(() => !this.resting, ms, { summary: 'settle access again' })
    this.resting = false
  }
}
