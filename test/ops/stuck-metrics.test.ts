import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { StuckKind, StuckThing } from '../../domain/stuck'
import { stuckMetrics } from '../../ops/stuck-metrics'
import { until } from '../sandbox/recorder'

const log = pino({ level: 'silent' })
const thing = (kind: StuckKind): StuckThing => ({
  kind,
  subject: 's',
  reason: 'r',
  since: null,
  blocks: {},
  remedy: 'm',
})
const told = async (registry: Registry) =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith('orderly_stuck') && !line.endsWith(' 0'))

test('of what could not be looked for nothing is told, not that there is none', async () => {
  const registry = new Registry()
  const stopping = new AbortController()
  const away: StuckThing = { ...thing('not_looked_at'), hides: ['books_differ', 'step_retrying'] }
  const answers = [[thing('books_differ')], [thing('step_retrying'), away]]
  const look = () => {
    const things = answers.shift()
    return things ? Promise.resolve({ at: new Date(), things }) : new Promise<never>(() => {})
  }
  void stuckMetrics(registry, { look, log, stopping: stopping.signal, everyMs: 200 })
  const text = () => registry.metrics()
  await until(async () => (await text()).includes('{kind="books_differ"} 1'), 'the first look is told')
  await until(async () => (await text()).includes('{kind="not_looked_at"} 1'), 'the second look is told')
  expect(await text()).not.toContain('books_differ')
  // What was found all the same counts.
  expect(await told(registry)).toEqual([
    'orderly_stuck{kind="step_retrying"} 1',
    'orderly_stuck{kind="not_looked_at"} 1',
  ])
  stopping.abort()
})

test('what is stuck is counted by kind in the background; what is not known any more is not told', async () => {
  const registry = new Registry()
  const stopping = new AbortController()
  const answers: (StuckThing[] | null)[] = [
    [thing('step_retrying'), thing('step_retrying'), thing('message_refused')],
    null,
  ]
  let looks = 0
  const look = () => {
    looks++
    const things = answers.shift()
    if (things === undefined) return new Promise<never>(() => {})
    return things ? Promise.resolve({ at: new Date(), things }) : Promise.reject(new Error('away'))
  }
  const watched = stuckMetrics(registry, { look, log, stopping: stopping.signal, everyMs: 200 })
  await until(async () => (await told(registry)).length > 0, 'the first look is told')
  expect(await told(registry)).toEqual([
    'orderly_stuck{kind="step_retrying"} 2',
    'orderly_stuck{kind="message_refused"} 1',
  ])
  // Scrapes look for nothing themselves.
  expect(looks).toBe(1)
  await until(async () => (await told(registry)).length === 0 && looks === 3, 'it is not known any more')
  stopping.abort()
  void watched
})
