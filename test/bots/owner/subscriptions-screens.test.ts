import type { FreshDatabase } from '../../setup/database'
import { factWords } from '../../../bots/owner/fact-words'
import type { OwnerDeps } from '../../../bots/owner/deps'
import { access } from '../../../bots/owner/screens/access'
import { chart } from '../../../bots/owner/screens/chart'
import { funnel } from '../../../bots/owner/screens/funnel'
import { status } from '../../../bots/owner/screens/status'
import { subs } from '../../../bots/owner/screens/subs'
import { subscription } from '../../../bots/owner/screens/subscription'
import { subscriptionList } from '../../../bots/owner/screens/subscription-list'
import { today } from '../../../bots/owner/screens/today'
import { eventCatalog } from '../../../domain/events'
import { textsIn, type Lang } from '../../../locales/texts'
import type { Screen } from '../../../telegram/screen'
import {
  fact,
  hour,
  minute,
  noon,
  periodMoved,
  subscriptionFact,
  subscriptionFacts,
  type FeedItem,
  type SubscriptionFactOf,
} from './facts'
import { forgetAll, ownerDatabase, ownerDeps, read } from './owner-ground'

const day = 24 * hour
const { created, begun, extended, changed, refunded } = subscriptionFacts
const ago = (days: number) => noon - days * day
const expired = { state: 'expired' } as const

let database: FreshDatabase
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(() => forgetAll(database.sql))
afterAll(() => database.drop())

const deps = (changes: Partial<OwnerDeps> = {}) => ownerDeps(database.sql, changes)
const en = textsIn('en')
const textOf = (screen: Screen) => screen.text.value.replaceAll('\u00a0', ' ')
const buttonsOf = (screen: Screen) =>
  screen.rows
    .filter((row) => row.length > 0)
    .map((row) => row.map((button) => [button.label, 'data' in button && button.data]))
const club = { chat_id: '-1001' }
const ended = { ...club, expired_at: null, renew_supported: true }
const denied = (of: SubscriptionFactOf, reason: string) =>
  subscriptionFact('access_denied', { ...of, fields: { ...ended, deny_reason: reason, asked_by: 'telegram:1003' } })

describe('/subs', () => {
  test('before anybody has subscribed', async () => {
    await read(database.sql, [])
    const screen = await subs(deps(), en, { days: 1 })
    expect(textOf(screen)).toBe(`<b>Subscriptions · Demo &amp; Flowers</b>

Now: <b>0</b>

Revenue in 30 days (MRR): <b>0 soʻm</b> (0)
  30 days ago: 0 soʻm

<b>Today</b>
New: <b>0</b>
Renewed: <b>0</b>
Lost: <b>0</b>

Churn in 30 days: nobody paid 30 days ago

Who stays: nobody has paid in the last months.

Events: now`)
    expect(buttonsOf(screen)).toEqual([
      [
        ['· Today ·', 'subs:1'],
        ['7 days', 'subs:7'],
        ['30 days', 'subs:30'],
      ],
      [
        ['Access', 'access:1'],
        ['Status', 'status'],
      ],
    ])
  })

  const story = (): FeedItem[] => [
    begun(1, { of: 'stays', at: ago(70) }),
    begun(1, { of: 'goes', at: ago(65), is: { number: 2002 } }),
    begun(2, { of: 'stays', at: ago(40) }),
    changed('expire', 'grace', { of: 'goes', at: ago(20), is: { ...expired, number: 2002 } }),
    begun(3, { of: 'stays', at: ago(10) }),
    begun(1, { of: 'new', at: ago(3), is: { number: 2003, price: '12000000', period: { unit: 'month', count: 1 } } }),
    begun(1, { of: 'late', at: ago(33), is: { number: 2004 } }),
    changed('lapse', 'active', { of: 'late', at: ago(3), is: { state: 'grace', number: 2004 } }),
    extended('trial', noon + day, { of: 'tries', at: ago(1), is: { number: 2005 } }),
    refunded(1, { of: 'new2', at: ago(2), is: { number: 2006 } }),
  ]

  test('who pays, what it brings, who came and went, and who stays', async () => {
    await read(database.sql, story())
    const screen = await subs(deps(), en, { days: 7 })
    expect(textOf(screen)).toBe(`<b>Subscriptions · Demo &amp; Flowers</b>

Now: <b>4</b>
  Renewing: 2
  On trial: 1
  In grace: 1

Revenue in 30 days (MRR): <b>208 265,44 soʻm</b> (2)
  30 days ago: 270 000 soʻm (−23 %)

<b>Last 7 days</b>
New: <b>1</b>
Renewed: <b>0</b>
Trials begun: 1
Lost: <b>0</b>

Churn in 30 days: <b>33 %</b>: 1 of the 3 who paid 30 days ago
  lost in 30 days: not renewed 1

<b>Who stays</b>, % by the month of the first payment
<pre>month all   0   1  2 3 4 5
09.26   2 100 100 50
10.26   1 100 100
11.26   1 100</pre>

Events: now`)
    expect(buttonsOf(screen).slice(1)).toEqual([
      [
        ['In grace · 1', 'sl:grace:0'],
        ['Lost in 30 days · 1', 'sl:lost:0'],
      ],
      [['Renewing · 2', 'sl:active:0']],
      [
        ['Chart', 'chart'],
        ['Access', 'access:1'],
        ['Status', 'status'],
      ],
    ])
  })

  test('in thirty days, with the reasons of each loss once', async () => {
    await read(database.sql, story())
    const text = textOf(await subs(deps(), en, { days: 30 }))
    expect(text).toContain('Renewed: <b>1</b>\nTrials begun: 1\nLost: <b>1</b> (not renewed 1)')
    expect(text).not.toContain('lost in 30 days')
  })

  test.each(['ru', 'uz', 'en'] as Lang[])('fits into one message in %s', async (lang) => {
    await read(database.sql, story())
    expect(textOf(await subs(deps(), textsIn(lang), { days: 30 })).length).toBeLessThan(4096)
  })

  test('figures are as old as the last answer of the shop, and say so', async () => {
    await read(database.sql, story(), { at: noon - 5 * minute })
    expect(textOf(await subs(deps(), en, { days: 30 }))).toContain('Events: 5 min ago')
  })

  test('who stays, as a picture with its letters drawn', async () => {
    expect(await chart(deps(), en)).toBeNull()
    await read(database.sql, story())
    const drawn = await chart(deps(), textsIn('ru'))
    expect(drawn?.caption.value).toBe('<b>Кто остаётся · Demo &amp; Flowers</b>')
    expect(drawn?.png.subarray(1, 4).toString()).toBe('PNG')
    expect([drawn?.png.readUInt32BE(16), drawn?.png.readUInt32BE(20)]).toEqual([960, 560])
    // Without a font this picture has 8 kB instead of 20: resvg leaves the text out and says nothing.
    expect(drawn?.png.length).toBeGreaterThan(15_000)
  })
})

describe('the lists and one subscription', () => {
  test('of the lost: when and why; a button opens the subscription', async () => {
    await read(database.sql, [
      begun(1, { at: ago(40) }),
      begun(1, { of: 'second', at: ago(35), is: { number: 2002, plan_id: 'vip<1>' } }),
      changed('expire', 'grace', { at: ago(5), is: expired }),
      changed('revoke', 'active', { of: 'second', at: noon - hour, is: { ...expired, number: 2002, plan_id: 'vip<1>' } }, 'spam'), // prettier-ignore
    ])
    const screen = await subscriptionList(deps(), en, { list: 'lost', page: 0 })
    expect(textOf(screen)).toBe(`<b>Lost in 30 days</b> · 2

№2002 · vip&lt;1&gt; · taken away, 11:00
№2001 · club · not renewed, 16 November, 12:00`)
    expect(buttonsOf(screen)).toEqual([
      [
        ['№2002', 's:second:0:lost:0'],
        ['№2001', 's:sub1:0:lost:0'],
      ],
      [['« To the subscriptions', 'subs:30']],
    ])
  })

  test('a long list is paged; a page past the end shows the last one', async () => {
    await read(
      database.sql,
      Array.from({ length: 10 }, (_, index) =>
        begun(1, { of: `s${index}`, is: { number: 2000 + index, state: 'grace' } }),
      ),
    )
    const first = await subscriptionList(deps(), en, { list: 'grace', page: 0 })
    expect(textOf(first)).toContain('<b>In grace</b> · 10')
    expect(textOf(first)).toContain('№2000 · club · 90 000 soʻm · until 21 December, 12:00')
    expect(textOf(first)).toContain('Page 1 of 2')
    expect(buttonsOf(first).at(-2)).toEqual([['Next ›', 'sl:grace:1']])
    const last = await subscriptionList(deps(), en, { list: 'grace', page: 7 })
    expect(textOf(last)).toContain('Page 2 of 2')
    expect(buttonsOf(last).at(0)).toEqual([
      ['№2008', 's:s8:0:grace:1'],
      ['№2009', 's:s9:0:grace:1'],
    ])
    const empty = await subscriptionList(deps(), en, { list: 'flagged', page: 3 })
    expect(textOf(empty)).toBe('<b>Under review</b>: nobody.')
  })

  test('one subscription: how it stands and what happened to it', async () => {
    await read(database.sql, [
      created({ at: noon - 2 * hour }),
      begun(1, { at: noon - hour }),
      subscriptionFact('payment_performed', { at: noon - hour, fields: periodMoved() }),
      subscriptionFact('member_joined', { at: noon - 59 * minute, fields: club }),
      changed('cancel', 'active', { at: noon, is: { state: 'cancelled', renews: false } }, 'cancelled'),
    ])
    const place = { subscriptionId: 'sub1', page: 0, back: { list: 'cancelled', page: 2 } } as const
    const screen = await subscription(deps(), en, place)
    expect(textOf(screen)).toBe(`<b>Subscription №2001</b> · will not be renewed
Plan club: 90 000 soʻm for 30 days
Paid until 21 December, 12:00, not to be renewed
Periods paid: 1

<b>21 November</b>
10:00:00 Subscription №2001 is agreed on
11:00:00 Period 1 is paid for, until 21 December, 11:00
11:00:00 💰 Received 90 000 soʻm (a period, Payme)
11:01:00 Is in the channel
12:00:00 Will not be renewed, by its deadline

Temporal: http://127.0.0.1:8233/namespaces/default/workflows/subscription%2Fdemo%2Fsub1`)
    expect(buttonsOf(screen)).toEqual([
      [
        ['Refresh', 's:sub1:0:cancelled:2'],
        ['« To the list', 'sl:cancelled:2'],
      ],
    ])
  })

  test('one that has ended says when and why; a long history is paged', async () => {
    await read(database.sql, [
      begun(1, { at: ago(40) }),
      ...Array.from({ length: 20 }, (_, index) =>
        subscriptionFact('member_left', { at: ago(39) + index, fields: club }),
      ),
      changed('expire', 'grace', { at: ago(5), is: expired }),
    ])
    const place = { subscriptionId: 'sub1', page: 0, back: { list: 'access', page: 7 } } as const
    const newest = await subscription(deps({ uiUrl: '' }), en, place)
    expect(textOf(newest)).toContain('Ended 16 November, 12:00: not renewed')
    expect(textOf(newest)).toContain('Events 8–22 of 22')
    expect(buttonsOf(newest)).toEqual([
      [['‹ Earlier', 's:sub1:1:access:7']],
      [
        ['Refresh', 's:sub1:0:access:7'],
        ['« To the access', 'access:7'],
      ],
    ])
    const unknown = await subscription(deps(), en, { ...place, subscriptionId: 'nobody' })
    expect(textOf(unknown)).toBe('There are no events about this subscription.')
  })

  const everyFact = () => [
    created(),
    begun(1),
    extended('gift', noon + day),
    changed('flag', 'active', {}, 'strangers'),
    refunded(1),
    subscriptionFact('star_renewal_changed', { fields: { renewal: 'failed' } }),
    subscriptionFact('access_granted', { fields: { ...club, reason: 'paid' } }),
    subscriptionFact('access_expired', { fields: { ...ended, reason: 'expired' } }),
    subscriptionFact('access_revoked', { fields: { ...ended, reason: 'plan_changed' } }),
    denied({}, 'link_closed'),
    subscriptionFact('member_joined', { fields: club }),
    subscriptionFact('member_left', { fields: club }),
  ]

  test('every fact about a subscription is understood and has words of its own', async () => {
    const all = everyFact()
    expect(all.map(({ type }) => type).sort()).toEqual(
      Object.keys(eventCatalog)
        .filter((type) => /^(star_renewal_changed|(subscription|access|member)_)/.test(type))
        .sort(),
    )
    await read(database.sql, all)
    expect(await database.sql`SELECT type FROM events WHERE NOT understood`).toEqual([])
    const place = { subscriptionId: 'sub1', page: 0, back: { list: 'active', page: 0 } } as const
    for (const lang of ['ru', 'uz', 'en'] as const) {
      const t = textsIn(lang)
      const text = textOf(await subscription(deps(), t, place))
      for (const { type, payload } of all) {
        const said = factWords({ type, version: 1, occurredAt: new Date(noon), payload }, { t, zone: 'Asia/Tashkent' })
        expect(text).toContain(said.value.replaceAll('\u00a0', ' '))
        expect(said.value).not.toContain('_')
      }
    }
  })
})

describe('/access', () => {
  test('a day without anybody at the doors', async () => {
    await read(database.sql, [])
    const screen = await access(deps(), en, { days: 1 })
    expect(textOf(screen)).toBe(`<b>Access today · Demo &amp; Flowers</b>

Opened: <b>0</b>
Time over: <b>0</b>
Taken: <b>0</b>
Came in: <b>0</b>, went out: 0
Not let in: <b>0</b>

Events: now`)
  })

  test('who was let in, who was not and why, how long it took; by channel', async () => {
    const paid = subscriptionFact('payment_performed', { at: noon - hour, fields: periodMoved() })
    await read(database.sql, [
      subscriptionFact('access_granted', { at: noon - hour, fields: { ...club, reason: 'paid' } }),
      paid,
      subscriptionFact('access_granted', { of: 'other', fields: { chat_id: '-1002', chat_title: 'VIP & Co', reason: 'gift' } }), // prettier-ignore
      subscriptionFact('member_joined', { at: noon - hour + 42_000, fields: club }),
      denied({ at: noon - 30 * minute }, 'stranger'),
      denied({ at: noon - 20 * minute }, 'stranger'),
      denied({ of: 'other', at: noon - 10 * minute, is: { number: 2002 } }, 'too_many_links'),
      subscriptionFact('access_revoked', { fields: { ...ended, reason: 'refund' } }),
      denied({ at: ago(2) }, 'ended'),
    ])
    const screen = await access(deps(), en, { days: 1 })
    expect(textOf(screen)).toBe(`<b>Access today · Demo &amp; Flowers</b>

Opened: <b>2</b>
Time over: <b>0</b>
Taken: <b>1</b> (refund 1)
Came in: <b>1</b>, went out: 0
From the payment to the channel: 42 s, 95 % within 42 s (1)
Not let in: <b>3</b> (a stranger 2, too many links 1)

<b>By channel</b>
-1001: opened 1, closed 1, came in 1, went out 0, refused 3
VIP &amp; Co: opened 1, closed 0, came in 0, went out 0, refused 0

<b>Newest refusals</b>
11:50:00 №2002: too many links (<a href="tg://user?id=1003">1003</a>)
11:40:00 №2001: a stranger (<a href="tg://user?id=1003">1003</a>)
11:30:00 №2001: a stranger (<a href="tg://user?id=1003">1003</a>)

Events: now`)
    expect(buttonsOf(screen)).toEqual([
      [
        ['№2002', 's:other:0:access:1'],
        ['№2001', 's:sub1:0:access:1'],
      ],
      [
        ['· Today ·', 'access:1'],
        ['7 days', 'access:7'],
      ],
      [['« To the subscriptions', 'subs:30']],
    ])
    expect(textOf(await access(deps(), en, { days: 7 }))).toContain('Not let in: <b>4</b>')
  })
})

describe('in the other screens', () => {
  const due = (of: string) =>
    subscriptionFact('payment_opened', {
      of,
      fields: { payment_id: `${of}.1`, kind: 'period', amount: '9000000' },
    })

  test('/status: subscriptions under review, refunds of periods, and refusals, each with its way', async () => {
    await read(database.sql, [
      begun(1),
      changed('flag', 'active', { is: { state: 'flagged' } }, 'strangers'),
      denied({ is: { state: 'flagged' } }, 'flagged'),
      subscriptionFact('refund_requested', {
        of: 'other',
        fields: periodMoved({ payment_id: 'other.1', reason: 'x' }),
      }),
      due('third'),
    ])
    const screen = await status(deps(), en)
    const text = textOf(screen)
    expect(text).toContain('Subscription periods due: 1 · 90 000 soʻm')
    expect(text).toContain(`<b>Needs attention</b>
Subscriptions, refunds waiting: 1 · 90 000 soʻm
Subscriptions under review: 1
Not let into channels today: 1`)
    expect(buttonsOf(screen).slice(0, 3)).toEqual([
      [['Subscriptions: refunds waiting · 1', 'sl:refunds:0']],
      [['Under review · 1', 'sl:flagged:0']],
      [['Access · 1', 'access:1']],
    ])
    const list = await subscriptionList(deps(), en, { list: 'refunds', page: 0 })
    expect(buttonsOf(list)).toEqual([[['№2001', 's:other:0:refunds:0']], [['« To the status', 'status']]])
  })

  test('/today: money of periods is part of the money, and is said', async () => {
    await read(database.sql, [
      begun(1),
      subscriptionFact('payment_performed', { fields: periodMoved() }),
      fact('payment_performed', {
        fields: {
          payment_id: 'order1.d',
          kind: 'deposit',
          amount: '15000000',
          provider: 'payme',
          provider_amount: '15000000',
          provider_currency: 'UZS',
        },
      }),
    ])
    const text = textOf(await today(deps(), en))
    expect(text).toContain(`Received: <b>240 000 soʻm</b>
  Payme: 240 000 soʻm · 2
  of it for subscriptions: 90 000 soʻm · 1`)
    expect(text).toContain('Subscriptions: new 1, renewed 0, lost 0')
  })

  test('/funnel: periods that are due stand below the orders', async () => {
    await read(database.sql, [due('sub1'), due('sub2')])
    expect(textOf(await funnel(deps(), en))).toContain(`With later stages: 0 soʻm
Subscription periods due: 2 · 180 000 soʻm`)
  })
})
