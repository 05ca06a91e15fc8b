import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
} from '@temporalio/workflow'
import { TypedSearchAttributes, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { LedgerActivities } from '../../activities/ledger'
import { orderWorkflowId, refundWorkflowId } from '../../domain/ids'
import type { LateOutcome, LedgerAnswer, ProviderTransaction } from '../../domain/ledger'
import { formatMoney, fromJson } from '../../domain/money'
import { OneAtATime } from '../one-at-a-time'
import { revived, type OrderStart } from '../order/messages'
import type { RefundStart } from '../refund/messages'
import { foundBy, showPaymentStage } from '../search-attributes'
import { Voice } from '../voice'
import * as messages from './messages'
import type { PaymentOutcome, PaymentStart } from './messages'
import { PaymentStage } from './stage'

const ledger = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
})

type Performed = Awaited<ReturnType<LedgerActivities['performPayment']>>

/**
 * One stage of money: asks for it, nudges, and ends as paid, expired or cancelled. Every message changes the book
 * first and is answered with what the book says. A `late` run takes one message for a payment that has ended.
 */
export async function payment(start: PaymentStart): Promise<PaymentOutcome> {
  const { businessId, paymentId } = start
  const key = { businessId, paymentId }
  const voice = new Voice()
  const queue = new OneAtATime()
  const unexpected: { landing: LateOutcome; transaction: ProviderTransaction }[] = []
  let stage: PaymentStage | undefined

  const learn = (answer: LedgerAnswer): LedgerAnswer => {
    stage?.learn(answer)
    return answer
  }
  const landed = ({ answer, landing }: Performed): LedgerAnswer => {
    if (answer.ok && landing && landing !== 'paid') unexpected.push({ landing, transaction: answer.transaction })
    return learn(answer)
  }
  setHandler(messages.hold, (request) =>
    queue.run(async () => learn(await ledger.holdPayment(key, request, Date.now()))),
  )
  setHandler(messages.perform, (request) =>
    queue.run(async () => landed(await ledger.performPayment(key, request, Date.now()))),
  )
  setHandler(messages.markPaidByHand, (press) =>
    queue.run(async () => landed(await ledger.receiveCash(key, press, Date.now()))),
  )
  setHandler(messages.moneyLanded, async (request) => {
    await queue.run(async () => landed(await ledger.performPayment(key, request, Date.now())))
  })
  setHandler(messages.release, (request) =>
    queue.run(async () => learn(await ledger.releasePayment(key, request, Date.now()))),
  )
  setHandler(messages.extend, ({ actor }) =>
    queue.run(async () => {
      const answer = await ledger.extendPayment(key, actor, Date.now())
      if (answer.ok) stage?.extendTo(answer.expiresAt)
      return answer
    }),
  )
  setHandler(messages.withdraw, ({ actor }) =>
    queue.run(async () => {
      const state = await ledger.withdrawPayment(key, actor, Date.now())
      stage?.become(state)
    }),
  )
  setHandler(messages.switchNudges, ({ on }) => stage?.switchNudges(on))
  let asked = 0
  setHandler(messages.nudgeNow, () => {
    if (stage?.state !== 'due') return
    asked++
    voice.say({ kind: 'payment_nudge', ...start, nudge: 0, dedupeKey: `${paymentId}/nudge-asked/${asked}` })
  })

  if (start.mode === 'late') {
    const state = await ledger.stateOfPayment(key)
    await condition(allHandlersFinished)
    for (const money of unexpected) await follow(start, money, voice)
    await voice.finished()
    return { state: state as PaymentOutcome['state'] }
  }

  const opened = await queue.run(() => ledger.openPayment(key, Date.now()))
  stage = new PaymentStage(opened)
  const sum = `${opened.ref}: ${formatMoney(fromJson(opened.money))}`
  if (!stage.settled) {
    showPaymentStage('due', opened.expiresAt)
    voice.say({ kind: 'payment_due', ...start, dedupeKey: `${paymentId}/due/${opened.openedAt}` })
  }
  while (!stage.settled) {
    setCurrentDetails(inWords(stage, sum))
    await untilNextWake(stage, sum)
    const wake = stage.onWake(Date.now())
    if (wake?.kind === 'nudge') nudge(start, wake.nudge, voice)
    if (wake?.kind === 'expire') stage.become(await queue.run(() => ledger.expirePayment(key, Date.now())))
    if (wake?.kind === 'release') stage.become(await queue.run(() => ledger.releaseOverdueHold(key, Date.now())))
  }

  voice.silence()
  await condition(allHandlersFinished)
  showPaymentStage(stage.state, stage.deadline)
  setCurrentDetails(`${sum} is **${stage.state}**`)
  for (const money of unexpected) await follow(start, money, voice)
  await condition(allHandlersFinished)
  return { state: stage.state as PaymentOutcome['state'] }
}

async function untilNextWake(stage: PaymentStage, sum: string): Promise<void> {
  const wakeAt = stage.nextWake()
  const { revision } = stage
  const ms = (wakeAt ?? 0) - Date.now()
  if (ms <= 0) return
  await condition(() => stage.revision !== revision, ms, { summary: `${sum} ${stage.state}: next look` })
}

function nudge(start: PaymentStart, number: number, voice: Voice): void {
  const { businessId, paymentId } = start
  const dedupeKey = `${paymentId}/nudge/${number}`
  voice.say({ kind: 'payment_nudge', ...start, nudge: number, dedupeKey }, (outcome) =>
    ledger.tellNudge(
      { businessId, paymentId },
      { nudge: number, now: Date.now(), ...(outcome !== 'sent' && { skipped: outcome }) },
    ),
  )
}

/** Where money that nobody waited for leads: the order goes on, or the money goes back. Never silent. */
async function follow(
  { businessId, orderId, paymentId }: PaymentStart,
  { landing, transaction }: { landing: LateOutcome; transaction: ProviderTransaction },
  voice: Voice,
): Promise<void> {
  const { provider, externalId } = transaction
  const about = { businessId, orderId, paymentId, outcome: landing }
  const dedupeKey = `${provider}/${externalId}/late`
  if (landing === 'revived') {
    await goOnWithOrder({ businessId, orderId })
  } else {
    const refund: RefundStart = {
      businessId,
      orderId,
      paymentId,
      provider,
      externalId,
      reason: 'late_money',
      requestedBy: 'timer',
    }
    await startIfNew(() =>
      startChild('refund', {
        workflowId: refundWorkflowId(businessId, paymentId, transaction),
        args: [refund],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        typedSearchAttributes: new TypedSearchAttributes([foundBy.business(businessId)]),
      }),
    )
  }
  voice.say({ kind: 'late_money', ...about, dedupeKey: `${dedupeKey}/buyer` })
  voice.say({ kind: 'late_money_for_owner', ...about, dedupeKey: `${dedupeKey}/owner` })
  await voice.finished()
}

/** The order runs again; one that has not ended yet is told to look at the book. */
async function goOnWithOrder({ businessId, orderId }: Pick<OrderStart, 'businessId' | 'orderId'>): Promise<void> {
  const workflowId = orderWorkflowId(businessId, orderId)
  const { stage, revivedFrom } = await ledger.revivalOfOrder({ businessId, orderId })
  const args: [OrderStart] = [{ businessId, orderId, ...(revivedFrom && { revivedFrom }) }]
  const started = await startIfNew(() =>
    startChild('order', {
      workflowId,
      args,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: new TypedSearchAttributes([
        foundBy.business(businessId),
        foundBy.orderStage(stage),
        ...(revivedFrom ? [foundBy.revivedFrom(revivedFrom)] : []),
      ]),
    }),
  )
  if (!started) await getExternalWorkflowHandle(workflowId).signal(revived)
}

async function startIfNew(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start()
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}

function inWords(stage: PaymentStage, sum: string): string {
  const at = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  if (stage.state === 'held') return `A provider is taking ${sum}; it has until ${at(stage.deadline)} UTC`
  const next = stage.nextWake()
  const nudgeNext = next !== null && next < stage.deadline ? `; next nudge ${at(next)}` : ''
  return `Waits for ${sum} until ${at(stage.deadline)} UTC${nudgeNext}`
}
