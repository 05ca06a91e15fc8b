import { setTimeout as pause } from 'node:timers/promises'

/**
 * Calls at a steady rate, whether the ones before have been answered or not, and answers the delay of each in ms: from the
 * moment it was due, so that a call which had to wait behind a slow one counts its waiting too. A call that cannot be made
 * before something else has happened answers when it could be (`performance.now()`), and counts from there.
 */
export async function atRate(
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
  call: (index: number) => Promise<number | undefined>,
): Promise<number[]> {
  const startedAt = performance.now()
  const calls: Promise<number>[] = []
  for (let index = 0; index < count; index++) {
    const dueAt = startedAt + (index * 1000) / perSecond
    const early = dueAt - performance.now()
    if (early > 0) await pause(early)
    calls.push(call(index).then((possibleAt = dueAt) => performance.now() - Math.max(dueAt, possibleAt)))
  }
  return Promise.all(calls)
}
