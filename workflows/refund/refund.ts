import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  log,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow'
import type { StarsActivities } from '../../activities/stars'
import { orderWorkflowId, paidFor, subscriptionWorkflowId } from '../../domain/ids'
import type { LedgerAnswer } from '../../domain/ledger'
import { endReasons } from '../../domain/providers'
import { askedLedger, ledger } from '../ledger'
import { OneAtATime } from '../one-at-a-time'
import { bookChanged } from '../order/messages'
import { bookChanged as subscriptionChanged } from '../subscription/messages'
import { taskQueues } from '../task-queues'
import { Voice } from '../voice'
import * as messages from './messages'
import type { RefundOutcome, RefundStart } from './messages'

const { refundStars } = proxyActivities<StarsActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

interface Writing {
  readonly reason: number
  readonly actor: string
  readonly mayRefuse: boolean
}

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

  const write = (book: typeof ledger, { reason, actor, mayRefuse }: Writing) =>
    queue.run(async () => {
      last = await book.refundTransaction(key, { provider, externalId, reason, actor, mayRefuse }, Date.now())
      return last
    })
  const returned = () => last?.ok === true
  // Telegram reports Stars that have gone back; the others ask.
  setHandler(messages.recordedByProvider, ({ reason }) =>
    write(askedLedger, { reason, actor: `provider:${provider}`, mayRefuse: provider !== 'stars' }),
  )
  setHandler(messages.confirmByHand, ({ staffId }) =>
    write(askedLedger, { reason: endReasons.refund, actor: `staff:${staffId}`, mayRefuse: false }),
  )

  if (start.goneBack) {
    await write(ledger, { reason: endReasons.refund, actor: `provider:${provider}`, mayRefuse: false })
  }
  if (start.begunByProvider) {
    setCurrentDetails(`${provider} gives back payment ${paymentId} by itself`)
    // Its message may have been lost on the way; then it says so again, to a run of its own.
    await condition(() => last !== undefined, '10 minutes', { summary: 'the provider says that it gave money back' })
  }
  const wanted = returned() || start.goneBack ? null : await ledger.refundState(about)
  if (wanted !== null && wanted !== 'completed') {
    const { reason } = await ledger.refundTerms(about)
    setCurrentDetails(`Payment ${paymentId} has to go back through ${provider}: ${reason}`)
    voice.say({ kind: 'refund_started', ...about, dedupeKey: `${dedupeKey}/started` })
    if (provider === 'stars') await giveStarsBack()
    if (!returned()) await waitForStaff()
  }
  await condition(allHandlersFinished)
  if (!returned()) return { state: 'refused' }

  setCurrentDetails(`Payment ${paymentId} went back through ${provider}`)
  // Whoever took the money back where it was paid from knows it.
  if (start.goneBack !== 'chargeback') {
    voice.say({ kind: 'refund_completed', ...about, dedupeKey: `${dedupeKey}/completed` })
  }
  if (last?.payment === 'refunded') await tellWhatWasPaidFor()
  await condition(() => !voice.speaking && allHandlersFinished())
  return { state: 'completed' }

  async function giveStarsBack(): Promise<void> {
    try {
      await refundStars.executeWithOptions({ summary: 'refundStarPayment' }, [{ businessId, paymentId, externalId }])
      await write(ledger, { reason: endReasons.refund, actor: 'provider:stars', mayRefuse: false })
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

  /** What is still going on ends now; an order that asked for this refund looks whether that was all. */
  async function tellWhatWasPaidFor(): Promise<void> {
    const { orderId, subscriptionId } = paidFor(paymentId)
    const workflowId =
      orderId !== undefined ? orderWorkflowId(businessId, orderId) : subscriptionWorkflowId(businessId, subscriptionId)
    try {
      await getExternalWorkflowHandle(workflowId).signal(orderId !== undefined ? bookChanged : subscriptionChanged)
    } catch {
      log.info('it has ended; nobody to tell of the returned money', { workflowId })
    }
  }
}
