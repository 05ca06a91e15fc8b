import { proxyLocalActivities, sleep, upsertMemo } from '@temporalio/workflow'

interface Steps {
  step(): Promise<void>
}
const { step } = proxyLocalActivities<Steps>({ startToCloseTimeout: '10s' })
const far = async (hops: number): Promise<void> => (hops === 0 ? undefined : far(hops - 1))

/**
 * Two parts of one run take steps of the book at the same time, one of them with a longer way to what it does next. Often
 * enough that both steps end in one moment.
 */
export async function twoAtOnce(): Promise<void> {
  for (let round = 0; round < 20; round++) {
    const one = step()
      .then(() => far(10))
      .then(() => sleep(1))
    const other = step().then(() => upsertMemo({ round }))
    await Promise.all([one, other])
  }
}
