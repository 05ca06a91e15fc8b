import { textsIn } from '../../locales/texts'
import { demoBusiness } from '../../db/demo-shop'
import { subscriptionWorkflowId } from '../../domain/ids'
import { createLifecycles } from '../../workflows/callers'
import { openTown, shopBot, until, type Town } from './town'

const { id: businessId } = demoBusiness

export type SubscriptionTown = Awaited<ReturnType<typeof openSubscriptionTown>>

export interface SubscriptionRow {
  readonly id: string
  readonly number: number
  readonly state: string
  readonly until: Date | null
}

/** The town, with what a subscription needs: its way through the bot, and a clock that can be put forward. */
export async function openSubscriptionTown(options: Parameters<typeof openTown>[0] = {}) {
  const town = await openTown(options)
  const lifecycles = createLifecycles(town.temporal.client)

  const newest = async (buyer: number): Promise<SubscriptionRow | undefined> => {
    const [row] = await town.sql<SubscriptionRow[]>`
      SELECT id, number, state, paid_until AS until FROM subscriptions
      WHERE buyer_id = ${`telegram:${buyer}`} ORDER BY number DESC LIMIT 1`
    return row
  }
  const textsOf = async (buyer: number) => {
    const [row] = await town.sql<{ lang: 'ru' | 'uz' | 'en' }[]>`
      SELECT lang FROM buyers WHERE id = ${`telegram:${buyer}`}`
    return textsIn(row?.lang ?? 'ru')
  }

  return {
    ...town,
    businessId,
    lifecycles,
    subscriptionOf: (buyer: number) => until(`${buyer} has a subscription`, () => newest(buyer)),
    untilState: (buyer: number, state: string) =>
      until(`the subscription of ${buyer} is ${state}`, async () => {
        const row = await newest(buyer)
        return row?.state === state ? row : undefined
      }),
    eventually: (what: string, ask: () => Promise<boolean>) =>
      until(what, async () => ((await ask()) ? true : undefined)),
    async paymentState(paymentId: string) {
      const [row] = await town.sql<{ state: string }[]>`SELECT state FROM payments WHERE id = ${paymentId}`
      return row?.state
    },
    async subscriptionEvents(id: string) {
      const rows = await town.sql<{ type: string }[]>`
        SELECT type FROM business_events WHERE subscription_id = ${id} ORDER BY seq`
      return rows.map(({ type }) => type)
    },
    subscriptionEnded: (id: string) =>
      town.temporal.client.workflow.getHandle(subscriptionWorkflowId(businessId, id)).result(),

    /** From /plans to the ways to pay, by buttons. */
    async subscribe(buyer: number, planId: string): Promise<void> {
      const person = town.sandbox.as(buyer)
      await person.send(shopBot, '/start')
      const before = (await newest(buyer))?.number
      await person.send(shopBot, '/plans')
      await person.press(shopBot, { data: `sp:${planId}` })
      const t = await textsOf(buyer)
      await person.press(shopBot, t.plain('btn-subscribe'))
      await person.press(shopBot, t.plain('btn-agree'))
      const placed = await until(`${buyer} has a new subscription`, async () => {
        const row = await newest(buyer)
        return row && row.number !== before ? row : undefined
      })
      await until('the first payment is asked for', async () => {
        const messages = await person.messages(shopBot)
        return messages.find(({ text }) => text?.includes(`№${placed.number}`))
      })
    },

    /** Stars that Telegram charges again each period; answers the charge. */
    async payMonthly(buyer: number): Promise<string> {
      const person = town.sandbox.as(buyer)
      const { id } = (await newest(buyer))!
      await person.press(shopBot, { data: `pr:${id}.1` })
      const link = await person.linkOf(
        shopBot,
        (await textsOf(buyer)).plain('btn-pay-invoice', { stars: '300\u00a0⭐' }),
      )
      const paid = await person.payInvoiceLink(shopBot, link)
      if (paid.outcome !== 'paid') throw new Error(`Stars were not taken: ${JSON.stringify(paid)}`)
      return paid.chargeId
    },

    /** Stars for one period. */
    async payOnce(buyer: number): Promise<void> {
      const person = town.sandbox.as(buyer)
      const { id } = (await newest(buyer))!
      await person.press(shopBot, { data: `ps:${id}.1` })
      const paid = await person.payInvoice(shopBot)
      if (paid.outcome !== 'paid') throw new Error(`Stars were not taken: ${JSON.stringify(paid)}`)
    },

    /** The paid time of the newest subscription is so much nearer to its end. */
    async timePasses(buyer: number, ms: number): Promise<void> {
      const { id } = (await newest(buyer))!
      const by = `${ms} milliseconds`
      await town.sql`
        UPDATE subscriptions SET paid_until = paid_until - ${by}::interval, anchor_at = anchor_at - ${by}::interval
        WHERE id = ${id}`
      await town.sql`
        UPDATE payments SET period_starts_at = period_starts_at - ${by}::interval, period_ends_at = period_ends_at - ${by}::interval
        WHERE subscription_id = ${id}`
      await lifecycles.subscriptionChanged({ businessId, subscriptionId: id })
    },

    /** A link that was made after another one was closed. */
    newDoor: (buyer: number, title: string, before: string) =>
      until('there is a new link', async () => {
        const link = await door(town, buyer, title)
        return link === before ? undefined : link
      }),
  }
}

export const isIn = async (town: Pick<Town, 'sandbox'>, chatId: number, userId: number): Promise<boolean> => {
  const members = await town.sandbox.chats.members(chatId)
  return members.some(({ id, status }) => id === userId && status === 'member')
}

/** The newest invite link to a channel that the bot sent to a buyer. */
export async function door(town: Pick<Town, 'sandbox' | 'sql'>, buyer: number, title: string): Promise<string> {
  const messages = await town.sandbox.as(buyer).messages(shopBot)
  const buttons = messages.toReversed().flatMap(({ keyboard }) => keyboard.flat())
  const found = buttons.find((button) => button.text === `🔑 ${title}` && 'url' in button)
  if (!found || !('url' in found)) throw new Error(`${buyer} has no link to ${title}`)
  return found.url
}
