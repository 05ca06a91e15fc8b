import type { Registry } from 'prom-client'
import { factsSince, standingsNow, type Standings } from '../db/figures'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'
import { count, countersIn } from './book-counters'
import { gauge } from './gauge'

interface BookOf {
  readonly sql: Db
  readonly businessId: BusinessId
  /** Unix ms. */
  readonly now?: () => number
}

/** Answers are kept so long: a scrape asks for every metric, and the database is asked once. */
const freshMs = 1_000

/**
 * Figures that live in the database, read from it at scrape time. Counters are those of the whole shop, so every copy of the
 * process tells the same: take their `max`, not their `sum`.
 */
export function bookMetrics(registry: Registry, { sql, businessId, now = Date.now }: BookOf): void {
  // Counters are told as of this scrape, too; and a database that is away is no reason to tell nothing else.
  const counters = countersIn(registry, async () => {
    await standings().catch(() => undefined)
  })
  // Those without labels would begin at 0 while the book cannot be read, and then seem to have grown by its whole history.
  const unlabelled = [counters.expired, counters.renewed]
  for (const counter of unlabelled) counter.remove()
  let readTo = '0'
  let reading: { at: number; standings: Promise<Standings> } | undefined

  async function read(): Promise<Standings> {
    const { facts, to } = await factsSince(sql, businessId, readTo)
    readTo = to
    for (const fact of facts) count(counters, fact)
    for (const counter of unlabelled) counter.inc(0)
    return standingsNow(sql, businessId, now())
  }
  function standings(): Promise<Standings> {
    if (!reading || now() - reading.at > freshMs) {
      const standingsRead = read()
      const mine = { at: now(), standings: standingsRead }
      reading = mine
      // A database that is away is asked again by the next scrape, which would otherwise be told the same.
      standingsRead.catch(() => (reading = reading === mine ? undefined : reading))
    }
    return reading.standings
  }

  gauge(
    registry,
    'tg_subscription_active_total',
    'Subscriptions that give access, by state.',
    ['state'],
    async (into) => {
      for (const { state, count: n } of (await standings()).subscriptions) into.set({ state }, n)
    },
  )
  gauge(
    registry,
    'orderly_access_unsettled',
    'Rights that Telegram does not agree with yet: open, to be let in; close, to be taken out.',
    ['direction'],
    async (into) => {
      const { unsettled } = await standings()
      for (const direction of ['open', 'close']) {
        into.set({ direction }, unsettled.find((row) => row.direction === direction)?.count ?? 0)
      }
    },
  )
  gauge(
    registry,
    'orderly_access_oldest_unsettled_seconds',
    'How long the oldest right that Telegram does not agree with has waited; open: somebody has paid and is not let in.',
    ['direction'],
    async (into) => {
      const { unsettled } = await standings()
      for (const direction of ['open', 'close']) {
        into.set({ direction }, unsettled.find((row) => row.direction === direction)?.oldestSeconds ?? 0)
      }
    },
  )
  gauge(registry, 'orderly_stars_differences', 'Differences of Stars that wait for a person.', [], async (into) => {
    into.set((await standings()).differences)
  })
  gauge(registry, 'orderly_updates_waiting', 'Updates of Telegram that are not handled yet.', [], async (into) => {
    into.set((await standings()).updates.waiting)
  })
  gauge(
    registry,
    'orderly_updates_oldest_seconds',
    'How long the oldest update that is not handled has waited.',
    [],
    async (into) => {
      into.set((await standings()).updates.oldestSeconds)
    },
  )
  gauge(
    registry,
    'orderly_updates_abandoned',
    'Updates of Telegram that were given up within the last hour.',
    [],
    async (into) => {
      into.set((await standings()).updates.abandoned)
    },
  )
}
