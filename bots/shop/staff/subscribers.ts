import {
  subscriptionCounts,
  subscriptionLines,
  subscriptionsFound,
  type SubscriptionLine,
} from '../../../db/subscription-lists'
import { subscriberLists, type Button, type SubscriberList } from '../../../domain/buttons'
import { givesAccess, type SubscriptionState } from '../../../domain/subscription-states'
import { storableText } from '../../../domain/storable-text'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { mayAsStaff } from '../who'
import { atDesk } from './desk'
import { subscriberCard } from './subscriber-card'
import { staffsSubscription } from './subscriptions'

const shown = 8
const searchLimit = 100

/** The page of the staff menu: how many there are in each state, and the ways to one of them. */
export async function subscribersPage({ shop, t, who }: Scene): Promise<Screen> {
  const counts = await subscriptionCounts(shop.sql, shop.businessId)
  const states = Object.entries(counts) as [SubscriptionState, number][]
  const total = (counted: typeof states) => counted.reduce((all, [, count]) => all + count, 0)
  const button = (list: SubscriberList): ScreenButton => ({
    label: t.plain('btn-subscribers-list', {
      list: listName(t, list),
      count: list === 'all' ? total(states) : (counts[list] ?? 0),
    }),
    press: { verb: 'staff_subscribers', list, from: 0 },
  })
  const plans: ScreenButton[] = [
    { label: t.plain('btn-page-plans'), press: { verb: 'staff_menu', page: 'plans' } },
    { label: t.plain('btn-page-channels'), press: { verb: 'staff_menu', page: 'channels' } },
  ]
  return {
    text: t.html('staff-subscribers', { count: total(states.filter(([state]) => givesAccess(state))) }),
    rows: [
      ...[0, 2, 4].map((from) => subscriberLists.slice(from, from + 2).map(button)),
      [{ label: t.plain('btn-find-subscriber'), press: { verb: 'staff_find' } }],
      mayAsStaff(who, 'edit_plans') ? plans : [],
      mayAsStaff(who, 'judge_subscriber')
        ? [{ label: t.plain('btn-operations'), press: { verb: 'operations' as const } }]
        : [],
    ],
  }
}

const listName = (t: Scene['t'], list: SubscriberList) =>
  list === 'all' ? t.plain('plain-subscribers-all') : t.plain(`plain-subscription-state-${list}`)

/** The newest of a list, a page at a time. */
export async function openSubscribers(
  scene: Scene,
  { list, from }: Extract<Button, { verb: 'staff_subscribers' }>,
): Promise<void> {
  if (!(await atDesk(scene, 'see_subscriptions'))) return
  const { shop, t } = scene
  const lines = await subscriptionLines(shop.sql, { businessId: shop.businessId, list, from, limit: shown + 1 })
  const turn: ScreenButton[] = []
  const page = (to: number): Button => ({ verb: 'staff_subscribers', list, from: to })
  if (from > 0) turn.push({ label: t.plain('btn-newer'), press: page(Math.max(0, from - shown)) })
  if (lines.length > shown && from + shown < 1000) turn.push({ label: t.plain('btn-older'), press: page(from + shown) })
  const key = lines.length === 0 ? 'staff-subscribers-none' : 'staff-subscribers-list'
  await scene.redraw({
    text: t.html(key, { list: listName(t, list) }),
    rows: [...lines.slice(0, shown).map((line) => [lineButton(scene, line)]), turn, [backToSubscribers(scene)]],
  })
}

const lineButton = ({ t }: Scene, { id, number, state, buyerName }: SubscriptionLine): ScreenButton => ({
  label: t.plain('btn-subscriber', {
    number: String(number),
    buyer: buyerName,
    state: t.plain(`plain-subscription-state-${state}`),
  }),
  press: { verb: 'staff_subscription', subscriptionId: id },
})

const backToSubscribers = ({ t }: Scene): ScreenButton => ({
  label: t.plain('btn-page-subscriptions'),
  press: { verb: 'staff_menu', page: 'subscriptions' },
})

export async function findSubscriber(scene: Scene): Promise<void> {
  if (!(await atDesk(scene, 'see_subscriptions'))) return
  await scene.ask({ text: scene.t.html('staff-find-ask'), rows: [] }, { about: 'find_subscriber' })
}

/** The only one found is opened; when nobody is, the answer asks again. */
export async function findByReply(scene: Scene, text: string): Promise<void> {
  const { shop, t } = scene
  const wanted = storableText(text)
    .trim()
    .replace(/^[@#№]\s*/, '')
    .slice(0, searchLimit)
  const { sql, businessId } = shop
  const found = wanted === '' ? [] : await subscriptionsFound(sql, { businessId, text: wanted, limit: shown + 1 })
  const [only] = found
  if (!only) {
    const screen = { text: t.html('staff-find-none', { text: wanted }), rows: [[backToSubscribers(scene)]] }
    return scene.ask(screen, { about: 'find_subscriber' })
  }
  if (found.length === 1) {
    const card = await staffsSubscription(scene, only.id)
    if (card) await scene.show(await subscriberCard(scene, card))
    return
  }
  await scene.show({
    text: t.html(found.length > shown ? 'staff-found-many' : 'staff-found', { text: wanted }),
    rows: [...found.slice(0, shown).map((line) => [lineButton(scene, line)]), [backToSubscribers(scene)]],
  })
}
