import type { SubscriptionState } from '../../domain/subscription-states'

/** What a subscription waits for, for the person who reads the Temporal UI. No names. */
export function detailsOf({
  number,
  state,
  period,
  endsAt,
  vip,
  paused,
}: {
  readonly number: number
  readonly state: SubscriptionState
  readonly period: number
  readonly endsAt: number | null
  readonly vip: boolean
  readonly paused: boolean
}): string {
  const until = endsAt === null ? 'never' : `${new Date(endsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const extra = [vip ? 'VIP: nothing ends by itself' : null, paused ? 'paused by staff' : null].filter(Boolean)
  const words = {
    incomplete: 'waits for its first payment',
    active: `period ${period}, paid until ${until}`,
    cancelled: `will not be renewed; paid until ${until}`,
    grace: `was paid until ${until}; days of grace are running`,
    flagged: `is suspected of sharing its links; paid until ${until}`,
    expired: `ended; it was paid until ${until}`,
    refunded: 'ended; its money went back',
  }[state]
  return [`Subscription ${number} is **${state}**: ${words}`, ...extra].join('; ')
}
