import type { Registry } from 'prom-client'
import {
  agesOfMessages,
  agesOfOrders,
  agesOfPayments,
  agesOfRefunds,
  agesOfSubscriptions,
  openStages,
  type OpenAge,
} from '../db/open-ages'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'
import { subscriptionTransitions } from '../domain/subscription-states'
import { gauge } from './gauge'

interface Aged {
  /** In the plural, as it stands in the metric's name. */
  readonly what: string
  readonly means: string
  readonly since: string
  readonly label: 'stage' | 'state'
  /** Told with 0 when nothing stands there, so that a curve does not break off. */
  readonly places: readonly string[]
  readonly read: (sql: Db, businessId: BusinessId, now: number) => Promise<OpenAge<string>[]>
}

const isOpen = (state: string) => state !== 'expired' && state !== 'refunded'

const aged: readonly Aged[] = [
  {
    what: 'orders',
    means: 'Orders that have not ended',
    since: 'their state changed or their money was asked for',
    label: 'stage',
    places: openStages,
    read: agesOfOrders,
  },
  {
    what: 'payments',
    means: 'Payments that are due, or held by a provider',
    since: 'they were asked for, or the provider took hold',
    label: 'state',
    places: ['due', 'held'],
    read: agesOfPayments,
  },
  {
    what: 'subscriptions',
    means: 'Subscriptions that have not ended, with those whose first money is awaited',
    since: 'they last changed; a new period is a change',
    label: 'state',
    places: Object.keys(subscriptionTransitions).filter(isOpen),
    read: agesOfSubscriptions,
  },
  {
    what: 'refunds',
    means: 'Refunds that are not made: requested of a provider, or waiting for a person',
    since: 'they were asked for',
    label: 'state',
    places: ['requested', 'awaiting_staff'],
    read: agesOfRefunds,
  },
  {
    what: 'messages',
    means: 'Messages that Telegram has not taken: sending, being tried again; given_up, within the last day',
    since: 'they were first tried',
    label: 'state',
    places: ['sending', 'given_up'],
    read: agesOfMessages,
  },
]

/** Answers are kept so long: three gauges are read from one answer. */
const freshMs = 1_000

interface AgesOf {
  readonly sql: Db
  readonly businessId: BusinessId
  /** Unix ms. */
  readonly now?: () => number
}

/** How many stand where in their lives, and for how long. Every copy of the process tells the same: take their `max`. */
export function ageMetrics(registry: Registry, { sql, businessId, now = Date.now }: AgesOf): void {
  for (const { what, means, since, label, places, read } of aged) {
    let known: { at: number; ages: Promise<OpenAge<string>[]> } | undefined
    const ages = () => {
      if (!known || now() - known.at > freshMs) {
        const mine = { at: now(), ages: read(sql, businessId, now()) }
        known = mine
        mine.ages.catch(() => (known = known === mine ? undefined : known))
      }
      return known.ages
    }
    const tell = (name: string, help: string, figure: Exclude<keyof OpenAge<string>, 'place'>) =>
      gauge(registry, `orderly_${what}_${name}`, help, [label], async (into) => {
        const found = await ages()
        for (const place of places)
          into.set({ [label]: place }, found.find((age) => age.place === place)?.[figure] ?? 0)
      })
    tell('open', `${means}.`, 'count')
    tell(
      'oldest_seconds',
      `How long the oldest of orderly_${what}_open has stood there, since ${since}.`,
      'oldestSeconds',
    )
    tell(
      'median_seconds',
      `How long the one in the middle of orderly_${what}_open has stood there: half of them for longer.`,
      'medianSeconds',
    )
  }
}
