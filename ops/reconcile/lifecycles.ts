import type { OrderStage } from '../../domain/order-states'
import type { OpsPlace } from '../commands/place'
import { patientLifecycles } from '../patient-lifecycles'
import { differingLifecycles, type LifecycleDifference } from '../stuck/lifecycles'
import { openRefunds, type OpenRefund } from '../stuck/refund-runs'

/** A refund that the book asks for, and no lifecycle makes. */
interface RefundDifference extends Pick<LifecycleDifference, 'workflowId' | 'kind'> {
  readonly type: 'refund'
  readonly book: { readonly shows: string }
  readonly running: undefined
  readonly refund: OpenRefund
}
export type Difference = LifecycleDifference | RefundDifference

/** What the book and the lifecycles of orders, subscriptions and refunds disagree about. */
export async function lifecycleDifferences(place: OpsPlace): Promise<Difference[]> {
  const [orders, subscriptions, refunds] = await Promise.all([
    differingLifecycles(place, 'order'),
    differingLifecycles(place, 'subscription'),
    openRefunds(place),
  ])
  const unattended = refunds
    .filter(({ isRunning }) => !isRunning)
    .map((refund): RefundDifference => ({
      type: 'refund',
      kind: 'lifecycle_missing',
      workflowId: refund.workflowId,
      book: { shows: refund.state },
      running: undefined,
      refund,
    }))
  return [...orders, ...subscriptions, ...unattended]
}

/** The book is right, so the lifecycle is told to look at it. What is in no book is for a person. */
export const isMendable = ({ book }: Difference) => book !== undefined

/** Begins the lifecycle that is gone; one that is there looks at the book, goes on from it, or ends. */
export async function lookAtBook({ client, businessId }: OpsPlace, difference: Difference): Promise<void> {
  const lifecycles = patientLifecycles(client)
  if (difference.type === 'refund') return lifecycles.refundWanted({ businessId, ...difference.refund })
  const { type, id, book } = difference
  if (type === 'order') await lifecycles.orderChanged({ businessId, orderId: id }, book!.shows as OrderStage)
  else await lifecycles.subscriptionChanged({ businessId, subscriptionId: id })
}
