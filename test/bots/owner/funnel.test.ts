import type { FreshDatabase } from '../../setup/database'
import { funnelNow } from '../../../bots/owner/funnel'
import { funnelScreen } from '../../../bots/owner/screens/funnel'
import type { OwnerDeps } from '../../../bots/owner/deps'
import type { StageCounts } from '../../../bots/owner/stage-counts'
import { sourceFailed } from '../../../db/owner/sources'
import { textsIn, type Lang } from '../../../locales/texts'
import { fact, hour, minute, noon } from './facts'
import { counts, fakeCounter, forgetAll, ownerDatabase, ownerDeps, read } from './owner-ground'

let database: FreshDatabase
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(() => forgetAll(database.sql))
afterAll(() => database.drop())

const nbsp = /\u00a0/g

async function text(counter: OwnerDeps['counter'], { lang = 'en' as Lang, now = noon } = {}) {
  const deps = ownerDeps(database.sql, { counter, now: () => now })
  const screen = funnelScreen(textsIn(lang), deps, await funnelNow(deps))
  return { text: screen.text.value.replace(nbsp, ' '), rows: screen.rows }
}

/** Two deposits due, one balance due, one in the making, one expired with its deposit kept. */
const orders = () => [
  fact('order_created', { orderId: 'a' }),
  fact('order_created', { orderId: 'b', order: { number: 1002, due_now: '3000050', remaining_due: '10000000' } }),
  fact('order_created', {
    orderId: 'c',
    order: { stage: 'balance_due', paid: '15000000', due_now: '35000000', remaining_due: '35000000' },
  }),
  fact('order_accepted', {
    orderId: 'd',
    order: { stage: 'fulfilling', state: 'accepted', paid: '50000000', due_now: '0', remaining_due: '0', due_at: null },
  }),
  fact('order_expired', {
    orderId: 'e',
    order: { stage: 'expired', state: 'expired', paid: '15000000', due_now: '0', remaining_due: '0', due_at: null },
  }),
]
const agreed = counts({ deposit_due: 2, balance_due: 1, fulfilling: 1, expired: 1 })

test('both sources agree: stage, count and money, and how old they are', async () => {
  await read(database.sql, orders(), { at: noon - 3_000 })
  const { text: shown, rows } = await text(fakeCounter(() => agreed))
  expect(shown).toBe(`<b>Funnel · Demo &amp; Flowers</b>

Payment due — <b>0</b>
Deposit due — <b>2</b>
  now 180 000,50 soʻm, in all 600 000 soʻm
Balance due — <b>1</b>
  350 000 soʻm
Goods awaited — <b>0</b>
Paid, awaiting a florist — <b>0</b>
Being made and delivered — <b>1</b>
  received 500 000 soʻm

Due now: <b>530 000,50 soʻm</b>
With later stages: 950 000 soʻm

Ended in the last 30 days
Not paid in time — <b>1</b>
  received 150 000 soʻm

Temporal: now
Events: 3 s ago`)
  expect(rows).toEqual([
    [{ label: 'Deposit due · 2', data: 'l:deposit_due:0' }],
    [{ label: 'Balance due · 1', data: 'l:balance_due:0' }],
    [{ label: 'Being made and delivered · 1', data: 'l:fulfilling:0' }],
    [{ label: 'Not paid in time · 1', data: 'l:expired:0' }],
    [
      { label: 'Refresh', data: 'funnel' },
      { label: 'Status', data: 'status' },
    ],
  ])
})

test('an event that arrives a moment later is no disagreement: they are looked at twice', async () => {
  await read(database.sql, orders().slice(0, 4))
  let looks = 0
  const counter = fakeCounter(() => {
    looks += 1
    return looks === 1 ? counts({ ...agreed, deposit_due: 3, expired: 0 }) : counts({ ...agreed, expired: 0 })
  })
  const { text: shown } = await text(counter)
  expect(looks).toBe(2)
  expect(shown).not.toContain('disagree')
  expect(shown).toContain('Deposit due — <b>2</b>')
})

test('two looks apart: the stages that differ are named with both numbers', async () => {
  await read(database.sql, orders())
  let looks = 0
  const counter = fakeCounter(() => {
    looks += 1
    return counts({ ...agreed, deposit_due: 3, balance_due: 0 })
  })
  const { text: shown, rows } = await text(counter)
  expect(looks).toBe(2)
  expect(shown).toContain(`⚠️ <b>They disagree</b>
Deposit due: Temporal 3, events 2
Balance due: Temporal 0, events 1`)
  expect(shown).toContain('Deposit due — <b>3</b>')
  // A stage that only the events know can still be opened.
  expect(rows).toContainEqual([{ label: 'Balance due · 0', data: 'l:balance_due:0' }])
})

test('what differs at the second look only has not had its moment yet', async () => {
  await read(database.sql, orders())
  let looks = 0
  const counter = fakeCounter(() => {
    looks += 1
    return looks === 1 ? counts({ ...agreed, deposit_due: 3 }) : counts({ ...agreed, balance_due: 2 })
  })
  expect((await text(counter)).text).not.toContain('disagree')
})

test('Temporal is down: the counts are from the events, and it says since when', async () => {
  await read(database.sql, orders(), { at: noon })
  const down = fakeCounter(() => {
    throw new Error('14 UNAVAILABLE')
  })
  const first = await text(down)
  expect(first.text).toContain('Deposit due — <b>2</b>')
  expect(first.text).toContain('Temporal has not answered since 12:00:00. Counts are from events.')
  expect(first.text).not.toContain('disagree')
  // Ten minutes on it is still down: the moment it began stays.
  expect((await text(down, { now: noon + 10 * minute })).text).toContain('since 12:00:00')
  expect(
    (
      await text(
        fakeCounter(() => agreed),
        { now: noon + 11 * minute },
      )
    ).text,
  ).toContain('Temporal: now')
})

test('Temporal keeps nobody waiting: a window that cannot be asked is 30 days', async () => {
  await read(database.sql, orders())
  const failing = { window: () => Promise.reject(new Error('away')), count: () => Promise.reject(new Error('away')) }
  expect((await text(failing)).text).toContain('Ended in the last 30 days')
})

test('the shop is down: the money is as of its last answer, counts are now, and what differs is said at once', async () => {
  await read(database.sql, orders(), { at: noon })
  await sourceFailed(database.sql, 'demo', 'events', { at: new Date(noon + minute), failure: 'unreachable' })
  let looks = 0
  const counter = fakeCounter(() => {
    looks += 1
    return counts({ ...agreed, deposit_due: 4 })
  })
  const { text: shown } = await text(counter, { now: noon + hour })
  expect(looks).toBe(1)
  expect(shown).toContain('The shop has not answered since 12:01:00. Money as of 12:00:00.')
  expect(shown).toContain('Deposit due: Temporal 4, events 2')
  expect(shown).toContain('Due now: <b>530 000,50 soʻm</b>')
})

test('both are down: it answers from what it has', async () => {
  await read(database.sql, orders(), { at: noon })
  await sourceFailed(database.sql, 'demo', 'events', { at: new Date(noon + minute), failure: 'http_502' })
  const down = fakeCounter(() => {
    throw new Error('14 UNAVAILABLE')
  })
  const { text: shown } = await text(down, { now: noon + 30 * hour })
  expect(shown).toContain('Deposit due — <b>2</b>')
  expect(shown).toContain('Temporal has not answered since 18:00:00.')
  expect(shown).toContain('(http_502) since 21 November, 12:01. Money as of 21 November, 12:00.')
})

test('nothing has been read yet: it says so', async () => {
  expect((await text(fakeCounter(() => counts()))).text).toContain('No events have been read yet.')
  await sourceFailed(database.sql, 'demo', 'events', { at: new Date(noon), failure: 'unreachable' })
  expect((await text(fakeCounter(() => counts()))).text).toContain(
    'The shop has not answered since 12:00:00. There have been no events yet.',
  )
})

test('events that are not understood are no secret', async () => {
  await read(database.sql, [{ ...fact('order_created'), version: 7 }])
  expect((await text(fakeCounter(() => counts()))).text).toContain('Events not understood: 1. Update the owner-bot.')
})

test('ended orders from before the window count on neither side', async () => {
  const old = noon - 31 * 24 * hour
  await read(database.sql, [
    fact('order_created', { orderId: 'old', at: old }),
    fact('order_expired', {
      orderId: 'old',
      at: old + hour,
      order: { stage: 'expired', state: 'expired', due_now: '0' },
    }),
    fact('order_created', { orderId: 'old and open', at: old }),
  ])
  const { text: shown } = await text(fakeCounter((): StageCounts => counts({ deposit_due: 1 })))
  expect(shown).toContain('Deposit due — <b>1</b>')
  expect(shown).not.toContain('Not paid in time')
  expect(shown).not.toContain('disagree')
})

test('sums of two currencies stand beside each other, never added up', async () => {
  await read(database.sql, [
    fact('order_created', { orderId: 'a' }),
    fact('order_created', { orderId: 'b', order: { currency: 'USD', due_now: '2000', remaining_due: '2000' } }),
  ])
  const { text: shown } = await text(fakeCounter(() => counts({ deposit_due: 2 })))
  expect(shown).toContain('Deposit due — <b>2</b>')
  expect(shown).toMatch(/Due now: <b>(20 \$ \+ 150 000 soʻm|150 000 soʻm \+ 20 \$)<\/b>/)
})

test.each([
  ['ru', 'Ждёт предоплаты — <b>2</b>\n  сейчас 180 000,50 soʻm, всего 600 000 soʻm', 'Завершены за 30 дней'],
  [
    'uz',
    'Oldindan toʻlov kutilmoqda — <b>2</b>\n  hozir 180 000,50 soʻm, jami 600 000 soʻm',
    'Oxirgi 30 kunda tugaganlar',
  ],
] as const)('in %s', async (lang, stage, ended) => {
  await read(database.sql, orders())
  const { text: shown } = await text(
    fakeCounter(() => agreed),
    { lang },
  )
  expect(shown).toContain(stage)
  expect(shown).toContain(ended)
})
