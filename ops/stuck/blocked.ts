import { costOfOrders, costOfSubscriptions, type Cost } from '../../db/stuck'
import type { OrderId, SubscriptionId } from '../../domain/ids'
import { formatMoney } from '../../domain/money'
import type { Blocked } from '../../domain/stuck'
import type { StuckPlace } from './source'

/** What something stuck is about, as its rows name it. */
interface About {
  readonly orderId?: OrderId | null
  readonly subscriptionId?: SubscriptionId | null
}

/** Looks up what all of these are called and cost, in two queries; answers how to ask for one of them. */
export async function whatTheyBlock(
  { sql, businessId }: StuckPlace,
  things: readonly (About | null)[],
): Promise<(thing: About | null) => Blocked> {
  const ids = (pick: (thing: About) => string | null | undefined) => [
    ...new Set(things.flatMap((thing) => (thing && pick(thing)) || [])),
  ]
  const [orders, subscriptions] = await Promise.all([
    costOfOrders(
      sql,
      businessId,
      ids(({ orderId }) => orderId),
    ),
    costOfSubscriptions(
      sql,
      businessId,
      ids(({ subscriptionId }) => subscriptionId),
    ),
  ])
  const found = { orders: byId(orders), subscriptions: byId(subscriptions) }
  return (thing) => {
    const order = found.orders.get(thing?.orderId ?? '')
    const subscription = found.subscriptions.get(thing?.subscriptionId ?? '')
    const cost = order ?? subscription
    return {
      ...(order && { order: order.number }),
      ...(subscription && { subscription: subscription.number }),
      ...(cost && { amount: formatMoney(cost) }),
    }
  }
}

const byId = (costs: readonly Cost[]) => new Map(costs.map((cost) => [cost.id, cost]))
