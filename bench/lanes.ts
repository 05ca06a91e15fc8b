import { atMost } from '../ops/at-most'

/** Does `count` things, so many at a time as there are lanes; answers how long it took in ms, and what came of each. */
export async function inLanes<T>(
  count: number,
  lanes: number,
  act: (index: number) => Promise<T>,
): Promise<{ readonly ms: number; readonly results: readonly T[] }> {
  const startedAt = performance.now()
  const results = await atMost(
    lanes,
    Array.from({ length: count }, (_, index) => index),
    act,
  )
  return { ms: performance.now() - startedAt, results }
}
