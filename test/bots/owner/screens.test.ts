import type { FreshDatabase } from '../../setup/database'
import type { OwnerDeps } from '../../../bots/owner/deps'
import { orderList } from '../../../bots/owner/screens/list'
import { workflowUrl } from '../../../bots/owner/screens/history'
import { order } from '../../../bots/owner/screens/order'
import { status } from '../../../bots/owner/screens/status'
import { today } from '../../../bots/owner/screens/today'
import { businessDay } from '../../../bots/owner/business-day'
import { eventCatalog } from '../../../domain/events'
import { textsIn, type Lang } from '../../../locales/texts'
import type { Screen } from '../../../telegram/screen'
import { fact, hour, minute, moved, noon, payment } from './facts'
import { forgetAll, ownerDatabase, ownerDeps, read } from './owner-ground'

let database: FreshDatabase
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(() => forgetAll(database.sql))
afterAll(() => database.drop())

const deps = (changes: Partial<OwnerDeps> = {}) => ownerDeps(database.sql, changes)
const en = textsIn('en')
const textOf = (screen: Screen) => screen.text.value.replaceAll('\u00a0', ' ')
const paidUp = {
  stage: 'paid',
  state: 'offered',
  paid: '50000000',
  due_now: '0',
  remaining_due: '0',
  due_at: null,
} as const
const ended = { due_now: '0', remaining_due: '0', due_at: null } as const

describe('/status', () => {
  test('a quiet morning', async () => {
    await read(database.sql, [])
    const screen = await status(deps(), en)
    expect(textOf(screen)).toBe(`<b>Demo &amp; Flowers</b> · 12:00:00

Revenue today: <b>0 soʻm</b> (0)
Open orders: <b>0</b>
Due now: <b>0 soʻm</b>
With later stages: 0 soʻm

Nothing needs you.

Events: now`)
    expect(screen.rows.flat().map(({ label }) => label)).toEqual(['Funnel', 'Today', 'Subscriptions', 'Refresh'])
  })

  test('revenue of the day, what is due, and what needs a person, each with its list', async () => {
    await read(database.sql, [
      fact('order_created', { orderId: 'soon', order: { due_at: new Date(noon + 2 * hour).toISOString() } }),
      fact('order_created', { orderId: 'later', order: { number: 1002 } }),
      fact('payment_performed', { orderId: 'yesterday', at: noon - 13 * hour, order: paidUp, fields: moved() }),
      fact('payment_performed', { orderId: 'paid', order: { ...paidUp, number: 1003 }, fields: moved() }),
      fact('order_late', { orderId: 'paid', order: { ...paidUp, number: 1003 }, fields: { waiting_for: 'florist' } }),
      fact('payment_landed_late', {
        orderId: 'late',
        order: { ...ended, stage: 'expired', state: 'expired', paid: '15000000' },
        fields: moved({ outcome: 'refund', provider: 'click' }),
      }),
      fact('refund_requested', {
        orderId: 'late',
        order: { ...ended, stage: 'expired', state: 'expired', paid: '15000000' },
        fields: moved({ provider: 'click', reason: 'late_money' }),
      }),
    ])
    const screen = await status(deps(), en)
    expect(textOf(screen)).toBe(`<b>Demo &amp; Flowers</b> · 12:00:00

Revenue today: <b>300 000 soʻm</b> (2)
Open orders: <b>4</b>
Due now: <b>300 000 soʻm</b>
With later stages: 1 000 000 soʻm

<b>Needs attention</b>
Expiring within 3 h: 1 · 150 000 soʻm
Refunds waiting: 1 · 150 000 soʻm
Late money in 24 h: 1
Staff are late: 1

Events: now`)
    expect(screen.rows.slice(0, 4)).toEqual([
      [{ label: 'Expiring · 1', data: 'l:expiring:0' }],
      [{ label: 'Refunds waiting · 1', data: 'l:refunds:0' }],
      [{ label: 'Late money · 1', data: 'l:late_money:0' }],
      [{ label: 'Staff are late · 1', data: 'l:sla:0' }],
    ])
    const lists = await Promise.all(
      (['expiring', 'refunds', 'late_money', 'sla'] as const).map((list) => orderList(deps(), en, { list, page: 0 })),
    )
    expect(lists.map((list) => list.rows[0])).toEqual([
      [{ label: '№1001', data: 'o:soon:0:expiring:0' }],
      [{ label: '№1001', data: 'o:late:0:refunds:0' }],
      [{ label: '№1001', data: 'o:late:0:late_money:0' }],
      [{ label: '№1003', data: 'o:paid:0:sla:0' }],
    ])
  })

  test('deposits that the owner is asked about wait until they are decided or their order goes on', async () => {
    const expired = { ...ended, stage: 'expired', state: 'expired', paid: '15000000' } as const
    await read(database.sql, [
      ...['asked', 'kept', 'revived'].map((orderId) => fact('deposit_fate_asked', { orderId, order: expired })),
      fact('deposit_fate_decided', { orderId: 'kept', order: expired, fields: { fate: 'keep', actor: 'staff:2001' } }),
      fact('order_revived', { orderId: 'revived', order: paidUp, fields: { from: 'expired' } }),
    ])
    const screen = await status(deps(), en)
    expect(textOf(screen)).toContain('Deposits waiting for your decision: 1')
    expect(screen.rows[0]).toEqual([{ label: 'Deposits to decide · 1', data: 'l:deposits:0' }])
    const list = await orderList(deps(), en, { list: 'deposits', page: 0 })
    expect(list.rows[0]).toEqual([{ label: '№1001', data: 'o:asked:0:deposits:0' }])
  })

  test('what has been dealt with needs nobody any more', async () => {
    const expired = { ...ended, stage: 'expired', state: 'expired' } as const
    await read(database.sql, [
      fact('order_late', { orderId: 'a', order: paidUp, fields: { waiting_for: 'florist' } }),
      fact('order_accepted', { orderId: 'a', order: { ...paidUp, stage: 'fulfilling', state: 'accepted' } }),
      fact('refund_requested', { orderId: 'b', order: expired, fields: moved({ reason: 'late_money' }) }),
      fact('refund_completed', { orderId: 'b', order: expired, fields: moved({ reason: '5' }) }),
      fact('payment_landed_late', {
        orderId: 'c',
        at: noon - 25 * hour,
        order: expired,
        fields: moved({ outcome: 'revived' }),
      }),
      fact('order_created', { orderId: 'd', order: { due_at: new Date(noon - minute).toISOString() } }),
    ])
    expect(textOf(await status(deps(), en))).toContain('Nothing needs you.')
  })

  test('two refunds of one payment: one done, one waits', async () => {
    const twice = { reason: 'paid_twice' }
    await read(database.sql, [
      fact('refund_requested', { fields: moved(twice) }),
      fact('refund_requested', { fields: moved({ ...twice, provider: 'click' }) }),
      fact('refund_completed', { fields: moved({ ...twice, provider: 'click' }) }),
    ])
    expect(textOf(await status(deps(), en))).toContain('Refunds waiting: 1 · 150 000 soʻm')
  })
})

describe('/today', () => {
  test('orders, money by provider, what ended, and the average, in the zone of the business', async () => {
    const expired = { ...ended, stage: 'expired', state: 'expired' } as const
    const cancelled = { ...ended, stage: 'cancelled', state: 'cancelled' } as const
    await read(database.sql, [
      // 23:59 yesterday and 00:00 today in Tashkent (UTC+5).
      fact('order_created', { orderId: 'yesterday', at: Date.UTC(2026, 10, 20, 18, 59, 59) }),
      fact('order_created', { orderId: 'first', at: Date.UTC(2026, 10, 20, 19, 0, 0), order: { total: '30000000' } }),
      fact('order_created', { orderId: 'second', at: noon }),
      fact('payment_performed', { orderId: 'first', order: { ...paidUp, total: '30000000' }, fields: moved() }),
      fact('payment_performed', {
        orderId: 'second',
        order: paidUp,
        fields: moved({ amount: '35000000', provider_amount: '35000000' }),
      }),
      fact('payment_performed', {
        orderId: 'second',
        order: paidUp,
        fields: moved({ provider: 'stars', provider_amount: '1200', provider_currency: 'XTR' }),
      }),
      // A wrong sum: what really moved counts, not the price.
      fact('payment_doubled', {
        orderId: 'second',
        order: paidUp,
        fields: moved({ provider: 'click', provider_amount: '100' }),
      }),
      fact('refund_completed', {
        orderId: 'second',
        order: paidUp,
        fields: moved({ provider: 'click', provider_amount: '100', reason: '5' }),
      }),
      fact('order_expired', { orderId: 'third', order: expired }),
      fact('order_cancelled', { orderId: 'fourth', order: cancelled, fields: { reason: 'cancelled_by_buyer' } }),
      fact('order_created', { orderId: 'tomorrow', at: Date.UTC(2026, 10, 21, 19, 0, 0) }),
    ])
    expect(textOf(await today(deps(), en))).toBe(`<b>Today, 21 November</b> · Demo &amp; Flowers

Orders: <b>2</b> for 800 000 soʻm
Received: <b>650 001 soʻm</b>
  Payme: 500 000 soʻm · 2
  Telegram Stars: 150 000 soʻm (1 200 ⭐) · 1
  Click: 1 soʻm · 1
Returned: 1 for 1 soʻm
Not paid in time: 1 for 500 000 soʻm
Cancelled: 1 for 500 000 soʻm
Average paid order: 400 000 soʻm (2)

Events: now`)
  })

  test('a day without anything', async () => {
    await read(database.sql, [])
    expect(textOf(await today(deps(), en))).toContain('No orders.\nNo money came in.\n\nEvents: now')
  })

  test('the day is the business day, also when the clock changes', () => {
    const day = businessDay(new Date(Date.UTC(2026, 9, 25, 12)), 'Europe/Berlin')
    expect(day.isoDate).toBe('2026-10-25')
    expect((day.to.getTime() - day.from.getTime()) / hour).toBe(25)
    expect(businessDay(new Date(Date.UTC(2026, 10, 20, 19)), 'Asia/Tashkent').isoDate).toBe('2026-11-21')
  })
})

describe('a list of a stage', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      fact('order_created', {
        orderId: `order${index + 1}`,
        order: { number: 1001 + index, due_at: new Date(noon + (index + 1) * hour).toISOString() },
      }),
    )

  test('is paged, the first to expire first; each order opens and leads back to its page', async () => {
    await read(database.sql, many(19))
    const second = await orderList(deps(), en, { list: 'deposit_due', page: 1 })
    expect(textOf(second)).toContain('<b>Deposit due</b> · 19')
    expect(textOf(second)).toContain('№1009 · due 150 000 soʻm of 500 000 soʻm · until 21:00')
    expect(textOf(second)).toContain('Page 2 of 3')
    expect(second.rows.map((row) => row.map(({ label }) => label))).toEqual([
      ['№1009', '№1010', '№1011', '№1012'],
      ['№1013', '№1014', '№1015', '№1016'],
      ['‹ Back', 'Next ›'],
      ['« To the funnel'],
    ])
    expect(second.rows[0]?.[0]).toEqual({ label: '№1009', data: 'o:order9:0:deposit_due:1' })
    const first = await orderList(deps(), en, { list: 'deposit_due', page: 0 })
    expect(first.rows[2]?.map(({ label }) => label)).toEqual(['Next ›'])
  })

  test('a page that is no longer there shows the last one', async () => {
    await read(database.sql, many(9))
    const screen = await orderList(deps(), en, { list: 'deposit_due', page: 7 })
    expect(textOf(screen)).toContain('Page 2 of 2')
    expect(screen.rows[0]?.map(({ label }) => label)).toEqual(['№1009'])
  })

  test('an empty one says so and leads back', async () => {
    const screen = await orderList(deps(), en, { list: 'preorder', page: 0 })
    expect(textOf(screen)).toBe('<b>Goods awaited</b>: nothing.')
    expect(screen.rows).toEqual([[{ label: '« To the funnel', data: 'funnel' }]])
  })

  test('what is not due yet shows what is ahead; what is paid shows what came in', async () => {
    await read(database.sql, [
      fact('goods_awaited', {
        orderId: 'a',
        order: {
          stage: 'preorder',
          state: 'awaiting_goods',
          paid: '15000000',
          due_now: '0',
          remaining_due: '35000000',
          due_at: null,
        },
      }),
      fact('order_offered', { orderId: 'b', order: paidUp, fields: { round: 1 } }),
    ])
    expect(textOf(await orderList(deps(), en, { list: 'preorder', page: 0 }))).toContain(
      '№1001 · ahead 350 000 soʻm of 500 000 soʻm',
    )
    expect(textOf(await orderList(deps(), en, { list: 'paid', page: 0 }))).toContain(
      '№1001 · 500 000 soʻm · received 500 000 soʻm',
    )
  })
})

describe('an order', () => {
  const back = { list: 'balance_due', page: 2 } as const
  const balanceDue = {
    stage: 'balance_due',
    paid: '15000000',
    due_now: '35000000',
    remaining_due: '35000000',
    due_at: new Date(noon + 72 * hour).toISOString(),
  } as const
  const story = () => [
    fact('order_created', { at: noon - 20 * hour, fields: { actor: 'buyer' } }),
    fact('payment_opened', {
      at: noon - 20 * hour + 1000,
      order: { due_at: new Date(noon + 4 * hour).toISOString() },
      fields: payment(),
    }),
    fact('payment_held', { at: noon - 2 * hour, fields: moved() }),
    fact('payment_performed', { at: noon - hour, order: balanceDue, fields: moved() }),
    fact('payment_opened', {
      at: noon - hour,
      order: balanceDue,
      fields: payment({ kind: 'balance', amount: '35000000' }),
    }),
    fact('payment_extended', {
      at: noon - minute,
      order: balanceDue,
      fields: payment({ kind: 'balance', actor: 'buyer', until: new Date(noon + 72 * hour).toISOString() }),
    }),
  ]

  test('its money, its history in words and in the zone of the business, and its workflow', async () => {
    await read(database.sql, story())
    const screen = await order(deps(), en, { orderId: 'order1', page: 0, back })
    expect(textOf(screen)).toBe(
      `<b>Order №1001</b> · waiting for payment
Deposit and balance. Total 500 000 soʻm, received 150 000 soʻm
Due now 350 000 soʻm until 24 November, 12:00

<b>20 November</b>
16:00:00 Order placed: 500 000 soʻm
16:00:01 Due 150 000 soʻm (deposit) until 21 November, 16:00
<b>21 November</b>
10:00:00 Payme is debiting 150 000 soʻm
11:00:00 💰 Received 150 000 soʻm (deposit, Payme)
11:00:00 Due 350 000 soʻm (balance) until 24 November, 12:00
11:59:00 More time until 24 November, 12:00: the buyer

Temporal: http://127.0.0.1:8233/namespaces/default/workflows/order%2Fdemo%2Forder1`,
    )
    expect(screen.rows.flat()).toEqual([
      { label: 'Refresh', data: 'o:order1:0:balance_due:2' },
      { label: '« To the list', data: 'l:balance_due:2' },
    ])
  })

  test('a public Temporal UI gets a button; without one there is no link', async () => {
    await read(database.sql, story())
    const linked = await order(deps({ uiUrl: 'https://temporal.example.uz/' }), en, {
      orderId: 'order1',
      page: 0,
      back,
    })
    expect(linked.rows.flat()).toContainEqual({
      label: 'Open in Temporal',
      url: 'https://temporal.example.uz/namespaces/default/workflows/order%2Fdemo%2Forder1',
    })
    expect(textOf(linked)).not.toContain('temporal.example')
    expect(workflowUrl({ uiUrl: '', namespace: 'default' }, 'order/demo/order1')).toBeNull()
  })

  test('a long history is paged, the newest first', async () => {
    await read(
      database.sql,
      Array.from({ length: 40 }, (_, index) =>
        fact('nudge_sent', { at: noon + index * 1000, fields: payment({ nudge: index }) }),
      ),
    )
    const newest = await order(deps(), en, { orderId: 'order1', page: 0, back })
    expect(textOf(newest)).toContain('Events 26–40 of 40')
    expect(newest.rows[0]).toEqual([{ label: '‹ Earlier', data: 'o:order1:1:balance_due:2' }])
    const oldest = await order(deps(), en, { orderId: 'order1', page: 2, back })
    expect(textOf(oldest)).toContain('Events 1–10 of 40')
    expect(oldest.rows[0]).toEqual([{ label: 'Later ›', data: 'o:order1:1:balance_due:2' }])
  })

  test('an event that is not understood is named by its type; markup in it stays text', async () => {
    await read(database.sql, [
      ...story(),
      { ...fact('order_created'), type: 'gift<b>' },
      fact('order_cancelled', { order: balanceDue, fields: { reason: '<script>' } }),
    ])
    const text = textOf(await order(deps(), en, { orderId: 'order1', page: 0, back }))
    expect(text).toContain('Event gift&lt;b&gt;')
    expect(text).toContain('Cancelled: &lt;script&gt;')
  })

  test('what an order was late for, each in its own words', async () => {
    const waits = ['florist', 'assembly', 'courier', 'delivery'] as const
    await read(
      database.sql,
      waits.map((waiting) => fact('order_late', { fields: { waiting_for: waiting } })),
    )
    const text = textOf(await order(deps(), en, { orderId: 'order1', page: 0, back }))
    expect(text.match(/Late: .*/g)).toEqual([
      'Late: nobody has taken it',
      'Late: not assembled',
      'Late: not picked up',
      'Late: not delivered',
    ])
  })

  test('an order that no event mentions', async () => {
    const screen = await order(deps(), en, { orderId: 'nowhere', page: 0, back })
    expect(textOf(screen)).toBe('There are no events about this order.')
  })

  test.each(['ru', 'uz', 'en'] as Lang[])('every type of the catalog has words in %s', async (lang) => {
    const all = everyFact()
    const types = all.map(({ type }) => type)
    // These have no order, so they stand in no order's history: subscriptions-screens.test.ts.
    const without = (type: string) =>
      /^(buyer_unreachable|star_renewal_changed|(subscription|access|member)_)/.test(type)
    expect(types.sort()).toEqual(
      Object.keys(eventCatalog)
        .filter((type) => !without(type))
        .sort(),
    )
    await read(database.sql, all)
    expect(await database.sql`SELECT type FROM events WHERE NOT understood`).toEqual([])
    const texts: string[] = []
    for (let page = 0; page * 15 < all.length; page++) {
      texts.push(textOf(await order(deps(), textsIn(lang), { orderId: 'order1', page, back })))
    }
    const unknown = textsIn(lang).html('owner-fact-unknown', { type: 'TYPE' }).value.replace('TYPE', '')
    for (const text of texts) {
      expect(text).not.toContain(unknown)
      expect(text.length).toBeLessThan(4096)
    }
  })

  function everyFact() {
    return [
      fact('order_created'),
      fact('order_rejected', { fields: { reason: 'sold_out' } }),
      fact('order_offered', { fields: { round: 2 } }),
      fact('order_accepted', { fields: { actor: 'staff:2003' } }),
      fact('order_given_back', { fields: { actor: 'staff:2003' } }),
      fact('order_assembled', { fields: { actor: 'staff:2003' } }),
      fact('order_handed_over', { fields: { actor: 'staff:2004' } }),
      fact('order_delivered', { fields: { actor: 'staff:2004' } }),
      fact('order_rated', { fields: { score: 5 } }),
      fact('order_closed'),
      fact('order_cancelled', { fields: { reason: 'cancelled_by_buyer' } }),
      fact('order_expired'),
      fact('order_revived', { fields: { from: 'expired' } }),
      fact('order_refunded'),
      fact('order_late', { fields: { waiting_for: 'courier' } }),
      fact('goods_awaited'),
      fact('goods_arrived', { fields: { actor: 'staff:2002' } }),
      fact('deposit_fate_asked'),
      fact('deposit_fate_decided', { fields: { fate: 'keep', actor: 'staff:2001' } }),
      fact('nudges_switched', { fields: { on: false } }),
      fact('payment_opened', { order: { due_at: null }, fields: payment() }),
      fact('payment_held', { fields: moved() }),
      fact('payment_released', { fields: moved({ reason: '4' }) }),
      fact('payment_performed', {
        fields: moved({ provider: 'stars', provider_amount: '120', provider_currency: 'XTR' }),
      }),
      fact('payment_landed_late', { fields: moved({ outcome: 'revived' }) }),
      fact('payment_doubled', { fields: moved() }),
      fact('payment_extended', { fields: payment({ until: new Date(noon).toISOString() }) }),
      fact('payment_expired', { fields: payment() }),
      fact('payment_cancelled', { fields: payment() }),
      fact('nudge_sent', { fields: payment({ nudge: 1 }) }),
      fact('nudge_skipped', { fields: payment({ nudge: 2, reason: 'unreachable' }) }),
      fact('refund_requested', { fields: moved({ reason: 'late_money' }) }),
      fact('refund_completed', { fields: moved({ reason: '5' }) }),
      fact('refund_failed', { fields: moved({ reason: 'CHARGE_ALREADY_REFUNDED' }) }),
    ]
  }
})
