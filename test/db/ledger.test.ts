import { setTimeout } from 'node:timers/promises'
import type { Db as Sql } from '../../db/types'
import {
  brokenEvents,
  businessId,
  entriesOf,
  factsOf,
  hour,
  openBook,
  orderStateOf,
  overdue,
  price,
  refundsOf,
  said,
  stateOf,
  uzs,
  type Book,
} from './book'
import { giveUp, isGivenUp } from '../../db/given-up'
import { holdPayment, performPayment, releaseOverdueHold } from '../../db/ledger'

let book: Book
let sql: Sql
beforeAll(async () => {
  book = await openBook({ settings: { minorPerStar: '25000' } })
  sql = book.sql
})
afterAll(() => book.close())
beforeEach(() => {
  book.clock.now = book.start
})

const newId = () => book.newId()

describe('hold, perform, release', () => {
  test('a hold and its perform: the payment is paid, with an entry and a fact of each', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    expect(said(await book.hold(first, 'payme', id, price))).toBe('held')
    const { answer, landing } = await book.perform(first, 'payme', id)
    expect([said(answer), landing]).toEqual(['paid', 'paid'])
    expect(answer.ok && answer.transaction).toMatchObject({
      state: 'performed',
      performedAt: book.start,
      endedAt: null,
    })
    expect(await entriesOf(sql, first)).toEqual(['hold payme 100000000', 'perform payme 100000000'])
    expect(await factsOf(sql, orderId)).toEqual([
      'order_created',
      'payment_opened',
      'payment_held',
      'payment_performed',
    ])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('repeats are answered with what was done, and change nothing', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    const held = await book.hold(first, 'payme', id, price)
    expect(await book.unchanged(orderId, () => book.hold(first, 'payme', id, price))).toEqual(held)
    const done = await book.perform(first, 'payme', id)
    book.clock.now += hour
    expect(await book.unchanged(orderId, () => book.perform(first, 'payme', id))).toEqual({ ...done, landing: null })
    expect(said(await book.unchanged(orderId, () => book.hold(first, 'payme', id, price)))).toBe('already_paid')
  })

  test('a released payment is due again, and another transaction may hold it', async () => {
    const { orderId, first } = await book.order()
    const [one, two] = [newId(), newId()]
    await book.hold(first, 'payme', one, price)
    expect(said(await book.release(first, 'payme', one))).toBe('due')
    expect(await stateOf(sql, first)).toBe('due')
    expect(said(await book.unchanged(orderId, () => book.hold(first, 'payme', one, price)))).toBe('transaction_ended')
    expect(said((await book.unchanged(orderId, () => book.perform(first, 'payme', one))).answer)).toBe(
      'transaction_ended',
    )
    expect(said(await book.unchanged(orderId, () => book.release(first, 'payme', one)))).toBe('due')
    expect(said(await book.hold(first, 'click', two, price))).toBe('held')
    expect(await entriesOf(sql, first)).toEqual([
      'hold payme 100000000',
      'release payme 100000000',
      'hold click 100000000',
    ])
  })

  test.each([
    { after: 24 * hour - 1, state: 'cancelled' },
    { after: 24 * hour, state: 'expired' },
  ])('withdrawn $after ms after it was opened, it is $state', async ({ after, state }) => {
    const { first } = await book.order()
    book.clock.now += after
    expect(await book.withdraw(first)).toBe(state)
    expect(await book.expire(first)).toBe(state)
  })

  test('refusals of a hold, each changing nothing', async () => {
    const { orderId, first, balance, deposit } = await book.order({ plan: 'deposit_balance' })
    const share = (price * 3n) / 10n
    const hold = async (key: typeof first, amount: bigint) =>
      said(await book.unchanged(orderId, () => book.hold(key, 'payme', newId(), amount)))
    expect(await hold({ businessId, paymentId: 'nobody.f' }, price)).toBe('unknown_payment')
    expect(await hold({ businessId: 'other', paymentId: first.paymentId }, share)).toBe('unknown_payment')
    expect(await hold(first, share + 1n)).toBe('wrong_amount')
    expect(await hold(balance, price - share)).toBe('not_payable')
    book.clock.now += 24 * hour - 1
    const id = newId()
    expect(said(await book.hold(deposit, 'payme', id, share))).toBe('held')
    expect(await hold(deposit, share)).toBe('held_by_another')
    await book.release(deposit, 'payme', id)
    book.clock.now += 1
    expect(await hold(deposit, share)).toBe('not_payable')
  })

  test('a hold that nobody hears of any more is not taken; its repeat is', async () => {
    const { orderId, first } = await book.order()
    const request = {
      provider: 'payme' as const,
      externalId: newId(),
      money: { amount: String(price), currency: 'UZS' as const },
      providerTime: book.clock.now,
    }
    const hold = (heardUntil: number) => holdPayment(sql, first, { ...request, heardUntil }, book.clock.now)
    expect(said(await book.unchanged(orderId, () => hold(Date.now() - 1)))).toBe('unheard')
    expect(said(await hold(Date.now() + 10_000))).toBe('held')
    // What was held in time is answered also to a repeat that comes late.
    expect(said(await book.unchanged(orderId, () => hold(Date.now() - 1)))).toBe('held')
  })

  test('a transaction that was given up before it came holds nothing', async () => {
    const { orderId, first } = await book.order()
    const [late, other] = [newId(), newId()]
    await giveUp(sql, { businessId, provider: 'payme', externalId: late }, book.clock.now)
    expect(said(await book.unchanged(orderId, () => book.hold(first, 'payme', late, price)))).toBe('transaction_ended')
    expect(said(await book.hold(first, 'payme', other, price))).toBe('held')
  })

  test('whoever gives a transaction up waits for a hold that is being taken for it', async () => {
    const named = { businessId, provider: 'payme' as const, externalId: newId() }
    const other = book.database.connectAgain({ max: 1 })
    const ends: string[] = []
    let givenUp: Promise<unknown> = Promise.resolve()
    await sql.begin(async (tx) => {
      expect(await isGivenUp(tx, named)).toBe(false)
      givenUp = giveUp(other, named, book.clock.now).then(() => ends.push('given up'))
      await Promise.race([givenUp, setTimeout(200)])
      ends.push('held')
    })
    await givenUp
    expect(ends).toEqual(['held', 'given up'])
  })

  test('refusals of a perform and a release, each changing nothing', async () => {
    const one = await book.order()
    const two = await book.order()
    const id = newId()
    await book.hold(one.first, 'payme', id, price)
    const nobody = { businessId, paymentId: 'nobody.f' }
    expect(said((await book.perform(nobody, 'payme', id)).answer)).toBe('unknown_payment')
    expect(said(await book.release(nobody, 'payme', id))).toBe('unknown_payment')
    const onTwo = async (work: () => Promise<Parameters<typeof said>[0]>) =>
      said(await book.unchanged(two.orderId, work))
    expect(await onTwo(async () => (await book.perform(two.first, 'payme', newId())).answer)).toBe(
      'unknown_transaction',
    )
    expect(await onTwo(async () => (await book.perform(two.first, 'payme', id)).answer)).toBe('unknown_transaction')
    expect(await onTwo(() => book.release(two.first, 'payme', id))).toBe('unknown_transaction')
    expect(await onTwo(() => book.release(two.first, 'click', id))).toBe('unknown_transaction')
    expect(await onTwo(() => book.hold(two.first, 'payme', id, price))).toBe('transaction_ended')
    await book.perform(one.first, 'payme', id)
    expect(said(await book.unchanged(one.orderId, () => book.release(one.first, 'payme', id)))).toBe('already_paid')
  })

  test('Payme may not perform a hold that outlived 12 hours: it is let go, and the payment is due', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    await book.hold(first, 'payme', id, price)
    book.clock.now += overdue('payme') - 1
    expect(await book.unchanged(orderId, () => releaseOverdueHold(sql, first, book.clock.now))).toMatchObject({
      state: 'held',
    })
    book.clock.now += 1
    const { answer, landing } = await book.perform(first, 'payme', id)
    expect([said(answer), landing]).toEqual(['hold_expired', null])
    expect(await stateOf(sql, first)).toBe('due')
    expect(await entriesOf(sql, first)).toEqual(['hold payme 100000000', 'release payme 100000000'])
    const [row] = await sql`SELECT state, reason FROM provider_transactions WHERE external_id = ${id}`
    expect(row).toEqual({ state: 'released', reason: 4 })
  })

  test('Click debits before it confirms: a hold that we ended still turns into money', async () => {
    const { first } = await book.order()
    const id = newId()
    await book.hold(first, 'click', id, price)
    book.clock.now += overdue('click')
    expect(await releaseOverdueHold(sql, first, book.clock.now)).toMatchObject({ state: 'due', holdEndsAt: null })
    expect((await book.perform(first, 'click', id)).landing).toBe('paid')
    expect(await stateOf(sql, first)).toBe('paid')
    expect(await entriesOf(sql, first)).toEqual([
      'hold click 100000000',
      'release click 100000000',
      'perform click 100000000',
    ])
  })

  test('a hold that Click ended does not', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    await book.hold(first, 'click', id, price)
    await book.release(first, 'click', id, -5017)
    expect(said((await book.unchanged(orderId, () => book.perform(first, 'click', id))).answer)).toBe(
      'transaction_ended',
    )
  })

  test('Stars are held at their price and booked at the price of the stage', async () => {
    const { first } = await book.order()
    const stars = (amount: string) => ({ provider: 'stars' as const, money: { amount, currency: 'XTR' as const } })
    const wrong = await holdPayment(
      sql,
      first,
      { ...stars('3999'), externalId: newId(), providerTime: book.start },
      book.start,
    )
    expect(said(wrong)).toBe('wrong_amount')
    const externalId = newId()
    await holdPayment(sql, first, { ...stars('4000'), externalId, providerTime: book.start }, book.start)
    expect((await book.perform(first, 'stars', externalId)).landing).toBe('paid')
    const [entry] = await sql`
      SELECT amount, currency, provider_amount, provider_currency FROM payment_entries
      WHERE payment_id = ${first.paymentId} AND kind = 'perform'`
    expect(entry).toEqual({ amount: price, currency: 'UZS', provider_amount: 4000n, provider_currency: 'XTR' })
  })

  test('a new rate of the Star between hold and payment does not make the right sum a wrong one', async () => {
    const { first } = await book.order()
    const externalId = newId()
    const money = { amount: '4000', currency: 'XTR' as const }
    await holdPayment(sql, first, { provider: 'stars', externalId, money, providerTime: book.start }, book.start)
    await sql`UPDATE businesses SET settings = settings || '{"minorPerStar": "20000"}' WHERE id = ${businessId}`
    try {
      const landed = { money, providerTime: book.start }
      const { landing } = await performPayment(sql, first, { provider: 'stars', externalId, landed }, book.start)
      expect(landing).toBe('paid')
      expect(await refundsOf(sql, first)).toEqual([])
      expect(await entriesOf(sql, first)).toEqual(['hold stars 100000000', 'perform stars 100000000'])
    } finally {
      await sql`UPDATE businesses SET settings = settings || '{"minorPerStar": "25000"}' WHERE id = ${businessId}`
    }
  })
})

describe('the ledger', () => {
  test.each(['UPDATE payment_entries SET amount = 1', 'DELETE FROM payment_entries', 'TRUNCATE payment_entries'])(
    'refuses %s',
    async (statement) => {
      const { orderId, first } = await book.order()
      await book.land(first, 'manual', newId(), price)
      const error = await book.unchanged(orderId, () => sql.unsafe(statement).catch((refused: unknown) => refused))
      expect(error).toMatchObject({ code: '23001' })
    },
  )

  test('has one entry of a kind for a transaction, whatever the code above says', async () => {
    const { first } = await book.order()
    await book.land(first, 'manual', newId(), price)
    const again = sql`
      INSERT INTO payment_entries (business_id, payment_id, kind, amount, currency, provider, external_id, provider_amount,
                                   provider_currency, actor, provider_time, recorded_at)
      SELECT business_id, payment_id, kind, amount, currency, provider, external_id, provider_amount, provider_currency,
             actor, provider_time, recorded_at FROM payment_entries WHERE payment_id = ${first.paymentId}`
    await expect(again).rejects.toMatchObject({ code: '23505' })
  })
})

describe('money that goes back', () => {
  test('a refund of the only money: refunded, done in the list of refunds, and repeated alike', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    await book.hold(first, 'payme', id, price)
    await book.perform(first, 'payme', id)
    const answer = await book.refund(first, 'payme', id)
    expect(said(answer)).toBe('refunded')
    expect(await book.unchanged(orderId, () => book.refund(first, 'payme', id))).toEqual(answer)
    expect(said((await book.unchanged(orderId, () => book.perform(first, 'payme', id))).answer)).toBe(
      'transaction_ended',
    )
    expect(await entriesOf(sql, first)).toEqual([
      'hold payme 100000000',
      'perform payme 100000000',
      'refund payme 100000000',
    ])
    expect(await refundsOf(sql, first)).toEqual(['payme provider completed'])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('only performed money goes back', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    await book.hold(first, 'payme', id, price)
    const refund = async (externalId: string) =>
      said(await book.unchanged(orderId, () => book.refund(first, 'payme', externalId)))
    expect(await refund(id)).toBe('transaction_ended')
    expect(await refund(newId())).toBe('unknown_transaction')
  })

  test('a provider is told no once the goods have left; what has gone back already is recorded all the same', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    await book.land(first, 'telegram_fiat', id, price)
    for (const action of ['offer', 'accept', 'assemble', 'hand_over'] as const) await book.step(orderId, action)
    expect(await orderStateOf(sql, orderId)).toBe('out_for_delivery')
    expect(said(await book.unchanged(orderId, () => book.refund(first, 'telegram_fiat', id)))).toBe('fulfilled')
    expect(said(await book.refund(first, 'telegram_fiat', id, false))).toBe('refunded')
  })
})

test('a payment of another currency is not a price here', async () => {
  const { orderId, first } = await book.order()
  const money = { ...uzs(price), currency: 'USD' as const }
  const request = { provider: 'payme' as const, externalId: newId(), money, providerTime: book.start }
  expect(said(await book.unchanged(orderId, () => holdPayment(sql, first, request, book.start)))).toBe('wrong_amount')
})
