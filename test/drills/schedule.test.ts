import { chanceOf } from '../../drills/chance'
import { crowdOf } from '../../drills/people/crowd'
import { scheduleOf, wordsOf } from '../../drills/schedule'

const span = { from: 10_000, to: 120_000, everyMs: 5_000 }
const size = { orders: 50, subscribers: 20, arriveWithinMs: 30_000 }

test('the same seed gives the same disasters and the same crowd', () => {
  const twice = [1, 2].map(() => {
    const chance = chanceOf(7)
    return { plan: scheduleOf(chance.fork('disasters'), span), crowd: crowdOf(chance.fork('crowd'), size) }
  })
  expect(twice[0]).toEqual(twice[1])
})

test('another seed gives others', () => {
  const plans = [7, 8].map((seed) => scheduleOf(chanceOf(seed), span).map(wordsOf))
  expect(plans[0]).not.toEqual(plans[1])
})

test('what one part asks of chance changes nothing for another', () => {
  const quiet = chanceOf(7)
  const busy = chanceOf(7)
  for (let times = 0; times < 100; times++) busy.fork('crowd').next()
  expect(scheduleOf(busy.fork('disasters'), span)).toEqual(scheduleOf(quiet.fork('disasters'), span))
})

test('disasters come within their span, in order, and over many seeds each kind does', () => {
  const plans = Array.from({ length: 40 }, (_, seed) => scheduleOf(chanceOf(seed), span))
  for (const plan of plans) {
    const times = plan.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect([times[0], times.at(-1)! < span.to]).toEqual([span.from, true])
  }
  const kinds = new Set(plans.flat().map(({ disaster }) => disaster.what))
  expect([...kinds].toSorted()).toEqual(['cut_connections', 'kill', 'providers', 'stop', 'telegram'])
})
