import { encodeButton } from '../../domain/buttons'
import type { OrderId, ProductId } from '../../domain/ids'
import type { SandboxClient } from '../../sandbox/client'
import type { OrderPlan } from './crowd'
import { completeClick, declined, pay, performPayme, type Till } from './paying'
import { Phone, type Ask } from './phone'

/** Payme ends a transaction after 12 h; this one is so old that it is ended in the middle of being paid. */
const nearlyTwelveHoursMs = 12 * 3_600_000 - 15_000
const untilEndedMs = 40_000
const untilCancelledMs = 5_000

/** `paid`: all that was asked for, and nothing was cancelled. `turned_away`: would have paid, and it could not be done. */
export type OrderEnd = 'paid' | 'turned_away' | 'wanted_otherwise'

/** One person orders flowers and does with the order what they have in mind. */
export async function order(sandbox: SandboxClient, plan: OrderPlan, leaving: AbortSignal): Promise<OrderEnd> {
  const { buyer, course, product, ways, thinksMs, together } = plan
  const phone = new Phone(sandbox, buyer, leaving)
  const till = { sandbox, phone }
  await phone.think(plan.comesAt)
  await phone.say('/start')
  const inFull = course === 'pays_in_full'
  await phone.press(
    encodeButton({
      verb: 'checkout',
      draft: `d${buyer}`,
      productId: product as ProductId,
      quantity: 1,
      plan: inFull ? 'full' : 'deposit_balance',
    }),
  )
  const first = await phone.untilAsked(() => true)
  // Sold out, or nobody answered to the end of the drill.
  if (!first) return 'turned_away'
  await phone.think(thinksMs)
  const cancel = () => phone.press(encodeButton({ verb: 'cancel_sure', orderId: orderIdOf(first) }))
  switch (course) {
    case 'never_pays':
      return 'wanted_otherwise'
    case 'cancels_unpaid':
      await cancel()
      return 'wanted_otherwise'
    case 'pays_late':
      await (ways[0] === 'click' ? payCancelled(till, first) : payOverdue(till, first))
      return 'wanted_otherwise'
    case 'declined_first':
      await declined(till, ways[0], first)
      break
    case 'pays':
    case 'pays_in_full':
    case 'pays_twice':
    case 'deposit_only':
    case 'cancels_paid':
      break
  }
  const tries =
    course === 'pays_twice'
      ? [pay(till, 'payme', first, { together }), pay(till, 'click', first)]
      : [pay(till, ways[0], first, { together })]
  if (!(await Promise.all(tries)).includes('paid')) return 'turned_away'
  if (inFull) return 'paid'
  if (course === 'deposit_only') return 'wanted_otherwise'
  const balance = await phone.untilAsked(({ ref }) => ref !== first.ref)
  if (!balance) return 'turned_away'
  await phone.think(thinksMs)
  if (course === 'cancels_paid') {
    await cancel()
    return 'wanted_otherwise'
  }
  return (await pay(till, ways[1], balance, { together })) === 'paid' ? 'paid' : 'turned_away'
}

/** Click has prepared, the buyer cancels, and then the money comes all the same. */
async function payCancelled({ sandbox, phone }: Till, ask: Ask): Promise<void> {
  const prepared = await sandbox.click.pay(ask.clickLink, 'disconnect')
  await phone.press(encodeButton({ verb: 'cancel_sure', orderId: orderIdOf(ask) }))
  await phone.think(untilCancelledMs)
  await completeClick({ sandbox, phone }, prepared)
}

/** Payme performs what was ended meanwhile. */
async function payOverdue({ sandbox, phone }: Till, ask: Ask): Promise<void> {
  const created = await sandbox.payme.pay(ask.paymeLink, 'disconnect', { ageMs: nearlyTwelveHoursMs })
  await phone.think(untilEndedMs)
  await performPayme({ sandbox, phone }, created)
}

/** The Stars button names the payment, and the payment the order. */
function orderIdOf({ starsData = '' }: Ask): OrderId {
  return starsData.slice('ps:'.length).split('.')[0] as OrderId
}
