import { holdLimitMs } from '../../domain/providers'
import { Unanswered } from '../../workflows/callers'
import { hour, openShop, type PaymeBody, type Shop } from './shop'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

let ids = 0
const newId = () => `67300000000000000000${(1000 + ++ids).toString()}`

async function heldTransaction({ age = 0, plan = 'full' as 'full' | 'deposit_balance' } = {}) {
  const order = await shop.order({ plan })
  const id = newId()
  const params = { id, time: shop.clock.now - age, amount: order.tiyin, account: { payment: order.ref } }
  const create = await shop.payme('CreateTransaction', params)
  expect(create.body.result?.state).toBe(1)
  return { ...order, id, params, create }
}

async function performedTransaction() {
  const transaction = await heldTransaction()
  const performed = await shop.payme('PerformTransaction', { id: transaction.id })
  expect(performed.body.result?.state).toBe(2)
  return { ...transaction, performed }
}

/** The error, having made sure that it came with HTTP 200 and that the book is as it was. */
async function refusal(call: () => Promise<{ status: number; body: PaymeBody }>) {
  const before = await shop.book()
  const answer = await call()
  expect(answer.status).toBe(200)
  expect(await shop.book()).toBe(before)
  return answer.body.error
}

describe('a payment that cannot be paid', () => {
  async function bothRefuse(ref: string, amount: unknown) {
    const account = { payment: ref }
    const check = await refusal(() => shop.payme('CheckPerformTransaction', { amount, account }))
    const params = { id: newId(), time: shop.clock.now, amount, account }
    const create = await refusal(() => shop.payme('CreateTransaction', params))
    expect(create).toEqual(check)
    return check
  }

  test('paid: -31051 in words', async () => {
    const { ref, tiyin } = await performedTransaction()
    expect(await bothRefuse(ref, tiyin)).toEqual({
      code: -31051,
      message: {
        ru: 'Этот платёж уже оплачен.',
        uz: 'Bu toʻlov allaqachon toʻlangan.',
        en: 'This payment has already been paid.',
      },
      data: 'payment',
    })
  })

  test('held by another transaction: -31008', async () => {
    const { ref, tiyin } = await heldTransaction()
    expect((await bothRefuse(ref, tiyin))?.code).toBe(-31008)
  })

  test('not due yet: -31052', async () => {
    const { stage } = await shop.order({ plan: 'deposit_balance' })
    expect((await bothRefuse(stage('balance').ref, 70_000_000))?.code).toBe(-31052)
  })

  test('past its deadline, though no timer has come round yet: -31052', async () => {
    const { ref, tiyin } = await shop.order()
    shop.clock.now += 24 * hour - 1
    const params = { amount: tiyin, account: { payment: ref } }
    expect((await shop.payme('CheckPerformTransaction', params)).body.result).toEqual({ allow: true })
    shop.clock.now += 1
    expect(await bothRefuse(ref, tiyin)).toMatchObject({ code: -31052, data: 'payment' })
  })

  test('of another business: -31050', async () => {
    const { ref, tiyin } = await shop.order({ businessId: 'other' })
    expect((await bothRefuse(ref, tiyin))?.code).toBe(-31050)
  })

  test.each([1.5, '100000000', null, -100_000_000, 0, 1e30, [100_000_000]])(
    'an amount of %p: -31001',
    async (amount) => {
      const { ref } = await shop.order()
      expect((await bothRefuse(ref, amount))?.code).toBe(-31001)
    },
  )

  test('the payer may type the account carelessly', async () => {
    const { ref, tiyin } = await shop.order()
    const account = { payment: ` ${ref.toLowerCase()} ` }
    const answer = await shop.payme('CheckPerformTransaction', { amount: tiyin, account })
    expect(answer.body.result).toEqual({ allow: true })
  })
})

describe('transactions that ended or never were', () => {
  test.each(['PerformTransaction', 'CancelTransaction', 'CheckTransaction'])(
    '%s of an unknown one is -31003',
    async (method) => {
      const error = await refusal(() => shop.payme(method, { id: newId(), reason: 1 }))
      expect(error).toMatchObject({ code: -31003, data: null })
    },
  )

  test('a transaction of another business is unknown here', async () => {
    const order = await shop.order({ businessId: 'other' })
    const id = newId()
    await shop.lifecycles.hold(
      { businessId: 'other', paymentId: order.paymentId },
      {
        provider: 'payme',
        externalId: id,
        money: { amount: String(order.tiyin), currency: 'UZS' },
        providerTime: shop.clock.now,
      },
    )
    expect((await refusal(() => shop.payme('PerformTransaction', { id })))?.code).toBe(-31003)
  })

  test('Create again with the id of one that was performed, cancelled or refunded is -31008', async () => {
    const performed = await performedTransaction()
    expect((await refusal(() => shop.payme('CreateTransaction', performed.params)))?.code).toBe(-31008)
    await shop.payme('CancelTransaction', { id: performed.id, reason: 5 })
    expect((await refusal(() => shop.payme('CreateTransaction', performed.params)))?.code).toBe(-31008)
    const cancelled = await heldTransaction()
    await shop.payme('CancelTransaction', { id: cancelled.id, reason: 3 })
    expect((await refusal(() => shop.payme('CreateTransaction', cancelled.params)))?.code).toBe(-31008)
  })

  test('Create again is answered by id alone, whatever else it says', async () => {
    const { create, params } = await heldTransaction()
    const changed = { ...params, amount: 5, account: { payment: 'nothing' } }
    expect((await shop.payme('CreateTransaction', changed)).text).toBe(create.text)
  })

  test('Create that comes after its own Cancel is -31008, and the payment stays free for another', async () => {
    const { ref, tiyin } = await shop.order()
    const paramsOf = (id: string) => ({ id, time: shop.clock.now, amount: tiyin, account: { payment: ref } })
    const [late, next] = [newId(), newId()]
    for (const _ of [1, 2]) {
      expect((await refusal(() => shop.payme('CancelTransaction', { id: late, reason: 3 })))?.code).toBe(-31003)
      expect((await refusal(() => shop.payme('CreateTransaction', paramsOf(late))))?.code).toBe(-31008)
    }
    expect((await shop.payme('CreateTransaction', paramsOf(next))).body.result?.state).toBe(1)
  })

  test('a Cancel of what was never made is kept for as long as the call that makes it could be taken', async () => {
    const kept = async (id: string) =>
      (await shop.sql`SELECT 1 FROM given_up_transactions WHERE external_id = ${id}`).length
    const [old, young] = [newId(), newId()]
    await shop.payme('CancelTransaction', { id: old, reason: 3 })
    shop.clock.now += 2 * holdLimitMs.payme
    await shop.payme('CancelTransaction', { id: young, reason: 3 })
    expect([await kept(old), await kept(young)]).toEqual([1, 1])
    shop.clock.now += 1
    await shop.payme('CancelTransaction', { id: newId(), reason: 3 })
    expect([await kept(old), await kept(young)]).toEqual([0, 1])
  })

  test('Perform of one that was cancelled (-1) or refunded (-2) is -31008', async () => {
    const { id } = await heldTransaction()
    await shop.payme('CancelTransaction', { id, reason: 3 })
    expect((await refusal(() => shop.payme('PerformTransaction', { id })))?.code).toBe(-31008)
    const performed = await performedTransaction()
    await shop.payme('CancelTransaction', { id: performed.id, reason: 5 })
    expect((await refusal(() => shop.payme('PerformTransaction', { id: performed.id })))?.code).toBe(-31008)
  })

  test('Cancel after the goods have left the shop is -31007, and the money stays', async () => {
    const { id, orderId, performed } = await performedTransaction()
    await shop.sql`UPDATE orders SET state = 'out_for_delivery' WHERE id = ${orderId}`
    const error = await refusal(() => shop.payme('CancelTransaction', { id, reason: 5 }))
    expect(error).toMatchObject({ code: -31007, data: null })
    expect((await shop.payme('PerformTransaction', { id })).text).toBe(performed.text)
  })
})

describe('what Payme says again, as it may not have been answered', () => {
  const again = async (method: string, params: { id: string; reason?: number }) => {
    const before = shop.sent.length
    const answer = await shop.payme(method, params)
    return { text: answer.text, sent: shop.sent.slice(before) }
  }

  test.each(['perform', 'release'] as const)('a lifecycle that lost its %s hears of it', async (step) => {
    const { id } = await heldTransaction()
    const [method, params] =
      step === 'perform' ? ['PerformTransaction', { id }] : ['CancelTransaction', { id, reason: 3 }]
    const first = await again(method, params)
    // Also when the database kept it waiting, so that its time is before that of the book.
    for (const later of [0, -5_000, 60_000]) {
      shop.clock.now += later
      expect(await again(method, params)).toEqual({ text: first.text, sent: [`${step} ${id} again`] })
      expect((await again('CheckTransaction', { id })).sent).toEqual([`${step} ${id} again`])
    }
  })

  test('an order that lost the return of its money hears of it', async () => {
    const { id } = await heldTransaction()
    await shop.payme('PerformTransaction', { id })
    const first = await again('CancelTransaction', { id, reason: 5 })
    expect(await again('CancelTransaction', { id, reason: 5 })).toEqual({
      text: first.text,
      sent: [`return ${id} again`],
    })
  })
})

describe('the limit of 12 hours, from the time of Payme', () => {
  const justFresh = holdLimitMs.payme - 1

  test('one millisecond before it a transaction is repeated and performed', async () => {
    const { id, params, create } = await heldTransaction({ age: 5000 })
    shop.clock.now = params.time + justFresh
    expect((await shop.payme('CreateTransaction', params)).text).toBe(create.text)
    expect((await shop.payme('PerformTransaction', { id })).body.result?.state).toBe(2)
  })

  test.each(['CreateTransaction', 'PerformTransaction'])(
    'at exactly the limit %s ends it (-1, reason 4) and is -31008',
    async (method) => {
      const { id, params, create, ref, tiyin } = await heldTransaction({ age: 5000 })
      shop.clock.now = params.time + holdLimitMs.payme
      const first = await shop.payme(method, params)
      expect(first.body).toMatchObject({ error: { code: -31008 }, id: 2032 })
      const check = await shop.payme('CheckTransaction', { id })
      expect(check.body.result).toMatchObject({
        create_time: create.body.result?.create_time,
        perform_time: 0,
        cancel_time: shop.clock.now,
        state: -1,
        reason: 4,
      })
      const second = await shop.payme(method, params)
      expect(second.text).toBe(first.text)
      const again = await shop.payme('CheckPerformTransaction', { amount: tiyin, account: { payment: ref } })
      expect(again.body.result).toEqual({ allow: true })
    },
  )

  test('counts from the time of Payme, not from ours', async () => {
    const { id, params } = await heldTransaction({ age: 11 * hour })
    shop.clock.now += hour
    expect(shop.clock.now - params.time).toBe(holdLimitMs.payme)
    expect((await shop.payme('PerformTransaction', { id })).body.error?.code).toBe(-31008)
  })

  test('CheckTransaction of an overdue transaction shows it as it stands and changes nothing', async () => {
    const { id, params } = await heldTransaction()
    shop.clock.now = params.time + holdLimitMs.payme + hour
    const before = await shop.book()
    expect((await shop.payme('CheckTransaction', { id })).body.result?.state).toBe(1)
    expect(await shop.book()).toBe(before)
  })

  test.each([-holdLimitMs.payme, holdLimitMs.payme])(
    'a new transaction %i ms away from our clock is -31008',
    async (away) => {
      const { ref, tiyin } = await shop.order()
      const params = { id: newId(), time: shop.clock.now + away, amount: tiyin, account: { payment: ref } }
      expect((await refusal(() => shop.payme('CreateTransaction', params)))?.code).toBe(-31008)
      const nearer = { ...params, time: params.time - Math.sign(away) }
      expect((await shop.payme('CreateTransaction', nearer)).body.result?.state).toBe(1)
    },
  )
})

describe('GetStatement', () => {
  test('lists by the time of Payme, oldest first, both ends included, cancelled ones too', async () => {
    shop.clock.now += 100 * hour
    const start = shop.clock.now
    const late = await heldTransaction()
    const early = await heldTransaction({ age: 60_000 })
    const middle = await heldTransaction({ age: 30_000 })
    shop.clock.now += 1000
    await shop.payme('PerformTransaction', { id: middle.id })
    await shop.payme('CancelTransaction', { id: early.id, reason: 3 })
    const own = (created: typeof late) => ({
      create_time: start,
      transaction: created.create.body.result?.transaction,
    })

    const all = await shop.payme('GetStatement', { from: start - 60_000, to: start })
    expect(all.body.result?.transactions).toEqual([
      {
        id: early.id,
        time: start - 60_000,
        amount: early.tiyin,
        account: { payment: early.ref },
        ...own(early),
        perform_time: 0,
        cancel_time: start + 1000,
        state: -1,
        reason: 3,
        receivers: null,
      },
      {
        id: middle.id,
        time: start - 30_000,
        amount: middle.tiyin,
        account: { payment: middle.ref },
        ...own(middle),
        perform_time: start + 1000,
        cancel_time: 0,
        state: 2,
        reason: null,
        receivers: null,
      },
      {
        id: late.id,
        time: start,
        amount: late.tiyin,
        account: { payment: late.ref },
        ...own(late),
        perform_time: 0,
        cancel_time: 0,
        state: 1,
        reason: null,
        receivers: null,
      },
    ])
    const part = await shop.payme('GetStatement', { from: start - 59_999, to: start - 1 })
    expect(part.body.result?.transactions?.map(({ id }) => id)).toEqual([middle.id])
    const none = await shop.payme('GetStatement', { from: start + 1, to: start + 2 })
    expect(none.text).toBe('{"result":{"transactions":[]},"id":2032}')
  })

  test('shows only transactions of Payme and of this business', async () => {
    shop.clock.now += 100 * hour
    const { ref, soum } = await shop.order()
    await shop.click('prepare', { click_trans_id: '555', merchant_trans_id: ref, amount: soum })
    const answer = await shop.payme('GetStatement', { from: shop.clock.now - hour, to: shop.clock.now + hour })
    expect(answer.body.result?.transactions).toEqual([])
  })

  test('refuses a question whose complete answer would be too long', async () => {
    const { paymentId } = await shop.order()
    await shop.sql`
      INSERT INTO provider_transactions
        (business_id, provider, external_id, payment_id, amount, currency, state, provider_time, held_at)
      SELECT 'demo', 'payme', 'old' || n, ${paymentId}, 100, 'UZS', 'released', to_timestamp(1e9 + n), now()
      FROM generate_series(1, 10001) n`
    const from = 1_000_000_000_000
    const full = await shop.payme('GetStatement', { from, to: from + 10_000_000 })
    expect(full.body.result?.transactions).toHaveLength(10_000)
    const error = await refusal(() => shop.payme('GetStatement', { from, to: from + 10_001_000 }))
    expect(error?.code).toBe(-32600)
  })
})

test('nobody answers in time: -32400 with HTTP 200, and the repeat does it', async () => {
  let deaf = true
  const { lifecycles } = shop
  const flaky = await openShop({
    lifecycles: {
      ...lifecycles,
      hold: (address, request) =>
        deaf
          ? Promise.reject(new Unanswered('payment/demo/x', new Error('deadline')))
          : flaky.lifecycles.hold(address, request),
    },
  })
  try {
    const { ref, tiyin } = await flaky.order()
    const params = { id: newId(), time: flaky.clock.now, amount: tiyin, account: { payment: ref } }
    const before = await flaky.book()
    const answer = await flaky.payme('CreateTransaction', params)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      error: { code: -32400, message: 'Temporary failure, repeat the request', data: null },
      id: 2032,
    })
    expect(await flaky.book()).toBe(before)
    deaf = false
    expect((await flaky.payme('CreateTransaction', params)).body.result?.state).toBe(1)
  } finally {
    await flaky.close()
  }
})

test('what was answered is counted by method and code', async () => {
  const measured = await openShop()
  try {
    const { ref, tiyin } = await measured.order()
    await measured.payme('CheckPerformTransaction', { amount: tiyin, account: { payment: ref } })
    await measured.payme('CheckPerformTransaction', { amount: 1, account: { payment: ref } })
    await measured.payme('whatever they like', {})
    await measured.click('prepare', { merchant_trans_id: '9F' })
    const text = await measured.registry.metrics()
    for (const line of [
      'orderly_webhook_answers_total{provider="payme",method="CheckPerformTransaction",code="0"} 1',
      'orderly_webhook_answers_total{provider="payme",method="CheckPerformTransaction",code="-31001"} 1',
      'orderly_webhook_answers_total{provider="payme",method="other",code="-32601"} 1',
      'orderly_webhook_answers_total{provider="click",method="prepare",code="-5"} 1',
      'orderly_webhook_seconds_count{provider="payme",method="CheckPerformTransaction"} 2',
    ]) {
      expect(text).toContain(line)
    }
  } finally {
    await measured.close()
  }
})
