import { encodeButton } from '../../domain/buttons'
import type { SubscriptionId } from '../../domain/ids'
import type { SandboxClient } from '../../sandbox/client'
import { wares } from '../town/shop'
import type { SubscriberPlan } from './crowd'
import { pay } from './paying'
import { Phone, type Ask } from './phone'

const inviteLink = /^https:\/\/t\.me\/\+/
const invoiceLink = /^https:\/\/t\.me\/\$/
const monthlyTries = 8

/** One person subscribes to a channel and does with it what they have in mind. */
export async function subscribe(
  sandbox: SandboxClient,
  plan: SubscriberPlan,
  { leaving, monthMs }: { leaving: AbortSignal; monthMs: number },
): Promise<void> {
  const { buyer, course, way, thinksMs } = plan
  const phone = new Phone(sandbox, buyer, leaving)
  await phone.think(plan.comesAt)
  await phone.say('/start')
  const planId = course === 'stays' || course === 'cancels' || course === 'never_pays' ? wares.lasting : wares.brief
  await phone.press(encodeButton({ verb: 'subscribe', draft: `s${buyer}`, planId, on: false }))
  const first = await phone.untilAsked(() => true)
  if (!first || course === 'never_pays') return
  await phone.think(thinksMs)
  if (course === 'stars_monthly') {
    if (!(await payMonthly(phone, first))) return
  } else {
    await pay({ sandbox, phone }, way, first)
  }
  const door = await phone.untilLink(inviteLink)
  if (door) await phone.join(door)
  switch (course) {
    case 'cancels':
      await phone.think(thinksMs)
      return phone.press(encodeButton({ verb: 'stop_renewal_sure', subscriptionId: subscriptionIdOf(first) }))
    case 'renews_once': {
      const second = await phone.untilAsked(({ ref }) => ref !== first.ref)
      if (second) await pay({ sandbox, phone }, way, second)
      return
    }
    case 'stars_monthly':
      // Telegram charges again by itself; after that they have had enough.
      await phone.think(monthMs * 1.2)
      return phone.press(encodeButton({ verb: 'stop_renewal_sure', subscriptionId: subscriptionIdOf(first) }))
    case 'stays':
    case 'lapses':
      return
  }
}

async function payMonthly(phone: Phone, { monthlyData }: Ask): Promise<boolean> {
  if (!monthlyData) return false
  for (let attempt = 1; attempt <= monthlyTries; attempt++) {
    await phone.press(monthlyData)
    const link = await phone.untilLink(invoiceLink, 15_000)
    const outcome = link && (await phone.payInvoiceLink(link)).outcome
    if (outcome === 'paid' || outcome === 'already_paid') return true
    await phone.think(3_000)
  }
  return false
}

/** The Stars button names the payment, and the payment the subscription. */
function subscriptionIdOf({ starsData, monthlyData }: Ask): SubscriptionId {
  return (starsData ?? monthlyData ?? '').slice('ps:'.length).split('.')[0] as SubscriptionId
}
