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
