import type { OrderStage } from '../../domain/order-states'
import { createLifecycles } from '../../workflows/callers'
import type { OpsPlace } from '../commands/place'
import { differingLifecycles, type LifecycleDifference } from '../stuck/lifecycles'

/** What the book and the lifecycles of orders and subscriptions disagree about. */
export async function lifecycleDifferences(place: OpsPlace): Promise<LifecycleDifference[]> {
  const [orders, subscriptions] = await Promise.all([
    differingLifecycles(place, 'order'),
    differingLifecycles(place, 'subscription'),
  ])
  return [...orders, ...subscriptions]
}

/** The book is right, so the lifecycle is told to look at it. What is in no book is for a person. */
export const isMendable = ({ book }: LifecycleDifference) => book !== undefined

/** Begins the lifecycle that is gone; one that is there looks at the book, goes on from it, or ends. */
export async function lookAtBook(
  { client, businessId }: OpsPlace,
  { type, id, book }: LifecycleDifference,
): Promise<void> {
  const lifecycles = createLifecycles(client)
  if (type === 'order') await lifecycles.orderChanged({ businessId, orderId: id }, book!.shows as OrderStage)
  else await lifecycles.subscriptionChanged({ businessId, subscriptionId: id })
}
