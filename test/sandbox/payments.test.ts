import type { Update } from '@grammyjs/types'
import { dilnoza, openSandbox } from './sandbox-for-tests'

const stars = {
  chat_id: dilnoza,
  title: 'Order 1042',
  description: 'Roses',
  payload: 'payment:1',
  currency: 'XTR',
  prices: [{ label: 'Roses', amount: 250 }],
}
const fiat = { ...stars, currency: 'UZS', provider_token: '1:TEST:x', prices: [{ label: 'Roses', amount: 13_500_000 }] }
const preCheckoutMs = 150
const bot = 'demo_shop_bot'

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let offset = 0

beforeEach(async () => {
  sandbox = await openSandbox({ timings: { preCheckoutMs } })
  offset = 0
  await sandbox.client.as(dilnoza).send(bot, '/start')
})
afterEach(() => sandbox.close())

async function next(type: keyof Update): Promise<Update> {
  for (;;) {
    const answer = await sandbox.bot('getUpdates', { offset, limit: 1, timeout: 5 })
    const [update] = answer.body.result as unknown as Update[]
    if (!update) throw new Error(`no ${type} came`)
    offset = update.update_id + 1
    if (update[type] !== undefined) return update
  }
}

async function answerCheckout(answer: object) {
  const { pre_checkout_query: query } = await next('pre_checkout_query')
  return { query, answer: await sandbox.bot('answerPreCheckoutQuery', { pre_checkout_query_id: query?.id, ...answer }) }
}

const walletOf = async (id: number) => (await sandbox.client.people()).find((person) => person.id === id)?.stars

describe('an invoice in Stars', () => {
  it('asks the bot, takes the Stars, and reports successful_payment once', async () => {
    await sandbox.bot('sendInvoice', stars)
    const paying = sandbox.client.as(dilnoza).payInvoice(bot)
    const { query } = await answerCheckout({ ok: true })
    expect(query).toMatchObject({
      currency: 'XTR',
      total_amount: 250,
      invoice_payload: 'payment:1',
      from: { id: dilnoza },
    })
    const outcome = await paying
    const payment = (await next('message')).message?.successful_payment
    expect(payment).toEqual({
      currency: 'XTR',
      total_amount: 250,
      invoice_payload: 'payment:1',
      telegram_payment_charge_id: outcome.outcome === 'paid' && outcome.chargeId,
      provider_payment_charge_id: expect.any(String),
    })
    expect(await walletOf(dilnoza)).toBe(99_750)
    expect((await sandbox.bot('getMyStarBalance')).body.result).toEqual({ amount: 250 })
    expect(await sandbox.client.as(dilnoza).payInvoice(bot)).toEqual({ outcome: 'already_paid' })
    expect(await walletOf(dilnoza)).toBe(99_750)
  })

  it('shows the refusal of the bot and takes nothing', async () => {
    await sandbox.bot('sendInvoice', stars)
    const paying = sandbox.client.as(dilnoza).payInvoice(bot)
    await answerCheckout({ ok: false, error_message: 'Sold out' })
    expect(await paying).toEqual({ outcome: 'refused', reason: 'Sold out' })
    expect(await walletOf(dilnoza)).toBe(100_000)
  })

  it('gives up after the time for pre_checkout, and a later answer is too old', async () => {
    await sandbox.bot('sendInvoice', stars)
    const paying = sandbox.client.as(dilnoza).payInvoice(bot)
    const { pre_checkout_query: query } = await next('pre_checkout_query')
    expect(await paying).toEqual({ outcome: 'timeout' })
    const late = await sandbox.bot('answerPreCheckoutQuery', { pre_checkout_query_id: query?.id, ok: true })
    expect(late.body.description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    )
    expect(await walletOf(dilnoza)).toBe(100_000)
  })

  it('charges one message once when two taps race, and a forwarded copy again', async () => {
    await sandbox.bot('sendInvoice', stars)
    const person = sandbox.client.as(dilnoza)
    const taps = [person.payInvoice(bot), person.payInvoice(bot)]
    await answerCheckout({ ok: true })
    await answerCheckout({ ok: true })
    expect((await Promise.all(taps)).map(({ outcome }) => outcome).toSorted()).toEqual(['already_paid', 'paid'])
    const copy = person.payInvoice(bot, { forwarded: true })
    await answerCheckout({ ok: true })
    expect((await copy).outcome).toBe('paid')
    expect(await walletOf(dilnoza)).toBe(99_500)
  })

  it('does not ask the bot when there are too few Stars', async () => {
    await sandbox.bot('sendInvoice', { ...stars, prices: [{ label: 'x', amount: 100_001 }] })
    expect(await sandbox.client.as(dilnoza).payInvoice(bot)).toEqual({ outcome: 'too_few_stars', needed: 100_001 })
  })

  it('refunds once, tells the bot, and books the refund under the same id', async () => {
    await sandbox.bot('sendInvoice', stars)
    const paying = sandbox.client.as(dilnoza).payInvoice(bot)
    await answerCheckout({ ok: true })
    const outcome = await paying
    const id = outcome.outcome === 'paid' ? outcome.chargeId : ''
    await next('message')
    const refund = () => sandbox.bot('refundStarPayment', { user_id: dilnoza, telegram_payment_charge_id: id })
    expect(await refund()).toEqual({ status: 200, body: { ok: true, result: true } })
    expect((await next('message')).message).toMatchObject({
      from: { is_bot: true },
      refunded_payment: {
        currency: 'XTR',
        total_amount: 250,
        invoice_payload: 'payment:1',
        telegram_payment_charge_id: id,
      },
    })
    expect((await refund()).body.description).toBe('Bad Request: CHARGE_ALREADY_REFUNDED')
    expect(await walletOf(dilnoza)).toBe(100_000)
    const book = (await sandbox.bot('getStarTransactions')).body.result as unknown as { transactions: object[] }
    expect(book.transactions).toEqual([
      expect.objectContaining({ id, amount: 250, source: expect.objectContaining({ invoice_payload: 'payment:1' }) }),
      expect.objectContaining({ id, amount: 250, receiver: expect.objectContaining({ type: 'user' }) }),
    ])
  })
})

describe('an invoice of a fiat provider', () => {
  it('pays with the test card', async () => {
    await sandbox.bot('sendInvoice', fiat)
    const paying = sandbox.client.as(dilnoza).payInvoice(bot)
    await answerCheckout({ ok: true })
    expect((await paying).outcome).toBe('paid')
    expect((await next('message')).message?.successful_payment).toMatchObject({
      currency: 'UZS',
      total_amount: 13_500_000,
    })
    expect(await walletOf(dilnoza)).toBe(100_000)
  })

  it('reports nothing when the card declines after the bot agreed', async () => {
    await sandbox.bot('sendInvoice', fiat)
    const paying = sandbox.client.as(dilnoza).payInvoice(bot, { decline: true })
    await answerCheckout({ ok: true })
    expect(await paying).toEqual({ outcome: 'declined' })
    const after = await sandbox.bot('getUpdates', { offset })
    expect(after.body.result).toEqual([])
  })
})

describe('a subscription link', () => {
  it('starts, renews, is switched off and on, and fails without Stars', async () => {
    const created = await sandbox.bot('createInvoiceLink', { ...stars, subscription_period: 2_592_000 })
    const link = created.body.result as unknown as string
    expect(link).toMatch(/^https:\/\/t\.me\/\$[\w-]+$/)
    const person = sandbox.client.as(dilnoza)
    const paying = person.payInvoiceLink(bot, link)
    await answerCheckout({ ok: true })
    await paying
    const first = (await next('message')).message?.successful_payment
    expect(first).toMatchObject({ is_recurring: true, is_first_recurring: true })
    const charge = first?.telegram_payment_charge_id ?? ''

    expect((await sandbox.client.subscriptions.renew(charge)).outcome).toBe('paid')
    const renewal = (await next('message')).message?.successful_payment
    expect(renewal).toMatchObject({ is_recurring: true, invoice_payload: 'payment:1' })
    expect(renewal).not.toHaveProperty('is_first_recurring')
    expect(renewal?.subscription_expiration_date).toBe((first?.subscription_expiration_date ?? 0) + 2_592_000)

    await sandbox.client.subscriptions.cancel(charge)
    expect((await next('subscription')).subscription).toMatchObject({ state: 'canceled', invoice_payload: 'payment:1' })
    expect(await sandbox.client.subscriptions.renew(charge)).toEqual({ outcome: 'declined' })
    await sandbox.client.subscriptions.resume(charge)
    expect((await next('subscription')).subscription).toMatchObject({ state: 'active' })
    const edit = { user_id: dilnoza, telegram_payment_charge_id: charge, is_canceled: true }
    expect((await sandbox.bot('editUserStarSubscription', edit)).body.result).toBe(true)
    expect(await person.subscriptions()).toMatchObject([{ canceledByBot: true, canceledByUser: false }])
  })
})
