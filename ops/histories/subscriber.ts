import { demoBusiness } from '../../db/demo-shop'
import type { Db } from '../../db/types'
import type { Lifecycles } from '../../workflows/callers'
import { until } from './waiting'

const businessId = demoBusiness.id
const subscriptionId = 'recorded2'
const address = { businessId, subscriptionId }

/** One subscription, and everything that its buyer, strangers, Telegram and staff do to it. */
export function createSubscriber({ sql, lifecycles }: { sql: Db; lifecycles: Lifecycles }) {
  const period = (number: number) => ({ businessId, paymentId: `${subscriptionId}.${number}` })
  const isSo = async (what: string, question: () => Promise<boolean>) => until(what, question)
  const untilState = (state: string) =>
    isSo(`the subscription is ${state}`, async () => {
      const [row] = await sql`SELECT 1 FROM subscriptions WHERE id = ${subscriptionId} AND state = ${state}`
      return row !== undefined
    })
  const untilPeriod = (number: number, state: string) =>
    isSo(`period ${number} is ${state}`, async () => {
      const [row] = await sql`SELECT 1 FROM payments WHERE id = ${period(number).paymentId} AND state = ${state}`
      return row !== undefined
    })

  return {
    address,
    period,
    untilState,
    untilPeriod,
    subscribe: (planId: string, buyerId: string) =>
      lifecycles.subscribe(address, { buyerId, planId, consentVersion: 'v1', offersOk: true }),
    async payCash(number: number) {
      await untilPeriod(number, 'due')
      await lifecycles.markPaidByHand(period(number), { staffId: '2001', pressId: `cash${number}` })
      await untilPeriod(number, 'paid')
    },
    async stars(externalId: string, recurring?: 'first' | 'renewal') {
      const money = { amount: '300', currency: 'XTR' } as const
      const landed = { money, providerTime: Date.now(), ...(recurring && { recurring }) }
      await lifecycles.moneyLanded(period(1), { provider: 'stars', externalId, landed })
    },
    /** The paid time ends so soon, ms. */
    async endsIn(ms: number) {
      await sql`
        UPDATE subscriptions SET paid_until = ${new Date(Date.now() + ms)}, anchor_at = ${new Date(Date.now() + ms)}, anchor_periods = 0
        WHERE id = ${subscriptionId}`
      await lifecycles.subscriptionChanged(address)
    },
  }
}
