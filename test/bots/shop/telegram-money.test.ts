import { setTimeout as sleep } from 'node:timers/promises'
import { decodePayload, encodePayload } from '../../../domain/invoice-payload'
import { retryDelay } from '../../../bots/shop/retries'
import { StrangeMoney } from '../../../bots/shop/telegram-money'
import type { Refusal } from '../../../domain/ledger'
import { TelegramRefused } from '../../../telegram/errors'
import { Unanswered } from '../../../workflows/callers'
import { people, seedOrder, seedRefund } from '../../activities/notices/shop'
import { messageFrom, openBot, person, type BotForTests } from './shop-bot'

let bot: BotForTests

beforeAll(async () => {
  bot = await openBot()
  await seedOrder(bot.database.sql, { stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
  await bot.database.sql`UPDATE buyers SET lang = 'en' WHERE external_id = ${people.buyer}`
})
afterAll(() => bot.close())
beforeEach(() => bot.forget())

const payload = `demo:order1.f:telegram:${people.buyer}`
const query = (more: object = {}) => ({
  pre_checkout_query: {
    id: 'query1',
    from: person(people.buyer, 'uz'),
    currency: 'XTR',
    total_amount: 120,
    invoice_payload: payload,
    ...more,
  },
})
const answers = () => bot.api.of('answerPreCheckoutQuery')

describe('a checkout', () => {
  test('is held for the payment, and then allowed', async () => {
    await bot.handle(query())
    expect(bot.lifecycles.calls).toEqual([
      [
        'hold',
        { businessId: 'demo', paymentId: 'order1.f', buyerId: 'telegram:42' },
        {
          provider: 'stars',
          externalId: 'query1',
          money: { amount: '120', currency: 'XTR' },
          providerTime: expect.any(Number) as number,
        },
      ],
    ])
    expect(answers()).toEqual([{ pre_checkout_query_id: 'query1', ok: true }])
  })

  test('in soʻm is the fiat provider’s', async () => {
    await bot.handle(query({ currency: 'UZS', total_amount: 15_000_000 }))
    expect(bot.lifecycles.calls[0]?.[2]).toMatchObject({
      provider: 'telegram_fiat',
      money: { amount: '15000000', currency: 'UZS' },
    })
  })

  test.each([
    ['unknown_payment', 'This bill was not found. Open /orders and pay from there.'],
    ['wrong_amount', 'The amount has changed. Open /orders and take a new bill.'],
    ['held_by_another', 'This order is being paid right now. If that is you, wait 10 minutes and try again.'],
    ['already_paid', 'This order is paid already; there is no need to pay twice.'],
    ['not_payable', 'This bill is out of date. Open /orders, everything there is fresh.'],
    ['transaction_ended', 'This bill is out of date. Open /orders, everything there is fresh.'],
  ] as const satisfies readonly [Refusal, string][])(
    'refused as %s is explained in the buyer’s language',
    async (refusal, words) => {
      bot.lifecycles.next('hold', () => ({ ok: false, refusal, payment: null }))
      await bot.handle(query())
      expect(answers()).toEqual([{ pre_checkout_query_id: 'query1', ok: false, error_message: words }])
    },
  )

  test('of a forwarded invoice is refused before anything is held', async () => {
    await bot.handle(query({ from: person(people.stranger, 'ru') }))
    expect(answers()).toEqual([
      {
        pre_checkout_query_id: 'query1',
        ok: false,
        error_message: 'Этот счёт выставлен другому человеку. Оформите свой заказ в боте.',
      },
    ])
    expect(bot.lifecycles.calls).toEqual([])
  })

  test.each(['', 'x', 'other:order1.f:telegram:42', 'demo:order1:telegram:42', "demo:order1.f:telegram:42'--"])(
    'with the payload %j of nobody’s invoice is refused',
    async (invoicePayload) => {
      await bot.handle(query({ invoice_payload: invoicePayload }))
      expect(answers()).toMatchObject([{ ok: false }])
      expect(bot.lifecycles.calls).toEqual([])
    },
  )

  test('that nobody answers is refused, and a hold that comes too late is let go', async () => {
    bot.lifecycles.next('hold', () => {
      throw new Unanswered('payment/demo/order1.f', null)
    })
    await bot.handle(query())
    await sleep(10)
    expect(answers()).toEqual([
      {
        pre_checkout_query_id: 'query1',
        ok: false,
        error_message: 'The shop does not answer right now, and you were not charged. Please try again in a minute.',
      },
    ])
    expect(bot.lifecycles.calls[1]?.[0]).toBe('release')
    expect(bot.lifecycles.calls[1]?.[2]).toEqual({ provider: 'stars', externalId: 'query1', reason: 10 })
  })

  test('is answered before Telegram gives it up, however slow the payment is', async () => {
    bot.lifecycles.next('hold', () => sleep(5_000, undefined, { ref: false }))
    await bot.handle(query(), { receivedAt: new Date(Date.now() - 8_800) })
    expect(answers()).toMatchObject([{ ok: false }])
  })

  test('that fails in a way nobody thought of is refused all the same', async () => {
    bot.lifecycles.next('hold', () => {
      throw new Error('a bug')
    })
    await bot.handle(query())
    expect(answers()).toMatchObject([{ ok: false }])
  })

  test('whose answer Telegram does not take any more is over; nobody has to look into it, and the hold stays to its limit', async () => {
    bot.api.next('answerPreCheckoutQuery', { code: 400, description: 'Bad Request: query is too old' })
    await bot.handle(query())
    expect(bot.lifecycles.calls.map(([name]) => name)).toEqual(['hold'])
  })

  test('that is too old is not answered and holds nothing', async () => {
    await bot.handle(query(), { receivedAt: new Date(Date.now() - 11_000) })
    expect([answers(), bot.lifecycles.calls]).toEqual([[], []])
  })
})

describe('money that has landed', () => {
  const paid = (more: object = {}) =>
    messageFrom(people.buyer, '', {
      text: undefined,
      successful_payment: {
        currency: 'XTR',
        total_amount: 120,
        invoice_payload: payload,
        telegram_payment_charge_id: 'charge1',
        provider_payment_charge_id: '',
        ...more,
      },
    })

  test('is handed to its payment with Telegram’s charge and time', async () => {
    await bot.handle(paid())
    expect(bot.lifecycles.calls).toEqual([
      [
        'moneyLanded',
        { businessId: 'demo', paymentId: 'order1.f', buyerId: 'telegram:42' },
        {
          provider: 'stars',
          externalId: 'charge1',
          landed: { money: { amount: '120', currency: 'XTR' }, providerTime: 1_700_000_000_000 },
        },
      ],
    ])
    expect(bot.api.of('sendMessage')).toEqual([])
  })

  test('is not lost when nobody answers: the update fails, and is tried for ever', async () => {
    const away = new Unanswered('payment', null)
    bot.lifecycles.next('moneyLanded', () => {
      throw away
    })
    await expect(bot.handle(paid())).rejects.toBe(away)
    const update = { updateId: 1, body: paid(), receivedAt: new Date(0), attempt: 50 }
    expect(retryDelay(update, away, Date.now())).toBe(300_000)
  })

  test('for no payment of this shop is kept for a person', async () => {
    const failure = bot.handle(paid({ invoice_payload: 'other:order1.f:telegram:42' }))
    await expect(failure).rejects.toThrow(StrangeMoney)
    const update = { updateId: 1, body: paid(), receivedAt: new Date(), attempt: 1 }
    expect(retryDelay(update, new StrangeMoney('x'), Date.now())).toBeNull()
  })

  test('for a payment that the book does not have is kept for a person', async () => {
    const failure = bot.handle(paid({ invoice_payload: 'demo:lost.f:telegram:42' }))
    await expect(failure).rejects.toThrow(StrangeMoney)
    expect(bot.lifecycles.calls).toEqual([])
  })

  test('Stars that went back for a payment that the book does not have are kept for a person, and begin nothing', async () => {
    const { successful_payment: money, ...message } = paid({ invoice_payload: 'demo:lost.f:telegram:42' })
      .message as Record<string, unknown>
    const failure = bot.handle({ message: { ...message, refunded_payment: money } })
    await expect(failure).rejects.toThrow(StrangeMoney)
    expect(bot.lifecycles.calls).toEqual([])
  })

  test('Stars that went back although the book refuses it are tried again: a person must see it', async () => {
    const { successful_payment: money, ...message } = paid({ telegram_payment_charge_id: 'early' }).message as Record<
      string,
      unknown
    >
    bot.lifecycles.next('refundByProvider', () => ({ ok: false, refusal: 'unknown_transaction', payment: 'due' }))
    const failure = bot.handle({ message: { ...message, refunded_payment: money } })
    await expect(failure).rejects.toThrow('the book says unknown_transaction')
  })

  test('Stars that Telegram returned by itself are recorded; those we returned are known already', async () => {
    const { sql } = bot.database
    await seedRefund(sql, {
      paymentId: 'order1.f',
      provider: 'stars',
      externalId: 'ours',
      amount: 120n,
      currency: 'XTR',
    })
    const returned = (chargeId: string) => {
      const { successful_payment: money, ...message } = paid({ telegram_payment_charge_id: chargeId })
        .message as Record<string, unknown>
      return { message: { ...message, refunded_payment: money } }
    }
    await sql`UPDATE refunds SET state = 'completed' WHERE external_id = 'ours'`
    await bot.handle(returned('ours'))
    expect(bot.lifecycles.calls).toEqual([])
    bot.lifecycles.next('refundByProvider', () => ({ ok: true }))
    await bot.handle(returned('theirs'))
    expect(bot.lifecycles.calls[0]?.slice(1)).toEqual([
      {
        businessId: 'demo',
        paymentId: 'order1.f',
        provider: 'stars',
        externalId: 'theirs',
      },
      { provider: 'stars', externalId: 'theirs', reason: 5, providerTime: 1_700_000_000_000 },
    ])
  })
})

describe('the payload of an invoice', () => {
  test('comes back as it went, and fits Telegram’s 128 bytes at its longest', () => {
    const of = { businessId: 'b'.repeat(32), paymentId: `${'o'.repeat(32)}.f`, buyerId: `telegram:${'9'.repeat(20)}` }
    expect(decodePayload(encodePayload(of))).toEqual(of)
    expect(Buffer.byteLength(encodePayload(of))).toBeLessThanOrEqual(128)
  })
})

describe('when a failed update is tried again', () => {
  const now = Date.now()
  const press = (attempt: number, ageMs = 0) => ({
    updateId: 1,
    body: { callback_query: {} },
    receivedAt: new Date(now - ageMs),
    attempt,
  })
  const refused = (code: number, retryAfter: number | null = null) =>
    new TelegramRefused('sendMessage', { code, description: 'no', retryAfter, migratedTo: null })

  test.each([
    ['after a second, then later and later', press(1), new Error('x'), 1_000],
    ['each minute while we are busy', press(9), new Error('x'), 60_000],
    ['nine times at most', press(10), new Error('x'), null],
    ['not an hour later', press(1, 3_700_000), new Error('x'), null],
    [
      'for an hour when somebody stands at a door',
      { ...press(20, 3_500_000), body: { chat_join_request: {} } },
      new Error('x'),
      60_000,
    ],
    ['and no longer', { ...press(9, 3_700_000), body: { chat_join_request: {} } }, new Error('x'), null],
    ['not when Telegram will never let them in', { ...press(9), body: { chat_join_request: {} } }, refused(400), null],
    ['not when Telegram will never take it', press(1), refused(400), null],
    ['when Telegram says', press(1), refused(429, 9), 9_000],
    ['a checkout soon', { ...press(1, 1_000), body: { pre_checkout_query: {} } }, new Error('x'), 300],
    [
      'a checkout not when Telegram does not know it',
      { ...press(1, 1_000), body: { pre_checkout_query: {} } },
      refused(400),
      null,
    ],
    [
      'a checkout also when it is old: the next try says that it is over',
      { ...press(9, 9_000), body: { pre_checkout_query: {} } },
      new Error('x'),
      300,
    ],
  ])('%s', (_, update, error, expected) => {
    expect(retryDelay(update, error, now)).toBe(expected)
  })
})
