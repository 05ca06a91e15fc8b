/** Does `count` things, so many at a time as there are lanes; answers how long it took in ms, and what came of each. */
export async function inLanes<T>(
  count: number,
  lanes: number,
  act: (index: number) => Promise<T>,
): Promise<{ readonly ms: number; readonly results: readonly T[] }> {
  const results: T[] = []
  const startedAt = performance.now()
  let next = 0
  const lane = async () => {
    while (next < count) {
      const index = next++
      results[index] = await act(index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane))
  return { ms: performance.now() - startedAt, results }
}
