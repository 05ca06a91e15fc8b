import type { StarTransaction, SuccessfulPayment } from '@grammyjs/types'
import { dilnoza, ivan, openSandbox, updatesOf } from './sandbox-for-tests'

const bot = 'demo_shop_bot'
const month = 2_592_000
const plan = {
  title: 'Bloom Club',
  description: '30 days',
  payload: 'sub:7',
  currency: 'XTR',
  provider_token: '',
  prices: [{ label: 'Bloom Club', amount: 250 }],
  subscription_period: month,
}

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let updates: ReturnType<typeof updatesOf>
let now: number

beforeEach(async () => {
  now = Date.now()
  sandbox = await openSandbox({ clock: () => now })
  updates = updatesOf(sandbox)
})
afterEach(() => sandbox.close())

const seconds = () => Math.floor(now / 1000)
const wallet = async () => (await sandbox.client.people()).find(({ id }) => id === dilnoza)?.stars
const balance = async () => (await sandbox.bot('getMyStarBalance')).body.result
const described = async (method: string, params: object) => (await sandbox.bot(method, params)).body.description
const transactions = async (page: object = {}) => {
  const { body } = await sandbox.bot('getStarTransactions', page)
  return (body.result as unknown as { transactions: StarTransaction[] }).transactions
}

async function subscribe(payload = 'sub:7'): Promise<SuccessfulPayment> {
  const link = (await sandbox.bot('createInvoiceLink', { ...plan, payload })).body.result as unknown as string
  const paying = sandbox.client.as(dilnoza).payInvoiceLink(bot, link)
  const query = await updates.next('pre_checkout_query')
  await sandbox.bot('answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
  await paying
  return payment()
}

async function payment(): Promise<SuccessfulPayment> {
  const { successful_payment: paid } = await updates.next('message')
  if (!paid) throw new Error('the message is no payment')
  return paid
}

describe('a subscription link', () => {
  it.each([
    [{ subscription_period: 604_800 }, 'Bad Request: SUBSCRIPTION_PERIOD_INVALID'],
    [{ currency: 'UZS', provider_token: '1:T' }, 'Bad Request: SUBSCRIPTION_PERIOD_INVALID'],
    [{ prices: [{ label: 'x', amount: 10_001 }] }, 'Bad Request: STARS_AMOUNT_INVALID'],
    [{ payload: 'a'.repeat(129) }, 'Bad Request: INVOICE_PAYLOAD_INVALID'],
  ])('is refused with %j', async (params, description) => {
    expect(await described('createInvoiceLink', { ...plan, ...params })).toBe(description)
  })

  it('makes one subscription for each time it is paid, with an end of its own', async () => {
    const first = await subscribe('sub:7')
    now += 60_000
    const second = await subscribe('sub:8')
    expect(first).toEqual({
      currency: 'XTR',
      total_amount: 250,
      invoice_payload: 'sub:7',
      subscription_expiration_date: seconds() - 60 + month,
      is_recurring: true,
      is_first_recurring: true,
      telegram_payment_charge_id: expect.stringMatching(/^stx/),
      provider_payment_charge_id: expect.any(String),
    })
    expect(second.subscription_expiration_date).toBe(seconds() + month)
    expect(await sandbox.client.as(dilnoza).subscriptions()).toMatchObject([
      { chargeId: first.telegram_payment_charge_id, bot, state: 'active', price: 250, payload: 'sub:7' },
      { chargeId: second.telegram_payment_charge_id, bot, state: 'active', price: 250, payload: 'sub:8' },
    ])
    expect(await sandbox.client.as(ivan).subscriptions()).toEqual([])
    expect(await wallet()).toBe(99_500)
  })
})

describe('a renewal', () => {
  it('charges again under a new id, which names the subscription as well as the first does', async () => {
    const first = await subscribe()
    const renewed = await sandbox.client.subscriptions.renew(first.telegram_payment_charge_id)
    const second = await payment()
    expect(second).toMatchObject({
      is_recurring: true,
      invoice_payload: 'sub:7',
      subscription_expiration_date: (first.subscription_expiration_date ?? 0) + month,
    })
    expect(second).not.toHaveProperty('is_first_recurring')
    expect(renewed).toEqual({ outcome: 'paid', chargeId: second.telegram_payment_charge_id })
    expect(await sandbox.client.subscriptions.list()).toMatchObject([
      { charges: [first.telegram_payment_charge_id, second.telegram_payment_charge_id] },
    ])
    const edit = { user_id: dilnoza, telegram_payment_charge_id: second.telegram_payment_charge_id, is_canceled: true }
    expect((await sandbox.bot('editUserStarSubscription', edit)).body.result).toBe(true)
    expect(await sandbox.client.subscriptions.list()).toMatchObject([{ state: 'canceled', canceledByBot: true }])
    expect(await balance()).toEqual({ amount: 500 })
  })

  it('after the paid time ended begins at once, not in the past', async () => {
    const { telegram_payment_charge_id: charge } = await subscribe()
    now += (month + 86_400) * 1000
    await sandbox.client.subscriptions.renew(charge)
    expect((await payment()).subscription_expiration_date).toBe(seconds() + month)
  })

  it('that fails says so, changes no money, and can be paid later', async () => {
    const { telegram_payment_charge_id: charge, subscription_expiration_date: end } = await subscribe()
    expect(await sandbox.client.subscriptions.fail(charge)).toMatchObject({ state: 'failed', expiresAt: end })
    expect(await updates.next('subscription')).toEqual({
      user: expect.objectContaining({ id: dilnoza }),
      invoice_payload: 'sub:7',
      state: 'failed',
    })
    expect(await balance()).toEqual({ amount: 250 })
    expect((await sandbox.client.subscriptions.renew(charge)).outcome).toBe('paid')
    expect((await payment()).is_recurring).toBe(true)
    expect(await sandbox.client.subscriptions.list()).toMatchObject([{ state: 'active' }])
  })
})

describe('a month that lasts seconds', () => {
  it('renews by itself until it is switched off or cannot be paid', async () => {
    await sandbox.close()
    sandbox = await openSandbox({ clock: () => now, timings: { starMonthMs: 90_000 } })
    updates = updatesOf(sandbox)
    const one = await subscribe('sub:1')
    const two = await subscribe('sub:2')
    expect(one.subscription_expiration_date).toBe(seconds() + 90)
    await sandbox.client.subscriptions.cancel(two.telegram_payment_charge_id)
    expect((await updates.next('subscription')).state).toBe('canceled')
    now += 90_000
    const renewal = await payment()
    expect(renewal).toMatchObject({ invoice_payload: 'sub:1', subscription_expiration_date: seconds() + 90 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await updates.rest()).toEqual([])
    expect((await sandbox.client.subscriptions.list()).map(({ state }) => state)).toEqual(['active', 'expired'])
  })
})

describe('switching a subscription off', () => {
  it('is told once, ends the renewals, and is taken back while the paid time runs', async () => {
    const { telegram_payment_charge_id: charge } = await subscribe()
    const { subscriptions } = sandbox.client
    expect(await subscriptions.cancel(charge)).toMatchObject({ state: 'canceled' })
    await expect(subscriptions.cancel(charge)).rejects.toMatchObject({ status: 409 })
    await expect(subscriptions.fail(charge)).rejects.toMatchObject({ status: 409 })
    expect(await subscriptions.renew(charge)).toEqual({ outcome: 'declined' })
    expect(await subscriptions.resume(charge)).toMatchObject({ state: 'active' })
    await expect(subscriptions.resume(charge)).rejects.toMatchObject({ status: 409 })
    expect((await updates.rest()).map(({ subscription }) => subscription?.state)).toEqual(['canceled', 'active'])
    await subscriptions.cancel(charge)
    now += month * 1000
    expect(await subscriptions.list()).toMatchObject([{ state: 'expired' }])
    await expect(subscriptions.resume(charge)).rejects.toMatchObject({ status: 409 })
  })

  it('by the bot is not told, and the person cannot undo it until the bot allows it', async () => {
    const { telegram_payment_charge_id: charge } = await subscribe()
    const edit = (is_canceled: boolean, user_id = dilnoza) => ({
      user_id,
      telegram_payment_charge_id: charge,
      is_canceled,
    })
    expect(await described('editUserStarSubscription', edit(true, ivan))).toBe('Bad Request: CHARGE_ID_INVALID')
    expect(await sandbox.client.subscriptions.list()).toMatchObject([{ state: 'active' }])
    await sandbox.bot('editUserStarSubscription', edit(true))
    await expect(sandbox.client.subscriptions.resume(charge)).rejects.toMatchObject({ status: 409 })
    expect(await sandbox.client.subscriptions.list()).toMatchObject([{ state: 'canceled' }])
    await sandbox.bot('editUserStarSubscription', edit(false))
    expect(await sandbox.client.subscriptions.list()).toMatchObject([{ state: 'canceled' }])
    expect(await updates.rest()).toEqual([])
    expect(await sandbox.client.subscriptions.resume(charge)).toMatchObject({ state: 'active' })
  })
})

describe('the book of Stars', () => {
  it('has refunds, chargebacks and withdrawals as debits; only the refund is told', async () => {
    const [one, two, three] = [await subscribe('a'), await subscribe('b'), await subscribe('c')].map(
      (paid) => paid.telegram_payment_charge_id,
    ) as [string, string, string]
    await sandbox.bot('refundStarPayment', { user_id: dilnoza, telegram_payment_charge_id: one })
    expect((await updates.next('message')).refunded_payment?.telegram_payment_charge_id).toBe(one)
    await sandbox.client.stars.chargeback(two)
    await sandbox.client.stars.chargeback(three, { unnamed: true })
    expect(await updates.rest()).toEqual([])
    const user = { type: 'user', transaction_type: 'invoice_payment', subscription_period: month }
    expect(await transactions()).toMatchObject([
      { id: one, amount: 250, source: { ...user, invoice_payload: 'a' } },
      { id: two, amount: 250, source: { ...user, invoice_payload: 'b' } },
      { id: three, amount: 250, source: { ...user, invoice_payload: 'c' } },
      { id: one, amount: 250, receiver: { ...user, invoice_payload: 'a' } },
      { id: two, amount: 250, receiver: { ...user, invoice_payload: 'b' } },
      { amount: 250, receiver: { type: 'other' } },
    ])
    expect((await transactions()).at(-1)?.id).not.toBe(three)
    expect(await balance()).toEqual({ amount: 0 })
    for (const charge of [one, two, three]) {
      const refund = { user_id: dilnoza, telegram_payment_charge_id: charge }
      expect(await described('refundStarPayment', refund)).toBe('Bad Request: CHARGE_ALREADY_REFUNDED')
      await expect(sandbox.client.stars.chargeback(charge)).rejects.toMatchObject({ status: 409 })
    }
    await expect(sandbox.client.stars.withdraw(bot, 1)).rejects.toMatchObject({ status: 409 })
  })

  it('is read in pages, oldest first', async () => {
    const { telegram_payment_charge_id: charge } = await subscribe()
    for (let count = 0; count < 4; count++) await sandbox.client.subscriptions.renew(charge)
    const all = (await transactions()).map(({ id }) => id)
    expect(all).toHaveLength(5)
    expect(all[0]).toBe(charge)
    expect((await transactions({ offset: 1, limit: 2 })).map(({ id }) => id)).toEqual(all.slice(1, 3))
    expect(await transactions({ offset: 5 })).toEqual([])
    expect(await transactions({ limit: 1000 })).toHaveLength(5)
    await sandbox.client.stars.withdraw(bot, 1250)
    expect((await transactions()).at(-1)).toMatchObject({
      amount: 1250,
      receiver: { type: 'fragment', withdrawal_state: { type: 'succeeded' } },
    })
  })
})

describe('somebody who paid', () => {
  it('can be written to, though they never pressed /start', async () => {
    const write = () => described('sendMessage', { chat_id: dilnoza, text: 'Salom' })
    expect(await write()).toBe("Forbidden: bot can't initiate conversation with a user")
    await subscribe()
    expect(await write()).toBeUndefined()
  })
})

describe('a delivery', () => {
  it('is repeated under its old id when a test says so', async () => {
    await subscribe()
    const delivered = (await sandbox.client.updates(bot)).find(({ update }) => update.message?.successful_payment)
    const id = delivered?.update.update_id ?? 0
    await updates.rest()
    await sandbox.client.repeatUpdate(bot, id)
    expect(await updates.rest()).toEqual([delivered?.update])
    await expect(sandbox.client.repeatUpdate(bot, id + 1000)).rejects.toMatchObject({ status: 409 })
  })
})
