import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow'

/**
 * The one timer of a lifecycle that waits for messages. One that rings soon enough is left alone, though what it was set
 * for has moved further away: a payer holds and pays within seconds, and a timer for each step would cost more than the
 * one look that comes to nothing.
 */
export class Alarm {
  private armed: { readonly at: number; readonly scope: CancellationScope } | undefined

  /** Waits until `isOver`, at most until `at` (Unix ms); it may also end sooner, so look at the clock. */
  async until(at: number, isOver: () => boolean, summary: string): Promise<void> {
    if (at <= Date.now()) return
    if (!this.armed || this.armed.at > at) this.arm(at, summary)
    const { armed } = this
    await condition(() => isOver() || this.armed !== armed)
  }

  private arm(at: number, summary: string): void {
    this.armed?.scope.cancel()
    const armed = { at, scope: new CancellationScope() }
    this.armed = armed
    void armed.scope
      .run(() => sleep(at - Date.now(), { summary }))
      .then(() => {
        if (this.armed === armed) this.armed = undefined
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error
      })
  }
}
