import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createApi } from '../../api/app'
import { webhookRouter } from '../../bots/shop/webhook'
import { healthRoutes } from '../../ops/health'
import { clickShot } from './click-shots'
import type { Facts } from './facts'
import { spoils, stalls } from './on-the-way'
import { paymeShot } from './payme-shots'
import { Random } from './random'
import { routeShot } from './route-shots'
import { routesOf, type Route } from './routes'
import { onTheWire, type Request, type Shot, type Target } from './shot'
import { telegramShot } from './telegram-shots'

/** Of all requests. */
const spoiltOnTheWay = 0.25
const stalled = 0.003

export interface Place {
  readonly target: Target
  readonly route: Route
}

/** Every route of the processes under fire, read from their routers: what is added there is shot at. */
export function placesUnderFire(): Place[] {
  const log = pino({ level: 'silent' })
  const registry = new Registry()
  const never = undefined as never
  const api = createApi({
    sql: never,
    lifecycles: never,
    credentialsOf: () => null,
    eventReaders: [],
    operators: { opsToken: '', lookForStuck: never },
    log,
    registry,
  })
  const bots = webhookRouter({ botId: '', secret: '', receive: () => Promise.resolve(), log })
  const health = routesOf(healthRoutes({ registry, metrics: () => Promise.resolve(''), checks: () => null }))
  const at = (target: Target, routes: readonly Route[]) => routes.map((route) => ({ target, route }))
  return [
    ...at('api', [...routesOf(api), ...health]),
    ...at('bots', [...routesOf(bots), ...health]),
    ...at('worker', health),
  ]
}

/** The request of this number: the same for a seed, whatever was sent before. */
export function shotOf(
  facts: Facts,
  { seed, number, places }: { seed: number; number: number; places: readonly Place[] },
): Shot {
  const random = new Random(seed, number)
  const request = requestOf(facts, random, { number, places })
  const { target, route } = request
  const as = (part: Partial<Shot> & Pick<Shot, 'kind' | 'bytes'>): Shot => ({
    number,
    target,
    route,
    stalls: false,
    hangsUp: false,
    carriesAnother: false,
    ...part,
  })
  if (random.chance(stalled)) return as(random.pick(Object.values(stalls))(request, random))
  if (random.chance(spoiltOnTheWay)) return as(random.pick(Object.values(spoils))(request, random))
  return as({ kind: request.kind, bytes: onTheWire(request) })
}

function requestOf(
  facts: Facts,
  random: Random,
  { number, places }: { number: number; places: readonly Place[] },
): Request {
  const lot = random.next()
  if (lot < 0.27) return paymeShot(facts, random)
  if (lot < 0.45) return clickShot(facts, random)
  if (lot < 0.8) return telegramShot(facts, random, number)
  return routeShot(facts, random, random.pick(places))
}
