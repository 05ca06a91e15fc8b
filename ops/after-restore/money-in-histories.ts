import { defaultPayloadConverter } from '@temporalio/common'
import type { temporal } from '@temporalio/proto'
import { z } from 'zod'
import type { Refunding, RememberedMoney, RememberedReturn } from '../../domain/after-restore'
import { paymentIdPattern } from '../../domain/ids'
import { providers } from '../../domain/providers'
import type { Read } from './remembered'

type Event = temporal.api.history.v1.IHistoryEvent
type Payloads = temporal.api.common.v1.IPayloads | null | undefined

const money = z.object({ amount: z.string().regex(/^\d+$/), currency: z.enum(['UZS', 'KZT', 'USD', 'XTR']) })
const paymentId = z.string().regex(paymentIdPattern)
const named = z.object({ provider: z.enum(providers), externalId: z.string().min(1) })
const landing = named.extend({
  landed: z.object({ money, providerTime: z.number(), recurring: z.enum(['first', 'renewal']).optional() }),
})
const paymentStart = z.object({ paymentId, landed: landing.optional() })
const refundStart = named.extend({ paymentId })
/** What the book answered to a message about money. */
const answer = z.object({
  ok: z.literal(true),
  transaction: named.extend({
    paymentId,
    money,
    providerTime: z.number(),
    state: z.enum(['held', 'performed', 'released', 'refunded']),
  }),
})
const ended = z.object({ state: z.literal('completed') })

/** Money that a payment's workflow was told of: by its start, by a signal, or by an update that the book granted. */
export function moneyIn({ workflowId, history }: Read): RememberedMoney[] {
  const events = history.events ?? []
  const start = paymentStart.safeParse(inputOf(events))
  if (!start.success) throw new Error(`${workflowId} was started with something that is not a payment`)
  const own = start.data.paymentId
  const found: RememberedMoney[] = []
  const { landed } = start.data
  if (landed) found.push({ ...asTold(landed), paymentId: own, at: timeOf(events[0]) })
  for (const event of events) {
    const at = timeOf(event)
    const signal = event.workflowExecutionSignaledEventAttributes
    if (signal?.signalName === 'moneyLanded') {
      const told = landing.safeParse(firstOf(signal.input))
      if (told.success) found.push({ ...asTold(told.data), paymentId: own, at })
    }
    const answered = answerIn(event)
    if (answered?.state === 'performed') {
      const { provider, externalId, providerTime } = answered
      const landed = { money: answered.money, providerTime }
      found.push({ provider, externalId, paymentId: answered.paymentId, landed, at })
    }
  }
  return found
}

/** The money that a refund's workflow has seen go back; nothing while it waits. */
export function returnIn({ workflowId, history }: Read): RememberedReturn[] {
  const events = history.events ?? []
  const start = refundStart.safeParse(inputOf(events))
  if (!start.success) throw new Error(`${workflowId} was started with something that is not a refund`)
  const done = events.find(
    (event) =>
      answerIn(event)?.state === 'refunded' ||
      ended.safeParse(firstOf(event.workflowExecutionCompletedEventAttributes?.result)).success,
  )
  return done ? [{ ...start.data, at: timeOf(done) }] : []
}

/** The money that a refund's workflow has not seen go back, while it runs. */
export function refundingIn(run: Read & { readonly isRunning: boolean }): Refunding[] {
  const start = refundStart.safeParse(inputOf(run.history.events ?? []))
  return run.isRunning && start.success && returnIn(run).length === 0 ? [start.data] : []
}

const asTold = ({ provider, externalId, landed: { recurring, ...landed } }: z.output<typeof landing>) => ({
  provider,
  externalId,
  landed: { ...landed, ...(recurring && { recurring }) },
})

function answerIn(event: Event) {
  const outcome = event.workflowExecutionUpdateCompletedEventAttributes?.outcome
  const parsed = answer.safeParse(firstOf(outcome?.success))
  return parsed.success ? parsed.data.transaction : undefined
}

export const inputOf = (events: readonly Event[]): unknown =>
  firstOf(events[0]?.workflowExecutionStartedEventAttributes?.input)

function firstOf(payloads: Payloads): unknown {
  const [payload] = payloads?.payloads ?? []
  return payload ? defaultPayloadConverter.fromPayload(payload) : undefined
}

const timeOf = (event: Event | undefined) =>
  Number(event?.eventTime?.seconds ?? 0) * 1000 + Math.floor((event?.eventTime?.nanos ?? 0) / 1e6)
