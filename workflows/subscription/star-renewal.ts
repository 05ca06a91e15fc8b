import { ActivityFailure, log, proxyActivities, sleep } from '@temporalio/workflow'
import type { StarsActivities } from '../../activities/stars'
import { taskQueues } from '../task-queues'

const { settleStarRenewals } = proxyActivities<StarsActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

const againMs = 3_600_000

/** Keeps Telegram from charging for what its buyer has cancelled or is over; and lets the buyer have it charge again. */
export class StarRenewal {
  private working = false

  constructor(
    private readonly key: { readonly businessId: string; readonly subscriptionId: string },
    private readonly changed: () => void,
  ) {}

  get busy(): boolean {
    return this.working
  }

  keep(unsettled: boolean): void {
    if (this.working || !unsettled) return
    this.working = true
    void this.settle().finally(() => {
      this.working = false
      this.changed()
    })
  }

  private async settle(): Promise<void> {
    try {
      await settleStarRenewals.executeWithOptions({ summary: 'editUserStarSubscription' }, [this.key])
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error
      log.error('Telegram does not renew as the book wants it; trying again later', { cause: error.cause?.message })
      await sleep(againMs, { summary: 'settle the renewals again' })
    }
  }
}
