import { inLanes } from '../../bench/lanes'
import { atRate } from '../../bench/open-loop'
import { growthPicture } from '../../bench/growth-picture'
import { markdownOf } from '../../bench/report'
import { figureOf, percentilesOf, rounded, shown } from '../../bench/statistics'

test('a figure is the median of its repetitions, with the least and the most', () => {
  expect(figureOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 })
  expect(figureOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 })
  expect(shown(figureOf([0.12345, 12.345, 1234.5]))).toBe('12.3 (0.123 to 1235)')
})

test('percentiles do not depend on the order in which delays were measured', () => {
  const delays = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentilesOf(delays)).toEqual({ p50: 50.5, p95: 95.05, p99: 99.01, count: 100 })
  expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7, count: 1 })
})

test('delays that nobody measured are no good percentiles', () => {
  expect(() => percentilesOf([])).toThrow('no delays were measured')
  expect([rounded(Number.NaN), rounded(0), rounded(-250.4)]).toEqual(['-', '0', '-250'])
})

test('a call is made when it is due, though the one before has not been answered', async () => {
  let answerFirst: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    answerFirst = resolve
  })
  const delays = await atRate({ perSecond: 100, count: 3 }, async (index) => {
    if (index === 0) await first
    if (index === 2) answerFirst()
    return undefined
  })
  expect(delays).toHaveLength(3)
  // It was due two intervals before the call that let it go.
  expect(delays[0]).toBeGreaterThan(10)
})

test('lanes do everything once, and no more at a time than there are lanes', async () => {
  let busy = 0
  let most = 0
  const { results } = await inLanes(20, 3, async (index) => {
    most = Math.max(most, ++busy)
    await new Promise((resolve) => setImmediate(resolve))
    busy--
    return index * 2
  })
  expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index * 2))
  expect(most).toBe(3)
})

test('a table is Markdown, and a bar in a cell does not end it', () => {
  const table = { title: 'Speed', columns: ['what', 'ms'], rows: [['a|b', '1']], notes: ['Measured.'] }
  expect(markdownOf([table])).toBe('### Speed\n\n| what | ms |\n| --- | --- |\n| a\\|b | 1 |\n\nMeasured.')
})

test('the picture of growth has a line for each figure, and one that is linear', () => {
  const svg = growthPicture({ openOrders: [10, 30, 100], lines: [{ name: 'memory', values: [5, 6, 9] }] })
  expect(svg).toMatch(/^<svg /)
  for (const word of ['memory', 'linear', 'open orders']) expect(svg).toContain(`>${word}</text>`)
})
