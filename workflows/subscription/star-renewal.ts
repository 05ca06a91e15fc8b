import { ActivityFailure, log, proxyActivities, sleep } from '@temporalio/workflow'
import type { StarsActivities } from '../../activities/stars'
import { taskQueues } from '../task-queues'

const { stopStarRenewal } = proxyActivities<StarsActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

const againMs = 3_600_000

/** Keeps Telegram from charging for a subscription that its buyer has cancelled, or that is over. */
export class StarRenewal {
  private working = false

  constructor(
    private readonly key: { readonly businessId: string; readonly subscriptionId: string },
    private readonly changed: () => void,
  ) {}

  get busy(): boolean {
    return this.working
  }

  keep(toStop: boolean): void {
    if (this.working || !toStop) return
    this.working = true
    void this.stop().finally(() => {
      this.working = false
      this.changed()
    })
  }

  private async stop(): Promise<void> {
    try {
      await stopStarRenewal.executeWithOptions({ summary: 'editUserStarSubscription' }, [this.key])
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error
      log.error('Telegram goes on charging; trying again later', { cause: error.cause?.message })
      await sleep(againMs, { summary: 'stop the renewals again' })
    }
  }
}
