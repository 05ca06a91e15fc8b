import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow'
import type { LedgerActivities } from '../../activities/ledger'
import type { StarsActivities } from '../../activities/stars'
import { orderWorkflowId, paidFor } from '../../domain/ids'
import type { LedgerAnswer } from '../../domain/ledger'
import { endReasons } from '../../domain/providers'
import { OneAtATime } from '../one-at-a-time'
import { bookChanged } from '../order/messages'
import { taskQueues } from '../task-queues'
import { Voice } from '../voice'
import * as messages from './messages'
import type { RefundOutcome, RefundStart } from './messages'

const ledger = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
})
const { refundStars } = proxyActivities<StarsActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

/**
 * Gives back one transaction. Stars go back through Telegram at once; a card, Payme or Click payment is returned by a
 * person in the provider's cabinet, and cash by hand, so it stands on the owner's list until somebody confirms it or
 * the provider reports it.
 */
export async function refund(start: RefundStart): Promise<RefundOutcome> {
  const { businessId, paymentId, provider, externalId } = start
  const key = { businessId, paymentId }
  const about = { businessId, paymentId, provider, externalId }
  const dedupeKey = `${provider}/${externalId}/refund`
  const voice = new Voice()
  const queue = new OneAtATime()
  let last: LedgerAnswer | undefined

  const write = (reason: number, actor: string, mayRefuse: boolean) =>
    queue.run(async () => {
      const request = { provider, externalId, reason, actor, mayRefuse }
      last = await ledger.refundTransaction(key, request, Date.now())
      return last
    })
  const returned = () => last?.ok === true
  setHandler(messages.recordedByProvider, ({ reason }) => write(reason, `provider:${provider}`, true))
  setHandler(messages.confirmByHand, ({ staffId }) => write(endReasons.refund, `staff:${staffId}`, false))

  if (start.begunByProvider) {
    setCurrentDetails(`${provider} gives back payment ${paymentId} by itself`)
    await condition(() => last !== undefined)
  } else {
    const { reason } = await ledger.refundTerms(about)
    setCurrentDetails(`Payment ${paymentId} has to go back through ${provider}: ${reason}`)
    voice.say({ kind: 'refund_started', ...about, dedupeKey: `${dedupeKey}/started` })
    if (provider === 'stars') await giveStarsBack()
    if (!returned()) await waitForStaff()
  }
  await condition(allHandlersFinished)
  if (!returned()) return { state: 'refused' }

  setCurrentDetails(`Payment ${paymentId} went back through ${provider}`)
  voice.say({ kind: 'refund_completed', ...about, dedupeKey: `${dedupeKey}/completed` })
  if (last?.payment === 'refunded') await tellOrder()
  await condition(() => !voice.speaking && allHandlersFinished())
  return { state: 'completed' }

  async function giveStarsBack(): Promise<void> {
    try {
      await refundStars.executeWithOptions({ summary: 'refundStarPayment' }, [{ businessId, paymentId, externalId }])
      await write(endReasons.refund, 'provider:stars', false)
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error
      log.error('Telegram refused to give Stars back; a person has to', { cause: error.cause?.message })
    }
  }

  async function waitForStaff(): Promise<void> {
    await queue.run(() => ledger.refundAwaitsStaff(about))
    const { refundReminderMs } = await ledger.refundTerms(about)
    for (let reminder = 0; !returned(); reminder++) {
      voice.say({ kind: 'refund_todo', ...about, reminder, dedupeKey: `${dedupeKey}/todo/${reminder}` })
      await condition(returned, refundReminderMs, { summary: 'remind the owner of the refund' })
    }
  }

  /** An order that is still going on ends now; one that asked for this refund looks whether that was all. */
  async function tellOrder(): Promise<void> {
    const { orderId } = paidFor(paymentId)
    if (!orderId) return
    try {
      const handle = getExternalWorkflowHandle(orderWorkflowId(businessId, orderId))
      await handle.signal(bookChanged)
    } catch {
      log.info('the order has ended; nobody to tell of the returned money')
    }
  }
}
