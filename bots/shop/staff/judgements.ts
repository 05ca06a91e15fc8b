import type { Question } from '../../../db/questions'
import type { SubscriptionCard } from '../../../db/subscription-cards'
import type { Button, Judgement } from '../../../domain/buttons'
import type { SubscriptionId } from '../../../domain/ids'
import { nextSubscriptionState } from '../../../domain/subscription-states'
import { personLink } from '../../../locales/html'
import { sum } from '../../../locales/wording'
import type { ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { writtenReason } from './reason'
import { atDesk } from './desk'
import { actorOf, addressOf, redrawSubscriber, sayAnswer, staffsSubscription } from './subscriptions'
import { allowed } from './work-card'

type Of<V extends Button['verb']> = Extract<Button, { verb: V }>

const wordsFor = ({ number, terms, buyer }: SubscriptionCard, { t }: Scene) => ({
  number: String(number),
  plan: terms.names[t.lang],
  buyer: personLink(buyer.name, buyer.externalId),
})

const backTo = ({ t }: Scene, { id, number }: SubscriptionCard): ScreenButton => ({
  label: t.plain('btn-back-to-subscription', { number: String(number) }),
  press: { verb: 'staff_subscription', subscriptionId: id },
})

/** Asks once more before money goes back. */
export async function askToRefund(scene: Scene, { subscriptionId }: Of<'staff_refund'>): Promise<void> {
  if (!(await atDesk(scene, 'judge_subscriber'))) return
  const card = await staffsSubscription(scene, subscriptionId)
  if (!card) return
  const { t } = scene
  const paid = card.payments.find(({ state }) => state === 'paid')
  if (!paid) return scene.toast(t.plain('toast-refund-nothing'), { alert: true })
  await scene.redraw({
    text: t.html('staff-refund-ask', { ...wordsFor(card, scene), amount: sum(paid.amount, paid.currency) }),
    rows: [
      [{ label: t.plain('btn-refund-give'), press: { verb: 'refund_period', subscriptionId } }],
      [backTo(scene, card)],
    ],
  })
}

/** The money of the last period goes back. */
export async function refundPeriod(scene: Scene, { subscriptionId }: Of<'refund_period'>): Promise<void> {
  if (!(await allowed(scene, 'judge_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const { t, shop } = scene
  const answer = await shop.lifecycles.askRefund(addressOf(scene, subscriptionId), actorOf(scene), 'cancelled_by_staff')
  await scene.toast(t.plain(answer === 'given' ? 'toast-refund-begun' : 'toast-refund-nothing'), { alert: true })
  await redrawSubscriber(scene, subscriptionId)
}

const asks = { revoke: 'staff-judge-revoke', flag: 'staff-judge-flag' } as const
const sures = { revoke: 'btn-revoke-sure', flag: 'btn-flag-sure' } as const
const dones = { revoke: 'toast-revoked', flag: 'toast-flagged' } as const

/** Asks why: a reply to this message does it with that reason, the button without one. */
export async function askToJudge(scene: Scene, { subscriptionId, judgement }: Of<'staff_judge'>): Promise<void> {
  if (!(await atDesk(scene, 'judge_subscriber'))) return
  const card = await staffsSubscription(scene, subscriptionId)
  if (!card) return
  const { t } = scene
  if (!nextSubscriptionState(card.state, judgement)) {
    await scene.toast(t.plain('toast-subscriber-not-now'), { alert: true })
    return redrawSubscriber(scene, subscriptionId)
  }
  const screen = {
    text: t.html(asks[judgement], wordsFor(card, scene)),
    rows: [
      [
        {
          label: t.plain(sures[judgement]),
          press: { verb: 'staff_judge_sure' as const, subscriptionId, judgement },
        },
      ],
      [backTo(scene, card)],
    ],
  }
  await scene.ask(screen, { about: 'judge_subscriber', subscriptionId, judgement })
}

export async function judgeWithoutReason(
  scene: Scene,
  { subscriptionId, judgement }: Of<'staff_judge_sure'>,
): Promise<void> {
  if (await atDesk(scene, 'judge_subscriber')) await judge(scene, subscriptionId, judgement, 'staff')
}

export const judgeByReply = (
  scene: Scene,
  { subscriptionId, judgement }: Extract<Question, { about: 'judge_subscriber' }>,
  text: string,
): Promise<void> => judge(scene, subscriptionId, judgement, writtenReason(text))

async function judge(
  scene: Scene,
  subscriptionId: SubscriptionId,
  judgement: Judgement,
  reason: string,
): Promise<void> {
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const { t, shop } = scene
  const say = { revoke: shop.lifecycles.revokeAccess, flag: shop.lifecycles.flagFraud }[judgement]
  const answer = await say(addressOf(scene, subscriptionId), actorOf(scene), reason)
  await sayAnswer(scene, subscriptionId, answer, t.plain(dones[judgement]))
}

export async function liftFlag(scene: Scene, { subscriptionId }: Of<'lift_flag'>): Promise<void> {
  if (!(await allowed(scene, 'judge_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const { t, shop } = scene
  const answer = await shop.lifecycles.liftFlag(addressOf(scene, subscriptionId), actorOf(scene), 'staff')
  await sayAnswer(scene, subscriptionId, answer, t.plain('toast-flag-lifted'))
}
