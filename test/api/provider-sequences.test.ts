import fc from 'fast-check'
import { releaseOverdueHold } from '../../db/ledger'
import { expirePayment } from '../../db/payment-stages'
import { hour, openShop, type Shop } from './shop'

/**
 * Whatever the providers send, in whatever order and however often, and whenever our timers fire: the book never gives
 * back more than it took, one payment is never held twice, what was paid too much is put down for refund, and a
 * payment for which money is kept is paid. Every answer that said "done" is said again in the same words.
 */
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

type Step =
  | { readonly by: 'payme'; readonly method: 'Create' | 'Perform' | 'Cancel'; readonly who: number }
  | { readonly by: 'click'; readonly method: 'prepare' | 'complete' | 'give up'; readonly who: number }
  | { readonly by: 'time'; readonly passes: number }
  | { readonly by: 'timer'; readonly fires: 'hold limit' | 'deadline' }

const who = fc.integer({ min: 0, max: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constant('payme' as const),
      method: fc.constantFrom('Create', 'Perform', 'Cancel'),
      who,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constant('click' as const),
      method: fc.constantFrom('prepare', 'complete', 'give up'),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('time' as const),
      passes: fc.constantFrom(1000, hour, 12 * hour, 24 * hour),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ by: fc.constant('timer' as const), fires: fc.constantFrom('hold limit', 'deadline') }),
  },
)

let round = 0

test('no sequence of calls, repeats and timers loses money, takes it twice or leaves a paid payment unpaid', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const order = await shop.order()
      const sequence = ++round
      const started = shop.clock.now
      const said = new Map<string, string>()
      for (const next of steps) {
        await take(next, { order, sequence, started, said })
        await holds(order.paymentId, order.amount)
      }
    }),
    { numRuns: 120 },
  ))

interface Scene {
  readonly order: Awaited<ReturnType<Shop['order']>>
  readonly sequence: number
  readonly started: number
  readonly said: Map<string, string>
}

async function take(next: Step, { order, sequence, started, said }: Scene): Promise<void> {
  const key = { businessId: 'demo', paymentId: order.paymentId }
  if (next.by === 'time') shop.clock.now += next.passes
  else if (next.by === 'timer' && next.fires === 'hold limit') await releaseOverdueHold(shop.sql, key, shop.clock.now)
  else if (next.by === 'timer') await expirePayment(shop.sql, key, shop.clock.now)
  else if (next.by === 'payme') {
    const id = `payme${sequence}x${next.who}`
    const params = {
      Create: { id, time: started, amount: order.tiyin, account: { payment: order.ref } },
      Perform: { id },
      Cancel: { id, reason: 3 },
    }[next.method]
    const answer = await shop.payme(`${next.method}Transaction`, params)
    expect(answer.status).toBe(200)
    if (!answer.body.result) return
    const earlier = said.get(`${id}/${next.method}`)
    if (earlier !== undefined) expect(answer.text).toBe(earlier)
    said.set(`${id}/${next.method}`, answer.text)
  } else {
    const click_trans_id = String(sequence * 10 + next.who)
    const fields = { click_trans_id, merchant_trans_id: order.ref, amount: order.soum }
    const prepareId = said.get(click_trans_id) ?? '0'
    const answer =
      next.method === 'prepare'
        ? await shop.click('prepare', fields)
        : await shop.click('complete', {
            ...fields,
            merchant_prepare_id: prepareId,
            error: next.method === 'complete' ? '0' : '-5017',
          })
    expect(answer.status).toBe(200)
    expect(answer.body.error).not.toBe(-8)
    expect(answer.body.error).not.toBe(-1)
    if (next.method === 'prepare' && answer.body.error === 0) {
      const given = String(answer.body.merchant_prepare_id)
      expect(said.get(click_trans_id) ?? given).toBe(given)
      said.set(click_trans_id, given)
    }
  }
}

async function holds(paymentId: string, price: bigint): Promise<void> {
  const [row] = await shop.sql<
    { state: string; received: bigint; held: number; performed: number; owed_back: number; moved: bigint }[]
  >`
    SELECT p.state, b.received,
      (SELECT count(*)::int FROM provider_transactions t WHERE t.payment_id = p.id AND t.state = 'held') AS held,
      (SELECT count(*)::int FROM provider_transactions t WHERE t.payment_id = p.id AND t.state = 'performed') AS performed,
      (SELECT count(*)::int FROM refunds r WHERE r.payment_id = p.id AND r.state <> 'completed') AS owed_back,
      (SELECT coalesce(sum(amount), 0)::bigint FROM provider_transactions t
       WHERE t.payment_id = p.id AND t.state = 'performed') AS moved
    FROM payments p JOIN payment_balances b ON b.payment_id = p.id WHERE p.id = ${paymentId}`
  const { state, received, held, performed, owed_back: owedBack, moved } = row!
  expect(received).toBe(moved)
  expect(received).toBe(price * BigInt(performed))
  expect(held).toBe(state === 'held' ? 1 : 0)
  const kept = performed - owedBack
  expect(kept).toBe(state === 'paid' ? 1 : 0)
}
