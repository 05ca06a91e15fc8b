import { setHandler } from '@temporalio/workflow'
import type { SubscriptionActivities } from '../../activities/subscriptions'
import { startRefund } from '../going-on'
import { askedLedger } from '../ledger'
import * as messages from './messages'
import { neverSold } from './messages'
import type { RefundAnswer, RenewAnswer, SubscriptionActor, SubscriptionAnswer } from './messages'
import type { SubscriptionRun } from './subscription'

type Step = Parameters<SubscriptionActivities['stepSubscription']>[1]
type Result = Awaited<ReturnType<SubscriptionActivities['stepSubscription']>>

const day = 86_400_000

const by = ({ by: who, staffId }: SubscriptionActor) => (who === 'staff' ? `staff:${staffId ?? ''}` : who)

/** What a subscription answers to. Every message changes the book first and is answered with what the book says. */
export function listen(run: SubscriptionRun): void {
  const { key, queue } = run

  /** Changes the book, then goes on from what it says. */
  const change = <T>(ask: () => Promise<T>) =>
    queue.run(async () => {
      if (!run.placed) throw neverSold(key.subscriptionId)
      const answer = await ask()
      await run.look()
      return answer
    })
  const answered = async (ask: () => Promise<Result>): Promise<SubscriptionAnswer> => {
    const { done, state } = await change(ask)
    return done ? { ok: true, state } : { ok: false, state, refusal: 'not_now' }
  }
  const step = (action: Step['action'], actor: SubscriptionActor, reason: string) =>
    answered(() => askedLedger.stepSubscription(key, { action, actor: by(actor), reason }, Date.now()))

  setHandler(messages.renewNow, () =>
    queue.run(async (): Promise<RenewAnswer> => {
      if (!run.placed) throw neverSold(key.subscriptionId)
      await run.look()
      const { state, next } = run.progress
      if (state !== 'active' && state !== 'grace' && state !== 'cancelled') return { ok: false, state }
      if (next.state !== 'due' && next.state !== 'held') run.ask()
      return { ok: true, paymentId: next.paymentId }
    }),
  )
  const cancel = async (actor: SubscriptionActor) => {
    let wasCancelled = false
    const answer = await answered(() => {
      // In its turn: a run that was begun for this message knows the subscription only now.
      wasCancelled = !run.progress.renews
      return askedLedger.stepSubscription(key, { action: 'cancel', actor: by(actor), reason: 'cancelled' }, Date.now())
    })
    if (!answer.ok || wasCancelled) return answer
    await run.withdraw(by(actor))
    if (answer.state === 'cancelled') run.say({ kind: 'subscription_cancelled' }, `cancelled/${Date.now()}`)
    return answer
  }
  setHandler(messages.cancelRenewal, cancel)
  setHandler(messages.resume, (actor) => step('resume', actor, 'resumed'))
  setHandler(messages.revoke, ({ reason, ...actor }) => step('revoke', actor, reason))
  setHandler(messages.flagFraud, ({ reason, ...actor }) => step('flag', actor, reason))
  setHandler(messages.liftFlag, ({ reason, ...actor }) => step('unflag', actor, reason))
  setHandler(messages.pause, async ({ paused, reason, ...actor }) => {
    const answer = await answered(() =>
      askedLedger.pauseSubscription(key, { paused, actor: by(actor), reason }, Date.now()),
    )
    if (answer.ok) run.say({ kind: 'subscription_paused', paused }, `paused/${Date.now()}`)
    return answer
  })
  setHandler(messages.switchVip, ({ vip, ...actor }) =>
    answered(() => askedLedger.switchVip(key, { vip, actor: by(actor) }, Date.now())),
  )
  setHandler(messages.extend, ({ days, reason, pressId, ...actor }) => {
    const grant = { id: pressId, kind: 'comp', ms: days * day, actor: by(actor), reason } as const
    return answered(() => askedLedger.extendSubscription(key, grant, Date.now())).then((answer) => {
      if (answer.ok) run.say({ kind: 'subscription_begun' }, `extended/${pressId}`)
      return answer
    })
  })
  setHandler(messages.changePlan, async ({ planId, atOnce, ...actor }) => {
    const result = await change(() => askedLedger.changePlan(key, { planId, atOnce, actor: by(actor) }, Date.now()))
    if (!result.done) return { ok: false, state: result.state, refusal: result.refusal }
    // What was asked for has another price now. In the days of grace there may be no other moment to ask for it.
    await run.withdraw(by(actor))
    await run.collectedOrGivenUp()
    if (result.state === 'grace') {
      await queue.run(async () => {
        await run.look()
        if (run.progress.state === 'grace') run.ask()
      })
    }
    return { ok: true, state: result.state }
  })
  setHandler(messages.resendLinks, async (actor) => {
    const wish = await change(() => askedLedger.wishLinks(key, by(actor), Date.now()))
    const { state } = run.progress
    return wish.granted ? { ok: true, state } : { ok: false, state, refusal: wish.refusal }
  })
  setHandler(messages.requestJoin, async (request) => {
    const answer = await change(() => askedLedger.judgeJoin(key, request, Date.now()))
    if (answer.approve) return { approve: true }
    if (answer.isNew) {
      const { link, userId } = request
      run.say({ kind: 'stranger_at_link', strangerId: userId }, `stranger/${link}/${userId}`)
    }
    if (answer.flaggedNow) {
      await step('flag', { by: 'telegram' }, 'strangers')
      run.say({ kind: 'subscription_flagged' }, `flagged/${Date.now()}`)
    }
    return { approve: false, reason: answer.reason }
  })
  setHandler(messages.askRefund, async ({ reason, ...actor }) => {
    const wanted = await change(() =>
      askedLedger.refundPeriod(key, { actor: by(actor), reason, isStaff: actor.by === 'staff' }, Date.now()),
    )
    if (wanted.asksOwner) {
      run.say({ kind: 'refund_wanted', reason }, `refund-wanted/${wanted.paymentId}`)
      return 'owner_asked'
    }
    for (const transaction of wanted.transactions) await startRefund({ businessId: key.businessId, ...transaction })
    return (wanted.transactions.length > 0 ? 'given' : 'nothing_to_refund') satisfies RefundAnswer
  })
  setHandler(messages.starRenewal, async (news) => {
    await run.begun
    if (!run.placed) return
    const { counts } = await change(() => askedLedger.noteStarRenewal(key, news, Date.now()))
    if (!counts) return
    const { renewal } = news
    // Whoever stops the renewal in Telegram wants no further period; but a failed charge may end in `canceled` too.
    if (renewal === 'off' && run.progress.state === 'active') await cancel({ by: 'telegram' })
    if (renewal === 'on' && run.progress.state === 'cancelled') await step('resume', { by: 'telegram' }, 'resumed')
    if (renewal === 'failed') run.say({ kind: 'star_renewal_failed' }, `star-failed/${run.progress.endsAt}`)
  })
  setHandler(messages.bookChanged, () => {
    run.bookChanged = true
  })
}
